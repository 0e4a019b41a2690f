"""Makes of a document what a server that searches by itself keeps of it: the same terms as the local index."""

from collections.abc import Mapping

from viewer.core.catalog import StoredDocument
from viewer.core.posting import Posting
from viewer.core.query import QueryField
from viewer.search.analyzer import analyze
from viewer.search.schema import FACETS, HEADINGS, SEPARATOR, TITLE, VALUES, WORDS, alias_name
from viewer.text.fold import fold
from viewer.text.segment import Segmenter

POSTING_VERSION = 1
"""Another one whenever the same document would be kept differently."""

_MENTIONED = (QueryField.ORGANISATION, QueryField.COMPANY)


def posting_of(stored: StoredDocument, segmenter: Segmenter) -> Posting:
    """Return what a server keeps of a document."""
    analyzed = analyze(stored, segmenter)
    reading = stored.reading
    weights = [analyzed.terms[field] for field in (TITLE, HEADINGS, WORDS)]
    words = {word: (title, headings, text) for word, title, headings, text in _together(weights)}
    values = [_parted(term) for term in analyzed.terms[VALUES]]
    return Posting(
        id=stored.id,
        facets=dict(_parted(term) for term in analyzed.terms[FACETS]),
        title=fold(reading.metadata.title or reading.source.name),
        folded=fold(reading.document.text),
        length=sum(analyzed.terms[WORDS].values()),
        grams=tuple(analyzed.grams.tolist()),
        words=words,
        values=tuple(dict.fromkeys((*values, *((field, "") for field, _ in values)))),
        mentions=_mentions(values),
    )


def _mentions(values: list[tuple[str, str]]) -> tuple[str, ...]:
    """Return the canonical names of what a text speaks of."""
    found: dict[str, None] = {}
    for field in _MENTIONED:
        canonical: dict[str, list[str]] = {}
        for name, _, known in (value.partition(SEPARATOR) for of, value in values if of == alias_name(field)):
            canonical.setdefault(name, []).append(known)
        for of, name in values:
            if of == field and name:
                found.update(dict.fromkeys(canonical.get(name, [name])))
    return tuple(found)


def _parted(term: str) -> tuple[str, str]:
    name, _, value = term.partition(SEPARATOR)
    return name, value


def _together(weights: list[Mapping[str, int]]) -> list[tuple[str, int, int, int]]:
    words = dict.fromkeys(word for each in weights for word in each)
    return [(word, *(each.get(word, 0) for each in weights)) for word in words]  # type: ignore[misc]
