"""Walks the parts of a DOCX in printing order and gives its blocks."""

from collections.abc import Iterator
from pathlib import Path

from viewer.core.errors import FileUnsupportedError
from viewer.core.raw import BlockKind, RawDocument
from viewer.importing.docx.inline import inline_text
from viewer.importing.docx.numbering import list_numbers
from viewer.importing.docx.styles import Styles
from viewer.importing.docx.wordml import Element, attribute, child, integer, is_on, name, value
from viewer.importing.list_numbers import ListNumbers
from viewer.importing.package import Package, damaged, open_package
from viewer.importing.piece import Piece, raw_document

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NO_LIST = "0"
_OTHER_KINDS = ("xl/", "ppt/", "visio/")
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_CONTAINERS = frozenset({"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"})


def read_docx(path: Path) -> RawDocument:
    """Read a DOCX, DOCM, DOTX or a WPS file in that format. Raises ``FileReadError`` children."""
    with open_package(path) as package:
        main = _main_part(path, package)
        folder = main.rsplit("/", 1)[0] + "/" if "/" in main else ""
        body = child(package.xml(main), "body")
        if body is None:
            raise damaged(path)
        reader = _Reader(
            Styles(package.xml_or_none(folder + "styles.xml")),
            list_numbers(package.xml_or_none(folder + "numbering.xml")),
        )
        pieces = [*reader.blocks(body)]
        for notes in ("footnotes.xml", "endnotes.xml"):
            pieces += reader.notes(package.xml_or_none(folder + notes))
    return raw_document(pieces, _MEDIA_TYPE)


def _main_part(path: Path, package: Package) -> str:
    """Return the part the package's relationships name as the document."""
    relationships = package.xml_or_none("_rels/.rels")
    for each in relationships if relationships is not None else ():
        if (attribute(each, "Type") or "").endswith("/officeDocument"):
            target = (attribute(each, "Target") or "").lstrip("/")
            if target.startswith(_OTHER_KINDS):
                message = f"“{path.name}”是表格或演示文稿，不是文字文档"
                raise FileUnsupportedError(message, advice="请把其中的文字复制到 Word 文档里，再导入。")
            if target in package:
                return target
    if "word/document.xml" in package:
        return "word/document.xml"
    raise damaged(path)


class _Reader:
    """Turns block-level elements into pieces; list numbers are counted along the way."""

    def __init__(self, styles: Styles, numbering: ListNumbers) -> None:
        self._styles = styles
        self._numbering = numbering
        self._carried = ""

    def blocks(self, container: Element) -> Iterator[Piece]:
        """Yield the pieces of a body, a cell, a text box or a note."""
        for element in container:
            kind = name(element)
            if kind == "p":
                yield from self._paragraph(element)
            elif kind == "tbl":
                yield from self._table(element)
            elif kind in _CONTAINERS:
                yield from self.blocks(element)

    def notes(self, root: Element | None) -> list[Piece]:
        """Return footnotes or endnotes as notes, without the separator lines."""
        pieces: list[Piece] = []
        for note in root if root is not None else ():
            if name(note) in ("footnote", "endnote") and attribute(note, "type") not in _SEPARATORS:
                pieces += [Piece(each.text, BlockKind.NOTE) for each in self.blocks(note)]
        return pieces

    def _paragraph(self, element: Element) -> Iterator[Piece]:
        properties = child(element, "pPr")
        style = self._styles.style(value(properties, "pStyle"))
        inline = inline_text(element, self._styles)
        for box in inline.text_boxes:
            yield from self.blocks(box)
        label = self._label(properties)
        lines = [label + inline.lines[0], *inline.lines[1:]]
        lines[0] = self._carried + lines[0]
        self._carried = ""
        if child(properties, "rPr", "del") is not None:  # the paragraph's end is deleted: it runs on into the next
            self._carried = lines.pop()
        outline = integer(value(properties, "outlineLvl"))
        outline = style.outline if outline is None else outline
        level = outline + 1 if outline is not None and 0 <= outline < _BODY_OUTLINE else 0
        half_points = inline.half_points or style.half_points
        for line in lines:
            yield Piece(
                text=line,
                kind=BlockKind.HEADING if level else BlockKind.PARAGRAPH,
                level=level,
                font_size=half_points / 2 if half_points else None,
                indent=self._indent(properties, style.first_line_chars),
            )

    def _label(self, properties: Element | None) -> str:
        style_id = value(properties, "pStyle")
        style = self._styles.style(style_id)
        stated = value(properties, "numPr", "numId")
        list_id = stated if stated is not None else style.list_id
        if not list_id or list_id == _NO_LIST or is_on(properties, "rPr", "del"):
            return ""
        level = integer(value(properties, "numPr", "ilvl"))
        if level is None:
            level = style.list_level
        if level is None and style_id:
            level = self._numbering.style_level(list_id, style_id)
        return self._numbering.label(list_id, level or 0)

    def _indent(self, properties: Element | None, inherited: int | None) -> float | None:
        stated = integer(attribute(child(properties, "ind"), "firstLineChars"))
        hundredths = inherited if stated is None else stated
        return hundredths / 100 if hundredths is not None else None

    def _table(self, table: Element) -> Iterator[Piece]:
        rows = [row for row in _rows(table) if child(row, "trPr", "del") is None]
        if all(len(list(_cells(row))) <= 1 for row in rows):  # a frame for layout, as round a letterhead
            for row in rows:
                for cell in _cells(row):
                    yield from self.blocks(cell)
            return
        for row in rows:
            cells = [self._cell(cell) for cell in _cells(row)]
            if any(cells):
                yield Piece("\t".join(cells), BlockKind.TABLE_ROW)

    def _cell(self, cell: Element) -> str:
        merge = child(cell, "tcPr", "vMerge")
        if merge is not None and attribute(merge, "val") != "restart":
            return ""
        return " ".join(piece.text.replace("\t", " ").strip() for piece in self.blocks(cell) if piece.text.strip())


_BODY_OUTLINE = 9  # outline level 10 in Word's window: body text


def _rows(table: Element) -> Iterator[Element]:
    for element in table:
        if name(element) == "tr":
            yield element
        elif name(element) in _CONTAINERS:
            yield from _rows(element)


def _cells(row: Element) -> Iterator[Element]:
    for element in row:
        if name(element) == "tc":
            yield element
        elif name(element) in _CONTAINERS:
            yield from _cells(element)
