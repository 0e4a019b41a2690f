"""Leaves limited to a field: which values answer, which documents have them, and where they stand in the text."""

import re
from collections.abc import Callable, Iterable

import numpy as np

from viewer.core.metadata import Metadata
from viewer.core.query import QueryField, Run, TextLeaf, Wildcard
from viewer.core.span import Span
from viewer.search.candidates import Bounds
from viewer.search.confirm import LeafMatchers, fold_run
from viewer.search.library_view import LibraryView
from viewer.search.reader import IndexReader, Mask
from viewer.search.schema import LIVE_FIELDS
from viewer.text.fold import FoldedText, fold

ValueTest = Callable[[str], bool]

_DIGITS = re.compile(r"[0-9]+")
_NUMBER = re.compile(r"第?([0-9]+)号?")
_STATED_AT: dict[QueryField, tuple[str, ...]] = {
    QueryField.TITLE: ("title",),
    QueryField.NUMBER: ("number", "doc_no"),
    QueryField.SESSION: ("session",),
    QueryField.KIND: ("kind",),
    QueryField.UNIT: ("issuing_unit",),
    QueryField.RESULT: ("result_raw", "result"),
    QueryField.SIGNER: ("signer",),
}


def field_bounds(reader: IndexReader, library: LibraryView, leaf: TextLeaf, holds: ValueTest) -> Bounds:
    """Return the documents with a value of the leaf's field that ``holds`` accepts."""
    field = leaf.field
    if field is None:
        message = "the leaf has no field"
        raise ValueError(message)
    return Bounds.exactly(_live(reader, library, field, holds) if field in LIVE_FIELDS else _kept(reader, field, holds))


def value_test(leaf: TextLeaf, matcher: ValueTest) -> ValueTest:
    """Return the test of a folded value; digits, also 第…号, mean that number, with or without zeros before."""
    if leaf.field is not QueryField.NUMBER:
        return matcher
    if isinstance(leaf, Run) and (wanted := _NUMBER.fullmatch(fold_run(leaf.text))):
        return lambda value: any(same_number(found, wanted[1]) for found in _DIGITS.findall(value))
    if isinstance(leaf, Wildcard):
        whole = re.compile("".join(_wild(part) for part in fold_run(leaf.pattern)))
        return lambda value: whole.fullmatch(value) is not None
    return matcher


def same_number(one: str, other: str) -> bool:
    """Tell whether two runs of digits are one number.

    >>> same_number("054", "54")
    True
    """
    return one.lstrip("0") == other.lstrip("0")


def field_marks(text: FoldedText, leaf: TextLeaf, matchers: LeafMatchers, metadata: Metadata | None) -> list[Span]:
    """Return where the text states what the leaf asks for: in its letterhead fields, else wherever a name stands."""
    if leaf.field in LIVE_FIELDS:
        return []
    if leaf.field not in _STATED_AT:
        return [text.span(start, end) for start, end in matchers.verbatim.ranges(text.folded)]
    spans = metadata.spans if metadata else {}
    places = [spans[name] for name in _STATED_AT[leaf.field] if name in spans]
    if leaf.field is QueryField.NUMBER:
        test = value_test(leaf, matchers.holds)
        return [place for place in places if test(_folded_at(text, place))]
    return [mark for place in places for mark in _marks_inside(text, place, matchers)]


def _marks_inside(text: FoldedText, place: Span, matchers: LeafMatchers) -> Iterable[Span]:
    first = text.folded_offset(place.start)
    for start, end in matchers.ranges(_folded_at(text, place)):
        yield text.span(first + start, first + end)


def _folded_at(text: FoldedText, place: Span) -> str:
    return text.folded[text.folded_offset(place.start) : text.folded_offset(place.end)]


def _kept(reader: IndexReader, field: QueryField, holds: ValueTest) -> Mask:
    mask = np.zeros(reader.size, np.bool_)
    for value in reader.values(field):
        if holds(value.value):
            mask[value.numbers] = True
    return mask


def _live(reader: IndexReader, library: LibraryView, field: QueryField, holds: ValueTest) -> Mask:
    mask = np.zeros(reader.size, np.bool_)
    numbers = reader.numbers()
    for document_id, values in library.field_values(field).items():
        if document_id in numbers and any(holds(fold(value)) for value in values):
            mask[numbers[document_id]] = True
    return mask


def _wild(part: str) -> str:
    return {"*": ".*", "?": "."}.get(part, re.escape(part))
