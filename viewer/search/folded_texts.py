"""The texts as the judge, where an index in a folder cannot decide: it keeps them folded beside its lists."""

import threading
from collections.abc import Iterator, Mapping
from typing import Protocol, cast

import numpy as np

from viewer.core.document import DocumentId
from viewer.core.progress import CancelToken
from viewer.core.query import Leaf
from viewer.search.candidates import Bounds
from viewer.search.confirm import Apart, Matcher, Verbatim
from viewer.search.kept_texts import Question, decoding, holding_all
from viewer.search.library_view import LibraryView
from viewer.search.plan import Plan, combined
from viewer.search.reader import FolderReader, IndexReader, Mask, Numbers
from viewer.text.fold import FoldedText, fold

_FIRST = 64
_GROWTH = 8
_MOST = 4_096
_BYTES_PER_CHARACTER = 2
_BYTES_PER_TEXT = 1_200


class JudgingTexts(Protocol):
    """The folded texts of a library, who decides where the index cannot; every method may be called by any thread."""

    def of(self, reader: IndexReader, numbers: Numbers, cancel: CancelToken) -> Iterator[str | None]:
        """Yield the folded texts of documents in order, ``None`` where there is none any more."""

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


class FoldedTexts:
    """May be shared by threads. Texts of pages shown are kept up to about ``room`` bytes; the first go first."""

    def __init__(self, library: LibraryView, *, room: int) -> None:
        self._library = library
        self._room = room
        self._used = 0
        self._kept: dict[DocumentId, FoldedText] = {}
        self._lock = threading.Lock()

    def of(self, reader: IndexReader, numbers: Numbers, cancel: CancelToken) -> Iterator[str | None]:
        """Yield the folded texts of documents in order, ``None`` where there is none any more."""
        known = cast("FolderReader", reader)
        for start in range(0, len(numbers), _MOST):
            cancel.checkpoint()
            some = numbers[start : start + _MOST]
            texts = known.texts(some)
            fetched = self._fetched(known, [int(some[place]) for place, text in enumerate(texts) if text is None])
            yield from (fetched.get(number) if text is None else text for number, text in zip(some, texts, strict=True))

    def folded(self, document_id: DocumentId, text: str) -> FoldedText:
        """Return the folded form of a document's text as it was fetched just now."""
        kept = self._kept.get(document_id)
        if kept is None or not kept.is_of(text):
            kept = FoldedText(text)
            self._keep(document_id, kept)
        return kept

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
        matchers = plan.asked_of_texts(known, numbers, verbatim=verbatim)
        start, step = 0, _FIRST
        while start < len(numbers):
            cancel.checkpoint()
            some = numbers[start : start + step]
            yield from self._answering(plan, cast("FolderReader", reader), known, some, matchers).tolist()
            start, step = start + step, min(_MOST, step * _GROWTH)

    def _answering(
        self,
        plan: Plan,
        reader: FolderReader,
        known: Mapping[Leaf, Bounds],
        numbers: Numbers,
        matchers: Mapping[Leaf, Matcher],
    ) -> Mask:
        """Return which of some documents answer; no text is asked what no longer changes the answer."""
        bounds = {leaf: Bounds(each.sure[numbers], each.possible[numbers]) for leaf, each in known.items()}
        for leaf, matcher in matchers.items():
            open_ = combined(plan.query, bounds).undecided & bounds[leaf].undecided
            places = np.flatnonzero(open_)
            if len(places):
                held = np.zeros(len(numbers), np.bool_)
                held[places] = self._held(reader, matcher, numbers[places])
                bounds[leaf] = Bounds(bounds[leaf].sure | held, bounds[leaf].possible & (held | ~open_))
        return combined(plan.query, bounds).sure

    def _held(self, reader: FolderReader, matcher: Matcher, numbers: Numbers) -> Mask:
        said = reader.judged(numbers, _question(matcher))
        if None not in said:
            return np.array(said, np.bool_)
        missing = [number for number, held in zip(numbers.tolist(), said, strict=True) if held is None]
        fetched = self._fetched(reader, missing)
        return np.array(
            [
                held if held is not None else number in fetched and matcher.holds(fetched[number])
                for number, held in zip(numbers.tolist(), said, strict=True)
            ],
            np.bool_,
        )

    def _fetched(self, reader: FolderReader, numbers: list[int]) -> dict[int, str]:
        """Return the folded texts of documents the index keeps none of, where the library holds one."""
        ids = {reader.ids[number]: number for number in numbers}
        return {ids[known]: fold(text) for known, text in self._library.texts(list(ids)).items()} if ids else {}

    def _keep(self, document_id: DocumentId, text: FoldedText) -> None:
        with self._lock:
            self._drop(document_id)
            self._kept[document_id] = text
            self._used += _size(text)
            while self._used > self._room and self._kept:
                self._drop(next(iter(self._kept)))

    def _drop(self, document_id: DocumentId) -> None:
        if (text := self._kept.pop(document_id, None)) is not None:
            self._used -= _size(text)


def _question(matcher: Matcher) -> Question:
    """Return what to ask the bytes of a text or, where bytes cannot tell, the text."""
    match matcher:
        case Verbatim(needle):
            return holding_all((needle,))
        case Apart(words):
            return holding_all(words)
        case _:
            return decoding(matcher.holds)


def _size(text: FoldedText) -> int:
    return len(text.folded) * _BYTES_PER_CHARACTER + _BYTES_PER_TEXT
