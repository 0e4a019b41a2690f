"""Folded texts at hand: fetched from the library when first needed, kept while there is room."""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from viewer.core.document import DocumentId
from viewer.core.progress import CancelToken
from viewer.search.library_view import LibraryView
from viewer.text.fold import FoldedText, fold

_CHUNK = 64
_BYTES_PER_CHARACTER = 2


@dataclass(frozen=True, slots=True)
class _Folded:
    folded: str
    source: int  # the hash of the text it was folded from

    @classmethod
    def of(cls, text: str) -> "_Folded":
        return cls(fold(text), hash(text))

    @property
    def size(self) -> int:
        return len(self.folded) * _BYTES_PER_CHARACTER


class FoldedTexts:
    """May be shared by threads; keeps up to ``room`` bytes."""

    def __init__(self, library: LibraryView, *, room: int) -> None:
        self._library = library
        self._room = room
        self._used = 0
        self._kept: OrderedDict[DocumentId, _Folded] = OrderedDict()
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

    def folded_text(self, document_id: DocumentId, text: str) -> FoldedText:
        """Return a text ready for marks, folding it only if that was not done before or it has changed since."""
        with self._lock:
            kept = self._kept.get(document_id)
        if kept is None or kept.source != hash(text):
            kept = _Folded.of(text)
            self._keep({document_id: kept})
        return FoldedText(text, folded=kept.folded)

    def _known(self, ids: Sequence[DocumentId]) -> dict[DocumentId, str]:
        with self._lock:
            known = {document_id: kept.folded for document_id in ids if (kept := self._kept.get(document_id))}
            for document_id in known:
                self._kept.move_to_end(document_id)
            return known

    def _fetched(self, ids: Sequence[DocumentId]) -> dict[DocumentId, str]:
        fetched = {document_id: _Folded.of(text) for document_id, text in self._library.texts(ids).items()}
        self._keep(fetched)
        return {document_id: kept.folded for document_id, kept in fetched.items()}

    def _keep(self, fresh: Mapping[DocumentId, _Folded]) -> None:
        with self._lock:
            for document_id, kept in fresh.items():
                before = self._kept.pop(document_id, None)
                self._kept[document_id] = kept
                self._used += kept.size - (before.size if before else 0)
            while self._used > self._room and self._kept:
                _, dropped = self._kept.popitem(last=False)
                self._used -= dropped.size
