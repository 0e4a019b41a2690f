"""The texts on a server as the judge: the server looks into them, so that only those of a page make the way."""

from collections.abc import Callable, Iterator, Mapping
from typing import cast

import numpy as np

from viewer.core.document import DocumentId
from viewer.core.posting import HoldsAll, HoldsPattern, TextTest
from viewer.core.progress import CancelToken
from viewer.core.query import Leaf
from viewer.search.candidates import Bounds
from viewer.search.confirm import Apart, Matcher, Pattern, Verbatim
from viewer.search.plan import Plan, combined
from viewer.search.reader import IndexReader, Numbers
from viewer.search.server_reader import ListServer, ServerReader
from viewer.text.fold import FoldedText

_FIRST = 64
_GROWTH = 8
_MOST = 4_096
_FETCHED = 256


class ServerTexts:
    """Fulfils ``viewer.search.folded_texts.JudgingTexts``; inside the transaction of its thread."""

    def __init__(self, server: Callable[[], ListServer]) -> None:
        self._server = server

    def of(self, reader: IndexReader, numbers: Numbers, cancel: CancelToken) -> Iterator[str | None]:
        """Yield the folded texts of documents in order, ``None`` where the library no longer holds one."""
        known = cast("ServerReader", reader)
        for start in range(0, len(numbers), _FETCHED):
            cancel.checkpoint()
            some = numbers[start : start + _FETCHED]
            rows = known.rows[some].tolist()
            texts = self._server().folded_texts(rows, known.years[some].tolist())
            yield from map(texts.get, rows)

    def folded(self, _document_id: DocumentId, text: str) -> FoldedText:
        """Return the folded form of a document's text as it was fetched just now."""
        return FoldedText(text)

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
            held = self._held(cast("ServerReader", reader), matchers, some)
            decided = {leaf: _decided(bounds, some, held.get(leaf)) for leaf, bounds in known.items()}
            yield from combined(plan.query, decided).sure.tolist()
            start, step = start + step, min(_MOST, step * _GROWTH)

    def _held(
        self, reader: ServerReader, matchers: Mapping[Leaf, Matcher], numbers: Numbers
    ) -> dict[Leaf, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
        """Return for each leaf which of the documents hold it; what SQL cannot say is looked for here."""
        rows, years = reader.rows[numbers].tolist(), reader.years[numbers].tolist()
        tests = {leaf: test for leaf, matcher in matchers.items() if (test := _test(matcher)) is not None}
        flags = self._server().holding(rows, years, list(tests.values())) if tests else {}
        none = [False] * len(tests)
        found = np.array([flags.get(row, none) for row in rows], np.bool_).reshape(len(rows), len(tests))
        held = {leaf: found[:, index] for index, leaf in enumerate(tests)}
        if len(tests) < len(matchers):
            texts = self._server().folded_texts(rows, years)
            for leaf in matchers.keys() - tests.keys():
                matcher = matchers[leaf]
                held[leaf] = np.array([row in texts and matcher.holds(texts[row]) for row in rows], np.bool_)
        return held


def _decided(bounds: Bounds, numbers: Numbers, held: np.ndarray[tuple[int], np.dtype[np.bool_]] | None) -> Bounds:
    sure, possible = bounds.sure[numbers], bounds.possible[numbers]
    return Bounds.exactly(sure if held is None else sure | (possible & held))


def _test(matcher: Matcher) -> TextTest | None:
    match matcher:
        case Verbatim(needle):
            return HoldsAll((needle,))
        case Apart(words):
            return HoldsAll(words)
        case Pattern(pieces):
            return HoldsPattern(pieces)
        case _:
            return None
