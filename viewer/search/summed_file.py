"""A file of which only parts are ever read: each block has a sum of its own, and is checked when it is first met."""

import threading
import zlib
from array import array
from collections.abc import Sequence
from typing import BinaryIO

from viewer.search.damage import SegmentDamagedError

_BLOCK = 1 << 14


class SummedWriter:
    """Writes a file from its beginning, and knows the sum of each block of it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._sums = array("I")
        self._size = self._sum = 0

    def write(self, data: bytes) -> None:
        """Write some more."""
        view = memoryview(data)
        while view:
            part = view[: _BLOCK - self._size % _BLOCK]
            self._sum = zlib.crc32(part, self._sum)
            self._size += len(part)
            if not self._size % _BLOCK:
                self._end_block()
            view = view[len(part) :]
        self._file.write(data)

    def sums(self) -> Sequence[int]:
        """Return the sums of all blocks; nothing is written behind that."""
        if self._size % _BLOCK:
            self._end_block()
        return self._sums

    def _end_block(self) -> None:
        self._sums.append(self._sum)
        self._sum = 0


class SummedFile:
    """Reads runs of such a file; may be shared by threads."""

    def __init__(self, file: BinaryIO, sums: Sequence[int]) -> None:
        self._file = file
        self._sums = sums
        self._is_checked = bytearray(len(sums))
        self._lock = threading.Lock()

    def read(self, start: int, end: int) -> bytes:
        """Return the bytes of a run. Raises ``SegmentDamagedError`` where they are not as written, ``OSError``."""
        first, behind = start // _BLOCK, -(-end // _BLOCK)
        with self._lock:
            if self._is_checked.find(0, first, behind) >= 0:
                self._check(first, behind)
            self._file.seek(start)
            data = self._file.read(end - start)
        if len(data) != end - start:
            raise _damaged()
        return data

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _check(self, first: int, behind: int) -> None:
        self._file.seek(first * _BLOCK)
        for block in range(first, behind):
            data = self._file.read(_BLOCK)
            if zlib.crc32(data) != self._sums[block]:
                raise _damaged()
            self._is_checked[block] = 1


def _damaged() -> SegmentDamagedError:
    return SegmentDamagedError("a block of posting lists is not what was written")
