"""Which documents answer a query: the index proposes, the texts confirm."""

from collections.abc import Iterator
from copy import copy

import numpy as np

from viewer.core.progress import CancelToken
from viewer.search.folded_texts import JudgingTexts
from viewer.search.library_view import LibraryView
from viewer.search.nearness import Nearness, nearness
from viewer.search.plan import LeafBounds, Plan, combined, leaf_bounds
from viewer.search.proximity import closeness
from viewer.search.reader import IndexReader, Mask, Numbers, Scores

_LEAST_TOGETHER = 2
_WEIGHED = 40
_FIRST_ASKED = 1_000
_ASKED_GROWTH = 8
_CLOSE_SHARE = np.float32(0.3)

CLOSE_BOUND = 1.3
"""How many times its score a document can have for words that stand close together."""


class Answer:
    """Which documents answer a plan; the text is asked only where the index cannot say.

    ``nearness`` is there when a question was asked that no document holds word for word: what is near answers too.
    """

    def __init__(
        self, plan: Plan | None, reader: IndexReader, library: LibraryView, texts: JudgingTexts, cancel: CancelToken
    ) -> None:
        self.plan = plan
        self.reader = reader
        self._texts = texts
        self.cancel = cancel
        self._leaves = leaf_bounds(plan, reader, library) if plan else LeafBounds({}, {})
        self.matched = self._matched()
        self.nearness = self._nearness()
        if self.nearness is not None:
            self.matched = self.matched | self.nearness.near

    def for_another(self, cancel: CancelToken) -> "Answer":
        """Return the same answer for another question that may be cancelled by itself."""
        other = copy(self)
        other.cancel = cancel
        return other

    def verbatim_bounds(self) -> tuple[Mask, Mask]:
        """Return the documents that surely hold the query verbatim, and those that may."""
        if self.plan is None or not self.plan.is_widened:
            return self.matched, self.matched
        bounds = combined(self.plan.query, self._leaves.verbatim)
        return bounds.sure & self.matched, bounds.possible & self.matched

    def perhaps_verbatim(self, numbers: Numbers) -> Numbers:
        """Return, in order, those of the documents of which the index does not rule out that they hold it verbatim."""
        _, possible = self.verbatim_bounds()
        return numbers[possible[numbers]]

    def verbatim_among(self, numbers: Numbers, *, enough: int | None = None) -> list[int]:
        """Return, in order, those of the documents that hold the query verbatim, up to ``enough`` of them."""
        sure, _ = self.verbatim_bounds()
        asked = self.perhaps_verbatim(numbers)
        found: list[int] = []
        start, step = 0, _FIRST_ASKED if enough is not None else len(asked)
        while start < len(asked) and (enough is None or len(found) < enough):
            some = asked[start : start + step]
            start, step = start + step, step * _ASKED_GROWTH
            doubtful = iter(self._held(some[~sure[some]], verbatim=True))
            for number, is_sure in zip(some.tolist(), sure[some].tolist(), strict=True):
                if enough is not None and len(found) >= enough:
                    break
                if is_sure or next(doubtful):
                    found.append(number)
        return found

    def closest_first(self, order: Numbers, scores: Scores) -> Numbers:
        """Return documents sorted by score anew after raising the scores of those whose words stand close together.

        Only the first are looked at; they were first without that.
        """
        words = self.plan.words_together() if self.plan else ()
        if len(words) < _LEAST_TOGETHER or len(order) <= 1:
            return order
        first = order[:_WEIGHED]
        texts = self._texts.of(self.reader, first, self.cancel)
        bonus = np.array([closeness(text or "", words) for text in texts], np.float32)
        scores[first] *= 1 + _CLOSE_SHARE * bonus
        return np.concatenate([first[np.argsort(-scores[first], kind="stable")], order[_WEIGHED:]])

    def _matched(self) -> Mask:
        if self.plan is None:
            return self.reader.alive
        bounds = combined(self.plan.query, self._leaves.wide)
        matched = bounds.sure & self.reader.alive
        undecided = np.flatnonzero(bounds.undecided & self.reader.alive)
        matched[undecided] = np.fromiter(self._held(undecided, verbatim=False), np.bool_, len(undecided))
        return matched

    @property
    def nearest_by(self) -> tuple[str, ...]:
        """Return the words of a question whose nearest documents were taken for want of any that hold it."""
        question = self.plan.question if self.plan else None
        return question.telling if question and self.nearness is not None else ()

    def _nearness(self) -> Nearness | None:
        question = self.plan.question if self.plan else None
        if question is None:
            return None
        found = np.flatnonzero(self.matched)
        if len(found) and (question.is_list or self.verbatim_among(found, enough=1)):
            return None
        near = nearness(self.reader, question)
        return near if near.near.any() else None

    def _held(self, numbers: Numbers, *, verbatim: bool) -> Iterator[bool]:
        """Let the texts decide about some documents, one after the other."""
        if self.plan is None:
            return
        known = self._leaves.verbatim if verbatim else self._leaves.wide
        yield from self._texts.judged(self.plan, self.reader, known, numbers, self.cancel, verbatim=verbatim)
