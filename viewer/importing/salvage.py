"""Takes out of a damaged or cut off ZIP package what can still be unpacked, member by member, without its directory.

The result is a package of its own, marked so that its XML is read as far as it goes.
"""

import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SALVAGED = b"andu: salvaged"
_LOCAL = b"PK\x03\x04"
_OTHERS = (b"PK\x03\x04", b"PK\x01\x02", b"PK\x07\x08", b"PK\x05\x06")
_HEADER = struct.Struct("<4xHHHHHIIIHH")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _UTF8 = 0x1, 0x800
_MOST_MEMBERS = 5000
_MOST_BYTES = 256 << 20
_MOST_TIMES = 500
_CHUNK = 1 << 16


def salvage(path: Path, target: Path) -> int:
    """Write what can be unpacked to ``target`` and return how many members that is; nothing is written for none."""
    data = path.read_bytes()
    written: set[str] = set()
    total = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for stated, content in _members(data):
            name = stated.partition("\0")[0]
            total += len(content)
            if len(written) >= _MOST_MEMBERS or total > _MOST_BYTES:
                break
            if name and name not in written and not name.endswith("/"):
                written.add(name)
                package.writestr(name, content)
        package.comment = SALVAGED
    return len(written)


@contextmanager
def as_far_as_it_goes(path: Path) -> Iterator[Path]:
    """Give what can be unpacked of a package for the time of the block, the package itself where that is nothing."""
    with tempfile.TemporaryDirectory(prefix=".andu-") as folder:
        target = Path(folder) / path.name
        yield target if salvage(path, target) else path


def _members(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the names and contents that stand behind local headers; what is cut off is given as far as it goes."""
    at = data.find(_LOCAL)
    while at >= 0 and at + _HEADER.size <= len(data):
        _version, flags, method, _time, _date, _crc, packed, _size, name_size, extra = _HEADER.unpack_from(data, at)
        start = at + _HEADER.size + name_size + extra
        raw_name = data[at + _HEADER.size : at + _HEADER.size + name_size]
        end = start
        if not flags & _ENCRYPTED and start < len(data):
            content, end = _content(data, start, method, packed)
            if content:
                yield _name(raw_name, is_utf8=bool(flags & _UTF8)), content
        at = data.find(_LOCAL, max(end, at + 4))


def _content(data: bytes, start: int, method: int, packed: int) -> tuple[bytes, int]:
    if method == _STORED:
        end = start + packed if packed else _next_header(data, start)
        return data[start:end], end
    if method == _DEFLATED:
        return _inflated(data, start)
    return b"", start


def _inflated(data: bytes, start: int) -> tuple[bytes, int]:
    """Unpack from ``start`` on, up to the end of the stream, the first fault or the bounds."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    parts: list[bytes] = []
    size, at = 0, start
    while at < len(data) and not stream.eof and size <= _MOST_BYTES:
        try:
            parts.append(stream.decompress(data[at : at + _CHUNK], _MOST_BYTES))
        except zlib.error:
            break
        at += _CHUNK
        size += len(parts[-1])
        if size > _MOST_TIMES * max(at - start, _CHUNK):
            return b"", at
    at = min(at, len(data))
    return b"".join(parts), at - len(stream.unused_data) if stream.eof else start


def _next_header(data: bytes, start: int) -> int:
    found = [place for place in (data.find(mark, start) for mark in _OTHERS) if place >= 0]
    return min(found, default=len(data))


def _name(stored: bytes, *, is_utf8: bool) -> str:
    if is_utf8:
        return stored.decode("utf-8", "replace")
    try:
        return stored.decode("utf-8")
    except UnicodeDecodeError:
        return stored.decode("gb18030", "replace")
