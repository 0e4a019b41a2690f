"""Reads DOC and WPS files in the binary Word 97-2003 format ([MS-DOC]) through their piece table.

Deleted revisions and hidden text are left out; automatic list numbers are written out.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import olefile

from viewer.core.errors import FileDamagedError, FileEncryptedError, FileReadError, FileUnsupportedError
from viewer.core.raw import BlockKind, RawDocument
from viewer.importing.piece import Piece, raw_document
from viewer.importing.word97_lists import ParagraphNumbers

_MEDIA_TYPE = "application/msword"
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
_FIELD_BEGIN, _FIELD_SEPARATOR, _FIELD_END = "\x13", "\x14", "\x15"
_PARAGRAPH, _CELL, _LINE, _PAGE_BREAK = "\r", "\x07", "\x0b", "\x0c"
_PARAGRAPH_ENDS = frozenset({_PARAGRAPH, _CELL, _PAGE_BREAK})
_PRINTED = {"\x1e": "-", "\t": "\t", "\xa0": " "}


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters ``[start, end)`` of the document, stored from ``offset`` on, one or two bytes each."""

    start: int
    end: int
    offset: int
    compressed: bool


def read_word97(path: Path) -> RawDocument:
    """Read a DOC or a WPS file of that kind. Raises ``FileReadError`` children."""
    try:
        with olefile.OleFileIO(str(path)) as ole:
            if not ole.exists("WordDocument"):
                raise _unsupported(path)
            main = _stream(ole, "WordDocument")
            flags = _word(main, _FLAGS)
            _check(path, main, flags)
            table = _stream(ole, "1Table" if flags & _TABLE_1 else "0Table")
        pieces = _pieces(main, table)
        text = _text(main, pieces, _LeftOut(main, table), _numbers(main, table))
    except FileReadError:
        raise
    except (OSError, struct.error, ValueError, IndexError, TypeError, UnicodeDecodeError, RecursionError) as error:
        message = f"“{path.name}”的内容已损坏，读不出来"
        raise FileDamagedError(message, advice="请用 Word 或 WPS 打开后另存为 DOCX，再导入。") from error
    return _raw_document(path, _stories(main, text))


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


def _text(main: bytes, pieces: list[_Piece], left_out: "_LeftOut", numbers: ParagraphNumbers | None) -> list[str]:
    """Return the characters of all stories, a list number before the first of its paragraph.

    Those left out are empty, so that positions stay.
    """
    characters: list[str] = []
    begins = 0
    for piece in pieces:
        width = 1 if piece.compressed else 2
        length = piece.end - piece.start
        stored = main[piece.offset : piece.offset + width * length]
        decoded = stored.decode("cp1252", "replace") if piece.compressed else _utf16_units(stored)
        for index, character in enumerate(decoded):
            hidden = character not in (_PARAGRAPH, _CELL) and piece.offset + width * index in left_out
            characters.append("" if hidden else character)
            if character in _PARAGRAPH_ENDS:
                if numbers is not None:
                    characters[begins] = numbers.label(piece.offset + width * index) + characters[begins]
                begins = len(characters)
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
    """The byte ranges whose character properties say "deleted" or "hidden" ([MS-DOC] 2.8.5, 2.9.33)."""

    def __init__(self, main: bytes, table: bytes) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
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


def _without_field_codes(text: str) -> Iterator[str]:
    """Yield the characters a person sees: of a field, its result."""
    fields: list[bool] = []
    for character in text:
        if character == _FIELD_BEGIN:
            fields.append(False)
        elif character == _FIELD_SEPARATOR and fields:
            fields[-1] = True
        elif character == _FIELD_END and fields:
            fields.pop()
        elif all(fields):
            yield character


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Yield lines, and whether they are table rows (cells parted by a tab)."""
    line: list[str] = []
    cells: list[str] = []
    for character in _without_field_codes(text):
        if character == _CELL:
            if line or not cells:
                cells.append("".join(line).strip())
                line = []
            else:  # an empty cell mark directly after a cell ends the row
                yield "\t".join(cells), len(cells) > 1
                cells = []
        elif character in (_PARAGRAPH, _LINE, _PAGE_BREAK):
            if not cells:
                yield "".join(line), False
                line = []
            elif line:
                line.append(" ")
        elif character >= " " or character in _PRINTED:
            line.append(_PRINTED.get(character, character))
    if cells or line:
        yield "\t".join([*cells, "".join(line)]) if cells else "".join(line), bool(cells)


def _raw_document(path: Path, stories: list[tuple[BlockKind, str]]) -> RawDocument:
    raw = raw_document(
        (
            Piece(line, BlockKind.TABLE_ROW if is_row else kind)
            for kind, text in stories
            for line, is_row in _lines(text)
        ),
        _MEDIA_TYPE,
    )
    if not raw.blocks:
        message = f"“{path.name}”里没有文字"
        raise FileUnsupportedError(message, advice="如果是扫描的图片，请先做文字识别（OCR）。")
    return raw
