"""How a reading becomes columns and comes back: the only place that knows both."""

import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from sys import intern
from typing import Any

from viewer.core.catalog import DocumentSummary
from viewer.core.document import Document, DocumentId, Paragraph, ParagraphRole, SourceMap, SourceRun
from viewer.core.entity import Entity, EntityType, MarkSource
from viewer.core.metadata import DocumentKind, Metadata
from viewer.core.metric import Comparator, Metric, MetricRole, MetricType, Period
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.store.sqlite_errors import stored

Values = dict[str, str | int | float | bytes | None]

SUMMARY_COLUMNS = (
    "id, name, media_type, sha256, size, pages, ocr, imported_at, characters, indexed, "
    "title, kind, session, number, result, result_raw, signer, doc_no, addressees, subject, issuing_unit, date, "
    "disclosure, contact_person, contact_phone, address, postcode, spans, partial"
)
_METADATA = 10  # where the metadata begins among the summary columns
_SPANS = _METADATA + 17
_PARTIAL = _SPANS + 1
_KIND = 1  # among the metadata
_ADDRESSEES = 8
_REPEATED = (2, 4, 5, 6, 10, 11, 12, 15, 16)  # what many replies have in common, from session to postcode: kept once

ENTITY_COLUMNS = 'start, "end", surface, type, source, canonical'
METRIC_COLUMNS = (
    'start, "end", surface, type, value, unit, sentence_start, sentence_end, comparator, role, value_max, indicator, '
    "qualifier, period_text, period_start, period_end, scope, indicator_words"
)

_KINDS = {kind.value: kind for kind in DocumentKind}
_ROLES = {role.value: role for role in ParagraphRole}


class StoredSpans(Mapping[str, Span]):
    """The spans of a metadata row, read from their column when first asked for.

    The document list of 20,000 rows never asks, and parsing would double the time it takes to load.
    """

    __slots__ = ("_column", "_spans")

    def __init__(self, column: str) -> None:
        self._column = column
        self._spans: dict[str, Span] | None = None

    def __getitem__(self, field: str) -> Span:
        return self._parsed()[field]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parsed())

    def __len__(self) -> int:
        return len(self._parsed())

    @stored
    def _parsed(self) -> dict[str, Span]:
        if self._spans is None:
            self._spans = {field: Span(start, end) for field, (start, end) in json.loads(self._column).items()}
        return self._spans


def document_values(reading: Reading) -> Values:
    """Return the columns of ``documents`` that follow from the reading."""
    source, metadata = reading.source, reading.metadata
    return {
        "sha256": source.sha256,
        "name": source.name,
        "media_type": source.media_type,
        "size": source.size,
        "pages": source.pages,
        "ocr": int(source.ocr),
        "partial": int(source.partial),
        "text_sha256": text_sha256(reading.document.text),
        "characters": len(reading.document.text),
        "title": metadata.title,
        "kind": metadata.kind.value,
        "session": metadata.session,
        "number": metadata.number,
        "result": metadata.result,
        "result_raw": metadata.result_raw,
        "signer": metadata.signer,
        "doc_no": metadata.doc_no,
        "addressees": _json(metadata.addressees),
        "subject": metadata.subject,
        "issuing_unit": metadata.issuing_unit,
        "date": metadata.date,
        "disclosure": metadata.disclosure,
        "contact_person": metadata.contact_person,
        "contact_phone": metadata.contact_phone,
        "address": metadata.address,
        "postcode": metadata.postcode,
        "spans": _json({field: (span.start, span.end) for field, span in metadata.spans.items()}),
    }


def reading_values(reading: Reading) -> Values:
    """Return the columns of ``readings``."""
    document = reading.document
    return {
        "text": document.text,
        "paragraphs": _packed(
            [(each.span.start, each.span.end, each.role.value, each.level, each.page) for each in document.paragraphs]
        ),
        "source_map": _packed([(run.text_start, run.source_start, run.length) for run in document.source_map.runs]),
        "warnings": _json(reading.warnings),
        "doubts": _json([(span.start, span.end) for span in reading.doubts]),
    }


def entity_values(entities: Iterable[Entity]) -> Iterator[Values]:
    """Return the columns of ``entities``, one row each."""
    for ordinal, entity in enumerate(entities):
        yield {
            "ordinal": ordinal,
            "start": entity.span.start,
            "end": entity.span.end,
            "surface": entity.surface,
            "type": entity.type.value,
            "source": entity.source.value,
            "canonical": entity.canonical,
        }


def metric_values(metrics: Iterable[Metric]) -> Iterator[Values]:
    """Return the columns of ``metrics``, one row each."""
    for ordinal, metric in enumerate(metrics):
        period = metric.period
        yield {
            "ordinal": ordinal,
            "start": metric.span.start,
            "end": metric.span.end,
            "surface": metric.surface,
            "type": metric.type.value,
            "value": metric.value,
            "value_max": metric.value_max,
            "unit": metric.unit,
            "sentence_start": metric.sentence.start,
            "sentence_end": metric.sentence.end,
            "comparator": metric.comparator.value,
            "role": metric.role.value,
            "indicator": metric.indicator,
            "qualifier": metric.qualifier,
            "period_text": period.text if period else None,
            "period_start": period.start if period else None,
            "period_end": period.end if period else None,
            "scope": metric.scope,
            "indicator_words": metric.indicator_words,
        }


@stored
def summary(row: Sequence[Any]) -> DocumentSummary:
    """Build a summary from the values of ``SUMMARY_COLUMNS``, in that order."""
    return DocumentSummary(DocumentId(row[0]), source(row), metadata(row), row[7], row[8], bool(row[9]))


@stored
def source(row: Sequence[Any]) -> Source:
    """Build the source from the values of ``SUMMARY_COLUMNS``."""
    return Source(row[1], intern(row[2]), row[3], row[4], row[5], bool(row[6]), bool(row[_PARTIAL]))


@stored
def metadata(row: Sequence[Any]) -> Metadata:
    """Build the metadata from the values of ``SUMMARY_COLUMNS``."""
    values = list(row[_METADATA:_SPANS])
    for place in _REPEATED:
        if values[place] is not None:
            values[place] = intern(values[place])
    values[_KIND] = _KINDS.get(values[_KIND], DocumentKind.OTHER)
    values[_ADDRESSEES] = () if values[_ADDRESSEES] == "[]" else tuple(json.loads(values[_ADDRESSEES]))
    values.append(StoredSpans(row[_SPANS]))
    return Metadata(*values)


@stored
def document(text: str, paragraphs: bytes, source_map: bytes) -> Document:
    """Build the document from the columns of ``readings``."""
    return Document(
        text,
        tuple(
            Paragraph(Span(start, end), _ROLES[role], level, page)
            for start, end, role, level, page in _unpacked(paragraphs)
        ),
        SourceMap(tuple(SourceRun(*run) for run in _unpacked(source_map))),
    )


@stored
def warnings(column: str) -> tuple[str, ...]:
    """Build the warnings from their column."""
    return tuple(json.loads(column))


@stored
def doubts(column: str) -> tuple[Span, ...]:
    """Build the doubtful characters from their column."""
    return tuple(Span(start, end) for start, end in json.loads(column))


@stored
def entity(row: Sequence[Any]) -> Entity:
    """Build an entity from the values of ``ENTITY_COLUMNS``, in that order."""
    return Entity(Span(row[0], row[1]), row[2], EntityType(row[3]), MarkSource(row[4]), row[5])


@stored
def metric(row: Sequence[Any]) -> Metric:
    """Build a metric from the values of ``METRIC_COLUMNS``, in that order."""
    return Metric(
        span=Span(row[0], row[1]),
        surface=row[2],
        type=MetricType(row[3]),
        value=row[4],
        unit=row[5],
        sentence=Span(row[6], row[7]),
        comparator=Comparator(row[8]),
        role=MetricRole(row[9]),
        value_max=row[10],
        indicator=row[11],
        qualifier=row[12],
        period=None if row[13] is None else Period(row[13], row[14], row[15]),
        scope=row[16],
        indicator_words=row[17],
    )


def text_sha256(text: str) -> str:
    """Return the hash by which a canonical text is known."""
    return hashlib.sha256(text.encode()).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _packed(value: object) -> bytes:
    return zlib.compress(_json(value).encode(), 6)


def _unpacked(blob: bytes) -> Any:  # noqa: ANN401 - JSON
    return json.loads(zlib.decompress(blob))
