"""Reads one page picture: recognised runs, set straight, become the lines of a page like those of a PDF."""

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viewer.core.raw import Box
from viewer.importing.ocr.engine import Engine, Found, Pixels
from viewer.importing.ocr.kept import Seen
from viewer.importing.ocr.punctuation import widened
from viewer.importing.ocr.seal import without_seal
from viewer.importing.page_lines import Glyph, lines_of
from viewer.importing.page_text import PageText

_POINTS = 72.0
_LONG_RUN = 10  # characters; the slope and the letter size of shorter runs are too rough
_HIGHER_THAN_LETTERS = 1.1  # a run's box is that much higher than its letters
_ALIKE = 0.15  # letter sizes closer than this are one size
_NARROW, _WIDE = 0.5, 1.0


@dataclass(frozen=True, slots=True)
class OcrPage:
    """A recognised page and how sure the engine was, weighted by characters (1.0 for an empty page)."""

    page: PageText
    confidence: float


@dataclass(frozen=True, slots=True)
class _Run:
    """A recognised run in points on the straightened page."""

    text: str
    box: Box
    size: float


def read_page(pixels: Pixels, dpi: float, engine: Engine) -> OcrPage:
    """Recognise one page whose picture has ``dpi`` pixels to the inch."""
    return page_of(recognise(pixels, dpi, engine))


def recognise(pixels: Pixels, dpi: float, engine: Engine) -> Seen:
    """Have the engine look at a page's picture with the seal taken out."""
    height, width = pixels.shape[:2]
    return Seen(engine(without_seal(pixels, dpi)), width, height, dpi)


def page_of(seen: Seen) -> OcrPage:
    """Set what was found on a page straight and make lines of it."""
    width, height = seen.width * _POINTS / seen.dpi, seen.height * _POINTS / seen.dpi
    runs = _sized(_straightened(seen.found, seen.dpi))
    glyphs = [glyph for run, found in zip(runs, seen.found, strict=True) for glyph in _glyphs(run, found.doubtful)]
    characters = sum(len(each.text) for each in seen.found)
    confidence = sum(each.confidence * len(each.text) for each in seen.found) / characters if characters else 1.0
    return OcrPage(PageText(tuple(lines_of(glyphs, page_width=width)), width, height, 0, len(glyphs)), confidence)


def _straightened(found: Sequence[Found], dpi: float) -> list[tuple[str, Box]]:
    """Turn the page by the slope of its long runs, so that left edges stand under each other."""
    slopes = [_slope(each) for each in found if len(each.text) >= _LONG_RUN]
    angle = statistics.median(slopes) if slopes else 0.0
    cosine, sine = math.cos(angle), math.sin(angle)
    straight = []
    for each in found:
        turned = [
            ((x * cosine + y * sine) * _POINTS / dpi, (y * cosine - x * sine) * _POINTS / dpi) for x, y in each.corners
        ]
        (left, top), (right, high), (right_low, bottom), (left_low, low) = turned
        box = Box((left + left_low) / 2, (top + high) / 2, (right + right_low) / 2, (bottom + low) / 2)
        straight.append((widened(each.text), box))
    return straight


def _slope(found: Found) -> float:
    (left, top), (right, high), *_ = found.corners
    return math.atan2(high - top, right - left)


def _sized(straight: Sequence[tuple[str, Box]]) -> list[_Run]:
    """Judge letter sizes by the width of long runs and the height of short ones, and call nearly equal sizes equal."""
    guesses = [_size(text, box) for text, box in straight]
    long = [size for size, (text, _) in zip(guesses, straight, strict=True) if len(text) >= _LONG_RUN]
    usual = statistics.median(long or guesses) if guesses else 0.0
    return [
        _Run(text, box, usual if abs(size - usual) <= _ALIKE * usual else size)
        for size, (text, box) in zip(guesses, straight, strict=True)
    ]


def _size(text: str, box: Box) -> float:
    by_height = (box.bottom - box.top) / _HIGHER_THAN_LETTERS
    if len(text) < _LONG_RUN:
        return by_height
    return (box.right - box.left) / sum(map(_advance, text))


def _advance(character: str) -> float:
    return _NARROW if character.isascii() else _WIDE


def _glyphs(run: _Run, doubtful: Sequence[int]) -> Iterator[Glyph]:
    """Share a run's width among its characters."""
    total = sum(map(_advance, run.text)) or 1.0
    step = (run.box.right - run.box.left) / total
    left = run.box.left
    after_blank = False
    for place, character in enumerate(run.text):
        right = left + step * _advance(character)
        if character.isspace():
            after_blank = True
        else:
            box = Box(left, run.box.top, right, run.box.bottom)
            yield Glyph(character, box, run.size, after_blank, doubtful=place in doubtful)
            after_blank = False
        left = right
