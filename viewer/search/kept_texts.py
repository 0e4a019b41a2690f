"""The folded texts of a segment beside its lists: the judge reads them from the page cache, and nothing is held.

A library keeps texts as they are; to fold one takes ten times as long as to look whether a run stands in it. So a
segment keeps its texts folded, in an alphabet of its own: runs are looked for in the bytes, and nothing is decoded for
it. Each is pressed by itself, for who looks for a run wants texts here and there, against a sample of them all, so that
they take no more room.
"""

import struct
import threading
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import lz4.block
import numpy as np
import numpy.typing as npt

from viewer.search.alphabet import Alphabet
from viewer.search.damage import SegmentDamagedError

EXTENSION = ".txt"

_MAGIC = b"ANDU-TEXTS-4\n"
_HEADER = struct.Struct("<IIIII")
_ABSENT = 0xFFFFFFFF
_LEVEL = 4
_LONGEST = 1 << 30
_SAMPLE = 1 << 16
"""How far back LZ4 looks."""
_LEAST_SAMPLED = 64
_SAMPLED_TEXTS = 16
_SPELT_TEXTS = 64
"""How many texts say which characters are frequent."""


def write_texts(
    storage: Any,  # noqa: ANN401 - a Whoosh storage
    segment: Any,  # noqa: ANN401 - a Whoosh segment
    texts: Sequence[str | None],
) -> None:
    """Write the folded texts of a new segment's documents, in order; for want of one the library is asked later."""
    alphabet = Alphabet.of([text for text in texts[:: max(1, len(texts) // _SPELT_TEXTS)] if text is not None])
    sample = _sample(texts, alphabet)
    pressed_sample = _pressed(sample, b"")
    lengths = np.full(len(texts), _ABSENT, "<u4")
    pressed = [b""] * len(texts)
    for number, text in enumerate(texts):
        if (spelt := _spelt(text, alphabet)) is not None:
            lengths[number] = len(spelt)
            pressed[number] = _pressed(spelt, sample)
    ends = np.zeros(len(pressed) + 1, "<u8")
    np.cumsum([len(text) for text in pressed], out=ends[1:])
    sums = np.array([zlib.crc32(text) for text in pressed], "<u4")
    letters = alphabet.letters.astype("<u2")
    tables = b"".join((lengths.tobytes(), ends.tobytes(), sums.tobytes(), letters.tobytes(), pressed_sample))
    header = _HEADER.pack(len(texts), len(letters), len(sample), len(pressed_sample), zlib.crc32(tables))
    with segment.create_file(storage, EXTENSION) as file:
        for part in (_MAGIC, header, tables, *pressed):
            file.write(part)


@dataclass(frozen=True, slots=True)
class TextPlaces:
    """Where the texts of a segment lie; numbers are read one by one, which arrays of Python do faster than numpy.

    ``sizes`` are those of the texts, -1 where one is absent; they begin at ``starts`` in the file, have these check
    ``sums`` and lean on ``sample``; ``alphabet`` spells them.
    """

    sizes: "array[int]"
    starts: "array[int]"
    sums: "array[int]"
    sample: bytes
    alphabet: Alphabet


class KeptTexts:
    """Reads the folded texts of a segment; may be shared by threads.

    Raises ``SegmentDamagedError`` for a file that is not what was written, ``OSError``.
    """

    def __init__(self, file: BinaryIO, document_count: int, places: TextPlaces | None = None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self.places = places or _places(file, document_count)
        self._is_checked = bytearray(len(self.places.sums))

    def texts(self, numbers: Iterable[int]) -> Iterator[str | None]:
        """Yield the texts of documents, ``None`` for one that is not kept here."""
        decode = self.places.alphabet.decode
        return (None if text is None else decode(text) for text in map(self._text, numbers))

    def judged(self, numbers: Iterable[int], question: "Question") -> Iterator[bool | None]:
        """Yield the answers of the texts of documents to a question, ``None`` where one is not kept here."""
        judge = question(self.places.alphabet)
        return (None if text is None else judge(text) for text in map(self._text, numbers))

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _text(self, number: int) -> bytes | None:
        places = self.places
        size = places.sizes[number]
        if size < 0:
            return None
        start = places.starts[number]
        with self._lock:
            self._file.seek(start)
            pressed = self._file.read(places.starts[number + 1] - start)
        if not self._is_checked[number]:
            if zlib.crc32(pressed) != places.sums[number]:
                message = "a text is not what was written"
                raise SegmentDamagedError(message)
            self._is_checked[number] = 1
        return _unpressed(pressed, size, places.sample)


Judge = Callable[[bytes], bool]
"""Looks into the bytes of a text."""

Question = Callable[[Alphabet], Judge]
"""What texts are asked; who judges them depends on how they are spelt."""


def holding_all(runs: Sequence[str]) -> Question:
    """Return the question whether a text holds all of these runs."""
    return lambda alphabet: _holding([alphabet.encode(run) for run in runs])


def decoding(test: Callable[[str], bool]) -> Question:
    """Return the question that ``test`` answers of a text."""
    return lambda alphabet: lambda text: test(alphabet.decode(text))


def _holding(needles: Sequence[bytes | None]) -> Judge:
    if None in needles:  # no text that is kept has lone surrogates
        return lambda _text: False
    known = tuple(needle for needle in needles if needle is not None)
    if len(known) == 1:
        return _holding_one(known[0])
    return lambda text: all(needle in text for needle in known)


def _holding_one(needle: bytes) -> Judge:
    return lambda text: needle in text


def _spelt(text: str | None, alphabet: Alphabet) -> bytes | None:
    return None if text is None or len(text) > _LONGEST else alphabet.encode(text)


def _sample(texts: Sequence[str | None], alphabet: Alphabet) -> bytes:
    """Return what most texts have in common: some of them, from all over a segment that is large enough."""
    if len(texts) < _LEAST_SAMPLED:
        return b""
    chosen = [_spelt(text, alphabet) for text in texts[:: len(texts) // _SAMPLED_TEXTS]]
    share = _SAMPLE // len(chosen)
    return b"".join(text[:share] for text in chosen if text is not None)


def _pressed(text: bytes, sample: bytes) -> bytes:
    pressed: bytes = lz4.block.compress(
        text, mode="high_compression", compression=_LEVEL, store_size=False, dict=sample
    )
    return pressed


def _unpressed(pressed: bytes, size: int, sample: bytes) -> bytes:
    try:
        text: bytes = lz4.block.decompress(pressed, uncompressed_size=size, dict=sample)
    except lz4.block.LZ4BlockError as error:
        message = "a text is damaged"
        raise SegmentDamagedError(message) from error
    if len(text) != size:
        message = "a text ends early"
        raise SegmentDamagedError(message)
    return text


def _places(file: BinaryIO, document_count: int) -> TextPlaces:
    file.seek(0)
    head = file.read(len(_MAGIC) + _HEADER.size)
    if len(head) != len(_MAGIC) + _HEADER.size or not head.startswith(_MAGIC):
        message = "not the texts of a segment"
        raise SegmentDamagedError(message)
    count, letter_count, size, pressed_size, check = _HEADER.unpack_from(head, len(_MAGIC))
    tables = file.read((4 + 8 + 4) * document_count + 8 + 2 * letter_count + pressed_size)
    if count != document_count or zlib.crc32(tables) != check:
        message = "not the texts of this segment"
        raise SegmentDamagedError(message)
    lengths = np.frombuffer(tables, "<u4", document_count)
    ends = np.frombuffer(tables, "<u8", document_count + 1, lengths.nbytes)
    sums = np.frombuffer(tables, "<u4", document_count, lengths.nbytes + ends.nbytes)
    letters = np.frombuffer(tables, "<u2", letter_count, lengths.nbytes + ends.nbytes + sums.nbytes)
    sample = _unpressed(tables[len(tables) - pressed_size :], size, b"")
    sizes = np.where(lengths == _ABSENT, -1, lengths.astype(np.int64))
    starts = ends.astype(np.int64) + (len(head) + len(tables))
    return TextPlaces(_numbers(sizes), _numbers(starts), _numbers(sums.astype(np.int64)), sample, Alphabet(letters))


def _numbers(column: npt.NDArray[np.int64]) -> "array[int]":
    return array("q", column.tobytes())
