"""A title in less room than it needs: what tells it from its neighbours is the last to go."""

import re
from collections.abc import Callable

_NUMBER = re.compile(r"第?[A-Za-z]*\d[\dA-Za-z-]*号")
_OPENED = re.compile(r"[“‘《〈「（][^”’》〉」）]*$")
_CLOSED = re.compile(r"^[^“‘《〈「（]*[”’》〉」）]")
_DOTS = "…"


def short_title(title: str, width: Callable[[str], float], room: float) -> str:
    """Return a title cut to a room.

    Titles of replies begin alike (对某区政协第十五届三次会议…) and end alike (…提案的答复); their number stays, with as
    much before it as there is room for. A title without a number is cut in its middle, but not within a pair of quotes.
    """
    if width(title) <= room:
        return title
    number = _NUMBER.search(title)
    if number is None:
        return _joined(title, title, width, room)
    rest = title[number.start() :]
    if width(_DOTS + rest) > room:
        named = rest.rpartition("的")[0]
        if named and width(named) <= room:
            return named
        return _longest(lambda kept: rest[:kept] + _DOTS, len(rest), width, room)
    return _longest(lambda kept: title[:kept] + _DOTS + rest, number.start(), width, room)


def _joined(head: str, tail: str, width: Callable[[str], float], room: float) -> str:
    def shown(kept: int) -> str:
        end = (kept // 2 + 1) // 2 * 2  # most words are of two characters, and a title ends with one
        return _OPENED.sub("", head[: kept - end]) + _DOTS + _CLOSED.sub("", tail[len(tail) - end :])

    return _longest(shown, len(head) - 1, width, room)


def _longest(shown: Callable[[int], str], most: int, width: Callable[[str], float], room: float) -> str:
    """Return what is shown of the most characters that fit; widths grow with the characters kept."""
    least, most = 0, max(most, 0)
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if width(shown(middle)) <= room else (least, middle - 1)
    return shown(least)
