"""The same query language asked of a single note: its quote, its words, its tags, and what its reply says of itself."""

from collections.abc import Callable, Mapping, Sequence

from viewer.core.query import And, Figures, Having, Leaf, Near, Not, Or, Query, QueryField, Run, Wildcard, YearRange
from viewer.search.confirm import leaf_matchers
from viewer.search.field_leaf import value_test
from viewer.search.query import parse
from viewer.text.fold import fold
from viewer.text.segment import Segmenter

NoteValues = Mapping[QueryField | None, Sequence[str]]
"""The values of the fields of a note; under ``None`` what a query without a field looks at."""

NoteTest = Callable[[NoteValues], bool]
_FIGURES = "0123456789"


def note_test(query: str, segmenter: Segmenter) -> NoteTest:
    """Return what tells whether a note answers a query; an empty query is answered by all.

    Raises ``QueryError``. A field notes do not have is looked for in the whole note.
    """
    parsed = parse(query)
    return (lambda _values: True) if parsed is None else _test(parsed, segmenter)


def _test(query: Query, segmenter: Segmenter) -> NoteTest:
    match query:
        case And(parts):
            tests = [_test(part, segmenter) for part in parts]
            return lambda values: all(test(values) for test in tests)
        case Or(parts):
            tests = [_test(part, segmenter) for part in parts]
            return lambda values: any(test(values) for test in tests)
        case Not(part):
            test = _test(part, segmenter)
            return lambda values: not test(values)
        case leaf:
            return _leaf_test(leaf, segmenter)


def _leaf_test(leaf: Leaf, segmenter: Segmenter) -> NoteTest:
    match leaf:
        case Run() | Near() | Wildcard():
            holds = value_test(leaf, leaf_matchers(leaf, segmenter, widen=True).holds)
            return lambda values: any(holds(fold(value)) for value in _values(values, leaf.field))
        case YearRange(first, last):
            return lambda values: any(_is_between(value, first, last) for value in values.get(QueryField.YEAR, ()))
        case Having(field):
            return lambda values: any(_values(values, field))
        case Figures(indicator):
            return lambda values: any(
                fold(indicator) in fold(value) and any(digit in value for digit in _FIGURES)
                for value in values.get(None, ())
            )


def _values(values: NoteValues, field: QueryField | None) -> Sequence[str]:
    return values[field] if field in values else values.get(None, ())


def _is_between(year: str, first: int | None, last: int | None) -> bool:
    return (first is None or int(year) >= first) and (last is None or int(year) <= last)
