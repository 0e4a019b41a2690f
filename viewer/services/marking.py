"""Finds the names and figures of a document, with everything a person taught the library.

What finds them is loaded when the first document is looked at: most openings of a library never get there.
"""

# ruff: noqa: PLC0415

from viewer.core.document import Document, DocumentId
from viewer.core.entity import Entity
from viewer.core.knowledge import Lessons
from viewer.core.metadata import Metadata
from viewer.core.metric import Metric
from viewer.extract.tagger.tagger import Tagger
from viewer.store.store import Store

_MOST_LOOKS = 5  # who teaches faster than this is shown the last but one answer for a moment
EXTRACTION_VERSION = 7
"""Raised when letterheads, names or figures are read in another way, so that documents can be read again."""


def load_tagger() -> Tagger | None:
    """Return what finds names where rules alone do not, ``None`` where it is not there."""
    from viewer.extract.entities import load_tagger as load

    return load()


def read_marks(
    document: Document, metadata: Metadata, lessons: Lessons, tagger: Tagger | None
) -> tuple[tuple[Entity, ...], tuple[Metric, ...]]:
    """Return the names and figures of a text; without a ``tagger``, names are found by rules alone."""
    from viewer.extract.entities import find_entities
    from viewer.extract.metrics import find_metrics
    from viewer.extract.metrics.corrections import apply_metric_corrections

    entities = find_entities(
        document,
        metadata,
        lexicon=lessons.terms,
        corrections=lessons.corrections,
        library_names=lessons.names,
        tagger=tagger,
    )
    metrics = find_metrics(document, metadata)
    return entities, apply_metric_corrections(document.text, metrics, lessons.metric_corrections)


def mark_again(library: Store, document_id: DocumentId, tagger: Tagger | None) -> None:
    """Find a document's names and figures anew and store them; nobody waits to write while they are looked for.

    What is taught or read again meanwhile makes it look again. Raises ``DocumentNotFoundError``.
    """
    for _ in range(_MOST_LOOKS):
        with library.reading() as documents:
            reading = documents.open(document_id).reading
            taught = library.lessons().lessons(document_id)
        entities, metrics = read_marks(reading.document, reading.metadata, taught, tagger)
        with library.transaction() as documents:
            is_same = documents.text(document_id) == reading.document.text
            if is_same:
                documents.replace_marks(document_id, entities, metrics)
            if is_same and library.lessons().lessons(document_id) == taught:
                return
