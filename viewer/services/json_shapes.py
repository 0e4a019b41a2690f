"""The JSON that leaves the program: the shapes scripts and later versions rely on."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from viewer.core.annotation import Annotation
from viewer.core.catalog import DocumentSummary, ImportFailure, ImportReport, StoredDocument
from viewer.core.document import Document, Paragraph
from viewer.core.entity import Entity
from viewer.core.errors import QueryError, ViewerError
from viewer.core.hit import Hit, SearchResult, Snippet, Widening
from viewer.core.metadata import Metadata
from viewer.core.metric import Metric, Period
from viewer.core.reading import Reading, Source
from viewer.core.span import Span

SCHEMA = "andu/1"
FACETS = ("year", "kind", "issuing_unit", "result", "tag")

Json = dict[str, Any]


def reading(value: Reading) -> Json:
    """Shape the whole reading of one file, as ``inspect`` prints it."""
    return {
        "schema": SCHEMA,
        "source": source(value.source),
        "text": value.document.text,
        "paragraphs": paragraphs(value.document),
        "metadata": metadata(value.metadata),
        "entities": [entity(each) for each in value.entities],
        "metrics": [metric(each) for each in value.metrics],
    }


def stored_document(value: StoredDocument, annotations: Iterable[Annotation] = ()) -> Json:
    """Shape a document of the library: its reading, its id, and what people wrote about it."""
    shape = reading(value.reading)
    return {
        "schema": shape.pop("schema"),
        "id": value.id,
        "imported_at": value.imported_at,
        **shape,
        "annotations": [annotation(each) for each in annotations],
    }


def annotation(value: Annotation) -> Json:
    """Shape an annotation; ``start`` and ``end`` are ``null`` where its place is not certain."""
    return {
        "id": value.id,
        "start": value.span.start if value.span else None,
        "end": value.span.end if value.span else None,
        "quote": value.selector.quote.exact,
        "state": value.state.value,
        "style": value.style.value,
        "colour": value.colour.value,
        "note": value.note,
        "tags": list(value.tags),
        "task": value.task.value if value.task else None,
        "creator": value.creator,
        "created": value.created,
        "modified": value.modified,
    }


def summaries(values: Iterable[DocumentSummary]) -> Json:
    """Shape the list of documents."""
    documents = [summary(value) for value in values]
    return {"schema": SCHEMA, "total": len(documents), "documents": documents}


def summary(value: DocumentSummary) -> Json:
    """Shape one row of the list."""
    return {
        "id": value.id,
        "title": value.title,
        "imported_at": value.imported_at,
        "characters": value.characters,
        "indexed": value.indexed,
        "source": source(value.source),
        "metadata": metadata(value.metadata),
    }


def import_report(value: ImportReport) -> Json:
    """Shape what an import did with each file."""
    return {
        "schema": SCHEMA,
        "imported": list(value.imported),
        "duplicates": [{"path": path, "id": document_id} for path, document_id in value.duplicates],
        "failed": [failure(each) for each in value.failed],
        "waiting": list(value.waiting),
        "cancelled": value.cancelled,
    }


def failure(value: ImportFailure) -> Json:
    """Shape a file that could not be imported."""
    shape: Json = {"path": value.path, "reason": value.reason, "advice": value.advice}
    return shape | {"wants_password": True} if value.wants_password else shape


def search_result(value: SearchResult) -> Json:
    """Shape the answer to one query."""
    return {
        "query": value.query,
        "total": value.total,
        "elapsed_ms": round(value.elapsed_ms, 2),
        "complete": value.complete,
        "suggestion": value.suggestion,
        "hits": [hit(each) for each in value.hits],
        "facets": {name: [list(pair) for pair in value.facets.get(name, ())] for name in (*FACETS, *_other(value))},
        "also": [widening(each) for each in value.widenings],
        "missing": list(value.missing),
        "nearest_by": list(value.nearest_by),
    }


def widening(value: Widening) -> Json:
    """Shape a wider query on offer."""
    return {
        "kind": value.kind.value,
        "query": value.query,
        "word": value.word,
        "alternatives": list(value.alternatives),
        "total": value.total,
    }


def hit(value: Hit) -> Json:
    """Shape one document that answers."""
    return {
        "id": value.id,
        "title": value.title,
        "date": value.date,
        "score": round(value.score, 4),
        "matches": value.matches,
        "spans": [span(each) for each in value.spans],
        "snippets": [snippet(each) for each in value.snippets],
        "metadata": metadata(value.metadata),
    }


def snippet(value: Snippet) -> Json:
    """Shape a window of the text with its marks."""
    return {"start": value.start, "text": value.text, "marks": [span(each) for each in value.marks]}


def error(value: ViewerError) -> Json:
    """Shape a failure of the whole command."""
    shape: Json = {"kind": type(value).__name__, "message": value.message, "advice": value.advice or None}
    if isinstance(value, QueryError):
        shape["position"] = value.position
    return {"schema": SCHEMA, "error": shape}


def source(value: Source) -> Json:
    """Shape where a reading came from."""
    return {
        "name": value.name,
        "media_type": value.media_type,
        "sha256": value.sha256,
        "bytes": value.size,
        "pages": value.pages,
        "ocr": value.ocr,
    }


def paragraphs(value: Document) -> list[Json]:
    """Shape the paragraphs of a document."""
    return [_paragraph(each) for each in value.paragraphs]


def metadata(value: Metadata) -> Json:
    """Shape the letterhead; what the document does not say is null."""
    return {
        "title": value.title,
        "kind": value.kind.value,
        "session": value.session,
        "number": value.number,
        "result": value.result,
        "result_raw": value.result_raw,
        "signer": value.signer,
        "doc_no": value.doc_no,
        "addressees": list(value.addressees),
        "subject": value.subject,
        "issuing_unit": value.issuing_unit,
        "date": value.date,
        "disclosure": value.disclosure,
        "contact_person": value.contact_person,
        "contact_phone": value.contact_phone,
        "address": value.address,
        "postcode": value.postcode,
        "spans": {field: span(each) for field, each in value.spans.items()},
    }


def entity(value: Entity) -> Json:
    """Shape a mention of a name."""
    return {
        "start": value.span.start,
        "end": value.span.end,
        "surface": value.surface,
        "type": value.type.value,
        "canonical": value.canonical,
        "source": value.source.value,
    }


def metric(value: Metric) -> Json:
    """Shape a mention of a figure: its indicator in the words of its sentence, and the series it belongs to."""
    return {
        "start": value.span.start,
        "end": value.span.end,
        "surface": value.surface,
        "type": value.type.value,
        "indicator": value.indicator_words or value.indicator,
        "series": value.indicator,
        "value": _number(value.value),
        "value_max": None if value.value_max is None else _number(value.value_max),
        "unit": value.unit,
        "qualifier": value.qualifier,
        "comparator": value.comparator.value,
        "role": value.role.value,
        "period": None if value.period is None else _period(value.period),
        "scope": value.scope,
        "sentence": span(value.sentence),
    }


def encoded(shape: Mapping[str, object]) -> bytes:
    """Return a shape as the bytes of a file."""
    return json.dumps(shape, ensure_ascii=False, allow_nan=False, indent=1).encode()


def span(value: Span) -> list[int]:
    """Shape a span."""
    return [value.start, value.end]


def _paragraph(value: Paragraph) -> Json:
    return {
        "start": value.span.start,
        "end": value.span.end,
        "role": value.role.value,
        "level": value.level,
        "page": value.page,
    }


def _period(value: Period) -> Json:
    return {"text": value.text, "start": value.start, "end": value.end}


def _number(value: float) -> float | int:
    """Write 31000000000, not 31000000000.0."""
    return int(value) if value.is_integer() else value


def _other(value: SearchResult) -> list[str]:
    return [name for name in value.facets if name not in FACETS]
