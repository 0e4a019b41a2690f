"""The bookmarks of the library as rows, in folders and in the order a person gave them."""

from viewer.core.annotation import Bookmark, BookmarkId
from viewer.core.document import DocumentId
from viewer.core.errors import AnnotationNotFoundError
from viewer.store import note_rows
from viewer.store.change_log import append_change, now
from viewer.store.sql import Connection

_SELECT = (
    "SELECT bookmarks.*, documents.id AS document_id FROM bookmarks"
    " JOIN documents ON documents.row = bookmarks.document"
    " WHERE bookmarks.removed_at IS NULL AND documents.removed_at IS NULL"
)


class BookmarkTable:
    """SQL over one connection; writing methods must run inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Bookmark]:
        """Return the bookmarks by folder and in their order."""
        found = self._connection.execute(_SELECT + " ORDER BY folder, position, bookmarks.row")
        return [note_rows.bookmark(row) for row in found]

    def of_document(self, document_id: DocumentId) -> list[Bookmark]:
        """Return one document's bookmarks in their order."""
        return [each for each in self.all() if each.document_id == document_id]

    def put(self, bookmark: Bookmark) -> None:
        """Store a new bookmark, or a known one as it is now (also out of the trash)."""
        values = note_rows.bookmark_values(bookmark) | {"document_id": bookmark.document_id}
        done = self._connection.execute(
            "INSERT INTO bookmarks (id, name, folder, position, created, selector, document)"
            " SELECT :id, :name, :folder, :position, :created, :selector, row FROM documents WHERE id = :document_id"
            " ON CONFLICT (id) DO UPDATE SET name = :name, folder = :folder, position = :position,"
            " selector = :selector, removed_at = NULL",
            values,
        )
        if done.rowcount == 0:
            raise not_found()
        append_change(self._connection, "put bookmark", bookmark.id, values)

    def remove(self, bookmark_id: BookmarkId) -> None:
        """Put a bookmark into the trash."""
        self._mark_removed(bookmark_id, moment=now(), action="remove bookmark")

    def restore(self, bookmark_id: BookmarkId) -> None:
        """Take a bookmark out of the trash."""
        self._mark_removed(bookmark_id, moment=None, action="restore bookmark")

    def _mark_removed(self, bookmark_id: BookmarkId, *, moment: str | None, action: str) -> None:
        was_removed = "IS NULL" if moment else "IS NOT NULL"
        done = self._connection.execute(
            f"UPDATE bookmarks SET removed_at = :moment WHERE id = :id AND removed_at {was_removed}",  # noqa: S608
            {"id": bookmark_id, "moment": moment},
        )
        if done.rowcount == 0:
            raise not_found()
        append_change(self._connection, action, bookmark_id)


def not_found() -> AnnotationNotFoundError:
    """Return the error for a bookmark the library does not know."""
    return AnnotationNotFoundError("没有找到这个书签。", advice="它可能已被删除；请刷新后再试。")
