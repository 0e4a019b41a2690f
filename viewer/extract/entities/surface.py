"""The text as the layers read it: stray blanks gone, full-width letters and digits narrowed, every place known."""

import re
from dataclasses import dataclass

from viewer.core.span import Span

_NARROW = {wide: wide - 0xFEE0 for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_NARROW |= {ord("\u3000"): " ", ord("\u00a0"): " ", ord("「"): "“", ord("」"): "”", ord("『"): "‘", ord("』"): "’"}
_NARROW |= {ord("﹝"): "〔", ord("﹞"): "〕", ord("○"): "〇", ord("•"): "·", ord("・"): "·", ord("‧"): "·"}

# A half-width stop between ideographs ends a clause like a full-width one.
_HALF_STOP = re.compile(r"(?<=[一-鿿”’》）)])[,;:!?]|[,;:!?](?=[一-鿿“‘《（])")
_FULL_STOPS = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_BLANKS = re.compile(r" +")
_STRAIGHT = re.compile(r'"([^"\n]{1,60})"')


@dataclass(frozen=True, slots=True)
class Surface:
    """``text`` without stray blanks; ``offsets`` gives for each of its characters the place in the original.

    ``offsets`` is ``None`` where nothing was left out.
    """

    text: str
    offsets: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> Span:
        """Return the original's span of ``text[start:end]``, which is not empty."""
        if self.offsets is None:
            return Span(start, end)
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


def surface_of(text: str) -> Surface:
    """Return the text as the layers read it."""
    narrow = _STRAIGHT.sub(r"“\1”", text.translate(_NARROW))
    narrow = _HALF_STOP.sub(lambda stop: _FULL_STOPS[stop[0]], narrow)
    kept: list[str] = []
    offsets: list[int] = []
    reached = 0
    for stray in _BLANKS.finditer(narrow):
        if _parts_names(narrow, stray.start(), stray.end()):
            continue
        kept.append(narrow[reached : stray.start()])
        offsets.extend(range(reached, stray.start()))
        reached = stray.end()
    if not kept:
        return Surface(narrow)
    kept.append(narrow[reached:])
    offsets.extend(range(reached, len(narrow)))
    return Surface("".join(kept), tuple(offsets))


def _parts_names(text: str, start: int, end: int) -> bool:
    """Tell whether blanks may part two names: two ideographs, or two Latin words or numbers, on either side."""
    if start == 0 or end == len(text):
        return False
    before, after = text[start - 1], text[end]
    return (_is_ideograph(before) and _is_ideograph(after)) or (_is_latin(before) and _is_latin(after))


def _is_ideograph(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or char >= "\U00020000"


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
