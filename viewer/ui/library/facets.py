"""Counts documents by facet value and keeps those a choice asks for; the same rules as a search follows."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication

from viewer.core.catalog import DocumentSummary
from viewer.core.hit import FacetChoice
from viewer.core.metadata import Metadata

Counts = Mapping[str, tuple[tuple[str, int], ...]]
FIELDS = (
    "year",
    "session",
    "kind",
    "issuing_unit",
    "result_class",
    "result",
    "disclosure",
    "state",
    "tag",
    "notes",
    "entity",
)
ASKED = frozenset({"result_class", "state", "tag", "notes", "collection", "entity"})
"""Facets only the library knows; the others are read off the list itself."""


_OWN_WORDS = frozenset({"kind", "result_class", "state", "notes"})
_VALUES: Mapping[str, Callable[[Metadata], str | None]] = MappingProxyType(
    {
        "year": lambda metadata: str(metadata.year) if metadata.year else None,
        "kind": lambda metadata: metadata.kind.value,
        "issuing_unit": lambda metadata: metadata.issuing_unit,
        "result": lambda metadata: metadata.result,
        "session": lambda metadata: metadata.session,
        "disclosure": lambda metadata: metadata.disclosure,
    },
)


def facet_value(summary: DocumentSummary, field: str) -> str | None:
    """Return a document's value of one facet, ``None`` where it states none."""
    return _VALUES[field](summary.metadata)


def keep_chosen(summaries: Iterable[DocumentSummary], choices: Sequence[FacetChoice]) -> list[DocumentSummary]:
    """Return the documents that have, for every chosen field, one of its chosen values."""
    wanted = _by_field(choices)
    return [summary for summary in summaries if _fits(summary, wanted)]


def count_facets(summaries: Sequence[DocumentSummary], choices: Sequence[FacetChoice]) -> Counts:
    """Count the values of every facet the list itself knows, largest first, years newest first.

    A field's own choices do not narrow its counts, so that a second value of it can be added.
    """
    wanted = _by_field(choices)
    return {field: _count(summaries, field, wanted) for field in FIELDS if field in _VALUES}


def _count(
    summaries: Sequence[DocumentSummary],
    field: str,
    wanted: Mapping[str, frozenset[str]],
) -> tuple[tuple[str, int], ...]:
    others = {name: values for name, values in wanted.items() if name != field}
    counter = Counter(
        value for summary in summaries if _fits(summary, others) and (value := facet_value(summary, field)) is not None
    )
    if field == "year":
        return tuple(sorted(counter.items(), reverse=True))
    return tuple(sorted(counter.items(), key=lambda item: (-item[1], item[0])))


def _by_field(choices: Sequence[FacetChoice]) -> dict[str, frozenset[str]]:
    wanted: dict[str, set[str]] = {}
    for choice in choices:
        wanted.setdefault(choice.field, set()).add(choice.value)
    return {field: frozenset(values) for field, values in wanted.items() if field in _VALUES}


def _fits(summary: DocumentSummary, wanted: Mapping[str, frozenset[str]]) -> bool:
    return all(facet_value(summary, field) in values for field, values in wanted.items())


def value_words(field: str, value: str) -> str:
    """Return what a person reads for a value: of facets the program names itself, in the language of the window."""
    return QCoreApplication.translate("FacetValue", value) if field in _OWN_WORDS else value
