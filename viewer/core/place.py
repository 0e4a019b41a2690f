"""Where the characters of a text stand on the pages of its original."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from viewer.core.raw import Box
from viewer.core.span import Span

_NEAR = 12.0  # points: a click beside a line, or between two, means that line


@dataclass(frozen=True, slots=True)
class Sheet:
    """The size of one page in points, as a reader sees it."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PlacedRun:
    """Characters of the canonical text that stand beside each other on one line of a page.

    ``edges`` are their left edges in points and the right edge of the last: one more than there are characters.
    """

    start: int
    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]

    @property
    def end(self) -> int:
        """Return the offset after the last character."""
        return self.start + len(self.edges) - 1

    def box(self, span: Span) -> Box:
        """Return the box of those of the run's characters that ``span`` covers."""
        first, last = max(span.start, self.start) - self.start, min(span.end, self.end) - self.start
        return Box(self.edges[first], self.top, self.edges[last], self.bottom)


@dataclass(frozen=True, slots=True)
class PlacedBox:
    """A box on a page; pages count from 1."""

    page: int
    box: Box

    def is_beside(self, other: "PlacedBox") -> bool:
        """Tell whether the other box goes on where this one ends, on the same line."""
        one, two = self.box, other.box
        is_near = -_NEAR <= two.left - one.right <= _NEAR
        return self.page == other.page and one.top == two.top and one.bottom == two.bottom and is_near


@dataclass(frozen=True, slots=True)
class PagePlaces:
    """The pages of an original and where the text stands on them; ``runs`` are sorted by ``start`` and apart.

    Without runs the pages can be looked at, but nothing leads from the text to them.
    """

    sheets: tuple[Sheet, ...] = ()
    runs: tuple[PlacedRun, ...] = ()
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(run.start for run in self.runs))

    def boxes(self, span: Span) -> Iterator[PlacedBox]:
        """Yield a box for every line the span touches, in reading order."""
        index = max(0, bisect_right(self._starts, span.start) - 1)
        before: PlacedBox | None = None
        for run in self.runs[index : bisect_left(self._starts, span.end)]:
            if run.start >= span.end or span.start >= run.end:
                continue
            placed = PlacedBox(run.page, run.box(span))
            if before is not None and before.is_beside(placed):
                before = PlacedBox(run.page, replace(before.box, right=placed.box.right))
                continue
            if before is not None:
                yield before
            before = placed
        if before is not None:
            yield before

    def box_at(self, offset: int) -> PlacedBox | None:
        """Return where the character at ``offset`` stands, or the one before it that stands anywhere."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return None
        run = self.runs[index]
        last = min(offset, run.end - 1)
        return PlacedBox(run.page, run.box(Span(last, last + 1)))

    def offset_at(self, page: int, x: float, y: float) -> int | None:
        """Return the offset of the character at, or next to, a point of a page; ``None`` where no line is near."""
        near = [run for run in self.runs if run.page == page and _gap(y, run.top, run.bottom) <= _NEAR]
        if not near:
            return None
        best = min(near, key=lambda run: (_gap(y, run.top, run.bottom), _gap(x, run.edges[0], run.edges[-1])))
        inside = bisect_right(best.edges, x) - 1
        return best.start + min(max(inside, 0), len(best.edges) - 2)


def _gap(place: float, low: float, high: float) -> float:
    return max(low - place, place - high, 0.0)
