"""The folded texts of a segment beside its lists: the judge reads them from the page cache, and nothing is held.

A library keeps texts as they are; to fold one takes ten times as long as to look whether a run stands in it. So a
segment keeps its texts folded, in an alphabet of its own: runs are looked for in the bytes, and nothing is decoded for
it. Four texts are pressed together, so that one alone is soon read, against a sample of them all, so that they take no
more room.
"""

import struct
import threading
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, BinaryIO

import lz4.block
import numpy as np
import numpy.typing as npt

from viewer.search.alphabet import Alphabet
from viewer.search.damage import SegmentDamagedError

EXTENSION = ".txt"

_MAGIC = b"ANDU-TEXTS-3\n"
_HEADER = struct.Struct("<IIIII")
_BLOCK = 4
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
    encoded = [None if text is None or len(text) > _LONGEST else alphabet.encode(text) for text in texts]
    lengths = np.array([_ABSENT if text is None else len(text) for text in encoded], "<u4")
    sample = _sample(encoded)
    pressed_sample = _pressed(sample, b"")
    starts = range(0, len(encoded), _BLOCK)
    blocks = [_pressed(b"".join(filter(None, encoded[at : at + _BLOCK])), sample) for at in starts]
    ends = np.zeros(len(blocks) + 1, "<u8")
    np.cumsum([len(block) for block in blocks], out=ends[1:])
    sums = np.array([zlib.crc32(block) for block in blocks], "<u4")
    letters = alphabet.letters.astype("<u2")
    tables = b"".join((lengths.tobytes(), ends.tobytes(), sums.tobytes(), letters.tobytes(), pressed_sample))
    header = _HEADER.pack(len(texts), len(letters), len(sample), len(pressed_sample), zlib.crc32(tables))
    with segment.create_file(storage, EXTENSION) as file:
        for part in (_MAGIC, header, tables, *blocks):
            file.write(part)


@dataclass(frozen=True, slots=True)
class TextPlaces:
    """Where the texts of a segment lie; numbers are read one by one, which arrays of Python do faster than numpy.

    ``starts`` and ``ends`` are those of each text in its block, -1 where it is absent; ``sizes`` those of the blocks,
    which begin at ``blocks`` in the file, have these check ``sums`` and lean on ``sample``; ``alphabet`` spells them.
    """

    starts: "array[int]"
    ends: "array[int]"
    sizes: "array[int]"
    blocks: "array[int]"
    sums: "array[int]"
    sample: bytes
    alphabet: Alphabet


class KeptTexts:
    """Reads the folded texts of a segment; may be shared by threads. Documents are asked for in rising order.

    Raises ``SegmentDamagedError`` for a file that is not what was written, ``OSError``.
    """

    def __init__(self, file: BinaryIO, document_count: int, places: TextPlaces | None = None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self.places = places or _places(file, document_count)
        self._is_checked = bytearray(len(self.places.sums))

    def texts(self, numbers: Sequence[int]) -> Iterator[str | None]:
        """Yield the texts of documents, ``None`` for one that is not kept here."""
        starts, ends, alphabet = self.places.starts, self.places.ends, self.places.alphabet
        for block, chosen in self._blocks(numbers):
            for number in chosen:
                start = starts[number]
                yield None if start < 0 else alphabet.decode(block[start : ends[number]])

    def judged(self, numbers: Sequence[int], question: "Question") -> Iterator[bool | None]:
        """Yield the answers of the texts of documents to a question, ``None`` where one is not kept here."""
        starts, ends = self.places.starts, self.places.ends
        judge = question(self.places.alphabet)
        for block, chosen in self._blocks(numbers):
            for number in chosen:
                start = starts[number]
                yield None if start < 0 else judge(block, start, ends[number])

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _blocks(self, numbers: Sequence[int]) -> Iterator[tuple[bytes, Iterable[int]]]:
        """Yield the blocks the documents stand in, each with its documents."""
        for which, chosen in groupby(numbers, key=_block_of):
            yield self._block(which), chosen

    def _block(self, which: int) -> bytes:
        start, end = self.places.blocks[which], self.places.blocks[which + 1]
        with self._lock:
            self._file.seek(start)
            pressed = self._file.read(end - start)
        if not self._is_checked[which]:
            if zlib.crc32(pressed) != self.places.sums[which]:
                message = "a block of texts is not what was written"
                raise SegmentDamagedError(message)
            self._is_checked[which] = True
        return _unpressed(pressed, self.places.sizes[which], self.places.sample)


Judge = Callable[[bytes, int, int], bool]
"""Looks into the bytes of a text, which stand in a larger run of them from a start to an end."""

Question = Callable[[Alphabet], Judge]
"""What texts are asked; who judges them depends on how they are spelt."""


def holding_all(runs: Sequence[str]) -> Question:
    """Return the question whether a text holds all of these runs."""
    return lambda alphabet: _holding([alphabet.encode(run) for run in runs])


def decoding(test: Callable[[str], bool]) -> Question:
    """Return the question that ``test`` answers of a text."""
    return lambda alphabet: lambda block, start, end: test(alphabet.decode(block[start:end]))


def _holding(needles: Sequence[bytes | None]) -> Judge:
    if None in needles:  # no text that is kept has lone surrogates
        return lambda _block, _start, _end: False
    known = tuple(needle for needle in needles if needle is not None)
    if len(known) == 1:
        return _holding_one(known[0])
    return lambda block, start, end: all(block.find(needle, start, end) >= 0 for needle in known)


def _holding_one(needle: bytes) -> Judge:
    return lambda block, start, end: block.find(needle, start, end) >= 0


def _block_of(number: int) -> int:
    return number // _BLOCK


def _sample(texts: Sequence[bytes | None]) -> bytes:
    """Return what most texts have in common: some of them, from all over a segment that is large enough."""
    if len(texts) < _LEAST_SAMPLED:
        return b""
    chosen = texts[:: len(texts) // _SAMPLED_TEXTS]
    share = _SAMPLE // len(chosen)
    return b"".join(text[:share] for text in chosen if text is not None)


def _pressed(texts: bytes, sample: bytes) -> bytes:
    pressed: bytes = lz4.block.compress(
        texts, mode="high_compression", compression=_LEVEL, store_size=False, dict=sample
    )
    return pressed


def _unpressed(pressed: bytes, size: int, sample: bytes) -> bytes:
    try:
        texts: bytes = lz4.block.decompress(pressed, uncompressed_size=size, dict=sample)
    except lz4.block.LZ4BlockError as error:
        message = "a block of texts is damaged"
        raise SegmentDamagedError(message) from error
    if len(texts) != size:
        message = "a block of texts ends early"
        raise SegmentDamagedError(message)
    return texts


def _places(file: BinaryIO, document_count: int) -> TextPlaces:
    file.seek(0)
    head = file.read(len(_MAGIC) + _HEADER.size)
    if len(head) != len(_MAGIC) + _HEADER.size or not head.startswith(_MAGIC):
        message = "not the texts of a segment"
        raise SegmentDamagedError(message)
    count, letter_count, size, pressed_size, check = _HEADER.unpack_from(head, len(_MAGIC))
    block_count = -(-document_count // _BLOCK)
    tables = file.read(4 * document_count + 8 * (block_count + 1) + 4 * block_count + 2 * letter_count + pressed_size)
    if count != document_count or zlib.crc32(tables) != check:
        message = "not the texts of this segment"
        raise SegmentDamagedError(message)
    lengths = np.frombuffer(tables, "<u4", document_count)
    ends = np.frombuffer(tables, "<u8", block_count + 1, lengths.nbytes)
    sums = np.frombuffer(tables, "<u4", block_count, lengths.nbytes + ends.nbytes)
    letters = np.frombuffer(tables, "<u2", letter_count, lengths.nbytes + ends.nbytes + sums.nbytes)
    sample = _unpressed(tables[len(tables) - pressed_size :], size, b"")
    text_starts, text_ends, sizes = _table(lengths, block_count)
    blocks = _numbers(ends.astype(np.int64) + (len(head) + len(tables)))
    return TextPlaces(text_starts, text_ends, sizes, blocks, _numbers(sums.astype(np.int64)), sample, Alphabet(letters))


def _table(lengths: npt.NDArray[np.uint32], block_count: int) -> tuple["array[int]", "array[int]", "array[int]"]:
    """Return where each text starts and ends in its block, and the sizes of the blocks."""
    absent = lengths == _ABSENT
    padded = np.zeros((block_count, _BLOCK), np.int64)
    padded.ravel()[: len(lengths)] = np.where(absent, 0, lengths)
    ends = np.cumsum(padded, axis=1)
    starts = (ends - padded).ravel()[: len(lengths)]
    starts[absent] = -1
    return _numbers(starts), _numbers(ends.ravel()[: len(lengths)]), _numbers(ends[:, -1])


def _numbers(column: npt.NDArray[np.int64]) -> "array[int]":
    return array("q", column.tobytes())
