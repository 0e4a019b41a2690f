"""What to offer beside an answer: other names of what was typed, and a way on when nothing is found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from viewer.core.hit import Widening, WideningKind
from viewer.core.query import Leaf, Or, Query, Run
from viewer.search.answer import Answer
from viewer.search.candidates import run_bounds
from viewer.search.confirm import fold_run
from viewer.search.loosening import any_word, anywhere, unquoted, with_leaves
from viewer.search.query import leaves
from viewer.search.reader import IndexReader
from viewer.search.spelling import Vocabulary
from viewer.search.synonyms import SynonymBook
from viewer.search.writing import write, write_leaf
from viewer.text.segment import Segmenter

_MOST_WIDENINGS = 8
_MOST_LEAVES = 12
_LONGEST_WIDENED = 100
_MOST_TRIES = 24
_MOST_MISTAKES = 3
_LONG_RUN = 6

AnswerTo = Callable[[Query], Answer]
"""Answers a query from the same generation of the index as the one it is about."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What a result says beside its hits."""

    widenings: tuple[Widening, ...] = ()
    missing: tuple[str, ...] = ()
    suggestion: str | None = None


class Adviser:
    """May be shared by threads."""

    def __init__(self, segmenter: Segmenter, synonyms: SynonymBook) -> None:
        self._segmenter = segmenter
        self._synonyms = synonyms
        self._vocabulary: tuple[IndexReader, Vocabulary] | None = None

    def advise(self, query: Query, reader: IndexReader, answer_to: AnswerTo, *, nothing_found: bool) -> Advice:
        """Return other names of what was typed; when nothing was found, also what fails and what would help."""
        widenings = tuple(islice(self._synonym_widenings(query, reader), _MOST_WIDENINGS))
        if not nothing_found or len(list(leaves(query))) > _MOST_LEAVES:
            return Advice(widenings)
        failing = [leaf for leaf in leaves(query) if not answer_to(leaf).matched.any()]
        return Advice(
            (*widenings, *self._loosenings(query, failing, answer_to)),
            tuple(dict.fromkeys(word for leaf in failing for word in self._missing_words(leaf, reader))),
            self._suggestion(query, failing, reader, answer_to),
        )

    def _synonym_widenings(self, query: Query, reader: IndexReader) -> Iterator[Widening]:
        table = self._synonyms.table()
        for leaf in leaves(query):
            if not isinstance(leaf, Run) or leaf.quoted or len(leaf.text) > _LONGEST_WIDENED:
                continue
            for other in table.others(leaf.text):
                usable = [index for index, run in enumerate(other.runs) if _may_stand(reader, leaf, run)]
                if usable:
                    runs = tuple(Run(other.runs[index], leaf.position, leaf.field) for index in usable)
                    names = tuple(other.names[index] for index in usable)
                    wider = _with(query, leaf, Or((leaf, *runs)))
                    yield Widening(WideningKind.SYNONYM, write(wider), other.word, names)

    def _loosenings(self, query: Query, failing: list[Leaf], answer_to: AnswerTo) -> Iterator[Widening]:
        offered = {write(query)}
        for kind, looser, word in _looser_queries(query, failing):
            text = write(looser)
            if text in offered:
                continue
            offered.add(text)
            if total := int(np.count_nonzero(answer_to(looser).matched)):
                yield Widening(kind, text, word, total=total)

    def _missing_words(self, leaf: Leaf, reader: IndexReader) -> Iterator[str]:
        """Yield the words of a failing leaf that no document has; the whole leaf where each word stands somewhere."""
        absent: list[str] = []
        if isinstance(leaf, Run) and leaf.field is None and not leaf.quoted:
            words = self._segmenter.words(fold_run(leaf.text))
            absent = [word for word in words if not _stands(reader, word)] if len(words) > 1 else []
            absent = absent if len(absent) < len(words) else []
        yield from absent or [write_leaf(leaf)]

    def _suggestion(self, query: Query, failing: list[Leaf], reader: IndexReader, answer_to: AnswerTo) -> str | None:
        suggested: Query | None = None
        for leaf in failing:
            if isinstance(leaf, Run) and (other := self._respelled(leaf, reader, answer_to)):
                suggested = _with(suggested or query, leaf, other)
        if suggested is None:
            return None
        # Several mistakes are mended one by one; together they need not stand in one document: then one is enough.
        finding = (each for each in (suggested, any_word(suggested)) if each and _is_held(each, answer_to))
        return next(map(write, finding), None)

    def _respelled(self, leaf: Run, reader: IndexReader, answer_to: AnswerTo) -> Run | None:
        """Return a run as it may have been meant: one mistake mended, or several, one after the other."""
        words = self._words_of(reader)
        typed = fold_run(leaf.text)
        tries = _MOST_TRIES
        for _ in range(_MOST_MISTAKES):
            better = None
            strange = len(words.broken(typed))
            for text in islice(words.respelled(typed), tries):
                tries -= 1
                is_better = len(words.broken(text)) < strange
                if _is_held(replace(leaf, text=text, quoted=True), answer_to):
                    return replace(leaf, text=text)
                if is_better and len(text) >= _LONG_RUN and _is_held(replace(leaf, text=text), answer_to):
                    return replace(leaf, text=text)  # no document holds it whole, but some all its words
                better = text if better is None and is_better else better
            if better is None:
                return None
            typed = better
        return None

    def _words_of(self, reader: IndexReader) -> Vocabulary:
        kept = self._vocabulary
        if kept is None or kept[0] is not reader:
            kept = self._vocabulary = (reader, Vocabulary(reader))
        return kept[1]


def _is_held(query: Query, answer_to: AnswerTo) -> bool:
    return bool(answer_to(query).matched.any())


def _looser_queries(query: Query, failing: list[Leaf]) -> Iterator[tuple[WideningKind, Query, str]]:
    typed = "、".join(map(write_leaf, failing))
    for kind, change in ((WideningKind.UNQUOTED, unquoted), (WideningKind.ANYWHERE, anywhere)):
        if (looser := with_leaves(query, change)) is not None:
            yield kind, looser, typed
    if failing and (rest := with_leaves(query, lambda leaf: None if leaf in failing else leaf)) is not None:
        yield WideningKind.WITHOUT, rest, typed
    if (some := any_word(query)) is not None:
        yield WideningKind.ANY_WORD, some, write(query)


def _with(query: Query, leaf: Leaf, other: Query) -> Query:
    changed = with_leaves(query, lambda each: other if each == leaf else each)
    return query if changed is None else changed


def _may_stand(reader: IndexReader, leaf: Run, run: str) -> bool:
    return leaf.field is not None or _stands(reader, fold_run(run))


def _stands(reader: IndexReader, folded: str) -> bool:
    return bool((run_bounds(reader, folded).possible & reader.alive).any())
