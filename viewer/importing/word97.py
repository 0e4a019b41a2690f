"""Reads DOC and WPS files in the binary Word 97-2003 format ([MS-DOC]) through their piece table.

Deleted revisions and hidden text are left out; automatic list numbers are written out.
"""

import struct
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from pathlib import Path

import olefile

from viewer.core.errors import FileDamagedError, FileEncryptedError, FileUnsupportedError
from viewer.core.raw import BlockKind, RawDocument
from viewer.importing.word6 import is_word6, word6_text
from viewer.importing.word97_lists import ParagraphNumbers
from viewer.importing.word97_salvage import is_cut_off, salvage_streams
from viewer.importing.word_stories import CELL, PAGE_BREAK, PARAGRAPH, printed

_WORD97 = 0xA5EC
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200  # flags of FibBase
_MAX_STREAM = 256 << 20
_MAX_CHARACTERS = 64 << 20
# Offsets into the FIB of Word 97 and later ([MS-DOC] 2.5).
_FLAGS, _CCP_TEXT, _CCP_FOOTNOTES, _CCP_HEADERS, _CCP_COMMENTS, _CCP_ENDNOTES, _CCP_TEXT_BOXES = (
    0x0A,
    0x4C,
    0x50,
    0x54,
    0x5C,
    0x60,
    0x64,
)
_CHPX, _CLX = 0x00FA, 0x01A2
_PAGE = 512
_COMPRESSED = 0x40000000
_SPRM_DELETED, _SPRM_HIDDEN = 0x0800, 0x083C
_OPERAND_BYTES = (1, 1, 2, 4, 2, 2, 0, 3)  # by the sprm's three highest bits; 6 says its length itself
_STORIES = 8
_SAVED_FAST = 0x0004  # a flag of FibBase: the text is in pieces
_FIRST, _LAST = 0x18, 0x1C  # where the text begins and ends in files that were saved as a whole
_ROUNDING = 2  # characters
_MOST_ODD = 0.05
_BROKEN = (OSError, struct.error, ValueError, IndexError, TypeError, UnicodeDecodeError, RecursionError)
_PARTIAL = "文件不完整（可能没有下载完），只读出了一部分；缺少的内容请核对原件。"
_MAY_BE_REVISED = "修订记录已经缺失：读出的文字里可能有原文件中已删除或隐藏的内容。"
_PARAGRAPH_ENDS = frozenset({PARAGRAPH, CELL, PAGE_BREAK})


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters ``[start, end)`` of the document, stored from ``offset`` on, one or two bytes each."""

    start: int
    end: int
    offset: int
    compressed: bool


def read_word97(path: Path) -> RawDocument:
    """Read a DOC or a WPS file of that kind, of a damaged one what is left. Raises ``FileReadError`` children."""
    try:
        raw = _read(path)
    except _BROKEN as error:
        left = _what_is_left(path)
        if left is None:
            message = f"“{path.name}”的内容已损坏，读不出来"
            raise FileDamagedError(message, advice="请用 Word 或 WPS 打开后另存为 DOCX，再导入。") from error
        return left
    return _marked(raw) if is_cut_off(path.read_bytes()) else raw


def _marked(raw: RawDocument, *warnings: str) -> RawDocument:
    return replace(raw, partial=True, warnings=(_PARTIAL, *warnings, *raw.warnings))


def _read(path: Path) -> RawDocument:
    """Read a sound file. Raises ``FileReadError`` children and, for a broken one, any of ``_BROKEN``."""
    with olefile.OleFileIO(str(path)) as ole:
        if not ole.exists("WordDocument"):
            if is_cut_off(path.read_bytes()):
                message = "the list of streams is not whole"
                raise ValueError(message)
            raise _unsupported(path)
        main = _stream(ole, "WordDocument")
        if is_word6(main):
            return printed(path, [(BlockKind.PARAGRAPH, word6_text(path, main))])
        flags = _word(main, _FLAGS)
        _check(path, main, flags)
        table = _stream(ole, "1Table" if flags & _TABLE_1 else "0Table")
    text = _text(main, _pieces(main, table), _LeftOut(main, table), _numbers(main, table))
    return printed(path, _stories(main, text))


def _what_is_left(path: Path) -> RawDocument | None:
    """Read what is left of a file that was cut off, ``None`` where that is nothing or no text."""
    streams = salvage_streams(path.read_bytes())
    if streams is None:
        return None
    main, table = streams.main, streams.table
    left_out = None
    try:
        _check(path, main, _word(main, _FLAGS))
        if table is not None:
            left_out = _LeftOut(main, table)
            text = _text(main, _pieces(main, table), left_out, _numbers(main, table))
        else:
            text = _text(main, [_only_piece(main)], None, None)
        raw = printed(path, _stories(main, text))
    except (*_BROKEN, FileUnsupportedError):
        return None
    if not _is_text(raw.text):
        return None
    knows_revisions = left_out is not None and left_out.is_whole
    return _marked(raw) if knows_revisions else _marked(raw, _MAY_BE_REVISED)


def _only_piece(main: bytes) -> _Piece:
    """Return the text of a file that was saved as a whole: one piece, of one or two bytes a character.

    Raises ``ValueError`` where the file says nothing of the kind.
    """
    first, last = _long(main, _FIRST), _long(main, _LAST)
    count = sum(_long(main, _CCP_TEXT + 4 * index) for index in range(_STORIES))
    width = next((width for width in (1, 2) if 0 <= last - first - width * count <= _ROUNDING * width), None)
    if _word(main, _FLAGS) & _SAVED_FAST or width is None:
        message = "the text is in pieces nobody knows"
        raise ValueError(message)
    return _Piece(0, count, first, compressed=width == 1)


def _is_text(text: str) -> bool:
    """Tell whether what was found reads like text, not like other bytes of the file."""
    odd = sum(unicodedata.category(character) in ("Cn", "Co", "Cs") or character == "\ufffd" for character in text)
    return odd <= _MOST_ODD * len(text)


def _check(path: Path, main: bytes, flags: int) -> None:
    if _word(main, 0) != _WORD97:
        raise _unsupported(path)
    if flags & _ENCRYPTED:
        message = f"“{path.name}”有密码"
        raise FileEncryptedError(message, advice="请用 Word 或 WPS 打开，去掉密码后另存，再导入。")


def _unsupported(path: Path) -> FileUnsupportedError:
    message = f"“{path.name}”不是 Word 97-2003 格式（可能是更早的 Word、WPS 或表格、演示文件）"
    return FileUnsupportedError(message, advice="请用原来的程序打开，另存为 DOCX 后再导入。")


def _stream(ole: "olefile.OleFileIO[str]", name: str) -> bytes:
    if ole.get_size(name) > _MAX_STREAM:
        message = "stream too large"
        raise ValueError(message)
    return bytes(ole.openstream(name).read())


def _word(data: bytes, offset: int) -> int:
    return int(struct.unpack_from("<H", data, offset)[0])


def _long(data: bytes, offset: int) -> int:
    return int(struct.unpack_from("<I", data, offset)[0])


def _pieces(main: bytes, table: bytes) -> list[_Piece]:
    """Read the piece table ([MS-DOC] 2.8.35, 2.9.38, 2.9.177)."""
    clx = table[_long(main, _CLX) :][: _long(main, _CLX + 4)]
    at = 0
    while at < len(clx) and clx[at] == 1:  # formatting of fast-saved files
        at += 3 + _word(clx, at + 1)
    size = _long(clx, at + 1)
    plc = clx[at + 5 :][:size]
    count = (len(plc) - 4) // 12
    pieces = []
    for index in range(count):
        start, end = _long(plc, 4 * index), _long(plc, 4 * index + 4)
        position = _long(plc, 4 * (count + 1) + 8 * index + 2)
        compressed = bool(position & _COMPRESSED)
        offset = (position & ~_COMPRESSED) // 2 if compressed else position
        if not start <= end <= _MAX_CHARACTERS:
            message = "piece out of order"
            raise ValueError(message)
        pieces.append(_Piece(start, end, offset, compressed))
    return pieces


def _numbers(main: bytes, table: bytes) -> ParagraphNumbers | None:
    """Return the list numbers, ``None`` where their rules are broken: the text is worth reading without them."""
    try:
        return ParagraphNumbers(main, table)
    except (struct.error, IndexError):
        return None


def _text(
    main: bytes, pieces: list[_Piece], left_out: "_LeftOut | None", numbers: ParagraphNumbers | None
) -> list[str]:
    """Return the characters of all stories, a list number before the first of its paragraph.

    Those left out are empty, and so are those behind the end of a file that was cut off: positions stay.
    """
    characters: list[str] = []
    begins = 0
    for piece in pieces:
        width = 1 if piece.compressed else 2
        length = piece.end - piece.start
        stored = main[piece.offset : piece.offset + width * length]
        decoded = stored.decode("cp1252", "replace") if piece.compressed else _utf16_units(stored)
        for index, character in enumerate(decoded):
            at = piece.offset + width * index
            hidden = left_out is not None and character not in (PARAGRAPH, CELL) and at in left_out
            characters.append("" if hidden else character)
            if character in _PARAGRAPH_ENDS:
                if numbers is not None:
                    characters[begins] = numbers.label(at) + characters[begins]
                begins = len(characters)
        characters += [""] * (length - len(decoded))
    return characters


def _utf16_units(stored: bytes) -> list[str]:
    """Return one string per two bytes; the second half of a pair is empty."""
    units = [chr(unit) for (unit,) in struct.iter_unpack("<H", stored[: len(stored) // 2 * 2])]
    for index in range(len(units) - 1):
        if "\ud800" <= units[index] <= "\udbff" and "\udc00" <= units[index + 1] <= "\udfff":
            pair = units[index] + units[index + 1]
            units[index], units[index + 1] = pair.encode("utf-16", "surrogatepass").decode("utf-16"), ""
    return ["\ufffd" if "\ud800" <= unit <= "\udfff" else unit for unit in units]


class _LeftOut:
    """The byte ranges whose character properties say "deleted" or "hidden" ([MS-DOC] 2.8.5, 2.9.33).

    ``is_whole`` tells that no page of properties is missing.
    """

    def __init__(self, main: bytes, table: bytes) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        self.is_whole = True
        plc = table[_long(main, _CHPX) :][: _long(main, _CHPX + 4)]
        count = (len(plc) - 4) // 8
        for index in range(max(0, count)):
            page = _long(plc, 4 * (count + 1) + 4 * index) * _PAGE
            self._read_page(main[page : page + _PAGE])
        order = sorted(range(len(self._starts)), key=self._starts.__getitem__)
        self._starts, self._ends = [self._starts[i] for i in order], [self._ends[i] for i in order]

    def __contains__(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._ends[index]

    def _read_page(self, page: bytes) -> None:
        if len(page) < _PAGE:
            self.is_whole = False
            return
        count = page[-1]
        for index in range(count):
            at = 2 * page[4 * (count + 1) + index]
            if at and _hides(page[at + 1 : at + 1 + page[at]]):
                self._starts.append(_long(page, 4 * index))
                self._ends.append(_long(page, 4 * index + 4))


def _hides(properties: bytes) -> bool:
    """Tell whether a list of single property modifiers deletes or hides its characters ([MS-DOC] 2.2.5.1)."""
    at = 0
    while at + 2 < len(properties):
        code = _word(properties, at)
        size = _OPERAND_BYTES[code >> 13]
        if code in (_SPRM_DELETED, _SPRM_HIDDEN) and properties[at + 2] in (1, 0x81):
            return True
        at += 2 + (size or 1 + properties[at + 2])
    return False


def _stories(main: bytes, characters: list[str]) -> list[tuple[BlockKind, str]]:
    """Return the main text, then text boxes, then footnotes and endnotes; headers and comments are left out."""
    sizes = [
        _long(main, at)
        for at in (_CCP_TEXT, _CCP_FOOTNOTES, _CCP_HEADERS, 0x58, _CCP_COMMENTS, _CCP_ENDNOTES, _CCP_TEXT_BOXES)
    ]
    starts = [sum(sizes[:index]) for index in range(len(sizes))]

    def story(index: int) -> str:
        return "".join(characters[starts[index] : starts[index] + sizes[index]])

    return [
        (BlockKind.PARAGRAPH, story(6)),
        (BlockKind.PARAGRAPH, story(0)),
        (BlockKind.NOTE, story(1)),
        (BlockKind.NOTE, story(5)),
    ]
