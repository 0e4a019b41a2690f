"""Writing a query tree as a person would type it: ``parse(write(query))`` means the same as the query."""

import re

from viewer.core.errors import QueryError
from viewer.core.query import And, Figures, Having, Leaf, Near, Not, Or, Query, QueryField, Run, Wildcard, YearRange
from viewer.search.query import FIELD_NAMES, HAVING, parse

_MARKS = '"＂“”「」『』'
_PLAIN = re.compile(r"\w+")
_LABELS = {field: name for name, field in FIELD_NAMES.items()}
"""The Chinese names: they stand behind the English ones."""


def write(query: Query) -> str:
    """Return the query as text."""
    match query:
        case Or(parts):
            return " OR ".join(map(_inside_or, parts))
        case And(parts):
            return " ".join(map(_inside_and, parts))
        case Not(part):
            return f"NOT {_inside_and(part)}"
        case leaf:
            return write_leaf(leaf)


def write_leaf(leaf: Leaf) -> str:
    """Return a leaf with the name of its field before it."""
    match leaf:
        case YearRange(first, last):
            years = str(first) if first == last else f"{first or ''}..{last or ''}"
            return f"{_LABELS[QueryField.YEAR]}:{years}"
        case Having(field):
            return f"{HAVING[0]}:{_LABELS[field]}"
        case Figures():
            return _label(QueryField.METRIC) + _figures(leaf)
        case Near(words, distance, _, field):
            return f"{_label(field)}{_quoted(' '.join(words))}~{distance}"
        case Wildcard(pattern, _, field):
            return f"{_label(field)}{pattern}"
        case Run(text, _, field, quoted):
            return _label(field) + (text if not quoted and _reads_as_run(text) else _quoted(text))


def _figures(leaf: Figures) -> str:
    indicator = leaf.indicator if _PLAIN.fullmatch(leaf.indicator) else _quoted(leaf.indicator)
    if leaf.comparator is None:
        return indicator
    return f"{indicator}{leaf.comparator}{_amount(leaf.value)}{leaf.unit or ''}"


def _amount(value: float) -> str:
    for multiple, name in ((100_000_000, "亿"), (10_000, "万")):
        short = value / multiple
        if short >= 1 and round(short, 4) == short and short * multiple == value:
            return f"{short:.12g}{name}"
    return f"{int(value) if value.is_integer() else value}"


def _inside_or(part: Query) -> str:
    return f"({write(part)})" if isinstance(part, Or) else write(part)


def _inside_and(part: Query) -> str:
    return f"({write(part)})" if isinstance(part, And | Or) else write(part)


def _label(field: QueryField | None) -> str:
    return f"{_LABELS[field]}:" if field else ""


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '\\"') + '"'


def _reads_as_run(text: str) -> bool:
    """Tell whether a run needs no quotation marks, whatever stands beside it."""
    if any(mark in text for mark in _MARKS):
        return False
    try:
        query = parse(text)
    except QueryError:
        return False
    return isinstance(query, Run) and query.text == text and query.field is None and not query.quoted
