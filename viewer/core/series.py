"""Figures across documents: the same figure stated again and again is a series, and every pair gets a verdict."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from viewer.core.across import LibraryFigure

SeriesId = NewType("SeriesId", str)
"""The signature of the key that leads a series; it stays as long as the figure is stated in the same words."""

DecisionId = NewType("DecisionId", str)


class FigureStatus(StrEnum):
    """How a figure counts: as it stands, all that came together so far, what was added, or a rate for each."""

    PLAIN = "plain"
    CUMULATIVE = "cumulative"
    ADDED = "added"
    RATE = "rate"


class Verdict(StrEnum):
    """What two statements of one figure say to each other, the gravest last: 一致, 相容, 变化, 口径待核, 不一致."""

    SAME = "same"
    COMPATIBLE = "compatible"
    CHANGED = "changed"
    UNCLEAR = "unclear"
    CONTRADICTED = "contradicted"


VERDICT_NAMES = {
    Verdict.SAME: "一致",
    Verdict.COMPATIBLE: "相容",
    Verdict.CHANGED: "变化",
    Verdict.UNCLEAR: "口径待核",
    Verdict.CONTRADICTED: "不一致",
}


class SeriesState(StrEnum):
    """Who says that the statements belong together; one that stands alone needs nobody."""

    SINGLE = "single"
    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, slots=True)
class Interval:
    """The values a statement allows; ``None`` is no bound, and an open bound is not itself allowed."""

    low: float | None
    high: float | None
    low_is_open: bool = False
    high_is_open: bool = False

    def meets(self, other: "Interval") -> bool:
        """Tell whether some value is allowed by both."""
        return not (self.is_below(other) or other.is_below(self))

    def is_below(self, other: "Interval") -> bool:
        """Tell whether all values this allows are smaller than any the other allows."""
        if self.high is None or other.low is None:
            return False
        return self.high < other.low or (self.high == other.low and (self.high_is_open or other.low_is_open))


@dataclass(frozen=True, slots=True)
class FigureKey:
    """What must be equal, or nearly so, for two statements to be about one figure.

    ``core`` is the name without verbs, places and quotes; ``subject`` whose figure it is, where the sentence says so.
    A bare core (项目, 场景) names nothing by itself and never links: ``home`` then keeps it to its own place.
    ``branch`` parts what a person split off.
    """

    label: str
    core: str
    subject: str
    unit: str
    role: str
    status: FigureStatus
    scope: str
    branch: str = ""
    home: str = ""

    @property
    def is_bare(self) -> bool:
        """Tell whether the name alone is too little to link."""
        return bool(self.home)

    @property
    def signature(self) -> str:
        """Return what tells this key from all others."""
        parts = (self.core, self.subject, self.unit, self.role, self.status.value, self.scope, self.branch, self.home)
        return "|".join(parts)

    @property
    def block(self) -> str:
        """Return where to look for keys that may be linked with this one."""
        return "|".join((self.unit, self.role, self.status.value, self.core[-2:]))


@dataclass(frozen=True, slots=True)
class Statement:
    """One document stating a figure, with the key it was filed under."""

    figure: LibraryFigure
    key: FigureKey
    interval: Interval
    signature: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two statements by their places in a series, and what they say to each other."""

    first: int
    second: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class SeriesSummary:
    """One row of the list of series; ``first`` and ``last`` are the days the figures speak of."""

    id: SeriesId
    name: str
    unit: str
    role: str
    status: FigureStatus
    scope: str
    mentions: int
    documents: int
    first: str | None
    last: str | None
    latest: str
    verdict: Verdict | None
    state: SeriesState
    pinned: bool


@dataclass(frozen=True, slots=True)
class Series:
    """A series with everything stated, oldest first, and what neighbours say to each other."""

    summary: SeriesSummary
    statements: tuple[Statement, ...]
    comparisons: tuple[Comparison, ...]


@dataclass(frozen=True, slots=True)
class Freshness:
    """How far the tables across documents have come: how many documents still wait to be looked at."""

    waiting: int
    total: int
