"""Folded texts at hand: fetched from the library when first needed, kept while there is room."""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence

from viewer.core.document import DocumentId
from viewer.core.progress import CancelToken
from viewer.search.library_view import LibraryView
from viewer.text.fold import fold

_CHUNK = 64
_BYTES_PER_CHARACTER = 2


class FoldedTexts:
    """May be shared by threads; keeps up to ``room`` bytes."""

    def __init__(self, library: LibraryView, *, room: int) -> None:
        self._library = library
        self._room = room
        self._used = 0
        self._kept: OrderedDict[DocumentId, str] = OrderedDict()
        self._lock = threading.Lock()

    def each(self, ids: Sequence[DocumentId], cancel: CancelToken) -> Iterator[tuple[DocumentId, str | None]]:
        """Yield every id with its folded text, ``None`` where the library no longer holds the document.

        Raises ``Cancelled``.
        """
        for start in range(0, len(ids), _CHUNK):
            cancel.checkpoint()
            chunk = ids[start : start + _CHUNK]
            known = self._known(chunk)
            if missing := [document_id for document_id in chunk if document_id not in known]:
                known |= self._fetched(missing)
            for document_id in chunk:
                yield document_id, known.get(document_id)

    def forget(self, ids: Sequence[DocumentId]) -> None:
        """Drop texts that may have been replaced."""
        with self._lock:
            for document_id in ids:
                if (kept := self._kept.pop(document_id, None)) is not None:
                    self._used -= _size(kept)

    def _known(self, ids: Sequence[DocumentId]) -> dict[DocumentId, str]:
        with self._lock:
            known = {document_id: kept for document_id in ids if (kept := self._kept.get(document_id)) is not None}
            for document_id in known:
                self._kept.move_to_end(document_id)
            return known

    def _fetched(self, ids: Sequence[DocumentId]) -> dict[DocumentId, str]:
        fetched = {document_id: fold(text) for document_id, text in self._library.texts(ids).items()}
        self._keep(fetched)
        return fetched

    def _keep(self, fresh: Mapping[DocumentId, str]) -> None:
        with self._lock:
            for document_id, kept in fresh.items():
                before = self._kept.pop(document_id, None)
                self._kept[document_id] = kept
                self._used += _size(kept) - (_size(before) if before else 0)
            while self._used > self._room and self._kept:
                _, dropped = self._kept.popitem(last=False)
                self._used -= _size(dropped)


def _size(text: str) -> int:
    return len(text) * _BYTES_PER_CHARACTER
