"""What one page of an original looks like: its pixels, or the things drawn on it where no one else can draw them."""

from dataclasses import dataclass
from enum import StrEnum

from viewer.core.place import Sheet
from viewer.core.raw import Box

Colour = tuple[int, int, int]
BLACK: Colour = (0, 0, 0)


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture: rows of red, green and blue bytes, ``3 * width`` in a row."""

    width: int
    height: int
    pixels: bytes


class Typeface(StrEnum):
    """The faces of Chinese official documents; what a page names is called by the nearest of them."""

    SONG = "song"
    FANG_SONG = "fangsong"
    HEI = "hei"
    KAI = "kai"


@dataclass(frozen=True, slots=True)
class DrawnText:
    """Characters, each with the point its baseline begins at; ``size`` in points, ``matrix`` turns and stretches."""

    characters: str
    places: tuple[tuple[float, float], ...]
    size: float
    typeface: Typeface = Typeface.SONG
    bold: bool = False
    colour: Colour = BLACK
    matrix: tuple[float, float, float, float] = (1.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class DrawnPath:
    """Lines and curves: each step is a letter (M, L, Q, C, Z) and its points; no colour means not filled, no line."""

    steps: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]
    fill: Colour | None
    stroke: Colour | None
    width: float


@dataclass(frozen=True, slots=True)
class DrawnImage:
    """A picture in a box; ``None`` where it cannot be decoded on this machine."""

    raster: Raster | None
    box: Box


Drawn = DrawnText | DrawnPath | DrawnImage


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page, in points from its top left corner: ``raster`` fills it where it is known, else ``things`` are drawn.

    ``is_approximate`` tells that the page may look otherwise in the program it was made for.
    """

    sheet: Sheet
    raster: Raster | None = None
    things: tuple[Drawn, ...] = ()
    is_approximate: bool = False
