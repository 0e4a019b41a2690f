"""Reads ODT (OpenDocument text, ISO/IEC 26300): paragraphs, headings, lists, tables and notes of ``content.xml``."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from viewer.core.errors import FileUnsupportedError
from viewer.core.raw import BlockKind, RawDocument
from viewer.importing.list_numbers import ListNumbers
from viewer.importing.odt_lists import attribute, list_numbers, whole_number
from viewer.importing.package import damaged, open_package, parse_xml
from viewer.importing.piece import Piece, raw_document

Element = etree._Element  # noqa: SLF001 - lxml has no public name for its element type

_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_UNSEEN = frozenset({"tracked-changes", "annotation", "annotation-end", "sequence-decls", "forms", "desc", "title"})
_APART = frozenset(
    {"note", "frame", "custom-shape", "rect", "ellipse", "polygon", "path", "change", "ruby-text"}
)  # read elsewhere, or not at all
_FRAMES = ("{*}text-box", "{*}custom-shape", "{*}rect", "{*}ellipse", "{*}polygon", "{*}path")
_MAX_BLANKS = 1000
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def read_odt(path: Path) -> RawDocument:
    """Read an ODT, or one that is a single XML file. Raises ``FileReadError`` children."""
    root, styles = _parts(path)
    body = next(root.iter(f"{{{_OFFICE}}}text"), None)  # dates have a “text” of their own, in the styles
    if body is None:
        message = f"“{path.name}”不是文字文档"
        raise FileUnsupportedError(message, advice="请用原来的程序打开，另存为 DOCX 或 PDF 后再导入。")
    _drop_hidden(root, body)
    numbers = list_numbers([root] if styles is None else [styles, root])
    return raw_document(_Reader(numbers).pieces(body), _MEDIA_TYPE)


def _parts(path: Path) -> tuple[Element, Element | None]:
    """Return the content and, where they stand apart from it, the styles."""
    with path.open("rb") as file:
        is_package = file.read(2) == b"PK"
    if not is_package:
        return parse_xml(path, path.read_bytes()), None
    with open_package(path) as package:
        if "content.xml" not in package:
            raise damaged(path)
        return package.xml("content.xml"), package.xml_or_none("styles.xml")


def _drop_hidden(root: Element, body: Element) -> None:
    """Empty the runs whose style does not show them; what follows a run stays."""
    hidden = {
        attribute(style, "name")
        for style in root.iter("{*}style")
        if any(attribute(each, "display") == "none" for each in style.iter("{*}text-properties"))
    }
    for run in [each for each in body.iter("{*}span") if attribute(each, "style-name") in hidden]:
        tail = run.tail
        run.clear()
        run.tail = tail


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


@dataclass(slots=True)
class _Item:
    """A list item: its list's style, its level from 0, and whether its number is still to be printed."""

    style: str
    level: int
    waits: bool = True


class _Reader:
    """Turns block-level elements into pieces; list numbers are counted along the way."""

    def __init__(self, numbers: ListNumbers) -> None:
        self._numbers = numbers

    def pieces(self, container: Element, item: _Item | None = None) -> Iterator[Piece]:
        """Yield the pieces of a body, a cell, a text box, a list item or a note."""
        for element in container:
            name = _name(element)
            if name in ("p", "h"):
                yield from self._paragraph(element, item)
            elif name == "list":
                yield from self._list(element, item)
            elif name == "table":
                yield from self._table(element)
            elif name and name not in _UNSEEN:
                yield from self.pieces(element, item)

    def _paragraph(self, element: Element, item: _Item | None) -> Iterator[Piece]:
        for box in element.iter(*_FRAMES):
            yield from self.pieces(box)
        level = (whole_number(attribute(element, "outline-level")) or 1) if _name(element) == "h" else 0
        label = ""
        if item is not None and item.waits:
            item.waits = False
            label = self._numbers.label(item.style, item.level)
        for line in (label + _text(element)).split("\n"):
            yield Piece(line, BlockKind.HEADING if level else BlockKind.PARAGRAPH, level)
        for body in element.iter("{*}note-body"):
            yield from (Piece(piece.text, BlockKind.NOTE) for piece in self.pieces(body))

    def _list(self, element: Element, outer: _Item | None) -> Iterator[Piece]:
        style = attribute(element, "style-name") or (outer.style if outer is not None else "")
        level = outer.level + 1 if outer is not None else 0
        continues = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list")
        if outer is None and not continues:
            self._numbers.restart(style)
        for entry in element:
            item = _Item(attribute(entry, "style-override") or style, level, waits=_name(entry) == "list-item")
            start = whole_number(attribute(entry, "start-value"))
            if start is not None:
                self._numbers.start_at(item.style, level, start)
            yield from self.pieces(entry, item)

    def _table(self, table: Element) -> Iterator[Piece]:
        rows = [[each for each in row if _name(each) == "table-cell"] for row in table.iter("{*}table-row")]
        if all(len(row) <= 1 for row in rows):
            for row in rows:
                for cell in row:
                    yield from self.pieces(cell)
            return
        for row in rows:
            yield Piece("\t".join(map(self._cell, row)), BlockKind.TABLE_ROW)

    def _cell(self, cell: Element) -> str:
        return " ".join(piece.text for piece in self.pieces(cell) if piece.text.strip())


def _text(element: Element) -> str:
    """Return the visible text of a paragraph; a line break is a newline."""
    parts = [element.text or ""]
    for child in element:
        name = _name(child)
        if name == "s":
            parts.append(" " * min(_MAX_BLANKS, whole_number(attribute(child, "c")) or 1))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")
        elif name and name not in _UNSEEN and name not in _APART:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
