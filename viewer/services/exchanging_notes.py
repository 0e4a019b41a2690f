"""Notes out to files and back in, also from another PC that has the same reply from another file."""

# What writes these forms is loaded when something is written: most openings of a library export nothing.
# ruff: noqa: PLC0415

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from viewer.core.annotation import Annotation, AnnotationId, NoteFormat, NoteImportReport
from viewer.core.document import Document, DocumentId
from viewer.core.metadata import Metadata
from viewer.core.note_template import TemplateKind
from viewer.core.reading import Source
from viewer.core.selector import AnchorState
from viewer.exporting.jsonld import DocumentKey, ExchangedAnnotation, dump, load
from viewer.exporting.note_tables import note_table
from viewer.exporting.noted_document import NotedDocument
from viewer.exporting.table import to_csv, to_xlsx
from viewer.services.annotating import place
from viewer.services.templates import Templates
from viewer.store.annotation_table import AnnotationTable
from viewer.store.document_table import DocumentTable
from viewer.store.store import Store
from viewer.text.anchor import resolve

_NOTHING = Document("", ())
_CONFLICT_NAMESPACE = uuid.UUID("8a1c2a0e-6a52-4a0b-9d0c-3f1f5b7e9c11")


class NoteExchange:
    """Exports and imports the annotations of one library."""

    def __init__(self, library: Store) -> None:
        self._library = library
        self._templates = Templates(library)

    def export(
        self,
        note_format: NoteFormat,
        *,
        document_ids: Iterable[DocumentId] | None = None,
        annotation_ids: Iterable[AnnotationId] | None = None,
        template: str | None = None,
    ) -> bytes:
        """Return the notes of the given documents, or of all that have notes; or of these the given notes alone.

        Notes whose reply is not in the library go along with what is known of it. ``template`` is used by Markdown
        only, instead of the one that is chosen. Raises ``ViewerError`` for a template that cannot be used.
        """
        noted = self._noted(document_ids)
        if annotation_ids is not None:
            noted = _narrowed(noted, frozenset(annotation_ids))
        match note_format:
            case NoteFormat.JSONLD:
                return dump(noted).encode()
            case NoteFormat.MARKDOWN:
                from viewer.exporting.note_template import render_notes

                chosen = template or self._templates.chosen(TemplateKind.NOTES).text
                return render_notes(noted, template=chosen, citation=self._citation()).encode()
            case NoteFormat.CSV:
                return to_csv(note_table(noted))
            case NoteFormat.XLSX:
                return to_xlsx([note_table(noted)])
            case NoteFormat.DOCX:
                from viewer.exporting.word import notes_to_docx

                return notes_to_docx(noted, citation=self._citation())

    def reply_with_comments(self, document_id: DocumentId, /) -> bytes:
        """Return one reply as a Word file with its notes as comments in the margin."""
        from viewer.exporting.word import reply_with_comments_to_docx

        return reply_with_comments_to_docx(self._noted([document_id])[0])

    def import_notes(self, text: str, /) -> NoteImportReport:
        """Bring in notes ``export`` wrote as JSON-LD; importing the same file twice changes nothing.

        Raises ``ViewerError`` when the file cannot be read; then nothing is imported.
        """
        exchanged = load(text)
        with self._library.transaction() as documents:
            outcomes = [self._take(each, documents) for each in exchanged]
        return _report(outcomes)

    def _citation(self) -> str:
        return self._templates.chosen(TemplateKind.CITATION).text

    def _noted(self, document_ids: Iterable[DocumentId] | None) -> list[NotedDocument]:
        with self._library.reading() as documents:
            table = self._library.annotations()
            away = _away(documents, table) if document_ids is None else []
            gone = {each.id for each in documents.removed()}
            wanted = _with_notes(table.all()) if document_ids is None else list(document_ids)
            noted = []
            for document_id in wanted:
                if document_id in gone:
                    continue
                reading = documents.open(document_id).reading
                annotations = tuple(table.of_document(document_id))
                noted.append(NotedDocument(reading.source, reading.metadata, reading.document, annotations))
        return noted + away

    def _take(self, exchanged: ExchangedAnnotation, documents: DocumentTable) -> "_Outcome":
        table = self._library.annotations()
        incoming = exchanged.annotation
        known = table.find(incoming.id)
        if known is not None and table.is_removed(incoming.id):
            return _Outcome(_Fate.IN_TRASH, known)
        if known is not None and _same_words(known, incoming):
            return _Outcome(_Fate.UNCHANGED, known)
        fate = _Fate.ADDED
        if known is not None:
            incoming = replace(incoming, id=_second_id(incoming))
            fate = _Fate.CONFLICT
            earlier = table.find(incoming.id)
            if earlier is not None:
                return _Outcome(_Fate.UNCHANGED, earlier)
        placed = _placed(incoming, exchanged.document, documents)
        table.add(placed, _key_columns(exchanged.document))
        return _Outcome(fate, placed, known)


class _Fate(StrEnum):
    ADDED = "added"
    UNCHANGED = "unchanged"
    CONFLICT = "conflict"
    IN_TRASH = "in trash"


@dataclass(frozen=True, slots=True)
class _Outcome:
    fate: _Fate
    annotation: Annotation
    known: Annotation | None = None


def _report(outcomes: list[_Outcome]) -> NoteImportReport:
    new = [each.annotation for each in outcomes if each.fate in (_Fate.ADDED, _Fate.CONFLICT)]
    here = [each for each in new if each.document_id is not None]
    return NoteImportReport(
        added=sum(each.fate is _Fate.ADDED for each in outcomes),
        unchanged=sum(each.fate is _Fate.UNCHANGED for each in outcomes),
        conflicts=tuple(each.annotation.id for each in outcomes if each.fate is _Fate.CONFLICT),
        in_trash=sum(each.fate is _Fate.IN_TRASH for each in outcomes),
        to_confirm=sum(each.state is AnchorState.TO_CONFIRM for each in here),
        orphaned=sum(each.state is AnchorState.ORPHANED for each in here),
        waiting=len(new) - len(here),
        new=tuple(each.id for each in new),
        conflicts_with=tuple(each.known.id for each in outcomes if each.fate is _Fate.CONFLICT and each.known),
    )


def _away(documents: DocumentTable, table: AnnotationTable) -> list[NotedDocument]:
    """Return the notes whose reply is in the trash, or not here, with what is known of it."""
    found: list[NotedDocument] = []
    for summary in documents.removed():
        notes = tuple(table.of_document(summary.id))
        if notes:
            found.append(NotedDocument(summary.source, summary.metadata, _NOTHING, notes, is_here=False))
    waiting: dict[tuple[str | None, ...], list[Annotation]] = {}
    for annotation, key in table.waiting():
        values = tuple(_text(key, name) for name in ("sha256", "title", "number", "issuing_unit", "date"))
        waiting.setdefault(values, []).append(annotation)
    for (sha256, title, number, unit, date), notes_of in waiting.items():
        source = Source(title or "（未导入的文档）", "", sha256 or "", 0)
        metadata = Metadata(title=title, number=number, issuing_unit=unit, date=date)
        found.append(NotedDocument(source, metadata, _NOTHING, tuple(notes_of), is_here=False))
    return found


def _text(key: Mapping[str, object], name: str) -> str | None:
    value = key.get(name)
    return value if isinstance(value, str) else None


def _narrowed(noted: Iterable[NotedDocument], wanted: frozenset[AnnotationId]) -> list[NotedDocument]:
    kept = [replace(each, annotations=tuple(note for note in each.annotations if note.id in wanted)) for each in noted]
    return [each for each in kept if each.annotations]


def _with_notes(annotations: Iterable[Annotation]) -> list[DocumentId]:
    return list(dict.fromkeys(each.document_id for each in annotations if each.document_id is not None))


def _placed(annotation: Annotation, key: DocumentKey, documents: DocumentTable) -> Annotation:
    """Find the reply by content, then by its text, then by metadata and quote; else let the note wait."""
    for document_id in documents.ids_like(
        sha256=key.sha256, text_sha256=key.text_sha256, title=key.title, number=key.number, date=key.date
    ):
        anchoring = resolve(documents.document(document_id), annotation.selector)
        if anchoring.state is not AnchorState.ORPHANED or documents.summary(document_id).source.sha256 == key.sha256:
            return place(replace(annotation, document_id=document_id), anchoring)
    return annotation


def _same_words(known: Annotation, incoming: Annotation) -> bool:
    def words(annotation: Annotation) -> tuple[object, ...]:
        return (
            annotation.selector.quote.exact,
            annotation.style,
            annotation.colour,
            annotation.note,
            annotation.tags,
            annotation.task,
        )

    return words(known) == words(incoming)


def _second_id(incoming: Annotation) -> AnnotationId:
    """Return the id of the other version of a note: always the same one for the same words."""
    words = "\n".join(
        (incoming.id, incoming.selector.quote.exact, incoming.style, incoming.colour, incoming.note, *incoming.tags)
    )
    return AnnotationId(str(uuid.uuid5(_CONFLICT_NAMESPACE, words)))


def _key_columns(key: DocumentKey) -> dict[str, object]:
    return {
        "sha256": key.sha256,
        "text_sha256": key.text_sha256,
        "title": key.title,
        "number": key.number,
        "issuing_unit": key.issuing_unit,
        "date": key.date,
    }
