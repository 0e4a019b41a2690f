"""What a server keeps so that documents are found: posting lists in chunks, and the folded text of each document."""

from collections.abc import Iterable
from dataclasses import dataclass

from viewer.core.document import DocumentId

PostingList = tuple[bytes, bytes]
"""A term of a chunk, and the chunk's documents that have it, encoded."""


@dataclass(frozen=True, slots=True)
class PostedDocument:
    """A document of a chunk; ``year`` is 0 where the document says none."""

    id: DocumentId
    year: int
    folded: str


@dataclass(frozen=True, slots=True)
class PostingChunk:
    """Documents that were indexed together, by their number in the chunk, and the list of each of their terms."""

    documents: tuple[PostedDocument, ...]
    lists: Iterable[PostingList]


@dataclass(frozen=True, slots=True)
class ListedChunk:
    """A chunk on a server: of each of its documents, by its number in the chunk, id, number on the server and year."""

    number: int
    ids: tuple[DocumentId, ...]
    rows: tuple[int, ...]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """What there is to be found at one moment: the chunks, and how many of their documents were taken out since.

    A chunk never changes, and what is taken out of it stays out: two equal listings are the same.
    """

    chunks: tuple[int, ...]
    taken_out: int


@dataclass(frozen=True, slots=True)
class HoldsAll:
    """Texts that hold each of these runs."""

    runs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HoldsPattern:
    """Texts in a paragraph of which the pieces stand one after the other; ``?`` in a piece is any one character."""

    pieces: tuple[str, ...]


TextTest = HoldsAll | HoldsPattern
