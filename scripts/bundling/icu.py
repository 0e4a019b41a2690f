"""Cuts the data of ICU down to what Qt asks of it here: 2 MB instead of 32.

Qt's library wants libicudata, but only for comparing words and for old encodings; its own tables hold languages, dates
and numbers. The data stands in a shared library that holds nothing else, so that library is written anew.
"""

import fnmatch
import struct
from collections.abc import Iterator
from pathlib import Path

_MAGIC = b"\xda\x27"
_KEPT = (
    "cnvalias.icu", "ucase.icu", "uprops.icu", "ubidi.icu", "nfc.nrm",
    "root.res", "res_index.res", "zh*.res", "en.res", "en_001.res", "keyTypeData.res",
    "coll/root.res", "coll/res_index.res", "coll/zh*.res", "coll/en.res", "coll/ucadata.icu",
    "*gb18030*.cnv", "*gbk*.cnv", "ibm-1386*.cnv", "windows-936*.cnv", "ibm-1383*.cnv", "*big5*.cnv",
    "windows-950*.cnv",
)  # fmt: skip
_PAGE, _ALIGN = 4096, 16
_LOAD, _DYNAMIC, _STACK = 1, 2, 0x6474E551
_READ, _WRITE = 4, 2


def cut(library: bytes) -> bytes:
    """Return the library with less data in it; the same symbol, the same name. Raises ``ValueError`` for others."""
    symbol, soname = _names(library)
    return shared_library(_less(_package(library)), symbol, soname)


def cut_file(path: Path) -> None:
    """Cut a library down in its place."""
    path.write_bytes(cut(path.read_bytes()))


def _names(library: bytes) -> tuple[str, str]:
    """Return the symbol and the library's own name, both of which hold ICU's version."""
    at = library.index(b"\0icudt") + 1
    symbol = library[at : library.index(b"\0", at)].decode()
    return symbol, f"libicudata.so.{''.join(filter(str.isdigit, symbol))}"


def _package(library: bytes) -> bytes:
    """Return the data from its header on."""
    at = library.find(_MAGIC)
    while at != -1:
        if library[at + 10 : at + 14] == b"CmnD":
            return library[at - 2 :]
        at = library.find(_MAGIC, at + 1)
    message = "no ICU data in this library"
    raise ValueError(message)


def _less(package: bytes) -> bytes:
    (start,) = struct.unpack_from("<H", package)
    kept = [(name, item) for name, item in _items(package, start) if _is_kept(name.partition("/")[2])]
    names, places, data = b"", [], b""
    names_at = 4 + 8 * len(kept)
    for name, _ in kept:
        places.append(names_at + len(names))
        names += name.encode() + b"\0"
    data_at = _up(names_at + len(names), _ALIGN)
    table = struct.pack("<I", len(kept))
    for place, (_, item) in zip(places, kept, strict=True):
        data += b"\0" * (_up(len(data), _ALIGN) - len(data))
        table += struct.pack("<II", place, data_at + len(data))
        data += item
    return package[:start] + table + names.ljust(data_at - names_at, b"\0") + data


def _items(package: bytes, start: int) -> Iterator[tuple[str, bytes]]:
    (count,) = struct.unpack_from("<I", package, start)
    entries = [struct.unpack_from("<II", package, start + 4 + 8 * number) for number in range(count)]
    for number, (name_at, data_at) in enumerate(entries):
        end = entries[number + 1][1] if number + 1 < count else data_at + (1 << 22)
        name = package[start + name_at : package.index(b"\0", start + name_at)].decode()
        yield name, package[start + data_at : start + end]


def _is_kept(name: str) -> bool:
    pattern_of_folder = [pattern for pattern in _KEPT if ("/" in pattern) == ("/" in name)]
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in pattern_of_folder)


def shared_library(data: bytes, symbol: str, soname: str) -> bytes:
    """Return a Linux library for x86-64 that holds data under one symbol and needs no other library."""
    strings = b"\0" + symbol.encode() + b"\0" + soname.encode() + b"\0"
    headers = 64 + 4 * 56
    hash_table = struct.pack("<IIIII", 1, 2, 1, 0, 0)
    symbols_at = _up(headers + len(hash_table), 8)
    strings_at = symbols_at + 2 * 24
    data_at = _up(strings_at + len(strings), _ALIGN)
    dynamic_at = _up(data_at + len(data), _PAGE)
    table = bytes(24) + struct.pack("<IBBHQQ", 1, 0x11, 0, 1, data_at, len(data))
    dynamic = b"".join(
        struct.pack("<QQ", tag, value)
        for tag, value in (
            (14, 2 + len(symbol)),  # soname
            (4, headers),  # hash
            (5, strings_at),
            (6, symbols_at),
            (10, len(strings)),
            (11, 24),  # size of a symbol
            (0, 0),
        )
    )
    identity = b"\x7fELF\x02\x01\x01" + bytes(9)
    header = identity + struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, 64, 0, 0, 64, 56, 4, 64, 0, 0)
    segments = (
        (_LOAD, _READ, 0, data_at + len(data), _PAGE),
        (_LOAD, _READ | _WRITE, dynamic_at, len(dynamic), _PAGE),
        (_DYNAMIC, _READ | _WRITE, dynamic_at, len(dynamic), 8),
        (_STACK, _READ | _WRITE, 0, 0, 16),
    )
    programs = b"".join(
        struct.pack("<IIQQQQQQ", kind, flags, at, at, at, size, size, align)
        for kind, flags, at, size, align in segments
    )
    front = (header + programs + hash_table).ljust(symbols_at, b"\0") + table + strings
    return (front.ljust(data_at, b"\0") + data).ljust(dynamic_at, b"\0") + dynamic


def _up(number: int, step: int) -> int:
    return -(-number // step) * step
