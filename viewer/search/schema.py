"""Which fields the index has, what their terms look like, and how much they count."""

from dataclasses import dataclass

from whoosh.fields import KEYWORD, STORED, Schema

from viewer.core.entity import EntityType
from viewer.core.query import QueryField

SCHEMA_VERSION = 8

SEPARATOR = "\x1f"
"""Between the name and the value in a term; folding turns it into a blank, so no value holds it."""

GRAMS = "grams"
WORDS = "words"
HEADINGS = "headings"
TITLE = "title"
VALUES = "values"
FACETS = "facets"
IDS = "ids"
LENGTHS = "lengths"
RUNS = "runs"

WEIGHTED = frozenset({WORDS, HEADINGS, TITLE, LENGTHS})


@dataclass(frozen=True, slots=True)
class RankedField:
    """A field of words with frequencies, and how many body words one of its words outweighs."""

    name: str
    weight: float


RANKED = (RankedField(WORDS, 1.0), RankedField(HEADINGS, 2.0), RankedField(TITLE, 5.0))

FACET_FIELDS = ("year", "kind", "issuing_unit", "result", "session", "disclosure", "result_class")
DATE = "date"

ENTITY_FIELDS: dict[EntityType, QueryField] = {
    EntityType.PERSON: QueryField.PERSON,
    EntityType.ORGANISATION: QueryField.ORGANISATION,
    EntityType.COMPANY: QueryField.COMPANY,
    EntityType.LOCATION: QueryField.PLACE,
    EntityType.FACILITY: QueryField.PLACE,
    EntityType.DOCUMENT: QueryField.POLICY,
    EntityType.PROGRAMME: QueryField.POLICY,
}

LIVE_FIELDS = frozenset({QueryField.TAG, QueryField.NOTE})
"""Values people change at any time: asked of the library, never kept in the index."""


def new_schema() -> Schema:
    """Return the Whoosh schema of a new index.

    ``grams`` holds characters, pairs and triples of letters and digits for existence;
    ``words``, ``headings`` and ``title`` words with frequencies;
    ``values`` folded values as name, separator, value; ``facets`` the same unfolded; ``lengths`` document lengths;
    ``runs`` runs of three and four characters that many texts of a segment hold, in segments that have them.
    """
    return Schema(
        ids=STORED(),
        grams=KEYWORD(),
        words=KEYWORD(scorable=True),
        headings=KEYWORD(scorable=True),
        title=KEYWORD(scorable=True),
        values=KEYWORD(),
        facets=KEYWORD(),
        lengths=KEYWORD(scorable=True),
        runs=KEYWORD(),
    )


def named(name: str, value: str) -> str:
    """Return the term that says that the field ``name`` has ``value``."""
    return f"{name}{SEPARATOR}{value}"


def alias_name(field: QueryField) -> str:
    """Return the name under which the names of a field lead to their canonical names."""
    return f"{field}-alias"


def to_key(term: str) -> bytes:
    """Return a term's bytes; they sort like its code points, and lone surrogates survive."""
    return term.encode("utf-8", "surrogatepass")


def from_key(key: bytes) -> str:
    """Return the term of some bytes."""
    return key.decode("utf-8", "surrogatepass")
