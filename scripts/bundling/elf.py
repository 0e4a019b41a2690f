"""Reads what a Linux program or library asks of the system it runs on."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_MAGIC = b"\x7fELF\x02\x01"  # 64 bit, little endian: the only kind that is bundled
_DYNAMIC = 2
_LOAD = 1
_NEEDED, _STRINGS, _RPATH, _RUNPATH, _VERSIONS, _VERSION_COUNT = 1, 5, 15, 29, 0x6FFFFFFE, 0x6FFFFFFF


@dataclass(frozen=True, slots=True)
class Elf:
    """One library: what it loads, where it looks first, and the symbol versions it wants, like ``GLIBC_2.28``."""

    needed: tuple[str, ...]
    search: tuple[str, ...]
    versions: frozenset[str]

    def newest(self, family: str) -> tuple[int, ...]:
        """Return the newest version wanted of ``GLIBC``, ``GLIBCXX`` and the like; empty where none is."""
        found = [name.partition("_")[2] for name in self.versions if name.partition("_")[0] == family]
        return max((_numbers(version) for version in found), default=())


def is_elf(path: Path) -> bool:
    """Tell whether a file is a program or library for Linux."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def read_elf(path: Path) -> Elf:
    """Return what a library asks for; raises ``ValueError`` for anything else."""
    data = path.read_bytes()
    if not data.startswith(_MAGIC):
        message = f"not a 64 bit ELF file: {path.name}"
        raise ValueError(message)
    segments = list(_segments(data))
    dynamic = [(offset, size) for kind, offset, _, size in segments if kind == _DYNAMIC]
    entries = [entry for offset, size in dynamic for entry in _entries(data, offset, size)]
    table = dict(entries)
    if _STRINGS not in table:
        return Elf((), (), frozenset())
    loads = [(address, offset, size) for kind, offset, address, size in segments if kind == _LOAD]
    strings = _file_offset(loads, table[_STRINGS])
    named = [(tag, _string(data, strings + value)) for tag, value in entries if tag in {_NEEDED, _RPATH, _RUNPATH}]
    return Elf(
        tuple(name for tag, name in named if tag == _NEEDED),
        tuple(part for tag, name in named if tag != _NEEDED for part in name.split(":")),
        frozenset(_wanted_versions(data, loads, table, strings)),
    )


def _segments(data: bytes) -> Iterator[tuple[int, int, int, int]]:
    """Give kind, offset, address and size of every segment."""
    (start,) = struct.unpack_from("<Q", data, 32)
    size, count = struct.unpack_from("<HH", data, 54)
    for number in range(count):
        kind, _flags, offset, address, _physical, length = struct.unpack_from("<IIQQQQ", data, start + number * size)
        yield kind, offset, address, length


def _entries(data: bytes, offset: int, size: int) -> Iterator[tuple[int, int]]:
    for place in range(offset, offset + size, 16):
        tag, value = struct.unpack_from("<QQ", data, place)
        if tag == 0:
            return
        yield tag, value


def _wanted_versions(
    data: bytes, loads: list[tuple[int, int, int]], table: dict[int, int], strings: int
) -> Iterator[str]:
    if _VERSIONS not in table:
        return
    place = _file_offset(loads, table[_VERSIONS])
    for _ in range(table[_VERSION_COUNT]):
        _version, count, _file, first, following = struct.unpack_from("<HHIII", data, place)
        name = place + first
        for _ in range(count):
            _hash, _flags, _other, text, after = struct.unpack_from("<IHHII", data, name)
            yield _string(data, strings + text)
            name += after
        place += following


def _file_offset(loads: list[tuple[int, int, int]], address: int) -> int:
    for start, offset, size in loads:
        if start <= address < start + size:
            return address - start + offset
    message = f"address {address:#x} is in no segment"
    raise ValueError(message)


def _string(data: bytes, place: int) -> str:
    return data[place : data.index(b"\0", place)].decode()


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
