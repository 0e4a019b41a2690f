"""The folded texts of a segment beside its lists: the judge reads them from the page cache, and nothing is held.

A library keeps texts as they are; to fold one takes ten times as long as to look whether a run stands in it. So a
segment keeps its texts folded, as UTF-16: runs are looked for in the bytes, and nothing is decoded for it. Four texts
are pressed together, so that one alone is soon read, against a sample of them all, so that they take no more room.
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

from viewer.search.damage import SegmentDamagedError

EXTENSION = ".txt"

_MAGIC = b"ANDU-TEXTS-2\n"
_HEADER = struct.Struct("<IIII")
_BLOCK = 4
_ABSENT = 0xFFFFFFFF
_ENCODING = "utf-16-le"
_LEVEL = 4
_LONGEST = 1 << 30
_SAMPLE = 1 << 16
"""How far back LZ4 looks."""
_LEAST_SAMPLED = 64
_SAMPLED_TEXTS = 16


def write_texts(
    storage: Any,  # noqa: ANN401 - a Whoosh storage
    segment: Any,  # noqa: ANN401 - a Whoosh segment
    texts: Sequence[str | None],
) -> None:
    """Write the folded texts of a new segment's documents, in order; for want of one the library is asked later."""
    encoded = [_encoded(text) for text in texts]
    lengths = [_ABSENT if text is None else len(text) for text in encoded]
    sample = _sample(encoded)
    pressed_sample = _pressed(sample, b"")
    starts = range(0, len(encoded), _BLOCK)
    blocks = [_pressed(b"".join(filter(None, encoded[at : at + _BLOCK])), sample) for at in starts]
    ends = np.zeros(len(blocks) + 1, "<u8")
    np.cumsum([len(block) for block in blocks], out=ends[1:])
    sums = np.array([zlib.crc32(block) for block in blocks], "<u4")
    tables = b"".join((np.array(lengths, "<u4").tobytes(), ends.tobytes(), sums.tobytes(), pressed_sample))
    header = _HEADER.pack(len(texts), len(sample), len(pressed_sample), zlib.crc32(tables))
    with segment.create_file(storage, EXTENSION) as file:
        for part in (_MAGIC, header, tables, *blocks):
            file.write(part)


@dataclass(frozen=True, slots=True)
class TextPlaces:
    """Where the texts of a segment lie; numbers are read one by one, which arrays of Python do faster than numpy.

    ``starts`` and ``ends`` are those of each text in its block, -1 where it is absent; ``sizes`` those of the blocks,
    which begin at ``blocks`` in the file, have these check ``sums`` and lean on ``sample``.
    """

    starts: "array[int]"
    ends: "array[int]"
    sizes: "array[int]"
    blocks: "array[int]"
    sums: "array[int]"
    sample: bytes


class KeptTexts:
    """Reads the folded texts of a segment; may be shared by threads. Documents are asked for in rising order.

    Raises ``SegmentDamagedError`` for a file that is not what was written, ``OSError``.
    """

    def __init__(self, file: BinaryIO, document_count: int, places: TextPlaces | None = None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self.places = places or _places(file, document_count)

    def texts(self, numbers: Sequence[int]) -> Iterator[str | None]:
        """Yield the texts of documents, ``None`` for one that is not kept here."""
        starts, ends = self.places.starts, self.places.ends
        for block, chosen in self._blocks(numbers):
            for number in chosen:
                start = starts[number]
                yield None if start < 0 else block[start : ends[number]].decode(_ENCODING)

    def judged(self, numbers: Sequence[int], judge: "Judge") -> Iterator[bool | None]:
        """Yield what a judge says of the texts of documents, ``None`` where one is not kept here."""
        starts, ends = self.places.starts, self.places.ends
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
        if zlib.crc32(pressed) != self.places.sums[which]:
            message = "a block of texts is not what was written"
            raise SegmentDamagedError(message)
        return _unpressed(pressed, self.places.sizes[which], self.places.sample)


Judge = Callable[[bytes, int, int], bool]
"""Looks into the bytes of a text, which stand in a larger run of them from a start to an end."""


def holding_all(runs: Sequence[str]) -> Judge | None:
    """Return who tells whether a text holds all of these runs, ``None`` where bytes cannot tell."""
    needles = [_encoded(run) for run in runs]
    if not needles or None in needles:
        return None
    return _All(tuple(needle for needle in needles if needle is not None))


def decoding(test: Callable[[str], bool]) -> Judge:
    """Return who asks ``test`` about a text."""
    return lambda block, start, end: test(block[start:end].decode(_ENCODING))


@dataclass(frozen=True, slots=True)
class _All:
    needles: tuple[bytes, ...]

    def __call__(self, block: bytes, start: int, end: int) -> bool:
        return all(_stands(needle, block, start, end) for needle in self.needles)


def _stands(needle: bytes, block: bytes, start: int, end: int) -> bool:
    """Tell whether a run stands in a text; what begins within a character is none."""
    found = block.find(needle, start, end)
    while found >= 0 and found % 2:
        found = block.find(needle, found + 1, end)
    return found >= 0


def _block_of(number: int) -> int:
    return number // _BLOCK


def _encoded(text: str | None) -> bytes | None:
    """Return the bytes of a text, ``None`` for one that has lone surrogates or is longer than any file holds."""
    if text is None or len(text) > _LONGEST:
        return None
    try:
        return text.encode(_ENCODING)
    except UnicodeEncodeError:
        return None


def _sample(texts: Sequence[bytes | None]) -> bytes:
    """Return what most texts have in common: some of them, from all over a segment that is large enough."""
    if len(texts) < _LEAST_SAMPLED:
        return b""
    chosen = texts[:: len(texts) // _SAMPLED_TEXTS]
    share = _SAMPLE // len(chosen) // 2 * 2
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
    count, size, pressed_size, check = _HEADER.unpack_from(head, len(_MAGIC))
    block_count = -(-document_count // _BLOCK)
    tables = file.read(4 * document_count + 8 * (block_count + 1) + 4 * block_count + pressed_size)
    if count != document_count or zlib.crc32(tables) != check:
        message = "not the texts of this segment"
        raise SegmentDamagedError(message)
    lengths = np.frombuffer(tables, "<u4", document_count)
    ends = np.frombuffer(tables, "<u8", block_count + 1, lengths.nbytes)
    sums = np.frombuffer(tables, "<u4", block_count, lengths.nbytes + ends.nbytes)
    sample = _unpressed(tables[lengths.nbytes + ends.nbytes + sums.nbytes :], size, b"")
    return _table(lengths, ends.astype(np.int64) + (len(head) + len(tables)), sums.astype(np.int64), sample)


def _table(
    lengths: npt.NDArray[np.uint32], blocks: npt.NDArray[np.int64], sums: npt.NDArray[np.int64], sample: bytes
) -> TextPlaces:
    absent = lengths == _ABSENT
    padded = np.zeros((len(blocks) - 1, _BLOCK), np.int64)
    padded.ravel()[: len(lengths)] = np.where(absent, 0, lengths)
    ends = np.cumsum(padded, axis=1)
    starts = (ends - padded).ravel()[: len(lengths)]
    starts[absent] = -1
    columns = (starts, ends.ravel()[: len(lengths)], ends[:, -1], blocks, sums)
    text_starts, text_ends, sizes, block_places, block_sums = map(_numbers, columns)
    return TextPlaces(text_starts, text_ends, sizes, block_places, block_sums, sample)


def _numbers(column: npt.NDArray[np.int64]) -> "array[int]":
    return array("q", column.tobytes())
