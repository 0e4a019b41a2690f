"""How segments lie on disk: a Whoosh codec that keeps every posting list as one run of bytes.

The stock codec writes pickled blocks of 128 postings, one Python call per posting. Here a whole field is encoded and a
whole list decoded at once, nothing but the table of contents is a pickle, and the dictionary costs 9 bytes a term
instead of 75. Files are read, not mapped: a mapped file that another process cuts short kills the reader.
"""

import json
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any, BinaryIO, NoReturn

import numpy as np
import numpy.typing as npt
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Codec
from whoosh.matching.mcore import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from viewer.core.document import DocumentId
from viewer.search import posting
from viewer.search.damage import SegmentDamagedError
from viewer.search.kept_texts import EXTENSION, KeptTexts, TextPlaces
from viewer.search.posting import Documents, EncodedPostings, TermPostings, Weights
from viewer.search.schema import WEIGHTED
from viewer.search.summed_file import SummedFile, SummedWriter

POSTINGS_EXTENSION = ".run"

_MAGIC = b"ANDU-TERMS-4\n"
_HEADER_LENGTH = struct.Struct("<I")
_TERMS_EXTENSION = ".dic"
_MILE = 64
_TOGETHER = 1 << 20
"""How many postings are encoded at once."""
_AFTER_ALL = b"\xff"  # no UTF-8 holds this byte

Numbers = npt.NDArray[np.integer[Any]]


class ArrayCodec(W3Codec):
    """The stock codec with dictionary and postings of its own."""

    def field_writer(self, _storage: Any, _segment: Any) -> NoReturn:  # noqa: ANN401 - Whoosh passes what it likes
        """Refuse: segments are written whole, by ``write_terms``."""
        message = "segments are written by viewer.search.writer"
        raise NotImplementedError(message)

    def terms_reader(self, storage: Any, segment: Any) -> "ArrayTermsReader":  # noqa: ANN401
        """Open the dictionary of a segment."""
        with segment.open_file(storage, _TERMS_EXTENSION) as dictionary:
            known = _read_dictionary(dictionary)
        return self.known_terms_reader(storage, segment, known)

    def ids(self, storage: Any, segment: Any) -> list[DocumentId]:  # noqa: ANN401
        """Return a segment's documents by their numbers; of its dictionary only the head is read."""
        with segment.open_file(storage, _TERMS_EXTENSION) as dictionary:
            return _read_head(dictionary).ids

    def known_terms_reader(self, storage: Any, segment: Any, known: "SegmentDictionary") -> "ArrayTermsReader":  # noqa: ANN401
        """Open a segment whose dictionary was read before: it is never written again."""
        return ArrayTermsReader(known, segment.open_file(storage, POSTINGS_EXTENSION), segment.doc_count_all())

    def texts_reader(self, storage: Any, segment: Any, known: TextPlaces | None = None) -> KeptTexts:  # noqa: ANN401
        """Open the texts of a segment; what is known of them is not read again."""
        file = segment.open_file(storage, EXTENSION)
        try:
            return KeptTexts(file, segment.doc_count_all(), known)
        except SegmentDamagedError:
            file.close()
            raise


class _FieldTerms:
    """The dictionary of one field: the bytes of its sorted terms, and where each term and its list lie."""

    def __init__(self, blob: bytes, bounds: Numbers, lists: Numbers, *, weighted: bool) -> None:
        self.lists = lists
        self.weighted = weighted
        self._blob = blob
        self._bounds = array("I", bounds.astype(np.uintc).tobytes())  # hands out numbers faster than numpy

    @cached_property
    def _milestones(self) -> list[bytes]:
        """Every 64th term: comparing those costs no slicing."""
        return [self[index] for index in range(0, len(self), _MILE)]

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def __getitem__(self, index: int) -> bytes:
        return self._blob[self._bounds[index] : self._bounds[index + 1]]

    def place(self, key: bytes) -> int:
        """Return where a term stands or would stand."""
        mile = bisect_left(self._milestones, key) * _MILE
        return bisect_left(self, key, lo=max(0, mile - _MILE), hi=min(mile, len(self)))

    def find(self, key: bytes) -> int | None:
        """Return where a term stands."""
        index = self.place(key)
        return index if index < len(self) and self[index] == key else None


@dataclass(frozen=True, slots=True)
class SegmentDictionary:
    """The ids of a segment's documents, the dictionaries of its fields, and the sums of the blocks of its lists."""

    ids: list[DocumentId]
    fields: Mapping[str, _FieldTerms]
    sums: "array[int]"


def write_terms(
    storage: Any,  # noqa: ANN401 - a Whoosh storage
    segment: Any,  # noqa: ANN401 - a Whoosh segment
    fields: Mapping[str, Iterable[TermPostings]],
    ids: Sequence[DocumentId],
) -> None:
    """Write the documents' ids, in order, and all fields of a new segment; a field's terms come in pieces, in order."""
    header: dict[str, list[int]] = {}
    tables: list[bytes] = []
    with segment.create_file(storage, POSTINGS_EXTENSION) as file:
        lists = SummedWriter(file)
        for name, pieces in fields.items():
            terms, sizes = _write_lists(lists, pieces, len(ids))
            lengths = _narrowed(np.array([len(term) for term in terms], np.int64))
            header[name] = [len(terms), lengths.itemsize, sizes.itemsize, int(name in WEIGHTED)]
            tables += [lengths.tobytes(), sizes.tobytes(), *terms]
    sums = np.array(lists.sums(), "<u4")
    head = json.dumps({"ids": list(ids), "sums": len(sums), "fields": header}).encode()
    with segment.create_file(storage, _TERMS_EXTENSION) as dictionary:
        for part in (_MAGIC, _HEADER_LENGTH.pack(len(head)), head, sums.tobytes(), *tables):
            dictionary.write(part)


def _write_lists(
    lists: SummedWriter, pieces: Iterable[TermPostings], document_count: int
) -> tuple[list[bytes], Numbers]:
    """Write the lists of one field and return its terms, and how many bytes the list of each takes."""
    terms: list[bytes] = []
    sizes = [np.zeros(0, np.int64)]
    for postings in chain.from_iterable(map(_small_pieces, pieces)):
        encoded = posting.encode(postings, document_count)
        lists.write(encoded.data)
        terms += postings.terms
        sizes.append(np.diff(encoded.offsets))
    return terms, _narrowed(np.concatenate(sizes))


def _small_pieces(postings: TermPostings) -> Iterator[TermPostings]:
    """Part postings between terms: to encode many at once takes ten times their room."""
    terms, starts, weights = postings.terms, postings.starts, postings.weights
    first = 0
    while first < len(terms):
        end = max(first + 1, int(np.searchsorted(starts, starts[first] + _TOGETHER, "right")) - 1)
        here = slice(int(starts[first]), int(starts[end]))
        some = None if weights is None else weights[here]
        yield TermPostings(terms[first:end], starts[first : end + 1] - here.start, postings.documents[here], some)
        first = end


class ArrayTermsReader(base.TermsReader):
    """Looks terms up in memory and reads their lists from the file; may be shared by threads.

    Raises ``SegmentDamagedError`` for files that are not what was written.
    """

    def __init__(self, dictionary: SegmentDictionary, lists: BinaryIO, document_count: int) -> None:
        self.dictionary = dictionary
        self.ids, self._fields = dictionary.ids, dictionary.fields
        if len(self.ids) != document_count:
            message = "the dictionary belongs to another segment"
            raise SegmentDamagedError(message)
        self._lists = SummedFile(lists, dictionary.sums)
        self._document_count = document_count

    def documents(self, field: str, key: bytes) -> Documents | None:
        """Return the documents with a term of an unweighted field, ``None`` where no document has it."""
        payload = self._payload(field, key)
        return None if payload is None else posting.decode(payload, self._document_count)

    def weighted(self, field: str, key: bytes) -> tuple[Documents, Weights] | None:
        """Return the documents with a term of a weighted field, and its frequency in each."""
        payload = self._payload(field, key)
        return None if payload is None else posting.decode_weighted(payload)

    def prefixed(self, field: str, prefix: bytes) -> TermPostings | None:
        """Return the terms of an unweighted field that begin with ``prefix``, with their documents, if there are."""
        terms = self._fields.get(field)
        if terms is None:
            return None
        index, end = terms.place(prefix), terms.place(prefix + _AFTER_ALL)
        return self._decoded_range(terms, index, end) if index < end else None

    def borders(self, field: str, size: int) -> list[bytes]:
        """Return terms that part the lists of a field into pieces of about so many bytes."""
        terms = self._fields.get(field)
        if not terms:
            return []
        starts = terms.lists[:-1].astype(np.int64)
        places = np.searchsorted(starts, np.arange(starts[0] + size, starts[-1], size))
        return [terms[place] for place in np.unique(places).tolist()]

    def between(self, field: str, first: bytes, end: bytes | None) -> TermPostings | None:
        """Return the terms of a field from one on and up to another, which is left out, if there are any."""
        terms = self._fields.get(field)
        if terms is None:
            return None
        index = terms.place(first)
        behind = len(terms) if end is None else terms.place(end)
        return self._decoded_range(terms, index, behind) if index < behind else None

    def _decoded_range(self, terms: _FieldTerms, index: int, end: int) -> TermPostings:
        """Decode neighbouring lists at once: one by one, each costs some 20 µs."""
        first, data = self._read_range(terms, index, end)
        encoded = EncodedPostings(data, terms.lists[index : end + 1].astype(np.int64) - first)
        keys = [terms[term] for term in range(index, end)]
        return posting.decode_field(encoded, keys, self._document_count, weighted=terms.weighted)

    def _decoded(self, terms: _FieldTerms, index: int) -> tuple[Documents, Weights]:
        payload = self._read(terms, index)
        if terms.weighted:
            return posting.decode_weighted(payload)
        documents = posting.decode(payload, self._document_count)
        return documents, np.ones(len(documents), np.uint8)

    def _payload(self, field: str, key: bytes) -> bytes | None:
        terms = self._fields.get(field)
        index = None if terms is None else terms.find(key)
        return None if terms is None or index is None else self._read(terms, index)

    def _read(self, terms: _FieldTerms, index: int) -> bytes:
        return self._read_range(terms, index, index + 1)[1]

    def _read_range(self, terms: _FieldTerms, first: int, end_term: int) -> tuple[int, bytes]:
        """Return the lists of neighbouring terms, and where they begin."""
        start, end = int(terms.lists[first]), int(terms.lists[end_term])
        return start, self._lists.read(start, end)

    # What follows lets Whoosh's own readers and searchers look at the index.

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        field, key = term
        return field in self._fields and self._fields[field].find(key) is not None

    def indexed_field_names(self) -> Sequence[str]:
        """Return the names of the fields that have terms."""
        return list(self._fields)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield all terms, sorted by field and bytes."""
        for field in sorted(self._fields):
            yield from self.terms_from(field, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the terms of a field from ``prefix`` on."""
        terms = self._fields[fieldname]
        for index in range(terms.place(prefix), len(terms)):
            yield fieldname, terms[index]

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield all terms with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield the terms of a field from ``prefix`` on with their statistics."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return the statistics of a term."""
        documents, weights = self._known(fieldname, text)
        return TermInfo(  # type: ignore[no-untyped-call]
            weight=int(weights.sum()),
            df=len(documents),
            minlength=1,
            maxlength=1,
            maxweight=int(weights.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return how often a term occurs in the segment."""
        return self.term_info(fieldname, text).weight() if (fieldname, text) in self else 0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return how many documents of the segment hold a term."""
        return self.term_info(fieldname, text).doc_frequency() if (fieldname, text) in self else 0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:  # noqa: ANN401
        """Return a Whoosh matcher over the documents of a term."""
        documents, weights = self._known(fieldname, text)
        return ListMatcher(  # type: ignore[no-untyped-call]
            documents.tolist(),
            weights.astype(float).tolist(),
            format=format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=self.term_info(fieldname, text),
        )

    def cursor(self, fieldname: str, fieldobj: Any) -> NoReturn:  # noqa: ANN401
        """Refuse: only Whoosh's fuzzy queries walk with cursors."""
        raise NotImplementedError(fieldname)

    def close(self) -> None:
        """Close the file of the lists."""
        self._lists.close()

    def _known(self, fieldname: str, text: bytes) -> tuple[Documents, Weights]:
        terms = self._fields.get(fieldname)
        index = None if terms is None else terms.find(text)
        if terms is None or index is None:
            message = f"no term {fieldname}:{text!r}"
            raise TermNotFound(message)
        return self._decoded(terms, index)


@dataclass(frozen=True, slots=True)
class _Head:
    """What stands first in a dictionary; of each field how many terms, the widths of two tables, whether weighted."""

    ids: list[DocumentId]
    sum_count: int
    fields: Mapping[str, tuple[int, int, int, int]]


@contextmanager
def _reading_dictionary() -> Iterator[None]:
    try:
        yield
    except (ValueError, struct.error, TypeError, IndexError, KeyError) as error:
        message = "the dictionary of a segment is damaged"
        raise SegmentDamagedError(message) from error


def _read_head(dictionary: BinaryIO) -> _Head:
    with _reading_dictionary():
        start = dictionary.read(len(_MAGIC) + _HEADER_LENGTH.size)
        if not start.startswith(_MAGIC):
            message = "not a dictionary"
            raise ValueError(message)
        (length,) = _HEADER_LENGTH.unpack_from(start, len(_MAGIC))
        head = json.loads(dictionary.read(length))
        return _Head([DocumentId(document_id) for document_id in head["ids"]], head["sums"], head["fields"])


def _read_dictionary(dictionary: BinaryIO) -> SegmentDictionary:
    head = _read_head(dictionary)
    with _reading_dictionary():
        sums = array("I", np.frombuffer(dictionary.read(4 * head.sum_count), "<u4").astype(np.uintc).tobytes())
        return SegmentDictionary(head.ids, _fields(head, dictionary.read()), sums)


def _fields(head: _Head, data: bytes) -> dict[str, _FieldTerms]:
    fields: dict[str, _FieldTerms] = {}
    place = first_list = 0
    for name, (count, term_width, list_width, weighted) in head.fields.items():
        bounds = _bounds(np.frombuffer(data, f"<u{term_width}", count, place), 0)
        place += term_width * count
        lists = _bounds(np.frombuffer(data, f"<u{list_width}", count, place), first_list)
        place += list_width * count
        blob = data[place : place + int(bounds[-1])]
        fields[name] = _FieldTerms(blob, bounds, lists, weighted=bool(weighted))
        place += len(blob)
        first_list = int(lists[-1])
    return fields


def _narrowed(lengths: Numbers) -> Numbers:
    """Return lengths in as few bytes each as the longest takes."""
    longest = int(lengths.max(initial=0))
    return lengths.astype("<u1" if longest < 1 << 8 else "<u2" if longest < 1 << 16 else "<u4")


def _bounds(lengths: Numbers, first: int) -> Numbers:
    """Return where each of the runs of these lengths begins, and where the last one ends."""
    bounds = np.full(len(lengths) + 1, first, np.int64)
    bounds[1:] += np.cumsum(lengths, dtype=np.int64)
    return bounds if bounds[-1] >= 1 << 32 else bounds.astype(np.uint32)
