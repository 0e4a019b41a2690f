"""Libraries whose texts are at hand, and generated replies as their documents: what the search benchmarks search."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from tests.benchmarks.corpus_generator import GeneratedReply, replies
from viewer.core.catalog import DocumentSummary, StoredDocument
from viewer.core.document import Document, DocumentId, Paragraph, ParagraphRole
from viewer.core.metadata import DocumentKind, Metadata
from viewer.core.metric import Metric
from viewer.core.query import QueryField
from viewer.core.reading import Reading, Source
from viewer.core.span import Span


class TextLibrary:
    """A library whose texts are at hand."""

    def __init__(self, documents: Sequence[StoredDocument]) -> None:
        self._documents = {document.id: document for document in documents}

    def library_id(self) -> str:
        """Return a name."""
        return "benchmark"

    def document_count(self) -> int:
        """Count the documents."""
        return len(self._documents)

    def texts(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, str]:
        """Return texts."""
        return {known: self._documents[known].reading.document.text for known in ids if known in self._documents}

    def summaries(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, DocumentSummary]:
        """Return rows."""
        return {known: _summary(self._documents[known]) for known in ids if known in self._documents}

    def labels(self) -> Mapping[str, Mapping[DocumentId, tuple[str, ...]]]:
        """Return nothing: nobody labelled these."""
        return {}

    def figures(self, _accepts: Callable[[str], bool]) -> Mapping[DocumentId, tuple[Metric, ...]]:
        """Return nothing: nobody read figures in these."""
        return {}

    def field_values(self, _field: QueryField) -> Mapping[DocumentId, tuple[str, ...]]:
        """Return nothing: nobody tagged these."""
        return {}

    def add(self, document: StoredDocument) -> None:
        """Take in one more."""
        self._documents[document.id] = document


def generated_documents(count: int, *, seed: int | None = None) -> Iterator[StoredDocument]:
    """Yield generated replies with the metadata a reading of them would have."""
    made = replies(count) if seed is None else replies(count, seed=seed)
    return (as_document(reply, index) for index, reply in enumerate(made))


def as_document(reply: GeneratedReply, index: int) -> StoredDocument:
    """Return a generated reply as a document of a library."""
    text = reply.text.strip()
    metadata = Metadata(
        title=text.split("\n", 1)[0],
        kind=list(DocumentKind)[index % 4],
        number=f"{index % 500:03}",
        result=("解决采纳", "留作参考", None)[index % 3],
        issuing_unit=text.split("\n")[-3],
        date=f"{2015 + index % 10}-{index % 12 + 1:02}-{index % 28 + 1:02}",
    )
    return stored(f"{index:032x}", reply.name, text, metadata, titles=1)


def stored(document_id: str, name: str, text: str, metadata: Metadata, *, titles: int = 0) -> StoredDocument:
    """Return a document of one paragraph per line, the first ``titles`` of them titles."""
    paragraphs: list[Paragraph] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        role = ParagraphRole.TITLE if number < titles else ParagraphRole.BODY
        paragraphs.append(Paragraph(Span(start, start + len(line)), role))
        start += len(line) + 1
    source = Source(f"{name}.txt", "text/plain", "0" * 64, len(text))
    reading = Reading(source, Document(text, tuple(paragraphs)), metadata)
    return StoredDocument(DocumentId(document_id), "2024-01-01T00:00:00Z", reading)


def _summary(document: StoredDocument) -> DocumentSummary:
    reading = document.reading
    return DocumentSummary(
        document.id, reading.source, reading.metadata, document.imported_at, len(reading.document.text), indexed=True
    )
