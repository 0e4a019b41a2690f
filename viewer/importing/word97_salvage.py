"""Finds the streams of a binary Word file that was cut off, whose directory or table of sectors stood behind the cut.

Nothing is guessed from the words: the main stream says by its first bytes what it is, the table stream is the one whose
piece table covers as many characters as the main stream says it has.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = 512
_SECTOR_SHIFT, _FAT_SECTORS, _FAT_COUNT = 0x1E, 0x4C, 109
_SHIFTS = (9, 12)
_SPECIAL = 0xFFFFFFFA  # sector numbers from here on are marks
_FREE = 0xFFFFFFFF
_WORD97 = b"\xec\xa5"
_VERSIONS = frozenset({0xC0, 0xC1, 0xC2, 0xD9, 0x101, 0x10C, 0x112})
_VERSION, _COUNTS, _CLX = 0x02, 0x4C, 0x01A2
_COUNT_NUMBER = 8  # main text, footnotes, headers, macros, comments, endnotes, text boxes, their headers
_SMALLEST = 0x200
_MOST_BYTES = 256 << 20
_MOST_SEARCHED = 512 << 20
_FORMATTING, _PIECES = 1, 2
_PIECE = 12  # bytes: where it ends and what is said of it


@dataclass(frozen=True, slots=True)
class Streams:
    """What is left of the main stream, and the table stream where it was found."""

    main: bytes
    table: bytes | None


def salvage_streams(data: bytes) -> Streams | None:
    """Return what is left of the streams of a Word file, ``None`` where there is no main stream."""
    if not data.startswith(_SIGNATURE) or len(data) > _MOST_BYTES or len(data) < 2 * _HEADER:
        return None
    shift = _word(data, _SECTOR_SHIFT)
    if shift not in _SHIFTS:
        return None
    sectors = _Sectors(data, 1 << shift)
    for start in sectors.numbers():
        if sectors.starts_with(start, _WORD97) and not sectors.is_free(start):
            main = sectors.chain(start)
            if len(main) >= _SMALLEST and _word(main, _VERSION) in _VERSIONS and _long(main, _COUNTS):
                return Streams(main, _table(sectors, main))
    return None


def is_cut_off(data: bytes) -> bool:
    """Tell whether an OLE file, by its own list of sectors, was longer once."""
    shift = _word(data, _SECTOR_SHIFT) if len(data) >= _HEADER else 0
    return shift in _SHIFTS and _Sectors(data, 1 << shift).is_cut_off()


class _Sectors:
    """The sectors of a file and which follows which; where that is not known, the next one does."""

    def __init__(self, data: bytes, size: int) -> None:
        self._data = data
        self._size = size
        listed = struct.unpack_from(f"<{_FAT_COUNT}I", data, _FAT_SECTORS)
        self._fat_places = {number for number in listed if number < _SPECIAL}
        self._next: dict[int, int] = {}
        per_sector = size // 4
        for index, number in enumerate(each for each in listed if each < _SPECIAL):
            content = self._content(number)
            for place, (following,) in enumerate(struct.iter_unpack("<I", content[: len(content) // 4 * 4])):
                self._next[index * per_sector + place] = following

    def is_cut_off(self) -> bool:
        """Tell whether sectors are used that are not there."""
        there = len(self.numbers())
        used = (number for number, following in self._next.items() if following != _FREE)
        return any(number >= there for number in self._fat_places) or max(used, default=0) >= there

    def numbers(self) -> range:
        """Return the numbers of all sectors that are there, the last one perhaps in part."""
        return range(-(-len(self._data) // self._size) - 1)

    def beginnings(self) -> Iterator[int]:
        """Yield the sectors that follow no other, and those of which that is not known."""
        continued = set(self._next.values())
        yield from (number for number in self.numbers() if number not in continued)

    def is_free(self, number: int) -> bool:
        """Tell whether a sector belongs to nothing any more: what stands there is of an older state of the file."""
        return self._next.get(number) == _FREE

    def starts_with(self, number: int, mark: bytes) -> bool:
        """Tell whether a sector begins with these bytes."""
        return self._data.startswith(mark, (number + 1) * self._size)

    def chain(self, start: int, most: int = _MOST_BYTES) -> bytes:
        """Return the bytes of a stream from its first sector on, as far as they go or until they are ``most``."""
        parts: list[bytes] = []
        seen: set[int] = set()
        number = start
        while number < _SPECIAL and number not in seen and len(seen) * self._size < most:
            seen.add(number)
            content = self._content(number)
            if not content:
                break
            parts.append(content)
            number = self._following(number)
        return b"".join(parts)

    def _following(self, number: int) -> int:
        if number in self._next:
            return self._next[number]
        number += 1
        while number in self._fat_places:
            number += 1
        return number

    def _content(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]


def _table(sectors: _Sectors, main: bytes) -> bytes | None:
    """Return the stream whose piece table covers all characters of the main stream."""
    place, size = _long(main, _CLX), _long(main, _CLX + 4)
    counts = sum(_long(main, _COUNTS + 4 * index) for index in range(_COUNT_NUMBER))
    searched = 0
    for start in sectors.beginnings():
        table = sectors.chain(start, place + size)
        searched += len(table)
        if searched > _MOST_SEARCHED:
            break
        if _covers(table[place : place + size], counts):
            return sectors.chain(start)
    return None


def _covers(clx: bytes, counts: int) -> bool:
    """Tell whether these are the pieces of a text of so many characters ([MS-DOC] 2.9.38), a mark at its end aside."""
    at = 0
    try:
        while clx[at] == _FORMATTING:
            at += 3 + _word(clx, at + 1)
        if clx[at] != _PIECES:
            return False
        size = _long(clx, at + 1)
        if size != len(clx) - at - 5 or (size - 4) % _PIECE or size <= _PIECE:
            return False
        last = _long(clx, at + 5 + 4 * ((size - 4) // _PIECE))
    except (IndexError, struct.error):
        return False
    return counts <= last <= counts + 1


def _word(data: bytes, offset: int) -> int:
    return int(struct.unpack_from("<H", data, offset)[0])


def _long(data: bytes, offset: int) -> int:
    return int(struct.unpack_from("<I", data, offset)[0])
