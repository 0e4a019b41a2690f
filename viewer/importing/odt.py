"""Reads ODT (OpenDocument text, ISO/IEC 26300): paragraphs, headings, lists, tables and notes of ``content.xml``."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from viewer.core.errors import FileUnsupportedError
from viewer.core.raw import BlockKind, RawDocument
from viewer.importing.package import damaged, open_package
from viewer.importing.piece import Piece, raw_document

Element = etree._Element  # noqa: SLF001 - lxml has no public name for its element type

_MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
_UNSEEN = frozenset({"tracked-changes", "annotation", "annotation-end", "sequence-decls", "forms", "desc", "title"})
_APART = frozenset(
    {"note", "frame", "custom-shape", "rect", "ellipse", "polygon", "path", "change", "ruby-text"}
)  # read elsewhere, or not at all
_MAX_BLANKS = 1000


def read_odt(path: Path) -> RawDocument:
    """Read an ODT. Raises ``FileReadError`` children."""
    with open_package(path) as package:
        if "content.xml" not in package:
            raise damaged(path)
        root = package.xml("content.xml")
    body = next(root.iter("{*}text"), None)
    if body is None:
        message = f"“{path.name}”不是文字文档"
        raise FileUnsupportedError(message, advice="请用原来的程序打开，另存为 DOCX 或 PDF 后再导入。")
    _drop_hidden(root, body)
    return raw_document(_pieces(body), _MEDIA_TYPE)


def _drop_hidden(root: Element, body: Element) -> None:
    """Empty the runs whose style does not show them; what follows a run stays."""
    hidden = {
        _attribute(style, "name")
        for style in root.iter("{*}style")
        if any(_attribute(each, "display") == "none" for each in style.iter("{*}text-properties"))
    }
    for run in [each for each in body.iter("{*}span") if _attribute(each, "style-name") in hidden]:
        tail = run.tail
        run.clear()
        run.tail = tail


def _name(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _attribute(element: Element, wanted: str) -> str | None:
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == wanted), None)


def _pieces(container: Element) -> Iterator[Piece]:
    for element in container:
        name = _name(element)
        if name in ("p", "h"):
            yield from _framed(element)
            level = int(_attribute(element, "outline-level") or 1) if name == "h" else 0
            kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
            yield from (Piece(line, kind, level) for line in _text(element).split("\n"))
            yield from _notes(element)
        elif name == "table":
            yield from _table(element)
        elif name and name not in _UNSEEN:
            yield from _pieces(element)


def _framed(paragraph: Element) -> Iterator[Piece]:
    """Yield what stands in text boxes and shapes anchored in a paragraph."""
    for box in paragraph.iter("{*}text-box", "{*}custom-shape", "{*}rect", "{*}ellipse", "{*}polygon", "{*}path"):
        yield from _pieces(box)


def _notes(paragraph: Element) -> Iterator[Piece]:
    for body in paragraph.iter("{*}note-body"):
        yield from (Piece(piece.text, BlockKind.NOTE) for piece in _pieces(body))


def _table(table: Element) -> Iterator[Piece]:
    rows = [[each for each in row if _name(each) == "table-cell"] for row in table.iter("{*}table-row")]
    if all(len(row) <= 1 for row in rows):
        for row in rows:
            for cell in row:
                yield from _pieces(cell)
        return
    for row in rows:
        yield Piece(
            "\t".join(" ".join(piece.text for piece in _pieces(cell) if piece.text.strip()) for cell in row),
            BlockKind.TABLE_ROW,
        )


def _text(element: Element) -> str:
    """Return the visible text of a paragraph; a line break is a newline."""
    parts = [element.text or ""]
    for child in element:
        name = _name(child)
        if name == "s":
            parts.append(" " * min(_MAX_BLANKS, int(_attribute(child, "c") or 1)))
        elif name == "tab":
            parts.append("\t")
        elif name == "line-break":
            parts.append("\n")
        elif name and name not in _UNSEEN and name not in _APART:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
