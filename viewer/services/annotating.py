"""Marks passages, writes notes on them, keeps them in place when the text changes, and moves them to the trash."""

import getpass
import uuid
from collections.abc import Iterable
from dataclasses import replace

from viewer.core.annotation import Annotation, AnnotationId, NoteContent
from viewer.core.document import Document, DocumentId
from viewer.core.selector import Anchoring, AnchorState
from viewer.core.span import Span
from viewer.services.read_file import PIPELINE_VERSION
from viewer.store.annotation_table import AnnotationTable
from viewer.store.change_log import now
from viewer.store.library import Library
from viewer.text.anchor import resolve, select


class Annotating:
    """Annotations of one library. A method that returns has its change on the disk.

    Every change can be undone with these same methods: ``annotate`` by ``remove``, ``remove`` by ``restore``,
    ``edit`` by ``edit`` with what was before.
    """

    def __init__(self, library: Library, *, creator: str | None = None) -> None:
        self._library = library
        self._creator = _login_name() if creator is None else creator

    def of_document(self, document_id: DocumentId, /) -> list[Annotation]:
        """Return a document's annotations in reading order; those without a certain place come last."""
        with self._library.reading():
            return self._library.annotations().of_document(document_id)

    def all(self) -> list[Annotation]:
        """Return the library's annotations outside the trash."""
        with self._library.reading():
            return self._library.annotations().all()

    def removed(self) -> list[Annotation]:
        """Return the annotations in the trash, the last removed first."""
        with self._library.reading():
            return self._library.annotations().removed()

    def annotate(self, document_id: DocumentId, span: Span, content: NoteContent | None = None, /) -> Annotation:
        """Mark a passage. Raises ``DocumentNotFoundError``, or ``ValueError`` for a span outside the text."""
        content = content or NoteContent()
        with self._library.transaction() as documents:
            summary = documents.summary(document_id)
            moment = now()
            annotation = Annotation(
                id=AnnotationId(str(uuid.uuid4())),
                document_id=document_id,
                selector=select(documents.document(document_id), span, normalizer=PIPELINE_VERSION),
                created=moment,
                modified=moment,
                style=content.style,
                colour=content.colour,
                note=content.note,
                tags=_cleaned(content.tags),
                creator=self._creator,
                task=content.task,
                state=AnchorState.ANCHORED,
                span=span,
            )
            self._library.annotations().add(annotation, document_key(summary.source.sha256))
        return annotation

    def edit(self, annotation: Annotation, /) -> Annotation:
        """Store what a person changed in an annotation; return it as it now is.

        Raises ``AnnotationNotFoundError`` for an id the library does not know.
        """
        changed = replace(annotation, modified=now(), tags=_cleaned(annotation.tags))
        with self._library.transaction():
            self._library.annotations().replace(changed)
        return changed

    def remove(self, annotation_ids: Iterable[AnnotationId], /) -> None:
        """Move annotations to the trash, all or none."""
        with self._library.transaction():
            table = self._library.annotations()
            for annotation_id in annotation_ids:
                table.remove(annotation_id)

    def restore(self, annotation_ids: Iterable[AnnotationId], /) -> None:
        """Take annotations out of the trash, all or none."""
        with self._library.transaction():
            table = self._library.annotations()
            for annotation_id in annotation_ids:
                table.restore(annotation_id)

    def attach(self, annotation: Annotation, document_id: DocumentId, span: Span, /) -> Annotation:
        """Put an annotation where a person says it belongs: the only way a doubtful one gets a place."""
        with self._library.transaction() as documents:
            attached = replace(
                annotation,
                document_id=document_id,
                selector=select(documents.document(document_id), span, normalizer=PIPELINE_VERSION),
                modified=now(),
                state=AnchorState.ANCHORED,
                span=span,
            )
            self._library.annotations().replace(attached, action="attach annotation")
        return attached

    def proposals(self, annotation: Annotation, /) -> tuple[Span, ...]:
        """Return the places of its document's text worth offering for a doubtful annotation, best first."""
        if annotation.document_id is None:
            return ()
        with self._library.reading() as documents:
            document = documents.document(annotation.document_id)
        return resolve(document, annotation.selector).proposals


def reanchor(table: AnnotationTable, document_id: DocumentId, document: Document) -> list[Annotation]:
    """Look every annotation of a document up in its new text; call it in the transaction that stores that text.

    An annotation whose place is not certain keeps its selector, loses its span, and says so. Returns those that
    changed, as they now are.
    """
    moved = []
    for annotation in table.of_document(document_id):
        placed = place(annotation, resolve(document, annotation.selector))
        if placed != annotation:
            table.replace(placed, action="re-anchor annotation")
            moved.append(placed)
    return moved


def place(annotation: Annotation, anchoring: Anchoring) -> Annotation:
    """Return the annotation where its selector was found, or in the state that says it was not."""
    return replace(annotation, state=anchoring.state, span=anchoring.span)


def document_key(sha256: str) -> dict[str, object]:
    """Return what recognises an annotation's reply should the reply leave the library and come back."""
    return {"sha256": sha256}


def _cleaned(tags: Iterable[str]) -> tuple[str, ...]:
    """Trim tags and drop empty and repeated ones, keeping their order."""
    return tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no account name in a stripped environment
        return ""
