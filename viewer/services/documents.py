"""One document at a time: opened, put into the trash, taken out again, deleted for good."""

from collections.abc import Iterable
from pathlib import Path

from viewer.core.catalog import StoredDocument
from viewer.core.document import DocumentId
from viewer.services.index_face import Index
from viewer.store.store import Store


class Documents:
    """Opens and removes documents of one library."""

    def __init__(self, library: Store, keeper: Index) -> None:
        self._library = library
        self._keeper = keeper

    def open(self, document_id: DocumentId, /) -> StoredDocument:
        """Return the document, or raise ``DocumentNotFoundError``."""
        with self._library.reading() as documents:
            return documents.open(document_id)

    def original(self, document_id: DocumentId, /) -> Path:
        """Return where the original file of a document is kept; treat it as read only."""
        with self._library.reading() as documents:
            return self._library.originals.path_of(documents.summary(document_id).source.sha256)

    def remove(self, document_ids: Iterable[DocumentId], /) -> None:
        """Move the documents into the trash, all or, where one does not exist, none."""
        with self._library.transaction() as documents:
            for document_id in document_ids:
                documents.remove(document_id)
        self._keeper.wake()

    def restore(self, document_ids: Iterable[DocumentId], /) -> None:
        """Take the documents out of the trash."""
        with self._library.transaction() as documents:
            for document_id in document_ids:
                documents.restore(document_id)
        self._keeper.wake()

    def purge(self, document_ids: Iterable[DocumentId], /) -> None:
        """Delete documents that are in the trash for good, with their originals."""
        with self._library.transaction() as documents:
            originals = [documents.purge(document_id) for document_id in document_ids]
        for sha256 in originals:
            self._library.originals.discard(sha256)
        self._keeper.suspect()  # the index may still hold them, and no mark says so any more
