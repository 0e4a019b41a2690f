"""What the index keeps of a document: characters and pairs for recall, words for rank, values for fields.

jieba's own Whoosh analyzer counts words where Whoosh wants characters; it is never used.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from viewer.core.catalog import StoredDocument
from viewer.core.document import Document, DocumentId, ParagraphRole
from viewer.core.entity import Entity
from viewer.core.metadata import Metadata
from viewer.core.query import QueryField
from viewer.core.reading import Reading
from viewer.search.result_class import result_class
from viewer.search.schema import DATE, ENTITY_FIELDS, FACETS, HEADINGS, LENGTHS, TITLE, VALUES, WORDS, alias_name, named
from viewer.text.fold import fold
from viewer.text.segment import Segmenter

GramKeys = npt.NDArray[np.uint64]

# A gram is a number that sorts like its text: two characters, and one more where all three are narrow.
_CHARACTER_BITS = 21
_THIRD_BITS = 8
_FIRST = np.uint64(_CHARACTER_BITS + _THIRD_BITS)
_SECOND = np.uint64(_THIRD_BITS)
_LOW_THIRD = (1 << _THIRD_BITS) - 1
_TRIPLED = np.array([chr(code).isalnum() or chr(code) == "." for code in range(128)])
_LOW_CHARACTER = (1 << _CHARACTER_BITS) - 1
_TRIPLE = 3
_NEWLINE = 10
_MOST = 255
_LENGTH_SCALE = 16.0


@dataclass(frozen=True, slots=True)
class AnalyzedDocument:
    """A document's folded text and its terms: ``grams`` as sorted numbers, ``terms`` per field with their weights."""

    id: DocumentId
    folded: str
    grams: GramKeys
    terms: Mapping[str, Mapping[str, int]]


def analyze(stored: StoredDocument, segmenter: Segmenter) -> AnalyzedDocument:
    """Return everything the index keeps of a document."""
    reading = stored.reading
    folded = fold(reading.document.text)
    words = Counter(segmenter.search_words(folded))
    return AnalyzedDocument(
        stored.id,
        folded,
        gram_keys(folded),
        {
            WORDS: _clipped(words),
            HEADINGS: _clipped(Counter(segmenter.search_words(fold(_headings(reading.document))))),
            TITLE: _clipped(Counter(segmenter.search_words(fold(_title_words(reading))))),
            VALUES: dict.fromkeys(_values(reading), 1),
            FACETS: dict.fromkeys(_facets(reading.metadata), 1),
            LENGTHS: {WORDS: quantized_length(words.total())},
        },
    )


def gram_keys(folded: str) -> GramKeys:
    """Return the distinct characters and pairs of a folded text, and triples of letters and digits.

    No pair crosses a newline. Digits need triples: almost every document holds almost every pair of them.
    """
    codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    firsts, seconds = codes[:-1], codes[1:]
    inside = (firsts != _NEWLINE) & (seconds != _NEWLINE)
    pairs = (firsts[inside] << _FIRST) | (seconds[inside] << _SECOND)
    singles = codes[codes != _NEWLINE] << _FIRST
    grams = np.concatenate([pairs, singles, _triple_keys(codes)])
    grams.sort()  # numpy's own unique takes thrice the time
    distinct: GramKeys = grams[np.concatenate([np.ones(min(1, len(grams)), np.bool_), grams[1:] != grams[:-1]])]
    return distinct


def gram_text(key: int) -> str:
    """Return the character, pair or triple that a gram's number stands for."""
    rest = (key >> _THIRD_BITS & _LOW_CHARACTER, key & _LOW_THIRD)
    return "".join(chr(code) for code in (key >> _CHARACTER_BITS + _THIRD_BITS, *rest) if code)


def grams_of(folded_run: str) -> list[str]:
    """Return terms that every text containing the run also contains: triples and pairs, or its only character."""
    if len(folded_run) == 1:
        return [folded_run]
    last = len(folded_run) - 2
    grams: dict[str, None] = {}
    for index in range(last + 1):
        triple = folded_run[index : index + 3]
        if is_triple(triple):
            grams[triple] = None
        elif not is_triple(folded_run[max(0, index - 1) : index + 2]):
            grams[folded_run[index : index + 2]] = None
    return list(grams)


def is_triple(run: str) -> bool:
    """Tell whether a run is a term as a whole because it is three letters or digits."""
    return len(run) == _TRIPLE and all(ord(part) < len(_TRIPLED) and _TRIPLED[ord(part)] for part in run)


def quantized_length(words: int) -> int:
    """Return a length of up to 65,000 words as one byte, 4 % apart."""
    return min(_MOST, round(_LENGTH_SCALE * math.log2(words + 1)))


def length_of(quantized: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """Return the lengths that quantized lengths stand for."""
    lengths: npt.NDArray[np.float32] = np.exp2(quantized.astype(np.float32) / np.float32(_LENGTH_SCALE)) - np.float32(1)
    return lengths


def _triple_keys(codes: GramKeys) -> GramKeys:
    known = np.zeros(len(codes), np.bool_)
    narrow = codes < len(_TRIPLED)
    known[narrow] = _TRIPLED[codes[narrow]]
    firsts = np.flatnonzero(known[:-2] & known[1:-1] & known[2:])
    triples: GramKeys = (codes[firsts] << _FIRST) | (codes[firsts + 1] << _SECOND) | codes[firsts + 2]
    return triples


def _clipped(counts: Counter[str]) -> Mapping[str, int]:
    if max(counts.values(), default=0) <= _MOST:
        return counts
    return {word: min(_MOST, count) for word, count in counts.items()}


def _headings(document: Document) -> str:
    roles = (ParagraphRole.HEADING, ParagraphRole.TITLE)
    return "\n".join(document.paragraph_text(part) for part in document.paragraphs if part.role in roles)


def _title_words(reading: Reading) -> str:
    metadata = reading.metadata
    return "\n".join(
        filter(None, (metadata.title or reading.source.name, metadata.subject, metadata.number, metadata.doc_no))
    )


def _values(reading: Reading) -> Iterator[str]:
    for field, value in _metadata_values(reading):
        if folded := fold(value):
            yield named(field, folded)
    for entity in reading.entities:
        if entity_field := ENTITY_FIELDS.get(entity.type):
            for name in filter(None, (entity.surface, entity.canonical)):
                if folded := fold(name):
                    yield named(entity_field, folded)
            yield from _aliases(entity_field, entity)
    for figure in reading.metrics:
        yield named(QueryField.METRIC, fold(figure.indicator or ""))


def _aliases(field: QueryField, entity: Entity) -> Iterator[str]:
    surface, canonical = fold(entity.surface), fold(entity.canonical or "")
    if surface and canonical and surface != canonical:
        yield named(alias_name(field), named(surface, canonical))


def _metadata_values(reading: Reading) -> Iterator[tuple[QueryField, str]]:
    metadata = reading.metadata
    single = (
        (QueryField.TITLE, metadata.title or reading.source.name),
        (QueryField.NUMBER, metadata.number),
        (QueryField.NUMBER, metadata.doc_no),
        (QueryField.SESSION, metadata.session),
        (QueryField.KIND, metadata.kind),
        (QueryField.UNIT, metadata.issuing_unit),
        (QueryField.RESULT, metadata.result),
        (QueryField.RESULT, metadata.result_raw),
        (QueryField.SIGNER, metadata.signer),
        (QueryField.PERSON, metadata.signer),
        (QueryField.PERSON, metadata.contact_person),
    )
    yield from ((field, value) for field, value in single if value)
    yield from ((QueryField.PERSON, name) for name in metadata.addressees)


def _facets(metadata: Metadata) -> Iterator[str]:
    values = {
        "year": str(metadata.year) if metadata.year else None,
        "kind": str(metadata.kind),
        "issuing_unit": metadata.issuing_unit,
        "result": metadata.result,
        "session": metadata.session,
        "disclosure": metadata.disclosure,
        "result_class": result_class(metadata.result),
        DATE: metadata.date,
    }
    return (named(name, value) for name, value in values.items() if value)
