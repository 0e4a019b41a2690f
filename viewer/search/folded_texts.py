"""Folded texts at hand: fetched from the library when first needed, kept while there is room."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from viewer.core.document import DocumentId
from viewer.core.progress import CancelToken
from viewer.core.query import Leaf
from viewer.search.candidates import Bounds
from viewer.search.library_view import LibraryView
from viewer.search.plan import Plan
from viewer.search.reader import IndexReader, Numbers
from viewer.text.fold import FoldedText

_BATCH = 64
_BYTES_PER_CHARACTER = 2
_BYTES_PER_TEXT = 1_200
_WARM_SHARE = 0.05  # to hold all texts of 20,000 replies takes 190 MB, and three seconds of every start


class JudgingTexts(Protocol):
    """The folded texts of a library, who decides where the index cannot; every method may be called by any thread."""

    def of(self, reader: IndexReader, numbers: Numbers, cancel: CancelToken) -> Iterator[str | None]:
        """Yield the folded texts of documents in order, ``None`` where the library no longer holds one."""

    def folded(self, document_id: DocumentId, text: str) -> FoldedText:
        """Return the folded form of a document's text as it was fetched just now."""

    def judged(  # noqa: PLR0913 - what a judgement is about
        self,
        plan: Plan,
        reader: IndexReader,
        known: Mapping[Leaf, Bounds],
        numbers: Numbers,
        cancel: CancelToken,
        *,
        verbatim: bool,
    ) -> Iterator[bool]:
        """Tell of documents, one after the other, whether they answer; ``known`` is what the index says of leaves."""

    def warm_up(self, ids: Sequence[DocumentId], cancel: CancelToken) -> None:
        """Fetch what the first searches would wait for."""


class FoldedTexts:
    """May be shared by threads; keeps up to about ``room`` bytes, and lets go of what came first."""

    def __init__(self, library: LibraryView, *, room: int) -> None:
        self._library = library
        self._room = room
        self._used = 0
        self._kept: dict[DocumentId, FoldedText] = {}
        self._lock = threading.Lock()

    def of(self, reader: IndexReader, numbers: Numbers, cancel: CancelToken) -> Iterator[str | None]:
        """Yield the folded texts of documents in order, ``None`` where the library no longer holds one."""
        for batch in self.batches([reader.ids[number] for number in numbers.tolist()], cancel):
            yield from batch

    def batches(self, ids: Sequence[DocumentId], cancel: CancelToken) -> Iterator[list[str | None]]:
        """Yield the folded texts in order, some at a time, ``None`` where the library no longer holds the document.

        Raises ``Cancelled``.
        """
        for start in range(0, len(ids), _BATCH):
            cancel.checkpoint()
            chunk = ids[start : start + _BATCH]
            texts = list(map(self._kept.get, chunk))
            if None in texts:
                fetched = self._fetched([known for known, text in zip(chunk, texts, strict=True) if text is None])
                texts = [fetched.get(known) if text is None else text for known, text in zip(chunk, texts, strict=True)]
            yield [None if text is None else text.folded for text in texts]

    def folded(self, document_id: DocumentId, text: str) -> FoldedText:
        """Return the folded form of a document's text as it was fetched just now."""
        kept = self._kept.get(document_id)
        return kept if kept is not None and kept.is_of(text) else FoldedText(text)

    def judged(  # noqa: PLR0913 - what a judgement is about
        self,
        plan: Plan,
        reader: IndexReader,
        known: Mapping[Leaf, Bounds],
        numbers: Numbers,
        cancel: CancelToken,
        *,
        verbatim: bool,
    ) -> Iterator[bool]:
        """Tell of documents, one after the other, whether they answer."""
        place = 0
        for texts in self.batches([reader.ids[number] for number in numbers.tolist()], cancel):
            yield from plan.judge(texts, known, numbers[place : place + len(texts)], verbatim=verbatim)
            place += len(texts)

    def warm_up(self, ids: Sequence[DocumentId], cancel: CancelToken) -> None:
        """Fetch texts for a part of the room; the rest is for what searches really look into."""
        for _ in self.batches(ids, cancel):
            if self._used >= self._room * _WARM_SHARE:
                return

    def forget(self, ids: Sequence[DocumentId]) -> None:
        """Drop texts that may have been replaced."""
        with self._lock:
            for document_id in ids:
                self._drop(document_id)

    def _fetched(self, ids: Sequence[DocumentId]) -> dict[DocumentId, FoldedText]:
        fetched = {document_id: FoldedText(text) for document_id, text in self._library.texts(ids).items()}
        with self._lock:
            for document_id, text in fetched.items():
                self._drop(document_id)
                self._kept[document_id] = text
                self._used += _size(text)
            while self._used > self._room and self._kept:
                self._drop(next(iter(self._kept)))
        return fetched

    def _drop(self, document_id: DocumentId) -> None:
        if (text := self._kept.pop(document_id, None)) is not None:
            self._used -= _size(text)


def _size(text: FoldedText) -> int:
    return len(text.folded) * _BYTES_PER_CHARACTER + _BYTES_PER_TEXT
