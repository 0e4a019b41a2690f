"""What the index alone can say: for every document whether it answers for sure, perhaps, or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from viewer.search.analyzer import grams_of, is_triple
from viewer.search.reader import IndexReader, Mask
from viewer.search.schema import GRAMS, WORDS

_EXACT_LENGTH = 2
_MOST_GRAMS = 64
_FEW = 16
_LONGEST_WORD = 16


@dataclass(frozen=True, slots=True)
class Bounds:
    """``sure`` documents answer, those not ``possible`` do not; the text decides about the rest."""

    sure: Mask
    possible: Mask

    @classmethod
    def exactly(cls, mask: Mask) -> "Bounds":
        """Return the bounds of a question the index answers by itself."""
        return cls(mask, mask)

    @property
    def undecided(self) -> Mask:
        """Return the documents only the text can decide about."""
        return self.possible & ~self.sure

    def __and__(self, other: "Bounds") -> "Bounds":
        return Bounds(self.sure & other.sure, self.possible & other.possible)

    def __or__(self, other: "Bounds") -> "Bounds":
        return Bounds(self.sure | other.sure, self.possible | other.possible)

    def __invert__(self) -> "Bounds":
        return Bounds(~self.possible, ~self.sure)


def run_bounds(reader: IndexReader, folded_run: str) -> Bounds:
    """Return which documents contain a run: short ones are known exactly, longer ones by their pairs and triples.

    Short are one or two characters, and three letters or digits.
    A longer run that is a word of a document stands in it for sure; elsewhere it may stand across words.
    """
    possible = _holding_all(reader, grams_of(folded_run))
    if len(folded_run) <= _EXACT_LENGTH or is_triple(folded_run):
        return Bounds.exactly(possible)
    sure = np.zeros(reader.size, np.bool_)
    if len(folded_run) <= _LONGEST_WORD:
        sure[reader.weighted(WORDS, folded_run).numbers] = True
    is_worth_it = np.count_nonzero(possible & ~sure) > _FEW
    if is_worth_it and (held := reader.holding(folded_run)) is not None:
        sure, possible = sure | held[0], possible & held[1]
    return Bounds(sure, possible | sure)


def run_terms(folded_run: str) -> list[tuple[str, str]]:
    """Return the terms, each with its field, that ``run_bounds`` asks for."""
    terms = [(GRAMS, gram) for gram in _some(grams_of(folded_run))]
    is_word = _EXACT_LENGTH < len(folded_run) <= _LONGEST_WORD and not is_triple(folded_run)
    return [*terms, (WORDS, folded_run)] if is_word else terms


def all_runs_bounds(reader: IndexReader, runs: Iterable[str]) -> Bounds:
    """Return which documents contain all of the runs, anywhere."""
    bounds = Bounds.exactly(np.ones(reader.size, np.bool_))
    for run in runs:
        bounds &= run_bounds(reader, run)
        if not bounds.possible.any():
            break
    return bounds


def _holding_all(reader: IndexReader, grams: list[str]) -> Mask:
    """AND the grams; a very long run is judged by grams spread over it, and no longer than it pays."""
    grams = _some(grams)
    mask = np.ones(reader.size, np.bool_)
    for gram in grams:
        mask = mask & reader.mask(GRAMS, gram)
        if np.count_nonzero(mask) <= _FEW and len(grams) > _EXACT_LENGTH:
            # Reading more lists costs more than looking into the few texts left.
            break
    return mask


def _some(grams: list[str]) -> list[str]:
    if len(grams) <= _MOST_GRAMS:
        return grams
    step = len(grams) / _MOST_GRAMS
    return [grams[int(index * step)] for index in range(_MOST_GRAMS)]
