"""What a reply promises: the sentence, what, who, by when, how much, how firmly; and what became of it."""

from dataclasses import dataclass
from enum import StrEnum

from viewer.core.document import DocumentId
from viewer.core.span import Span


class Strength(StrEnum):
    """How firmly a sentence binds: held to a time or a figure, planned, or only to be looked into."""

    FIRM = "firm"
    PLANNED = "planned"
    WEAK = "weak"


STRENGTH_NAMES = {Strength.FIRM: "明确", Strength.PLANNED: "计划", Strength.WEAK: "研究推进"}


class CommitmentState(StrEnum):
    """What a person found became of a promise; ``OPEN`` is one nobody has looked at."""

    OPEN = "open"
    NOT_STARTED = "not_started"
    RUNNING = "running"
    KEPT = "kept"
    PARTLY = "partly"
    NOT_KEPT = "not_kept"
    UNVERIFIABLE = "unverifiable"


STATE_NAMES = {
    CommitmentState.OPEN: "待核实",
    CommitmentState.NOT_STARTED: "未开始",
    CommitmentState.RUNNING: "进行中",
    CommitmentState.KEPT: "已兑现",
    CommitmentState.PARTLY: "部分兑现",
    CommitmentState.NOT_KEPT: "未兑现",
    CommitmentState.UNVERIFIABLE: "无法核实",
}


@dataclass(frozen=True, slots=True)
class Commitment:
    """One sentence of intent; what it does not say is ``None``. ``deadline`` is the last day (ISO) to keep it."""

    span: Span
    words: str
    what: str
    strength: Strength
    cue: str
    who: str | None = None
    deadline_words: str | None = None
    deadline: str | None = None
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class PromiseRecord:
    """What a person noted of the promise with these words."""

    document_id: DocumentId
    words: str
    state: CommitmentState = CommitmentState.OPEN
    note: str = ""
    dismissed: bool = False


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A promise with its document, and what a person noted of it."""

    document_id: DocumentId
    title: str
    number: str | None
    issuing_unit: str | None
    date: str | None
    commitment: Commitment
    state: CommitmentState = CommitmentState.OPEN
    note: str = ""
    dismissed: bool = False
    evidence: int = 0

    @property
    def record(self) -> PromiseRecord:
        """Return what a person noted of it."""
        return PromiseRecord(self.document_id, self.commitment.words, self.state, self.note, self.dismissed)


@dataclass(frozen=True, slots=True)
class LedgerFilter:
    """Which promises are asked for: what is ``None`` narrows nothing, and ``dismissed=None`` gives both kinds.

    ``part`` stands in their words or in their document's title.
    """

    part: str | None = None
    strength: Strength | None = None
    state: CommitmentState | None = None
    document_id: DocumentId | None = None
    dismissed: bool | None = False


EVERY_PROMISE = LedgerFilter()
"""Asks for all that nobody said are no promises."""


class EvidenceVerdict(StrEnum):
    """What a person said of a passage offered as evidence."""

    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of a later document that may tell what became of a promise."""

    document_id: DocumentId
    title: str
    date: str | None
    passage: str
    start: int
    verdict: EvidenceVerdict = EvidenceVerdict.SUGGESTED


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a person said of a passage as evidence of the promise with these words."""

    document_id: DocumentId
    words: str
    later: DocumentId
    passage: str
    verdict: EvidenceVerdict
