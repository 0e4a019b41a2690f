"""Terms a person taught the program: they win, but never break a longer name that holds them."""

from collections.abc import Iterable, Sequence

from viewer.core.entity import MarkSource
from viewer.core.lexicon import LexiconTerm
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.term_table import TermTable, leftmost_longest

_WEIGHT = 0.97
# A container this doubtful does not protect itself against a person's term.
_DOUBTFUL = 0.5


def find_terms(text: str, lexicon: Sequence[LexiconTerm]) -> list[Candidate]:
    """Return where the terms stand, the longest at each place."""
    if not lexicon:
        return []
    table = TermTable({term.term: term for term in lexicon})
    return [
        Candidate(start, end, term.type, _WEIGHT, MarkSource.LEXICON, canonical=term.canonical)
        for start, end, term in leftmost_longest(table.find(text))
    ]


def merge_terms(candidates: Iterable[Candidate], terms: Sequence[Candidate]) -> list[Candidate]:
    """Return both: a term replaces what it holds or crosses, and yields to what holds it."""
    if not terms:
        return list(candidates)
    merged: list[Candidate] = []
    pending = sorted(terms, key=lambda term: term.start)
    upheld = dict.fromkeys(pending, True)
    others = sorted(candidates, key=lambda candidate: candidate.start)
    for candidate, crossed in _meetings(others, pending):
        if any(candidate.contains(term) for term in crossed) and candidate.weight > _DOUBTFUL:
            upheld.update(dict.fromkeys((term for term in crossed if candidate.contains(term)), False))
    for candidate, crossed in _meetings(others, pending):
        if all(not upheld[term] for term in crossed):
            merged.append(candidate)
    return merged + [term for term in pending if upheld[term]]


def _meetings(others: Sequence[Candidate], terms: Sequence[Candidate]) -> Iterable[tuple[Candidate, list[Candidate]]]:
    first = 0
    for candidate in others:
        while first < len(terms) and terms[first].end <= candidate.start:
            first += 1
        crossed: list[Candidate] = []
        for term in terms[first:]:
            if term.start >= candidate.end:
                break
            crossed.append(term)
        yield candidate, crossed
