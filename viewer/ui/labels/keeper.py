"""Keeps the labels of the library in step: every change is a job, and can be taken back as one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from viewer.core.company import Role
from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.label import Collection, CollectionId, DocumentLabels, LabelChange
from viewer.core.progress import CancelToken, Progress
from viewer.jobs.runner import JobRunner
from viewer.ui.changes import Changes, Deed, Topic
from viewer.ui.labels.faces import Labelling

COLLECTIONS_NEED = Role.EDITOR
"""Who may make, fill and delete collections in a library others share."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """All labels of a library as last read."""

    labels: Mapping[DocumentId, DocumentLabels] = field(default_factory=dict)
    collections: tuple[Collection, ...] = ()

    def of(self, document_id: DocumentId) -> DocumentLabels:
        """Return a document's labels, empty ones where it has none."""
        return self.labels.get(document_id) or DocumentLabels(document_id)

    def tags(self) -> tuple[str, ...]:
        """Return every tag in use, the most used first."""
        counts: dict[str, int] = {}
        for labels in self.labels.values():
            for tag in labels.tags:
                counts[tag] = counts.get(tag, 0) + 1
        return tuple(sorted(counts, key=lambda tag: (-counts[tag], tag)))

    def count(self, collection_id: CollectionId) -> int:
        """Return how many documents lie in a collection."""
        return sum(collection_id in labels.collections for labels in self.labels.values())


class LabelKeeper(QObject):
    """``changed`` follows whenever the labels were read anew."""

    changed = Signal()
    told = Signal(str)
    trouble = Signal(ViewerError)

    def __init__(
        self, labelling: Labelling, runner: JobRunner, changes: Changes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._labelling = labelling
        self._runner = runner
        self.changes = changes
        self.shelf = Shelf()
        changes.changed.connect(self._follow)

    def reload(self) -> None:
        """Read the labels."""
        labelling = self._labelling

        def work(_progress: Progress, _cancel: CancelToken) -> Shelf:
            labels = {labels.document_id: labels for labels in labelling.all()}
            return Shelf(labels, tuple(labelling.collections()))

        self._runner.run(work, owner=self, done=self._take, failed=self.trouble.emit, slot="labels")

    def change(self, document_ids: Sequence[DocumentId], change: LabelChange, text: str, *, said: str) -> None:
        """Change documents, and say so; what is the same already is left alone."""
        labelling, ids = self._labelling, tuple(document_ids)

        def undo(before: list[DocumentLabels]) -> None:
            labelling.take_back(before, change)

        def tell(before: list[DocumentLabels]) -> None:
            if before:
                self.told.emit(said)

        self.changes.make(
            Deed(
                text,
                Topic.LABELS,
                do=lambda: labelling.change(ids, change),
                undo=undo,
                done=tell,
                document_id=ids[0] if len(ids) == 1 else None,
                needs=_needs(change),
            )
        )

    def mark_as_read(self, document_id: DocumentId) -> None:
        """Note that a document was read for a while; nobody did that, so nobody takes it back."""
        labelling = self._labelling

        def note() -> object:
            return labelling.change([document_id], LabelChange(read=True))

        if self.shelf.of(document_id).read_at is None:
            self.changes.work(note, lambda _: self.reload(), self.trouble.emit)

    def add_collection(self, name: str, document_ids: Iterable[DocumentId] = ()) -> None:
        """Make a collection with documents in it."""
        labelling, ids = self._labelling, tuple(document_ids)

        def make() -> Collection:
            made = labelling.add_collection(name)
            labelling.change(ids, LabelChange(add_to=(made.id,)))
            return made

        def again(made: Collection) -> Collection:
            labelling.put_collection(made)
            return made

        self.changes.make(
            Deed(
                self.tr("新建专题"),
                Topic.LABELS,
                needs=COLLECTIONS_NEED,
                do=make,
                undo=lambda made: labelling.remove_collection(made.id),
                redo=again,
            )
        )

    def rename_collection(self, collection: Collection, name: str) -> None:
        """Give a collection another name."""
        labelling = self._labelling
        self.changes.make(
            Deed(
                self.tr("专题改名"),
                Topic.LABELS,
                needs=COLLECTIONS_NEED,
                do=lambda: labelling.put_collection(replace(collection, name=name)),
                undo=lambda _: labelling.put_collection(collection),
            )
        )

    def remove_collection(self, collection: Collection) -> None:
        """Take a collection away; its documents stay."""
        labelling = self._labelling
        self.changes.make(
            Deed(
                self.tr("删除专题"),
                Topic.LABELS,
                needs=COLLECTIONS_NEED,
                do=lambda: labelling.remove_collection(collection.id),
                undo=lambda _: labelling.put_collection(collection),
            )
        )

    def close(self) -> None:
        """Let no answer arrive any more; what was begun is finished all the same."""
        self.changes.changed.disconnect(self._follow)
        self._runner.cancel_owner(self)

    def _follow(self, topic: Topic) -> None:
        if topic in (Topic.LABELS, Topic.DOCUMENTS):
            self.reload()

    def _take(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.changed.emit()


def _needs(change: LabelChange) -> Role:
    """Return who may make a change in a library others share; stars and what is read are everybody's own."""
    if change.add_to or change.take_from:
        return COLLECTIONS_NEED
    return Role.ANNOTATOR if change.add_tags or change.remove_tags else Role.READER
