"""Fits fcitx 4's plugin for Qt, as Debian 13 built it for Qt 6.8, to systems with an older C++ library.

The classes it is made of have the same members and the same tables of virtual functions in Qt 6.8 and 6.9. Two
functions of the C++ library it asks for are younger than the systems Andu is for; both only end what cannot go on.
Older ones that do the same stand under other names and versions, and those are put in the place of the two.
"""

import struct
from dataclasses import dataclass

EXCHANGED = {
    "_ZSt28__throw_bad_array_new_lengthv": "_ZSt17__throw_bad_allocv",
    "__cxa_call_terminate": "_ZSt9terminatev",
}
"""The functions that are asked for, and the shorter names of those that are everywhere."""
VERSIONS = {"GLIBCXX_3.4.29": "GLIBCXX_3.4", "CXXABI_1.3.15": "GLIBCXX_3.4"}
_VERSION_NEEDS = 0x6FFFFFFE
_STRINGS = 3


@dataclass(frozen=True, slots=True)
class Section:
    """Where one part of a library is."""

    kind: int
    offset: int
    size: int


def fitted(plugin: bytes) -> bytes:
    """Return the plugin with other names. Raises ``ValueError`` where it does not ask for what is exchanged."""
    made = bytearray(plugin)
    for old, new in EXCHANGED.items():
        _put_name(made, old, new)
    for old, new in VERSIONS.items():
        _put_version(made, old, new)
    return bytes(made)


def _put_name(library: bytearray, old: str, new: str) -> None:
    """Write a shorter name, and nothing after it, over a name."""
    wanted = b"\0" + old.encode() + b"\0"
    if library.count(wanted) != 1:
        message = f"the plugin asks for {old} {library.count(wanted)} times, not once"
        raise ValueError(message)
    at = library.index(wanted) + 1
    library[at : at + len(old)] = new.encode().ljust(len(old), b"\0")


def _put_version(library: bytearray, old: str, new: str) -> None:
    """Let what is asked for with one version be asked for with another one that is also asked for."""
    sections = list(_sections(library))
    needs = next(each for each in sections if each.kind == _VERSION_NEEDS)
    found = dict(_versions(library, needs, sections))
    if old not in found or new not in found:
        message = f"the plugin asks for no {old} and {new}: {sorted(found)}"
        raise ValueError(message)
    for start, size in ((0, 4), (8, 4)):  # the version's sum and its name; its number and the next one stay
        source, target = found[new] + start, found[old] + start
        library[target : target + size] = library[source : source + size]


def _sections(library: bytearray) -> list[Section]:
    (table,) = struct.unpack_from("<Q", library, 40)
    entry, count = struct.unpack_from("<HH", library, 58)
    rows = (struct.unpack_from("<IIQQQQIIQQ", library, table + number * entry) for number in range(count))
    return [Section(row[1], row[4], row[5]) for row in rows]


def _versions(library: bytearray, needs: Section, sections: list[Section]) -> list[tuple[str, int]]:
    """Return the versions asked for, each with the place of its entry."""
    names = next(each for each in sections if each.kind == _STRINGS)
    found, at = [], needs.offset
    while True:
        _version, count, _file, first, following = struct.unpack_from("<HHIII", library, at)
        entry = at + first
        for _ in range(count):
            _sum, _flags, _number, name, after = struct.unpack_from("<IHHII", library, entry)
            start = names.offset + name
            found.append((bytes(library[start : library.index(b"\0", start)]).decode(), entry))
            entry += after
        if not following:
            return found
        at += following
