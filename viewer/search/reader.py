"""One committed generation, open for reading: terms as masks over all documents, facets and dates as columns."""

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Protocol, Self, TypeVar

import numpy as np
import numpy.typing as npt
from whoosh.codec.base import Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC
from whoosh.index import IndexError as WhooshIndexError

from viewer.core.document import DocumentId
from viewer.core.errors import IndexUnavailableError
from viewer.core.query import QueryField
from viewer.search.analyzer import length_of
from viewer.search.codec import POSTINGS_EXTENSION, SegmentDictionary
from viewer.search.damage import SegmentDamagedError
from viewer.search.frequent_runs import runs_of
from viewer.search.kept_texts import EXTENSION as TEXTS_EXTENSION
from viewer.search.kept_texts import KeptTexts, Question, TextPlaces
from viewer.search.manifest import FileMarks, Manifest, ManifestDamagedError, check_files
from viewer.search.posting import Documents, TermPostings, Weights
from viewer.search.schema import (
    DATE,
    FACETS,
    LENGTHS,
    RUNS,
    SEPARATOR,
    VALUES,
    WORDS,
    alias_name,
    from_key,
    named,
    to_key,
)
from viewer.search.writer import INDEX_NAME

Mask = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]

_CACHED_MASKS = 128
_CACHED_LISTS = 64
_LEAST_CACHED = 24
_MASK_ROOM = 64 << 20
_LIST_ROOM = 512 << 20  # were every list one of all documents; few are
_BYTES_PER_WEIGHTED = 12
_IN_BLOCKS = (POSTINGS_EXTENSION, TEXTS_EXTENSION)
_UNREADABLE = (pickle.UnpicklingError, ImportError, AttributeError, EOFError, ValueError, LookupError, WhooshIndexError)
"""What a table of contents raises that another version of Whoosh wrote."""
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Column:
    """A facet of every document: ``codes`` point into ``values``, -1 where a document has none."""

    values: tuple[str, ...]
    codes: npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A folded value of a field, and the documents that have it."""

    value: str
    numbers: Numbers


class SegmentValues(NamedTuple):
    """The values of a field in one segment: the documents of value ``i`` are ``documents[starts[i]:starts[i + 1]]``."""

    values: tuple[str, ...]
    starts: Numbers
    documents: Documents


class Weighted(NamedTuple):
    """The documents with a word, removed ones included, and how often it stands in each."""

    numbers: Numbers
    frequencies: Scores


class SegmentTerms(Protocol):
    """The posting lists of one segment, wherever they lie; a segment is never written again."""

    @property
    def ids(self) -> Sequence[DocumentId]:
        """Return the segment's documents by their numbers in it."""

    def documents(self, field: str, key: bytes) -> Documents | None:
        """Return the documents with a term of an unweighted field, ``None`` where no document has it."""

    def weighted(self, field: str, key: bytes) -> tuple[Documents, Weights] | None:
        """Return the documents with a term of a weighted field, and its frequency in each."""

    def prefixed(self, field: str, prefix: bytes) -> TermPostings | None:
        """Return the terms of an unweighted field that begin with ``prefix``, with their documents, if there are."""

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterable[tuple[str, bytes]]:
        """Yield the terms of a field from ``prefix`` on."""

    def close(self) -> None:
        """Let go of what is held open."""


class Kept:
    """What was read of a segment, for all generations it stands in: a segment is never written again."""

    def __init__(
        self, size: int, dictionary: SegmentDictionary | None = None, places: TextPlaces | None = None
    ) -> None:
        self.dictionary = dictionary
        self.places = places
        self._size = size
        self._columns: dict[str, Column] = {}
        self._lengths: Scores | None = None

    def facet(self, terms: SegmentTerms, name: str) -> Column:
        """Return a facet of the segment's documents."""
        if name not in self._columns:
            prefix = to_key(named(name, ""))
            codes = np.full(self._size, -1, np.int32)
            values: tuple[str, ...] = ()
            if found := _reading(lambda: terms.prefixed(FACETS, prefix)):
                values = tuple(from_key(key[len(prefix) :]) for key in found.terms)
                codes[found.documents] = np.repeat(np.arange(len(values), dtype=np.int32), np.diff(found.starts))
            self._columns[name] = Column(values, codes)
        return self._columns[name]

    def lengths(self, terms: SegmentTerms) -> Scores:
        """Return how many words each of the segment's documents has."""
        if self._lengths is None:
            lengths = np.ones(self._size, np.float32)
            if found := _reading(lambda: terms.weighted(LENGTHS, to_key(WORDS))):
                documents, quantized = found
                lengths[documents] = length_of(quantized)
            self._lengths = lengths
        return self._lengths


@dataclass(frozen=True, slots=True)
class Part:
    """One segment: its name, its terms, what was read of it, and the number of its first document."""

    name: str
    terms: SegmentTerms
    kept: Kept
    first: int
    size: int


class IndexReader:
    """Documents are numbers from 0 to ``size``; removed ones have numbers too, see ``alive``. Arrays are read only.

    May be shared by threads. Every method raises ``IndexUnavailableError`` when a file turns out to be damaged.
    """

    def __init__(self, parts: Sequence[Part], alive: Mask) -> None:
        self._parts = tuple(parts)
        self._named_parts = {part.name: part for part in parts}
        self.alive = alive
        self.alive.flags.writeable = False
        self.size = len(alive)
        self.ids = [document_id for part in parts for document_id in part.terms.ids]
        masks, lists = _cached(self.size)
        self.mask: Callable[[str, str], Mask] = lru_cache(masks)(self._mask)
        self.weighted: Callable[[str, str], Weighted] = lru_cache(lists)(self._weighted)
        self.values: Callable[[QueryField], tuple[FieldValue, ...]] = lru_cache(maxsize=None)(self._values)
        self.facet: Callable[[str], Column] = lru_cache(maxsize=None)(self._facet)
        self.dates: Callable[[], Column] = lru_cache(maxsize=None)(self._dates)
        self.lengths: Callable[[], Scores] = lru_cache(maxsize=None)(self._lengths)
        self.canonical: Callable[[QueryField], Mapping[str, frozenset[str]]] = lru_cache(maxsize=None)(self._canonical)
        self.numbers: Callable[[], Mapping[DocumentId, int]] = lru_cache(maxsize=None)(self._numbers)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the files; the reader is used up."""
        for part in self._parts:
            part.terms.close()

    def expect(self, terms: Iterable[tuple[str, str]]) -> None:
        """Be told which terms will be asked for; where each costs a way to a server, they are fetched together."""

    def holding(self, folded_run: str) -> tuple[Mask, Mask] | None:
        """Return which documents hold a run for sure, and which may; ``None`` where the index keeps no runs."""
        del folded_run
        return None

    @property
    def segment_names(self) -> tuple[str, ...]:
        """Return the names of the segments in the order of their documents."""
        return tuple(part.name for part in self._parts)

    def segment_size(self, segment: str) -> int:
        """Return how many documents a segment holds."""
        return self._named_parts[segment].size

    def values_in(self, segment: str, field: QueryField) -> SegmentValues | None:
        """Return the folded values of a field in one segment, whose documents count from 0; ``None`` for none."""
        prefix = to_key(named(field, ""))
        found = _reading(lambda: self._named_parts[segment].terms.prefixed(VALUES, prefix))
        if found is None:
            return None
        return SegmentValues(tuple(from_key(key[len(prefix) :]) for key in found.terms), found.starts, found.documents)

    def kept(self) -> Mapping[str, Kept]:
        """Return what was read of each segment, for a reader of a later generation."""
        return {part.name: part.kept for part in self._parts}

    def _weighted(self, field: str, term: str) -> Weighted:
        """The documents with a word and how often it stands there; removed ones included."""
        key = to_key(term)
        documents: list[Numbers] = []
        frequencies: list[npt.NDArray[np.uint8]] = []
        for part in self._parts:
            if found := _reading(lambda part=part: part.terms.weighted(field, key)):  # type: ignore[misc]
                documents.append(found[0].astype(np.int64) + part.first)
                frequencies.append(found[1])
        if not documents:
            return Weighted(np.zeros(0, np.int64), np.zeros(0, np.float32))
        return Weighted(np.concatenate(documents), np.concatenate(frequencies).astype(np.float32))

    def _mask(self, field: str, term: str) -> Mask:
        key = to_key(term)
        mask = np.zeros(self.size, np.bool_)
        for part in self._parts:
            documents = _reading(lambda part=part: part.terms.documents(field, key))  # type: ignore[misc]
            if documents is not None:
                mask[documents + part.first] = True
        mask.flags.writeable = False
        return mask

    def _values(self, field: QueryField) -> tuple[FieldValue, ...]:
        return tuple(
            FieldValue(value, np.concatenate(numbers)) for value, numbers in self._named(VALUES, field).items()
        )

    def aliases(self, field: QueryField, name: str) -> tuple[str, ...]:
        """Return the other folded names of what a folded name of a field names."""
        canonical = self.canonical(field)
        meant = canonical.get(name, frozenset()) | {name}
        alike = (other for other, names in canonical.items() if names & meant)
        return tuple(sorted({*meant, *alike} - {name}))

    def _canonical(self, field: QueryField) -> Mapping[str, frozenset[str]]:
        """The canonical names of the folded names of a field, where they differ."""
        found: dict[str, set[str]] = {}
        for pair in self._named(VALUES, alias_name(field)):
            name, _, canonical = pair.partition(SEPARATOR)
            found.setdefault(name, set()).add(canonical)
        return {name: frozenset(names) for name, names in found.items()}

    def _facet(self, name: str) -> Column:
        codes = np.full(self.size, -1, np.int32)
        values: dict[str, int] = {}
        for part in self._parts:
            column = part.kept.facet(part.terms, name)
            places = [values.setdefault(value, len(values)) for value in column.values]
            codes[part.first : part.first + part.size] = np.array([*places, -1], np.int32)[column.codes]
        return Column(tuple(values), codes)

    def words(self) -> Iterator[str]:
        """Yield the words of all texts, those of removed documents included, one of several segments more than once."""
        for part in self._parts:
            yield from (from_key(key) for _, key in part.terms.terms_from(WORDS, b""))

    def _dates(self) -> Column:
        """Codes rise with the date."""
        column = self._facet(DATE)
        order = sorted(range(len(column.values)), key=column.values.__getitem__)
        ranks = np.full(len(order) + 1, -1, np.int32)
        ranks[order] = np.arange(len(order), dtype=np.int32)
        return Column(tuple(column.values[index] for index in order), ranks[column.codes])

    def _lengths(self) -> Scores:
        lengths = [part.kept.lengths(part.terms) for part in self._parts]
        return np.concatenate(lengths) if lengths else np.zeros(0, np.float32)

    def _named(self, field: str, name: str) -> dict[str, list[Numbers]]:
        prefix = to_key(named(name, ""))
        found: dict[str, list[Numbers]] = {}
        for part in self._parts:
            if postings := _reading(lambda part=part: part.terms.prefixed(field, prefix)):  # type: ignore[misc]
                numbers = postings.documents.astype(np.int64) + part.first
                starts = postings.starts.tolist()
                for term, key in enumerate(postings.terms):
                    found.setdefault(from_key(key[len(prefix) :]), []).append(numbers[starts[term] : starts[term + 1]])
        return found

    def _numbers(self) -> Mapping[DocumentId, int]:
        return {self.ids[number]: number for number in np.flatnonzero(self.alive).tolist()}


class FolderReader(IndexReader):
    """A generation that lies in a folder."""

    def __init__(
        self, manifest: Manifest, segments: Sequence[Segment], parts: Sequence[Part], texts: Sequence[KeptTexts]
    ) -> None:
        super().__init__(parts, _alive(segments, parts, sum(part.size for part in parts)))
        self.manifest = manifest
        self.segments = tuple(segments)
        self._texts = tuple(texts)

    def close(self) -> None:
        """Close the files; the reader is used up."""
        super().close()
        for texts in self._texts:
            texts.close()

    def holding(self, folded_run: str) -> tuple[Mask, Mask]:
        """Return which documents hold a run for sure, and which may, by the lists of runs of large segments."""
        sure, possible = np.zeros(self.size, np.bool_), np.ones(self.size, np.bool_)
        for part in self._parts:
            here = slice(part.first, part.first + part.size)
            for run in runs_of(folded_run):
                documents = _reading(lambda part=part, run=run: part.terms.documents(RUNS, to_key(run)))  # type: ignore[misc]
                if documents is not None:
                    holders = np.zeros(part.size, np.bool_)
                    holders[documents] = True
                    possible[here] &= holders
                    if run == folded_run:
                        sure[here] = holders
                        break
        return sure, possible

    def texts(self, numbers: Numbers) -> list[str | None]:
        """Return the folded texts of documents, ``None`` where the index keeps none."""
        return self._of_texts(numbers, KeptTexts.texts)

    def judged(self, numbers: Numbers, question: Question) -> list[bool | None]:
        """Return what the texts of documents answer to a question, ``None`` where the index keeps none."""
        return self._of_texts(numbers, lambda texts, known: texts.judged(known, question))

    def _of_texts(self, numbers: Numbers, ask: Callable[[KeptTexts, list[int]], Iterator[_T]]) -> list[_T]:
        """Ask the texts of each segment about its documents in rising order; answer in the order of the question."""
        order = np.argsort(numbers, kind="stable")
        rising = numbers[order]
        found: list[_T] = []
        for part, texts in zip(self._parts, self._texts, strict=True):
            start, end = np.searchsorted(rising, (part.first, part.first + part.size))
            known = (rising[start:end] - part.first).tolist()
            found += _reading(lambda texts=texts, known=known: list(ask(texts, known)))  # type: ignore[misc]
        places = np.empty(len(order), np.int64)
        places[order] = np.arange(len(order))
        return [found[place] for place in places.tolist()]


def open_reader(
    index_folder: Path, manifest: Manifest, *, known: FileMarks | None = None, before: IndexReader | None = None
) -> FolderReader:
    """Open a generation after making sure that its files are the ones that were written.

    Files in ``known`` were checked before by this process, and ``before`` was a reader of the same index: what it read
    of segments that are still there is not read again. Raises ``IndexUnavailableError``.
    """
    folder = index_folder / manifest.folder
    # Lists and texts are nearly all, and say themselves when a block of them is damaged: their sizes are enough here.
    unread = {name: mark for name, mark in manifest.files.items() if name.endswith(_IN_BLOCKS)}
    segments = read_segments(folder, manifest, known={**unread, **(known or {})})
    try:
        storage = _storage(folder)
        kept = before.kept() if before else {}
        with ExitStack() as opened:
            texts = [opened.enter_context(closing(_open_texts(storage, segment, kept))) for segment in segments]
            reader = FolderReader(manifest, segments, list(_open_parts(storage, segments, kept, texts)), texts)
            opened.pop_all()
            return reader
    except (SegmentDamagedError, OSError, *_UNREADABLE) as error:
        raise _damaged() from error


def read_segments(folder: Path, manifest: Manifest, *, known: FileMarks | None = None) -> list[Segment]:
    """Return the segments of a generation; of files in ``known``, by default all but this list, sizes are checked.

    Raises ``IndexUnavailableError``.
    """
    if known is None:
        known = {name: mark for name, mark in manifest.files.items() if not name.endswith(".toc")}
    try:
        check_files(folder, manifest.files, known=known)
        segments: list[Segment] = TOC.read(_storage(folder), INDEX_NAME, manifest.generation).segments  # type: ignore[no-untyped-call]
    except (ManifestDamagedError, OSError, *_UNREADABLE) as error:
        raise _damaged() from error
    return segments


def _storage(folder: Path) -> FileStorage:
    return FileStorage(str(folder), supports_mmap=False, readonly=True)  # type: ignore[no-untyped-call]


def _open_texts(storage: FileStorage, segment: Segment, kept: Mapping[str, Kept]) -> KeptTexts:
    known = kept.get(segment.segment_id())  # type: ignore[no-untyped-call]
    texts: KeptTexts = segment.codec().texts_reader(storage, segment, known.places if known else None)  # type: ignore[no-untyped-call]
    return texts


def _open_parts(
    storage: FileStorage, segments: Sequence[Segment], kept: Mapping[str, Kept], texts: Sequence[KeptTexts]
) -> Iterator[Part]:
    first = 0
    for segment, text in zip(segments, texts, strict=True):
        size = segment.doc_count_all()  # type: ignore[no-untyped-call]
        name = segment.segment_id()  # type: ignore[no-untyped-call]
        known = kept.get(name)
        codec = segment.codec()  # type: ignore[no-untyped-call]
        if known is None:
            terms = codec.terms_reader(storage, segment)
        else:
            terms = codec.known_terms_reader(storage, segment, known.dictionary)
        yield Part(name, terms, known or Kept(size, terms.dictionary, text.places), first, size)
        first += size


def _alive(segments: Sequence[Segment], parts: Sequence[Part], size: int) -> Mask:
    alive = np.ones(size, np.bool_)
    for segment, part in zip(segments, parts, strict=True):
        for number in segment.deleted_docs():  # type: ignore[no-untyped-call]
            alive[part.first + number] = False
    return alive


def _cached(size: int) -> tuple[int, int]:
    """Return how many masks and lists to keep of so many documents: fewer where each is large."""
    masks = max(_LEAST_CACHED, min(_CACHED_MASKS, _MASK_ROOM // max(1, size)))
    return masks, max(_LEAST_CACHED, min(_CACHED_LISTS, _LIST_ROOM // max(1, size * _BYTES_PER_WEIGHTED)))


def _reading(read: Callable[[], _T]) -> _T:
    try:
        return read()
    except (SegmentDamagedError, OSError, ValueError, IndexError) as error:
        raise _damaged() from error


def _damaged() -> IndexUnavailableError:
    return IndexUnavailableError("索引已损坏", advice="请重建索引。")
