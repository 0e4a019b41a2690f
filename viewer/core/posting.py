"""A document as a server that searches by itself keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass

from viewer.core.document import DocumentId


@dataclass(frozen=True, slots=True)
class Posting:
    """What is found of a document: ``facets`` by name, ``words`` with how often they stand in title, headings, text.

    ``grams`` are the numbers of its characters, pairs and triples; ``values`` pairs of a field and a folded value,
    ``mentions`` folded canonical names of organisations and companies. ``title`` and ``folded`` are folded.
    """

    id: DocumentId
    facets: Mapping[str, str]
    title: str
    folded: str
    length: int
    grams: tuple[int, ...]
    words: Mapping[str, tuple[int, int, int]]
    values: tuple[tuple[str, str], ...]
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document among the answers: how well it answers, and whether it holds the query verbatim."""

    id: DocumentId
    score: float
    is_verbatim: bool


@dataclass(frozen=True, slots=True)
class FoundPage:
    """One page of answers, how many there are in all, and how they divide: counts by facet and value."""

    total: int
    facets: Mapping[str, Mapping[str, int]]
    documents: tuple[FoundDocument, ...]
