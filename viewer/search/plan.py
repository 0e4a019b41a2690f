"""A query made ready: for every leaf how it is found, and the logic of AND, OR and NOT over whatever leaves answer."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise
from operator import and_, or_

from viewer.core.document import DocumentId
from viewer.core.metadata import Metadata
from viewer.core.query import And, Figures, Leaf, Not, Or, Query, QueryField, Run, StatedLeaf, TextLeaf
from viewer.core.span import Span
from viewer.search.candidates import Bounds, all_runs_bounds, run_terms
from viewer.search.confirm import AnyName, LeafMatchers, Matcher, fold_run, leaf_matchers, without_overlaps
from viewer.search.field_leaf import field_bounds, field_marks, value_test
from viewer.search.library_view import LibraryView
from viewer.search.query import leaves
from viewer.search.question import Question, question_in
from viewer.search.reader import IndexReader, Numbers
from viewer.search.schema import GRAMS, RANKED
from viewer.search.stated import figure_spans, stated_bounds
from viewer.text.fold import FoldedText
from viewer.text.segment import Segmenter

Aliases = Callable[[QueryField, str], Sequence[str]]
"""The other folded names of what a folded name of a field names."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A query with a way to find each of its leaves that look into text or values."""

    query: Query
    matchers: Mapping[Leaf, LeafMatchers]
    question: Question | None = None

    @property
    def is_widened(self) -> bool:
        """Tell whether some leaf may be answered by its words apart."""
        return any(matchers.apart is not None for matchers in self.matchers.values())

    def asked_of_texts(self, known: Mapping[Leaf, Bounds], numbers: Numbers, *, verbatim: bool) -> dict[Leaf, Matcher]:
        """Return what the texts of documents must be asked for: ``known`` is what the index says of every leaf."""
        return {
            leaf: each.verbatim if verbatim or each.apart is None else each.apart
            for leaf, each in self.matchers.items()
            if known[leaf].undecided[numbers].any()
        }

    def marks(self, text: FoldedText, metadata: Metadata | None, figures: Iterable[Span] = ()) -> tuple[Span, ...]:
        """Return where the leaves stand that are not under a NOT, and ``figures``; marks do not overlap."""
        found = [span for leaf in leaves(self.query) for span in self._leaf_marks(leaf, text, metadata)]
        found += (span for span in figures if span.end <= text.length)
        if all(one.end <= other.start for one, other in pairwise(found)):
            return tuple(found)
        both = ((span.start, span.end) for span in found)
        return tuple(Span(start, end) for start, end in without_overlaps(both))

    def figures(self, library: LibraryView) -> Mapping[DocumentId, tuple[Span, ...]]:
        """Return where the figures stand that the leaves ask for which are not under a NOT, by document."""
        found: dict[DocumentId, tuple[Span, ...]] = {}
        for leaf in leaves(self.query):
            for known, spans in figure_spans(library, leaf).items() if isinstance(leaf, Figures) else ():
                found[known] = (*found.get(known, ()), *spans)
        return found

    def words_together(self) -> tuple[str, ...]:
        """Return what is the better the closer it stands together: all that every answer holds, whole or cut apart."""
        parts = self.query.parts if isinstance(self.query, And) else (self.query,)
        plain = [part for part in parts if isinstance(part, Run) and part.field is None]
        if len(plain) == 1:
            apart = self.matchers[plain[0]].apart
            return apart.literals() if apart else ()
        return tuple(dict.fromkeys(text for part in plain for text in self.matchers[part].verbatim.literals()))

    def scoring_words(self, segmenter: Segmenter) -> list[str]:
        """Return the words documents are ranked by."""
        words: dict[str, None] = {}
        for leaf in leaves(self.query):
            if isinstance(leaf, StatedLeaf) or leaf.field is not None:
                continue
            for text in self.matchers[leaf].verbatim.literals():
                words.update(dict.fromkeys([text, *segmenter.search_words(text)]))
        return list(words)

    def _leaf_marks(self, leaf: Leaf, text: FoldedText, metadata: Metadata | None) -> list[Span]:
        if isinstance(leaf, StatedLeaf):
            return []
        if leaf.field is not None:
            return field_marks(text, leaf, self.matchers[leaf], metadata)
        return [text.span(start, end) for start, end in self.matchers[leaf].ranges(text.folded)]


@dataclass(frozen=True, slots=True)
class LeafBounds:
    """What the index knows about each leaf, with words apart allowed and without."""

    wide: Mapping[Leaf, Bounds]
    verbatim: Mapping[Leaf, Bounds]


def make_plan(query: Query, segmenter: Segmenter, aliases: Aliases) -> Plan:
    """Return the plan of a query; a run under a NOT excludes only what holds it verbatim."""
    planned = _planned(query, segmenter, widen=True)
    return Plan(query, {leaf: _with_aliases(leaf, matchers, aliases) for leaf, matchers in planned})


def asking(plan: Plan, segmenter: Segmenter) -> Plan:
    """Return the plan with the question it asks, if it is one: its telling words are then marked wherever they are."""
    question = question_in(plan.query, segmenter)
    if question is None:
        return plan
    some = AnyName(question.telling)
    return Plan(plan.query, {leaf: replace(known, some=some) for leaf, known in plan.matchers.items()}, question)


def expected_terms(plan: Plan, scoring_words: Iterable[str]) -> list[tuple[str, str]]:
    """Return the terms, each with its field, that answering a plan will ask the index for."""
    runs = dict.fromkeys(
        run
        for leaf, matchers in plan.matchers.items()
        if not isinstance(leaf, StatedLeaf) and leaf.field is None
        for matcher in (matchers.verbatim, matchers.apart)
        if matcher is not None
        for run in matcher.literals()
    )
    terms = [term for run in runs for term in run_terms(run)]
    question = plan.question
    if question is not None:
        terms += [(GRAMS, gram) for gram in question.grams]
    words = [*scoring_words, *(question.words if question else ())]
    return [*terms, *((field.name, word) for word in words for field in RANKED)]


def _with_aliases(leaf: TextLeaf, matchers: LeafMatchers, aliases: Aliases) -> LeafMatchers:
    """Let a name in a field of names be answered by the other names of the same person, company or place."""
    if not isinstance(leaf, Run) or leaf.field is None:
        return matchers
    name = fold_run(leaf.text)
    others = aliases(leaf.field, name)
    return replace(matchers, verbatim=AnyName((name, *others))) if others else matchers


def leaf_bounds(plan: Plan, reader: IndexReader, library: LibraryView) -> LeafBounds:
    """Ask the index about every leaf."""
    wide: dict[Leaf, Bounds] = {}
    verbatim: dict[Leaf, Bounds] = {}
    for leaf in _all_leaves(plan.query):
        if isinstance(leaf, StatedLeaf):
            wide[leaf] = verbatim[leaf] = stated_bounds(reader, library, leaf)
            continue
        matchers = plan.matchers[leaf]
        if leaf.field is not None:
            wide[leaf] = field_bounds(reader, library, leaf, value_test(leaf, matchers.holds))
            verbatim[leaf] = field_bounds(reader, library, leaf, value_test(leaf, matchers.verbatim.holds))
            continue
        verbatim[leaf] = _text_bounds(reader, leaf, matchers)
        apart = matchers.apart
        wide[leaf] = verbatim[leaf] | all_runs_bounds(reader, apart.literals()) if apart else verbatim[leaf]
    return LeafBounds(wide, verbatim)


def combined(query: Query, bounds: Mapping[Leaf, Bounds]) -> Bounds:
    """Return what the index knows about the whole query."""
    match query:
        case And(parts):
            return reduce(and_, (combined(part, bounds) for part in parts))
        case Or(parts):
            return reduce(or_, (combined(part, bounds) for part in parts))
        case Not(part):
            return ~combined(part, bounds)
        case leaf:
            return bounds[leaf]


def _text_bounds(reader: IndexReader, leaf: TextLeaf, matchers: LeafMatchers) -> Bounds:
    bounds = all_runs_bounds(reader, matchers.verbatim.literals())
    # All parts of a pattern or passage may be there without standing together: only a plain run can be sure.
    return bounds if isinstance(leaf, Run) else Bounds(bounds.sure & False, bounds.possible)


def _planned(query: Query, segmenter: Segmenter, *, widen: bool) -> Iterator[tuple[TextLeaf, LeafMatchers]]:
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _planned(part, segmenter, widen=widen)
        case Not(part):
            yield from _planned(part, segmenter, widen=False)
        case leaf if isinstance(leaf, StatedLeaf):
            return
        case leaf:
            yield leaf, leaf_matchers(leaf, segmenter, widen=widen)


def _all_leaves(query: Query) -> Iterator[Leaf]:
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from _all_leaves(part)
        case Not(part):
            yield from _all_leaves(part)
        case leaf:
            yield leaf
