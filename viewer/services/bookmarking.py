"""Bookmarks: named places in documents, in folders and in the order a person gave them."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

from viewer.core.annotation import Bookmark, BookmarkId, PlacedBookmark
from viewer.core.document import DocumentId
from viewer.core.selector import Anchoring
from viewer.core.span import Span
from viewer.services.read_file import PIPELINE_VERSION
from viewer.store.change_log import now
from viewer.store.library import Library
from viewer.text.anchor import resolve, select


class Bookmarking:
    """Bookmarks of one library. A method that returns has its change on the disk; ``put`` undoes ``remove``."""

    def __init__(self, library: Library) -> None:
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

    def put(self, bookmark: Bookmark, /) -> None:
        """Store a changed bookmark, or one that was removed."""
        with self._library.transaction():
            self._library.bookmarks().put(bookmark)

    def arrange(self, bookmarks: Sequence[Bookmark], /) -> None:
        """Store the order a person gave the bookmarks of one folder."""
        with self._library.transaction():
            table = self._library.bookmarks()
            for order, bookmark in enumerate(bookmarks, start=1):
                table.put(replace(bookmark, order=order))

    def remove(self, bookmark_id: BookmarkId, /) -> None:
        """Take a bookmark away; ``put`` brings it back."""
        with self._library.transaction():
            self._library.bookmarks().remove(bookmark_id)

    def _placed(self, bookmark: Bookmark, title: str) -> PlacedBookmark:
        if bookmark.selector is None:
            return PlacedBookmark(bookmark, title, None, is_lost=False)
        with self._library.reading() as documents:
            anchoring: Anchoring = resolve(documents.document(bookmark.document_id), bookmark.selector)
        return PlacedBookmark(bookmark, title, anchoring.span, is_lost=anchoring.span is None)
