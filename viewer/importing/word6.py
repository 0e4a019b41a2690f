"""Reads the text of Word 6 and Word 95 files: eight bits a character, in pieces where they were saved fast.

Hidden text and list numbers of these versions are not looked at.
"""

import struct
from pathlib import Path

from viewer.importing.locked import locked

_MARKS = (0xA5DC, 0xA699, 0xA5DB)
_VERSIONS = range(100, 106)
_COMPLEX, _ENCRYPTED = 0x0004, 0x0100
_VERSION, _LANGUAGE, _FLAGS, _FIRST, _CHARACTERS, _CLX = 0x02, 0x06, 0x0A, 0x18, 0x34, 0x160
_MOST = 64 << 20
_CHARACTER_SET, _MACINTOSH = 0x14, 0x0100
_ENCODINGS = {  # by the primary language of the file
    0x04: "gb18030",
    0x11: "cp932",
    0x12: "cp949",
    0x15: "cp1250",
    0x05: "cp1250",
    0x0E: "cp1250",
    0x19: "cp1251",
    0x22: "cp1251",
    0x02: "cp1251",
    0x08: "cp1253",
    0x1F: "cp1254",
    0x0D: "cp1255",
    0x01: "cp1256",
}
_TRADITIONAL = (0x0404, 0x0C04, 0x1404)


def is_word6(main: bytes) -> bool:
    """Tell whether a main stream is that of Word 6 or 95."""
    return len(main) > _CLX and _word(main, 0) in _MARKS and _word(main, _VERSION) in _VERSIONS


def word6_text(path: Path, main: bytes) -> str:
    """Return the characters of the main text, marks of paragraphs, cells and fields among them.

    Raises ``FileEncryptedError``, or what ``struct`` raises where the file is broken.
    """
    flags = _word(main, _FLAGS)
    if flags & _ENCRYPTED:
        raise locked(path, None)
    count = _long(main, _CHARACTERS)
    if count > _MOST:
        message = "more characters than any file has"
        raise ValueError(message)
    stored = _pieces(main, count) if flags & _COMPLEX else main[_long(main, _FIRST) :][:count]
    language = _word(main, _LANGUAGE)
    if _word(main, _CHARACTER_SET) == _MACINTOSH:
        return stored.decode("mac_roman", "replace")
    encoding = "big5" if language in _TRADITIONAL else _ENCODINGS.get(language & 0x3FF, "cp1252")
    return stored.decode(encoding, "replace")


def _pieces(main: bytes, count: int) -> bytes:
    """Join the pieces of a file that was saved fast."""
    start, size = _long(main, _CLX), _long(main, _CLX + 4)
    clx = main[start : start + size]
    at = 0
    while at < len(clx) and clx[at] == 1:
        at += 3 + _word(clx, at + 1)
    plc = clx[at + 5 :][: _long(clx, at + 1)]
    pieces = (len(plc) - 4) // 12
    parts = []
    for index in range(pieces):
        length = _long(plc, 4 * index + 4) - _long(plc, 4 * index)
        place = _long(plc, 4 * (pieces + 1) + 8 * index + 2)
        parts.append(main[place : place + max(0, length)])
    return b"".join(parts)[:count]


def _word(data: bytes, offset: int) -> int:
    return int(struct.unpack_from("<H", data, offset)[0])


def _long(data: bytes, offset: int) -> int:
    return int(struct.unpack_from("<I", data, offset)[0])
