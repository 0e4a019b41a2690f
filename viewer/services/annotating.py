"""Marks passages, writes notes on them, keeps them in place when the text changes, and moves them to the trash."""

import getpass
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from viewer.core.annotation import Annotation, AnnotationId, ListedNote, NoteChange, NoteContent
from viewer.core.catalog import DocumentSummary
from viewer.core.document import Document, DocumentId
from viewer.core.errors import NoteConflictError, ViewerError
from viewer.core.in_step import ORIGIN
from viewer.core.selector import Anchoring, AnchorState, Selector
from viewer.core.span import Span
from viewer.services.read_file import PIPELINE_VERSION
from viewer.store.annotation_table import AnnotationTable, not_found
from viewer.store.change_log import now
from viewer.store.document_table import DocumentTable
from viewer.store.store import Store
from viewer.text.anchor import resolve, select


class Annotating:
    """Annotations of one library. A method that returns has its change on the disk.

    Every change but ``purge`` can be undone with these same methods: ``annotate`` by ``remove``, ``remove`` by
    ``restore``, ``amend`` and ``attach`` by ``amend`` the other way round, ``change`` by ``take_back``.
    """

    def __init__(self, library: Store, *, creator: str | None = None) -> None:
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

    def amend(self, before: Annotation, after: Annotation, /) -> Annotation:
        """Store what differs between two states of an annotation; all else stays as the library has it by now.

        ``amend(after, before)`` takes it back. Raises ``AnnotationNotFoundError`` for an id the library does not know,
        ``NoteConflictError`` when somebody else has written another text or put the note into the trash meanwhile.
        """
        with self._library.transaction() as documents:
            table = self._library.annotations()
            current = table.for_change(before.id)
            _refuse_conflict(table, current, before, after)
            amended = _still_there(amended_by(current, before, after), documents)
            changed = replace(amended, modified=now(), tags=_cleaned(amended.tags))
            table.replace(changed, action="amend annotation")
        return changed

    def listed(self, *, removed: bool = False) -> list[ListedNote]:
        """Return the library's annotations, or its trash, each with what its document says about itself."""
        with self._library.reading() as documents:
            table = self._library.annotations()
            here = {summary.id: summary for summary in documents.summaries()}
            gone = {summary.id: summary for summary in documents.removed()}
            keys = {annotation.id: key for annotation, key in table.waiting()}
            found = table.removed() if removed else table.all()
        return [_listed(each, here, gone, keys.get(each.id, {})) for each in found]

    def change(self, annotation_ids: Iterable[AnnotationId], change: NoteChange, /) -> list[Annotation]:
        """Change annotations, all or none; return them as they were before, without those it changes nothing about."""
        with self._library.transaction():
            table = self._library.annotations()
            current = [_known(table, annotation_id) for annotation_id in annotation_ids]
            changed = [each for each in current if change.of(each) != each]
            for each in changed:
                table.replace(replace(change.of(each), modified=now()), action="change annotations")
        return changed

    def take_back(self, before: Iterable[Annotation], change: NoteChange, /) -> None:
        """Take back what ``change`` did to these annotations; what was changed about them since stays, all or none."""
        with self._library.transaction():
            table = self._library.annotations()
            for each in before:
                undone = change.undone(_known(table, each.id), each)
                table.replace(replace(undone, modified=now()), action="take back change of annotations")

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

    def purge(self, annotation_ids: Iterable[AnnotationId], /) -> None:
        """Delete annotations of the trash for good, all or, where one is not there any more, none.

        Raises ``ViewerError`` in an offline copy: what is missing there comes back with the next synchronisation.
        """
        with self._library.transaction():
            if self._library.facts().find(ORIGIN) is not None:
                raise _kept_with_the_office()
            table = self._library.annotations()
            for annotation_id in annotation_ids:
                table.purge(annotation_id)

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
    """Look every annotation of a document, trash included, up in its new text; call it in that text's transaction.

    An annotation whose place is not certain keeps its selector, loses its span, and says so. Returns those that
    changed, as they now are.
    """
    moved = []
    removed = [each for each in table.removed() if each.document_id == document_id]
    for annotation in [*table.of_document(document_id), *removed]:
        placed = place(annotation, resolve(document, annotation.selector))
        if placed != annotation:
            table.replace(placed, action="re-anchor annotation")
            moved.append(placed)
    return moved


def place(annotation: Annotation, anchoring: Anchoring) -> Annotation:
    """Return the annotation where its selector was found, or in the state that says it was not."""
    return replace(annotation, state=anchoring.state, span=anchoring.span)


def amended_by(current: Annotation, before: Annotation, after: Annotation) -> Annotation:
    """Return the annotation with what differs between two other states of it; a place is one thing."""
    words = {
        name: getattr(after, name)
        for name in ("style", "colour", "note", "task")
        if getattr(before, name) != getattr(after, name)
    }
    words["tags"] = _amended_tags(current.tags, before.tags, after.tags)
    amended = replace(current, **words)
    if _place_of(before) == _place_of(after):
        return amended
    document_id, selector, state, span = _place_of(after)
    return replace(amended, document_id=document_id, selector=selector, state=state, span=span)


def _amended_tags(current: Sequence[str], before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """Return the tags with those added that one side added, and those taken away that one side took away."""
    if tuple(current) == tuple(before):
        return tuple(after)
    kept = [tag for tag in current if tag in after or tag not in before]
    return tuple(dict.fromkeys([*kept, *(tag for tag in after if tag not in before)]))


def _refuse_conflict(table: AnnotationTable, current: Annotation, before: Annotation, after: Annotation) -> None:
    """Raise ``NoteConflictError`` unless the text that is to be replaced is the one that was read."""
    if after.note == before.note:
        return
    is_removed = table.is_removed(before.id)
    if not is_removed and current.note in (before.note, after.note):
        return
    who = table.signed_by(before.id)
    theirs = None if is_removed else current.note
    name = f"“{who}”" if who else "别人"
    did = "移入了回收站" if is_removed else "改写了"
    said = [f"您写的是：{after.note or '（空）'}", "" if theirs is None else f"\n现在的是：{theirs or '（空）'}"]
    message = f"{name}刚刚{did}这条批注，您的改动没有保存。"
    raise NoteConflictError(
        message,
        mine=after.note,
        theirs=theirs,
        who=who,
        advice="".join(said),
    )


def document_key(sha256: str) -> dict[str, object]:
    """Return what recognises an annotation's reply should the reply leave the library and come back."""
    return {"sha256": sha256}


def _still_there(annotation: Annotation, documents: DocumentTable) -> Annotation:
    """Return the annotation with a place that holds in its document's text, which may have been read again since."""
    document_id, span = annotation.document_id, annotation.span
    if document_id is None or span is None or documents.is_removed(document_id):
        return annotation
    if span.of(documents.text(document_id)) == annotation.selector.quote.exact:
        return annotation
    return place(annotation, resolve(documents.document(document_id), annotation.selector))


def _place_of(annotation: Annotation) -> tuple[DocumentId | None, Selector, AnchorState, Span | None]:
    return annotation.document_id, annotation.selector, annotation.state, annotation.span


def _cleaned(tags: Iterable[str]) -> tuple[str, ...]:
    """Trim tags and drop empty and repeated ones, keeping their order."""
    return tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))


def _known(table: AnnotationTable, annotation_id: AnnotationId) -> Annotation:
    found = table.find(annotation_id)
    if found is None:
        raise not_found()
    return found


def _listed(
    annotation: Annotation,
    here: Mapping[DocumentId, DocumentSummary],
    gone: Mapping[DocumentId, DocumentSummary],
    key: Mapping[str, object],
) -> ListedNote:
    document_id = annotation.document_id
    summary = (here.get(document_id) or gone.get(document_id)) if document_id is not None else None
    if summary is None:
        title, unit, date = (_text(key, name) for name in ("title", "issuing_unit", "date"))
        return ListedNote(annotation, title, unit, date, None, is_here=False)
    metadata = summary.metadata
    return ListedNote(
        annotation,
        summary.title,
        metadata.issuing_unit,
        metadata.date,
        metadata.year,
        is_here=document_id in here,
    )


def _text(key: Mapping[str, object], name: str) -> str | None:
    value = key.get(name)
    return value if isinstance(value, str) else None


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no account name in a stripped environment
        return ""


def _kept_with_the_office() -> ViewerError:
    return ViewerError("离线副本的回收站不能单独清空。", advice="同步之后，由管理员在办公室文库里清空。")
