"""What is found across the documents of a library: a name with its documents, a figure with its document."""

from dataclasses import dataclass
from enum import StrEnum

from viewer.core.document import DocumentId
from viewer.core.entity import EntityType
from viewer.core.metric import Metric


@dataclass(frozen=True, slots=True)
class NameInDocument:
    """How often a name stands in one document."""

    document_id: DocumentId
    title: str
    date: str | None
    mentions: int


@dataclass(frozen=True, slots=True)
class LibraryName:
    """A canonical name: the ways it is written, and where; documents come newest first."""

    name: str
    type: EntityType
    surfaces: tuple[str, ...]
    documents: tuple[NameInDocument, ...]

    @property
    def mentions(self) -> int:
        """Return how often the name stands in the library."""
        return sum(each.mentions for each in self.documents)


@dataclass(frozen=True, slots=True)
class LibraryFigure:
    """A figure, the document that states it, and the words of its sentence."""

    document_id: DocumentId
    title: str
    number: str | None
    issuing_unit: str | None
    date: str | None
    metric: Metric
    sentence: str


class TableFormat(StrEnum):
    """The forms a table of figures may leave in."""

    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"
