"""Notices texts whose every visual line is a paragraph of its own: wrapped once, then pasted into an office program."""

from collections import Counter
from collections.abc import Iterable

from viewer.text.layout import is_open_ended
from viewer.text.lines import columns

_NARROWEST, _WIDEST = 34, 90  # half-width columns: 17 to 45 squares
_SHORT_BY, _HANGS_BY = 4, 2  # a word or mark that does not fit is set on the next line; closing marks hang over
_FEWEST_FULL = 5
_FULL_SHARE = 0.75
_BROKEN_SHARE = 0.5
_OVERLONG_SHARE = 0.04
_LONGER_THAN_TITLES = 80


def is_hard_wrapped(paragraphs: Iterable[str]) -> bool:
    """Tell whether paragraphs are lines wrapped at one width.

    Of those longer than half that width three quarters must reach it, almost none go beyond, and half of them break
    off in the middle of a sentence, as no true paragraph does.
    """
    texts = [text.rstrip() for text in paragraphs if text.strip()]
    widths = [round(columns(text)) for text in texts]
    width = _commonest_width(widths)
    if width is None:
        return False
    full = [text for text, own in zip(texts, widths, strict=True) if _reaches(own, width)]
    long = sum(own > width / 2 for own in widths)
    overlong = sum(own > width + _HANGS_BY for own in widths)
    broken = sum(map(is_open_ended, full))
    return (
        len(full) >= max(_FEWEST_FULL, _FULL_SHARE * long)
        and overlong <= _OVERLONG_SHARE * len(texts)
        and broken >= _BROKEN_SHARE * len(full)
    )


def breaks_off(paragraph: str) -> bool:
    """Tell whether a paragraph, too long for a title, ends in the middle of a sentence: a page border cut it."""
    text = paragraph.rstrip()
    return columns(text) >= _LONGER_THAN_TITLES and is_open_ended(text)


def _commonest_width(widths: list[int]) -> int | None:
    """Return the width around which most lines end."""
    counts = Counter(width for width in widths if _NARROWEST <= width <= _WIDEST)
    if not counts:
        return None
    return max(counts, key=lambda width: (sum(counts[near] for near in counts if _reaches(near, width)), width))


def _reaches(own: int, width: int) -> bool:
    return width - _SHORT_BY <= own <= width + _HANGS_BY
