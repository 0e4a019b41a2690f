"""A library in memory, and indexes of it, for the tests of the search."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from viewer.core.catalog import DocumentSummary, StoredDocument
from viewer.core.document import Document, DocumentId, Paragraph, ParagraphRole
from viewer.core.entity import Entity
from viewer.core.metadata import Metadata
from viewer.core.metric import Metric
from viewer.core.query import QueryField
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.search.engine import SearchEngine
from viewer.text.segment import Segmenter

CORPUS = Path(__file__).parents[3] / "corpus"


class MemoryLibrary:
    """The simplest library there can be."""

    def __init__(self, documents: Iterable[StoredDocument] = ()) -> None:
        self.documents = {document.id: document for document in documents}
        self.values: dict[QueryField, dict[DocumentId, tuple[str, ...]]] = {}
        self.labelled: dict[str, dict[DocumentId, tuple[str, ...]]] = {}
        self.name = "memory"

    def library_id(self) -> str:
        """Return the name."""
        return self.name

    def document_count(self) -> int:
        """Count the documents."""
        return len(self.documents)

    def texts(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, str]:
        """Return the texts that are there."""
        return {known: self.documents[known].reading.document.text for known in ids if known in self.documents}

    def summaries(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, DocumentSummary]:
        """Return the rows that are there."""
        return {known: _summary(self.documents[known]) for known in ids if known in self.documents}

    def field_values(self, field: QueryField) -> Mapping[DocumentId, tuple[str, ...]]:
        """Return what a test put into ``values``."""
        return self.values.get(field, {})

    def labels(self) -> Mapping[str, Mapping[DocumentId, tuple[str, ...]]]:
        """Return what a test put into ``labelled``, and its tags and notes."""
        values = {"tag": self.field_values(QueryField.TAG), "notes": self.field_values(QueryField.NOTE)}
        return {**values, **self.labelled}

    def figures(self, accepts: Callable[[str], bool]) -> Mapping[DocumentId, tuple[Metric, ...]]:
        """Return the figures whose indicator is accepted."""
        return {
            known: figures
            for known, document in self.documents.items()
            if (figures := tuple(each for each in document.reading.metrics if accepts(each.indicator or "")))
        }


def _summary(stored: StoredDocument) -> DocumentSummary:
    reading = stored.reading
    return DocumentSummary(
        stored.id, reading.source, reading.metadata, stored.imported_at, len(reading.document.text), indexed=True
    )


def make_document(
    name: str,
    text: str,
    metadata: Metadata | None = None,
    entities: tuple[Entity, ...] = (),
    headings: int = 0,
) -> StoredDocument:
    """Return a document of one paragraph per line, the first ``headings`` of them headings."""
    paragraphs: list[Paragraph] = []
    start = 0
    for index, line in enumerate(text.split("\n") if text else []):
        role = ParagraphRole.HEADING if index < headings else ParagraphRole.BODY
        paragraphs.append(Paragraph(Span(start, start + len(line)), role))
        start += len(line) + 1
    source = Source(f"{name}.txt", "text/plain", "0" * 64, len(text))
    reading = Reading(source, Document(text, tuple(paragraphs)), metadata or Metadata(), entities)
    return StoredDocument(DocumentId(name), "2024-01-01T00:00:00Z", reading)


@pytest.fixture(scope="session")
def segmenter(tmp_path_factory: pytest.TempPathFactory) -> Segmenter:
    return Segmenter(tmp_path_factory.mktemp("dictionary"))


Build = Callable[..., SearchEngine]


@pytest.fixture(scope="session")
def build_engine(tmp_path_factory: pytest.TempPathFactory, segmenter: Segmenter) -> Iterator[Build]:
    """Build an engine over documents, given as such or as texts, and close it after the session."""
    engines: list[SearchEngine] = []

    def build(*documents: StoredDocument | str, library: MemoryLibrary | None = None) -> SearchEngine:
        stored = [
            make_document(f"d{index}", document) if isinstance(document, str) else document
            for index, document in enumerate(documents)
        ]
        library = library or MemoryLibrary(stored)
        engine = SearchEngine(tmp_path_factory.mktemp("index"), library, segmenter)
        engine.index.rebuild(stored)
        engines.append(engine)
        return engine

    yield build
    for engine in engines:
        engine.close()


@pytest.fixture(scope="session")
def corpus_texts() -> dict[str, str]:
    """The founding replies as they are, one paragraph per line."""
    return {path.stem: path.read_text("utf-8").replace("\r\n", "\n") for path in sorted(CORPUS.glob("*.txt"))}
