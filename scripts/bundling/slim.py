"""Takes out of Linux libraries what no running program reads: tables for debuggers and linkers, and empty space.

Libraries that were changed after they were linked keep up to 2 MB of zeros between their parts. A running program only
has the segments of a library in its memory; those are kept to the byte and stand one after the other.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from scripts.bundling.elf import is_elf

_PAGE = 4096
_LOAD = 1
_HEADER, _ENTRY = 64, 56
_WORTH = 2 * _PAGE


@dataclass(frozen=True, slots=True)
class Segment:
    """One line of the table of segments."""

    kind: int
    flags: int
    offset: int
    address: int
    physical: int
    size: int
    memory: int
    align: int

    @property
    def end(self) -> int:
        """Where its bytes end in the file."""
        return self.offset + self.size

    def holds(self, offset: int, size: int) -> bool:
        """Tell whether bytes of the file belong to it."""
        return self.offset <= offset and offset + size <= self.end


def slim(library: bytes) -> bytes:
    """Return the same library with nothing but its segments. Raises ``ValueError`` where these are not all loaded."""
    (table_at,) = struct.unpack_from("<Q", library, 32)
    segments = list(_segments(library, table_at))
    loads = sorted((each for each in segments if each.kind == _LOAD), key=lambda each: each.offset)
    table_size = len(segments) * _ENTRY
    places = dict(_places(loads))
    made = bytearray(max(new + each.size for each, new in places.items()))
    for each, new in places.items():
        made[new : new + each.size] = library[each.offset : each.end]
    made[:_HEADER] = library[:_HEADER]
    new_table_at = _moved(table_at, table_size, places)
    moved = [_placed(each, places) for each in segments]
    made[new_table_at : new_table_at + table_size] = b"".join(
        struct.pack("<IIQQQQQQ", each.kind, each.flags, each.offset, each.address, each.physical, each.size,
                    each.memory, each.align)
        for each in moved
    )  # fmt: skip
    struct.pack_into("<QQ", made, 32, new_table_at, 0)
    struct.pack_into("<HHH", made, 58, 0, 0, 0)
    return bytes(made)


def slim_all(folder: Path, *, but: str) -> int:
    """Slim every library below a folder whose path does not hold ``but``; return how many bytes that spared."""
    spared = 0
    for path in sorted(folder.rglob("*")):
        if but in path.parts or path.is_symlink() or not path.is_file() or not is_elf(path):
            continue
        before = path.read_bytes()
        after = slim(before)
        if len(before) - len(after) >= _WORTH:
            path.write_bytes(after)
            spared += len(before) - len(after)
    return spared


def _segments(library: bytes, table_at: int) -> Iterator[Segment]:
    (count,) = struct.unpack_from("<H", library, 56)
    for number in range(count):
        yield Segment(*struct.unpack_from("<IIQQQQQQ", library, table_at + number * _ENTRY))


def _places(loads: list[Segment]) -> Iterator[tuple[Segment, int]]:
    """Give each loaded segment its new place: the next one that lies in a page as it did."""
    end = _HEADER
    for each in loads:
        place = 0 if each.offset == 0 else end + (each.address - end) % _PAGE
        yield each, place
        end = place + each.size


def _moved(offset: int, size: int, places: dict[Segment, int]) -> int:
    for load, new in places.items():
        if load.holds(offset, size):
            return new + offset - load.offset
    message = f"bytes at {offset:#x} belong to no loaded segment"
    raise ValueError(message)


def _placed(segment: Segment, places: dict[Segment, int]) -> Segment:
    if segment.kind == _LOAD:
        return replace(segment, offset=places[segment], align=min(segment.align, _PAGE))
    if not segment.size:
        return segment
    return replace(segment, offset=_moved(segment.offset, segment.size, places))
