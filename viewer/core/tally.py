"""Documents counted: by year, session, unit, kind, result, topic."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from viewer.core.document import DocumentId


class Dimension(StrEnum):
    """What documents are counted by."""

    YEAR = "year"
    SESSION = "session"
    UNIT = "unit"
    KIND = "kind"
    RESULT = "result"
    TOPIC = "topic"


DIMENSION_NAMES = {
    Dimension.YEAR: "年份",
    Dimension.SESSION: "届次",
    Dimension.UNIT: "承办单位",
    Dimension.KIND: "类型",
    Dimension.RESULT: "办理结果",
    Dimension.TOPIC: "主题",
}
NOT_STATED = "（未注明）"


@dataclass(frozen=True, slots=True)
class Tally:
    """A table of counts; every cell knows its documents. ``columns`` is one unnamed column when counted one way."""

    row_dimension: Dimension
    column_dimension: Dimension | None
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], tuple[DocumentId, ...]]
    _counts: Mapping[tuple[str | None, str | None], int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Count every line once: a table asks for thousands of counts."""
        counts: dict[tuple[str | None, str | None], int] = {}
        for (row, column), ids in self.cells.items():
            for line in ((row, column), (row, None), (None, column), (None, None)):
                counts[line] = counts.get(line, 0) + len(ids)
        object.__setattr__(self, "_counts", counts)

    def documents(self, row: str | None, column: str | None) -> tuple[DocumentId, ...]:
        """Return the documents of a cell; ``None`` means the whole line."""
        found = [ids for (r, c), ids in self.cells.items() if row in (None, r) and column in (None, c)]
        return tuple(each for ids in found for each in ids)

    def count(self, row: str | None, column: str | None) -> int:
        """Return how many documents a cell counts."""
        return self._counts.get((row, column), 0)
