"""What a plan asks of a server that searches by itself: its leaves as conditions on grams, texts, values and years.

A leaf the server cannot decide (words near each other) is decided here: candidates by their grams, then their texts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from viewer.core.condition import AllOf, AnyOf, Condition, HasValue, HoldsPattern, HoldsRun, InYears, NoneOf, OneOf
from viewer.core.document import DocumentId
from viewer.core.query import And, Having, Near, Not, Or, Query, QueryField, Run, StatedLeaf, TextLeaf, YearRange
from viewer.search.analyzer import gram_key, grams_of, is_triple
from viewer.search.confirm import AnyName, LeafMatchers, Matcher, Pattern
from viewer.search.field_leaf import value_test
from viewer.search.library_view import LibraryView
from viewer.search.plan import Plan
from viewer.search.schema import LIVE_FIELDS, SEPARATOR, named
from viewer.search.stated import figure_spans
from viewer.text.fold import fold

_SHORT = 2
_MOST_GRAMS = 24


class Server(Protocol):
    """A store that keeps folded texts, their grams and the values of documents."""

    def terms(self, field: str, part: str) -> Sequence[str]:
        """Return the values of a field in which a part stands."""

    def folded_texts(self, condition: Condition) -> Iterator[tuple[DocumentId, str]]:
        """Yield the documents a condition finds with their folded texts."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The conditions of a query: with words apart allowed, and for what holds it verbatim."""

    wide: Condition
    verbatim: Condition


def conditions(plan: Plan, server: Server, library: LibraryView) -> Asked:
    """Return what to ask a server so that it finds what the plan's query means."""
    asking = _Asking(plan, server, library)
    wide = asking.of(plan.query, verbatim=False)
    return Asked(wide, asking.of(plan.query, verbatim=True) if plan.is_widened else wide)


def run_condition(run: str) -> Condition:
    """Return the condition that a folded run stands in the text."""
    is_exact = len(run) <= _SHORT or is_triple(run)
    return HoldsRun(run, _grams(run), is_exact) if run else AllOf(())


class _Asking:
    """One query on its way to one server."""

    def __init__(self, plan: Plan, server: Server, library: LibraryView) -> None:
        self._plan = plan
        self._server = server
        self._library = library

    def of(self, query: Query, *, verbatim: bool) -> Condition:
        match query:
            case And(parts):
                return AllOf(tuple(self.of(part, verbatim=verbatim) for part in parts))
            case Or(parts):
                return AnyOf(tuple(self.of(part, verbatim=verbatim) for part in parts))
            case Not(part):
                return NoneOf(self.of(part, verbatim=verbatim))
            case leaf if isinstance(leaf, StatedLeaf):
                return self._stated(leaf)
            case leaf:
                return self._text(leaf, verbatim=verbatim)

    def _stated(self, leaf: StatedLeaf) -> Condition:
        match leaf:
            case YearRange(first, last):
                return InYears(first, last)
            case Having(field):
                return self._having(field)
            case figures:
                return OneOf(tuple(figure_spans(self._library, figures)))

    def _having(self, field: QueryField) -> Condition:
        if field is QueryField.YEAR:
            return InYears(None, None)
        if field in LIVE_FIELDS:
            return OneOf(tuple(self._library.field_values(field)))
        return HasValue((named(field, ""),))

    def _text(self, leaf: TextLeaf, *, verbatim: bool) -> Condition:
        matchers = self._plan.matchers[leaf]
        if leaf.field is not None:
            return self._field(leaf.field, leaf, matchers.verbatim if verbatim else None, matchers)
        exactly = self._verbatim(leaf, matchers.verbatim)
        if verbatim or matchers.apart is None:
            return exactly
        # A text that holds the run holds all its words, too: that they stand apart is the wider question.
        return AllOf(tuple(run_condition(word) for word in matchers.apart.literals()))

    def _verbatim(self, leaf: TextLeaf, matcher: Matcher) -> Condition:
        if isinstance(leaf, Run):
            return run_condition(matcher.literals()[0])
        if isinstance(matcher, Pattern):
            return HoldsPattern(matcher.pieces, _all_grams(matcher.literals()))
        return self._confirmed(leaf, matcher)

    def _confirmed(self, leaf: TextLeaf, matcher: Matcher) -> Condition:
        assert isinstance(leaf, Near)  # noqa: S101 - runs and patterns are the server's
        candidates = AllOf(tuple(run_condition(word) for word in matcher.literals()))
        found = self._server.folded_texts(candidates)
        return OneOf(tuple(known for known, folded in found if matcher.holds(folded)))

    def _field(self, field: QueryField, leaf: TextLeaf, verbatim: Matcher | None, matchers: LeafMatchers) -> Condition:
        holds = value_test(leaf, verbatim.holds if verbatim else matchers.holds)
        if field in LIVE_FIELDS:
            values: Mapping[DocumentId, Sequence[str]] = self._library.field_values(field)
            return OneOf(tuple(known for known, some in values.items() if any(holds(fold(value)) for value in some)))
        literals = (verbatim or matchers.apart or matchers.verbatim).literals()
        is_number = field is QueryField.NUMBER
        part = "" if is_number or isinstance(matchers.verbatim, AnyName) or not literals else literals[0]
        return HasValue(tuple(named(field, value) for value in self._server.terms(field, part) if holds(value)))


def aliases_in(pairs: Callable[[str, str], Iterable[str]], field: str, name: str) -> tuple[str, ...]:
    """Return the other folded names of what a folded name names; ``pairs`` gives name and canonical name by a part."""
    canonical = {pair.partition(SEPARATOR)[2] for pair in pairs(field, name) if pair.partition(SEPARATOR)[0] == name}
    meant = canonical | {name}
    alike = {
        pair.partition(SEPARATOR)[0]
        for known in meant
        for pair in pairs(field, known)
        if pair.partition(SEPARATOR)[2] == known
    }
    return tuple(sorted((meant | alike) - {name}))


def _grams(run: str) -> tuple[int, ...]:
    grams = grams_of(run)
    step = max(1.0, len(grams) / _MOST_GRAMS)
    return tuple(gram_key(grams[int(index * step)]) for index in range(min(len(grams), _MOST_GRAMS)))


def _all_grams(runs: Iterable[str]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(gram for run in runs for gram in _grams(run)))[:_MOST_GRAMS]
