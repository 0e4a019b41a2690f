"""Reads RTF (specification 1.9.1), as older office programs export it: what prints, nothing hidden or deleted."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from viewer.core.errors import FileDamagedError, FileEmptyError
from viewer.core.raw import BlockKind, RawDocument
from viewer.importing.piece import Piece, raw_document

_MEDIA_TYPE = "application/rtf"
_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?|\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z'])"
    r"|(?P<brace>[{}])|(?P<line>[\r\n]+)|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
_UNSEEN = frozenset(
    {
        "fonttbl", "colortbl", "stylesheet", "listtable", "listoverridetable", "rsidtbl", "generator", "info", "pict",
        "object", "themedata", "colorschememapping", "datastore", "latentstyles", "xmlnstbl", "header", "headerl",
        "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "fldinst", "bkmkstart", "bkmkend",
        "annotation", "atnid", "atnauthor", "sp", "shprslt", "filetbl", "revtbl", "nonshppict", "mmathPr",
        "wgrffmtfilter", "xe", "tc", "tcn", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn",
    }
)  # fmt: skip
_SEEN_STARRED = frozenset({"shptxt", "shpinst", "ud", "upr"})
_CHARACTERS = {
    "tab": "\t", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_SIGNS = {"\\": "\\", "{": "{", "}": "}", "~": " ", "_": "-"}
_CODE_PAGES = {  # by font charset
    0: "cp1252", 1: "cp1252", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_MAX_DEPTH = 500


@dataclass(frozen=True, slots=True)
class _Group:
    """What holds inside one pair of braces."""

    unseen: bool = False
    hidden: bool = False
    note: bool = False
    label: bool = False
    skip: int = 1
    encoding: str = "gb18030"


@dataclass(slots=True)
class _Writer:
    """Collects lines; cells wait for the end of their row."""

    lines: list[Piece] = field(default_factory=list)
    notes: list[Piece] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)

    def end_line(self, *, in_note: bool) -> None:
        """End a paragraph, or a line of a note or a cell."""
        if in_note:
            self._end_note()
        elif self.cells:
            self.line.append(" ")
        else:
            text = "".join(self.line)
            self.line.clear()
            self.lines.append(Piece(text))

    def _end_note(self) -> None:
        text = "".join(self.note).strip()
        self.note.clear()
        if text:
            self.notes.append(Piece(text, BlockKind.NOTE))

    def end_cell(self) -> None:
        """End a cell of a table."""
        self.cells.append("".join(self.line).strip())
        self.line.clear()

    def end_row(self) -> None:
        """End a row of a table."""
        if any(self.cells):
            kind = BlockKind.TABLE_ROW if len(self.cells) > 1 else BlockKind.PARAGRAPH
            self.lines.append(Piece("\t".join(self.cells), kind))
        self.cells.clear()

    def all(self) -> list[Piece]:
        """Return the text's lines, then the notes."""
        self.end_row()
        self.end_line(in_note=False)
        self._end_note()
        return self.lines + self.notes


def read_rtf(path: Path) -> RawDocument:
    """Read an RTF file. Raises ``FileReadError`` children."""
    source = path.read_bytes().decode("latin-1")
    if not source.startswith("{\\rtf"):
        message = f"“{path.name}”不是完好的 RTF 文件"
        raise FileDamagedError(message, advice="请用 Word 或 WPS 打开后另存为 DOCX，再导入。")
    lines = _Parser(source).lines()
    if not any(line.text.strip() for line in lines):
        message = f"“{path.name}”里没有文字"
        raise FileEmptyError(message, advice="请用 Word 或 WPS 打开，确认内容还在。")
    return raw_document(lines, _MEDIA_TYPE)


class _Parser:
    """Follows the tokens of one file with a stack of groups."""

    def __init__(self, source: str) -> None:
        self._tokens: Iterator[re.Match[str]] = _TOKEN.finditer(source)
        self._writer = _Writer()
        self._stack = [_Group()]
        self._fonts: dict[int, str] = {}
        self._font = -1
        self._in_fonts = 0
        self._bytes = bytearray()
        self._to_skip = 0
        self._starred = self._opened = False
        self._high = ""

    def lines(self) -> list[Piece]:
        """Return what the file prints."""
        for token in self._tokens:
            opened, self._opened = self._opened, token["brace"] == "{"
            if token["sign"] == "*":
                self._starred = opened  # anywhere else it says nothing about the group
                continue
            if token["hex"]:
                self._byte(int(token["hex"], 16))
                continue
            if not token["line"]:
                self._flush_bytes()
            if token["brace"]:
                self._brace(token["brace"])
            elif token["word"]:
                self._word(token["word"], int(token["number"]) if token["number"] else None)
            elif token["sign"]:
                self._sign(token["sign"])
            elif token["text"]:
                self._plain(token["text"])
        self._flush_bytes()
        return self._writer.all()

    def _brace(self, brace: str) -> None:
        if brace == "{" and len(self._stack) < _MAX_DEPTH:
            self._stack.append(self._stack[-1])
        elif brace == "}" and len(self._stack) > 1:
            closed = self._stack.pop()
            if closed.note and not self._stack[-1].note:
                self._writer.end_line(in_note=True)
            if len(self._stack) < self._in_fonts:
                self._in_fonts = 0
        self._starred = False
        self._to_skip = 0

    def _sign(self, sign: str) -> None:
        if sign in _SIGNS:
            self._put(_SIGNS[sign])
        elif sign in "\r\n":
            self._end_line()

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        group = self._stack[-1]
        if word == "fonttbl":
            self._in_fonts = len(self._stack)
        if word in _UNSEEN or (starred and word not in _SEEN_STARRED):
            self._stack[-1] = replace(group, unseen=True)
        elif word in ("v", "deleted"):
            self._stack[-1] = replace(group, hidden=number != 0)
        elif word == "plain":
            self._stack[-1] = replace(group, hidden=False)
        elif word in ("listtext", "pntext"):  # the number a list gives the paragraph, with blanks to set it
            self._stack[-1] = replace(group, label=True)
        elif word == "footnote":
            self._stack[-1] = replace(group, note=True)
        elif word == "uc":
            self._stack[-1] = replace(group, skip=max(0, number or 0))
        elif word == "u" and number is not None:
            self._unicode(number % 0x10000, group.skip)
        elif word in ("f", "fcharset"):
            self._choose_font(word, number or 0)
        else:
            self._print_word(word)

    def _choose_font(self, word: str, number: int) -> None:
        if word == "f":
            self._font = number
            if not self._in_fonts:
                encoding = self._fonts.get(number, self._stack[-1].encoding)
                self._stack[-1] = replace(self._stack[-1], encoding=encoding)
        elif number in _CODE_PAGES and number > 1:  # Latin fonts do not say what Chinese bytes mean
            self._fonts[self._font] = _CODE_PAGES[number]

    def _print_word(self, word: str) -> None:
        if self._stack[-1].unseen:
            return
        if word in ("par", "line", "page", "sect", "softline"):
            self._end_line()
        elif word in ("cell", "nestcell"):
            self._writer.end_cell()
        elif word in ("row", "nestrow"):
            self._writer.end_row()
        elif word in _CHARACTERS:
            self._put(_CHARACTERS[word])

    def _end_line(self) -> None:
        if not self._stack[-1].unseen:
            self._writer.end_line(in_note=self._stack[-1].note)

    def _unicode(self, unit: int, skip: int) -> None:
        self._to_skip = skip
        character = chr(unit)
        if "\ud800" <= character <= "\udbff":
            self._high = character
            return
        if "\udc00" <= character <= "\udfff":
            pair, self._high = self._high + character, ""
            character = pair.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        self._emit(character)

    def _byte(self, value: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes.append(value)

    def _flush_bytes(self) -> None:
        if self._bytes:
            self._emit(_decoded(bytes(self._bytes), self._stack[-1].encoding))
            self._bytes.clear()

    def _plain(self, text: str) -> None:
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        self._emit(text[skipped:])

    def _put(self, text: str) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._emit(text)

    def _emit(self, text: str) -> None:
        group = self._stack[-1]
        text = text.strip() if group.label else text
        if text and not group.unseen and not group.hidden:
            (self._writer.note if group.note else self._writer.line).append(text)


def _decoded(stored: bytes, encoding: str) -> str:
    """Decode what a font prints; a file that names no code page and is not Chinese is Western."""
    try:
        return stored.decode(encoding)
    except UnicodeDecodeError:
        return stored.decode("cp1252" if encoding == _Group().encoding else encoding, "replace")
