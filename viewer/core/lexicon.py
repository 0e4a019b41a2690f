"""What a person teaches the program about names: terms of the 词库, and corrections of single marks."""

from dataclasses import dataclass
from enum import StrEnum

from viewer.core.entity import EntityType

SHORTEST_TERM = 2


@dataclass(frozen=True, slots=True)
class LexiconTerm:
    """A name to look for in every document, and what it stands for.

    Raises ``ValueError`` for a term of fewer than two characters, which would mark half of any text.
    """

    term: str
    type: EntityType
    canonical: str | None = None

    def __post_init__(self) -> None:
        if len(self.term) < SHORTEST_TERM:
            message = f"a term of {len(self.term)} characters"
            raise ValueError(message)


class CorrectionAction(StrEnum):
    """What a person said about a mark: it names nothing, it names this, or it stands for that."""

    VETO = "veto"
    MARK = "mark"
    RENAME = "rename"


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word on the ``surface`` that stands between ``before`` and ``after``; it is final.

    Empty contexts mean every place where the surface stands. ``MARK`` adds or retypes a mention and needs ``type``;
    ``RENAME`` sets ``canonical``. To change a range, veto the old surface and mark the new one.
    """

    action: CorrectionAction
    surface: str
    type: EntityType | None = None
    canonical: str | None = None
    before: str = ""
    after: str = ""

    def __post_init__(self) -> None:
        if not self.surface:
            message = "a correction of nothing"
            raise ValueError(message)
        if self.action is CorrectionAction.MARK and self.type is None:
            message = "a mark needs a type"
            raise ValueError(message)
