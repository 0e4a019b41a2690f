"""Bookmarks: named places in documents, in folders and in the order a person gave them."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace

from viewer.core.annotation import Bookmark, BookmarkId, PlacedBookmark
from viewer.core.document import DocumentId
from viewer.core.selector import Anchoring
from viewer.core.span import Span
from viewer.services.read_file import PIPELINE_VERSION
from viewer.store.bookmark_table import not_found
from viewer.store.change_log import now
from viewer.store.store import Store
from viewer.text.anchor import resolve, select


class Bookmarking:
    """Bookmarks of one library. A method that returns has its change on the disk.

    ``remove`` undoes ``add``, ``restore`` undoes ``remove``, and ``amend`` itself the other way round.
    """

    def __init__(self, library: Store) -> None:
        self._library = library

    def all(self) -> list[PlacedBookmark]:
        """Return the bookmarks by folder and in their order."""
        with self._library.reading() as documents:
            return [
                self._placed(each, documents.summary(each.document_id).title)
                for each in self._library.bookmarks().all()
            ]

    def add(self, document_id: DocumentId, name: str, /, *, span: Span | None = None, folder: str = "") -> Bookmark:
        """Set a bookmark at a passage, or on the whole document, last in its folder."""
        with self._library.transaction() as documents:
            table = self._library.bookmarks()
            selector = None
            if span is not None and not span.is_empty:
                selector = select(documents.document(document_id), span, normalizer=PIPELINE_VERSION)
            bookmark = Bookmark(
                id=BookmarkId(str(uuid.uuid4())),
                document_id=document_id,
                name=name,
                created=now(),
                selector=selector,
                folder=folder,
                order=1 + max((each.order for each in table.all() if each.folder == folder), default=0),
            )
            table.put(bookmark)
        return bookmark

    def amend(self, before: Sequence[Bookmark], after: Sequence[Bookmark], /) -> None:
        """Store what differs between two states of bookmarks; all else stays as the library has it by now.

        ``amend(after, before)`` takes it back. Raises ``AnnotationNotFoundError`` for one the library does not know.
        """
        with self._library.transaction():
            table = self._library.bookmarks()
            known = {each.id: each for each in table.all()}
            for old, new in zip(before, after, strict=True):
                if old != new:
                    current = known.get(old.id)
                    if current is None:
                        raise not_found()
                    table.put(_amended(current, old, new))

    def remove(self, bookmark_ids: Iterable[BookmarkId], /) -> None:
        """Take bookmarks away, all or none."""
        with self._library.transaction():
            for bookmark_id in bookmark_ids:
                self._library.bookmarks().remove(bookmark_id)

    def restore(self, bookmark_ids: Iterable[BookmarkId], /) -> None:
        """Bring bookmarks back that were taken away, all or none."""
        with self._library.transaction():
            for bookmark_id in bookmark_ids:
                self._library.bookmarks().restore(bookmark_id)

    def _placed(self, bookmark: Bookmark, title: str) -> PlacedBookmark:
        if bookmark.selector is None:
            return PlacedBookmark(bookmark, title, None, is_lost=False)
        with self._library.reading() as documents:
            anchoring: Anchoring = resolve(documents.document(bookmark.document_id), bookmark.selector)
        return PlacedBookmark(bookmark, title, anchoring.span, is_lost=anchoring.span is None)


def _amended(current: Bookmark, before: Bookmark, after: Bookmark) -> Bookmark:
    return replace(
        current,
        name=after.name if after.name != before.name else current.name,
        folder=after.folder if after.folder != before.folder else current.folder,
        order=after.order if after.order != before.order else current.order,
    )
