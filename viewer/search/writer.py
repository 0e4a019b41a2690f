"""Writing one segment: documents are gathered as numbers, sorted once per field and written field by field."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

import numpy as np
import numpy.typing as npt
from whoosh.codec.base import Segment
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage

from viewer.core.document import DocumentId
from viewer.search.analyzer import AnalyzedDocument, GramKeys, gram_text
from viewer.search.codec import ArrayCodec, write_terms
from viewer.search.frequent_runs import frequent_runs
from viewer.search.kept_texts import write_texts
from viewer.search.posting import SEGMENT_BITS, SEGMENT_LIMIT, Documents, TermPostings
from viewer.search.schema import GRAMS, IDS, RUNS, WEIGHTED, to_key

INDEX_NAME = "andu"

_ENOUGH_GRAMS = 2_000_000
_WEIGHT_BITS = 8
_DOCUMENT_MASK = np.uint32(SEGMENT_LIMIT - 1)


class SegmentBuilder:
    """Gathers documents in memory until they are written as one segment. Nothing is on disk before ``write``."""

    def __init__(self) -> None:
        self._ids: list[DocumentId] = []
        self._known: set[DocumentId] = set()
        self._texts: list[str] = []
        self._grams: list[GramKeys] = []
        self._gram_count = 0
        self._fields: dict[str, _FieldBuilder] = {}

    def __contains__(self, document_id: DocumentId) -> bool:
        return document_id in self._known

    @property
    def ids(self) -> Sequence[DocumentId]:
        """Return the gathered documents, by their number in the segment."""
        return self._ids

    @property
    def is_full(self) -> bool:
        """Tell whether the segment should be written now: it is as large as memory is meant to carry."""
        return len(self._ids) >= SEGMENT_LIMIT or self._gram_count >= _ENOUGH_GRAMS

    def add(self, document: AnalyzedDocument) -> None:
        """Gather one document."""
        number = len(self._ids)
        self._ids.append(document.id)
        self._known.add(document.id)
        self._texts.append(document.folded)
        self._grams.append((document.grams << np.uint64(SEGMENT_BITS)) | np.uint64(number))
        self._gram_count += len(document.grams)
        for field, weights in document.terms.items():
            self._field(field).add(number, weights)

    def write(self, storage: FileStorage, schema: Schema) -> Segment:
        """Write the gathered documents as a new segment and return it; the builder is used up."""
        fields = {name: (postings,) for name, postings in self.fields().items()}
        return write_segment(storage, schema, self._ids, fields, self._texts)

    def fields(self) -> dict[str, TermPostings]:
        """Return the posting lists of every field; the builder is used up."""
        fields = {name: builder.postings(weighted=name in WEIGHTED) for name, builder in self._fields.items()}
        self._fields.clear()
        grams = np.concatenate(self._grams)
        self._grams.clear()
        grams.sort()
        fields[GRAMS] = _gram_postings(grams)
        return fields

    def _field(self, name: str) -> "_FieldBuilder":
        return self._fields.setdefault(name, _FieldBuilder())


def write_segment(
    storage: FileStorage,
    schema: Schema,
    ids: Sequence[DocumentId],
    fields: Mapping[str, Iterable[TermPostings]],
    texts: Sequence[str | None],
) -> Segment:
    """Write finished posting lists and folded texts as a new segment; before the next commit the index has it not.

    The terms of a field come in pieces, in order.
    """
    codec = ArrayCodec()  # type: ignore[no-untyped-call]
    segment: Segment = codec.new_segment(storage, INDEX_NAME)  # type: ignore[no-untyped-call]
    stored = codec.per_document_writer(storage, segment)  # type: ignore[no-untyped-call]
    for number, document_id in enumerate(ids):
        stored.start_doc(number)
        stored.add_field(IDS, schema[IDS], document_id, 0)
        stored.finish_doc()
    stored.close()
    segment.set_doc_count(len(ids))  # type: ignore[no-untyped-call]
    runs = frequent_runs(texts)
    write_terms(storage, segment, {**fields, RUNS: (runs,)} if runs else fields, ids)
    write_texts(storage, segment, texts)
    return segment


def sorted_postings(
    terms: list[bytes],
    ranks: npt.NDArray[np.uint64],
    documents: npt.NDArray[np.uint32],
    weights: npt.NDArray[np.uint8] | None,
) -> TermPostings:
    """Return postings in order; ``terms`` are sorted, and the three arrays say what each posting is about."""
    packed = ranks << np.uint64(SEGMENT_BITS + _WEIGHT_BITS)
    packed |= documents.astype(np.uint64) << np.uint64(_WEIGHT_BITS)
    if weights is not None:
        packed |= weights
    packed.sort()
    frequencies = None if weights is None else packed.astype(np.uint8)
    packed >>= np.uint64(_WEIGHT_BITS)
    starts, numbers = _divided(packed)
    return TermPostings(terms, starts, numbers, frequencies)


class _Numbering(dict[str, int]):
    """Gives every term a number when it is first asked for."""

    def __missing__(self, term: str) -> int:
        return self.setdefault(term, len(self))


class _FieldBuilder:
    """The terms of one field by the order they were met, and one number per posting."""

    def __init__(self) -> None:
        self._numbers = _Numbering()
        self._terms: list[npt.NDArray[np.uint32]] = []
        self._documents: list[npt.NDArray[np.uint32]] = []
        self._weights: list[bytes] = []

    def add(self, document: int, weights: Mapping[str, int]) -> None:
        self._terms.append(np.fromiter(map(self._numbers.__getitem__, weights), np.uint32, len(weights)))
        self._documents.append(np.fromiter(repeat(document, len(weights)), np.uint32, len(weights)))
        self._weights.append(bytes(weights.values()))

    def postings(self, *, weighted: bool) -> TermPostings:
        keys = [to_key(term) for term in self._numbers]
        order = sorted(range(len(keys)), key=keys.__getitem__)
        ranks = np.empty(len(order), np.uint64)
        ranks[order] = np.arange(len(order), dtype=np.uint64)
        weights = np.frombuffer(b"".join(self._weights), np.uint8)
        return sorted_postings(
            [keys[index] for index in order],
            ranks[np.concatenate(self._terms)],
            np.concatenate(self._documents),
            weights if weighted else None,
        )


def _gram_postings(packed: GramKeys) -> TermPostings:
    starts, numbers = _divided(packed)
    terms = [to_key(gram_text(key)) for key in packed[starts[:-1]].tolist()]
    return TermPostings(terms, starts, numbers)


def _divided(packed: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.int64], Documents]:
    """Return where each new key begins, and the documents; of the sorted numbers only the keys are left."""
    documents = (packed.astype(np.uint32) & _DOCUMENT_MASK).view(np.int32)
    packed >>= np.uint64(SEGMENT_BITS)
    return _starts(packed), documents


def _starts(sorted_keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    """Return where each new key begins, and the length."""
    changes = np.flatnonzero(sorted_keys[1:] != sorted_keys[:-1]) + 1
    inner = changes if len(sorted_keys) else changes[:0]
    first = [0] if len(sorted_keys) else []
    return np.concatenate([np.array(first, np.int64), inner.astype(np.int64), np.array([len(sorted_keys)], np.int64)])
