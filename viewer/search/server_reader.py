"""The index on a server, open for reading: its chunks are the segments, and lists come when they are asked for."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from typing import Protocol

import numpy as np

from viewer.core.posting import ListedChunk, Listing, PostingList, TextTest
from viewer.search import posting
from viewer.search.chunk import BUCKETS, LETTERS, RUN, decoded
from viewer.search.common_runs import LENGTHS_OF_RUNS, bucket_of
from viewer.search.posting import Documents, TermPostings, Weights
from viewer.search.reader import IndexReader, Kept, Mask, Numbers, Part, Weighted
from viewer.search.schema import FACETS, WEIGHTED, WORDS, to_key

_AFTER_ALL = b"\xff"  # no UTF-8 holds this byte
_MOST_LISTS = 4_000
_MOST_SHORTER = 16
_LISTS_ROOM = 32 << 20


class ListServer(Protocol):
    """A store that keeps chunks of posting lists and folded texts; everything as one transaction sees it."""

    def listing(self) -> Listing:
        """Return what there is to be found."""

    def is_complete(self) -> bool:
        """Tell whether every shown document has its postings."""

    def synonyms(self) -> str | None:
        """Return the library's own table of synonyms, ``None`` while there is none."""

    def chunks(self, numbers: Sequence[int]) -> list[ListedChunk]:
        """Return these chunks."""

    def taken_out(self) -> list[tuple[int, int]]:
        """Return chunk and number on the server of every document that was taken out of its chunk."""

    def lists(self, chunks: Sequence[int], terms: Sequence[bytes]) -> list[tuple[int, bytes, bytes]]:
        """Return the lists of terms in chunks, each with its chunk and term."""

    def lists_between(self, chunk: int, first: bytes, end: bytes) -> list[PostingList]:
        """Return the terms of a chunk from ``first`` to before ``end``, in order, with their lists."""

    def terms_between(self, chunk: int, first: bytes, end: bytes) -> list[bytes]:
        """Return the terms of a chunk from ``first`` to before ``end``."""

    def folded_texts(self, rows: Sequence[int], years: Sequence[int]) -> dict[int, str]:
        """Return the folded texts of documents, given by their numbers and years."""

    def holding(self, rows: Sequence[int], years: Sequence[int], tests: Sequence[TextTest]) -> dict[int, list[bool]]:
        """Return of documents, given by their numbers and years, whether their texts fulfil each test."""


class _Lists:
    """The lists of all chunks that were fetched last; what no chunk has is known, too."""

    def __init__(self, server: Callable[[], ListServer], chunks: Sequence[int]) -> None:
        self._server = server
        self._chunks = tuple(chunks)
        self._known: dict[bytes, dict[int, bytes]] = {}
        self._room = 0
        self._lock = threading.Lock()

    def of(self, term: bytes) -> Mapping[int, bytes]:
        """Return the list of a term in each chunk that has it."""
        found = self._known.get(term)
        return self.fetch([term])[term] if found is None else found

    def fetch(self, terms: Iterable[bytes]) -> dict[bytes, dict[int, bytes]]:
        """Fetch what is not known yet in one way to the server."""
        asked = dict.fromkeys(terms)
        known = {term: lists for term in asked if (lists := self._known.get(term)) is not None}
        missing = [term for term in asked if term not in known]
        found: dict[bytes, dict[int, bytes]] = {term: {} for term in missing}
        for chunk, term, documents in self._server().lists(self._chunks, missing) if missing else ():
            found[term][chunk] = documents
        with self._lock:
            self._room += sum(len(some) for lists in found.values() for some in lists.values())
            if self._room > _LISTS_ROOM or len(self._known) > _MOST_LISTS:
                self._known.clear()  # what is asked often is kept decoded, by the reader
                self._room = 0
            self._known.update(found)
        return known | found


class _ChunkTerms:
    """Fulfils ``viewer.search.reader.SegmentTerms`` for one chunk."""

    def __init__(self, server: Callable[[], ListServer], chunk: ListedChunk, lists: _Lists) -> None:
        self.ids = list(chunk.ids)
        self._server = server
        self._chunk = chunk.number
        self._lists = lists
        self._whole: dict[str, TermPostings] = {}

    def documents(self, field: str, key: bytes) -> Documents | None:
        """Return the documents with a term of an unweighted field, ``None`` where no document has it."""
        payload = self._lists.of(LETTERS[field] + key).get(self._chunk)
        return None if payload is None else posting.decode(payload, len(self.ids))

    def weighted(self, field: str, key: bytes) -> tuple[Documents, Weights] | None:
        """Return the documents with a term of a weighted field, and its frequency in each."""
        payload = self._lists.of(LETTERS[field] + key).get(self._chunk)
        return None if payload is None else posting.decode_weighted(payload)

    def prefixed(self, field: str, prefix: bytes) -> TermPostings | None:
        """Return the terms of an unweighted field that begin with ``prefix``, with their documents, if there are."""
        assert field not in WEIGHTED  # noqa: S101 - nobody asks for those
        if field == FACETS:
            return _between(self._facets(), prefix)
        first = LETTERS[field] + prefix
        lists = self._server().lists_between(self._chunk, first, first + _AFTER_ALL)
        return decoded(field, lists, len(self.ids)) if lists else None

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterable[tuple[str, bytes]]:
        """Yield the terms of a field from ``prefix`` on."""
        letter = LETTERS[fieldname]
        terms = self._server().terms_between(self._chunk, letter + prefix, letter + _AFTER_ALL)
        return ((fieldname, term[1:]) for term in terms)

    def close(self) -> None:
        """Hold nothing open."""

    def _facets(self) -> TermPostings:
        """Return all facets of the chunk: nine columns in one way to the server."""
        if FACETS not in self._whole:
            letter = LETTERS[FACETS]
            lists = self._server().lists_between(self._chunk, letter, letter + _AFTER_ALL)
            self._whole[FACETS] = decoded(FACETS, lists, len(self.ids))
        return self._whole[FACETS]


class ServerReader(IndexReader):
    """The chunks of one moment; ``rows`` and ``years`` are what the server's texts of documents are found by."""

    def __init__(
        self, listing: Listing, chunks: Sequence[ListedChunk], server: Callable[[], ListServer], alive: Mask, *,
        kept: Mapping[str, Kept],
    ) -> None:  # fmt: skip
        self.listing = listing
        self.chunks = tuple(chunks)
        self._lists = _Lists(server, listing.chunks)
        super().__init__(list(_parts(server, chunks, self._lists, kept)), alive)
        self.rows: Numbers = np.array([row for chunk in chunks for row in chunk.rows], np.int64)
        self.years: Numbers = np.array([year for chunk in chunks for year in chunk.years], np.int64)
        self.longest_runs: Callable[[], Mapping[str, int]] = lru_cache(maxsize=None)(self._longest_runs)

    def expect(self, terms: Iterable[tuple[str, str]]) -> None:
        """Fetch the lists of terms, and of runs among them, together."""
        wanted = list(terms)
        runs = [term for field, term in wanted if field == WORDS and len(term) >= min(LENGTHS_OF_RUNS)]
        keys = [LETTERS[field] + to_key(term) for field, term in wanted]
        self._lists.fetch([*keys, *(key for run in runs for key in self._run_keys(run))])

    def holding(self, folded_run: str) -> tuple[Mask, Mask] | None:
        """Return which documents hold a run for sure, and which may, by the lists of runs of large chunks."""
        self._lists.fetch(self._run_keys(folded_run))
        sure, possible = np.zeros(self.size, np.bool_), np.ones(self.size, np.bool_)
        for part in self._parts:
            here = slice(part.first, part.first + part.size)
            length = min(self.longest_runs()[part.name], len(folded_run))
            if not length:
                continue
            documents = self._run(folded_run, part)
            if documents is not None:
                sure[here] = possible[here] = documents
            else:
                for short in _shorter_runs(folded_run, length):
                    possible[here] &= self._short_run(short, part)
        return sure, possible

    def _longest_runs(self) -> Mapping[str, int]:
        """The length of the longest runs each chunk has lists of, 0 where it has none."""
        self._lists.fetch([RUN, *BUCKETS.values()])
        of_three, of_more = self._lists.of(RUN), {length: self._lists.of(BUCKETS[length]) for length in BUCKETS}
        return {
            str(chunk.number): max((length for length, having in of_more.items() if chunk.number in having), default=3)
            if chunk.number in of_three
            else 0
            for chunk in self.chunks
        }

    def _mask(self, field: str, term: str) -> Mask:
        lists = self._lists.of(LETTERS[field] + to_key(term))
        mask = np.zeros(self.size, np.bool_)
        for part in self._parts:
            if (payload := lists.get(int(part.name))) is not None:
                mask[part.first : part.first + part.size] = posting.decode_mask(payload, part.size)
        mask.flags.writeable = False
        return mask

    def _weighted(self, field: str, term: str) -> Weighted:
        lists = self._lists.of(LETTERS[field] + to_key(term))
        found = [(payload, part.first) for part in self._parts if (payload := lists.get(int(part.name))) is not None]
        if not found:
            return Weighted(np.zeros(0, np.int64), np.zeros(0, np.float32))
        numbers, frequencies = posting.decode_weighted_lists(*zip(*found, strict=True))
        return Weighted(numbers, frequencies.astype(np.float32))

    def _run(self, run: str, part: Part) -> Mask | None:
        payload = self._lists.of(RUN + to_key(run)).get(int(part.name)) if len(run) in LENGTHS_OF_RUNS else None
        return None if payload is None else posting.decode_mask(payload, part.size)

    def _short_run(self, run: str, part: Part) -> Mask:
        """Return which documents may hold a short run: its own list or, where it has none, the one it shares."""
        documents = self._run(run, part)
        if documents is not None:
            return documents
        payload = self._lists.of(BUCKETS[len(run)] + bucket_of(run)).get(int(part.name))
        return np.zeros(part.size, np.bool_) if payload is None else posting.decode_mask(payload, part.size)

    def _run_keys(self, run: str) -> list[bytes]:
        """Return the terms of the lists that say something of a run."""
        lengths = {min(length, len(run)) for length in self.longest_runs().values() if length}
        keys = [RUN + to_key(run)] if len(run) in LENGTHS_OF_RUNS else []
        for length in lengths:
            shorter = _shorter_runs(run, length)
            keys += (RUN + to_key(short) for short in shorter)
            keys += (BUCKETS[length] + bucket_of(short) for short in shorter)
        return keys


class ServerReaders:
    """Lends the reader of what a transaction sees; may be shared by threads that each have a transaction."""

    def __init__(
        self, server: Callable[[], ListServer], transaction: Callable[[], AbstractContextManager[object]]
    ) -> None:
        self._server = server
        self._transaction = transaction
        self._reader: ServerReader | None = None
        self._lock = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[ServerReader]:
        """Lend the reader of this moment for one search, during which the moment stays."""
        with self._transaction():
            yield self._current()

    def close(self) -> None:
        """Forget what was read."""
        self._reader = None

    def _current(self) -> ServerReader:
        listing = self._server().listing()
        with self._lock:
            if self._reader is None or self._reader.listing != listing:
                self._reader = self._opened(listing, self._reader)
            return self._reader

    def _opened(self, listing: Listing, before: ServerReader | None) -> ServerReader:
        """Open a reader; what was read of chunks that are still there is not read again."""
        known = {chunk.number: chunk for chunk in before.chunks} if before else {}
        missing = [number for number in listing.chunks if number not in known]
        known |= {chunk.number: chunk for chunk in (self._server().chunks(missing) if missing else ())}
        chunks = [known[number] for number in listing.chunks]
        taken_out = self._server().taken_out() if listing.taken_out else []
        alive = living(chunks, taken_out)
        return ServerReader(listing, chunks, self._server, alive, kept=before.kept() if before else {})


def living(chunks: Sequence[ListedChunk], taken_out: Sequence[tuple[int, int]]) -> Mask:
    """Return which documents of chunks, one after the other, were not taken out of them."""
    gone: dict[int, set[int]] = {}
    for chunk, row in taken_out:
        gone.setdefault(chunk, set()).add(row)
    alive = [
        np.array([row not in gone[chunk.number] for row in chunk.rows], np.bool_)
        if chunk.number in gone
        else np.ones(len(chunk.rows), np.bool_)
        for chunk in chunks
    ]
    return np.concatenate([np.zeros(0, np.bool_), *alive])


def _parts(
    server: Callable[[], ListServer], chunks: Sequence[ListedChunk], lists: _Lists, kept: Mapping[str, Kept]
) -> Iterator[Part]:
    first = 0
    for chunk in chunks:
        size = len(chunk.ids)
        name = str(chunk.number)
        yield Part(name, _ChunkTerms(server, chunk, lists), kept.get(name) or Kept(size), first, size)
        first += size


def _shorter_runs(run: str, length: int) -> list[str]:
    """Return what a run of at least this length consists of, of a very long one some parts spread over it."""
    last = len(run) - length
    step = max(1.0, (last + 1) / _MOST_SHORTER)
    return [run[at : at + length] for at in dict.fromkeys(int(n * step) for n in range(_MOST_SHORTER)) if at <= last]


def _between(postings: TermPostings, prefix: bytes) -> TermPostings | None:
    """Return the terms that begin with ``prefix``; terms are in order."""
    chosen = [index for index, term in enumerate(postings.terms) if term.startswith(prefix)]
    if not chosen:
        return None
    first, end = chosen[0], chosen[-1] + 1
    starts = postings.starts[first : end + 1]
    return TermPostings(postings.terms[first:end], starts - starts[0], postings.documents[starts[0] : starts[-1]])
