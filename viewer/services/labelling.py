"""Tags, stars and read states of documents, changed for many at once and taken back as one."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from viewer.core.document import DocumentId
from viewer.core.label import DocumentLabels
from viewer.store.change_log import now
from viewer.store.library import Library

Before = list[DocumentLabels]


class Labelling:
    """Labels of one library. A method that returns has its change on the disk; all documents change, or none.

    Every change returns what was before, which ``put_back`` takes to undo it.
    """

    def __init__(self, library: Library) -> None:
        self._library = library

    def all(self) -> list[DocumentLabels]:
        """Return the labels of the documents that have any."""
        with self._library.reading():
            return self._library.labels().all()

    def tag(
        self, document_ids: Iterable[DocumentId], /, *, add: Iterable[str] = (), remove: Iterable[str] = ()
    ) -> Before:
        """Give documents tags and take others away."""
        added = tuple(dict.fromkeys(tag.strip() for tag in add if tag.strip()))
        removed = frozenset(remove)

        def changed(labels: DocumentLabels) -> DocumentLabels:
            kept = {tag for tag in labels.tags if tag not in removed}
            return replace(labels, tags=tuple(sorted(kept.union(added))))

        return self._change(document_ids, changed)

    def star(self, document_ids: Iterable[DocumentId], /, *, starred: bool) -> Before:
        """Put a star on documents, or take it away."""
        return self._change(document_ids, lambda labels: replace(labels, starred=starred))

    def mark_read(self, document_ids: Iterable[DocumentId], /, *, read: bool) -> Before:
        """Say that documents were read, or were not; a moment that is known stays."""
        moment = now()
        return self._change(
            document_ids, lambda labels: replace(labels, read_at=(labels.read_at or moment) if read else None)
        )

    def put_back(self, before: Iterable[DocumentLabels], /) -> None:
        """Store labels as they were."""
        with self._library.transaction():
            for labels in before:
                self._library.labels().put(labels)

    def _change(self, document_ids: Iterable[DocumentId], change: Callable[[DocumentLabels], DocumentLabels]) -> Before:
        with self._library.transaction():
            table = self._library.labels()
            before = [labels for labels in table.of_documents(document_ids) if change(labels) != labels]
            for labels in before:
                table.put(change(labels))
        return before
