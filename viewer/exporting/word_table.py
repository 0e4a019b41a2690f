"""Tables as a Word file, on landscape pages, the head of each repeated."""

import io
from collections.abc import Collection, Mapping, Sequence
from typing import cast

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Emu, Pt
from docx.table import Table as DocxTable
from docx.table import _Row

from viewer.exporting.table import Cell, Table

_SMALL = Pt(9)
_CHINESE_FONT = "宋体"
_MOST_COLUMNS = 10
_MARGIN = Cm(1.8)
_WIDTH = Cm(29.7) - 2 * _MARGIN
_LEAST_WEIGHT = 6
_MOST_WEIGHT = 40


def to_docx(tables: Sequence[Table], *, left_out: Mapping[str, Collection[str]] | None = None) -> bytes:
    """Return a Word file with one table after the other; ``left_out`` are columns that stay behind, by the title."""
    word = docx.Document()
    _write_chinese_in(word, _CHINESE_FONT)
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    for table in tables:
        word.add_heading(table.title, level=1)
        staying = (left_out or {}).get(table.title, ())
        shown = [number for number, name in enumerate(table.columns) if name not in staying][:_MOST_COLUMNS]
        grid = word.add_table(rows=1, cols=max(1, len(shown)))
        grid.style = "Table Grid"
        grid.autofit = False
        _repeat(grid.rows[0])
        _fill(grid.rows[0], [table.columns[number] for number in shown], bold=True)
        for row in table.rows:
            _fill(grid.add_row(), [row[number] for number in shown], bold=False)
        _share_width(grid, [_longest(table, number) for number in shown])
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _write_chinese_in(word: Document, font: str) -> None:
    """Set the font of Chinese text for every style in use; python-docx only knows that of Latin text."""
    for name in ("Normal", "Heading 1"):
        fonts = cast("BaseOxmlElement", word.styles[name].element.get_or_add_rPr().get_or_add_rFonts())
        fonts.set(qn("w:eastAsia"), font)


def _longest(table: Table, number: int) -> int:
    lengths = [len(table.columns[number]), *(len(str(row[number] or "")) for row in table.rows)]
    return min(max(lengths), _MOST_WEIGHT)


def _share_width(grid: DocxTable, lengths: Sequence[int]) -> None:
    """Give columns room by their longest cell, so that sentences are not set three characters to a line."""
    weights = [max(each, _LEAST_WEIGHT) for each in lengths]
    for column, weight in zip(grid.columns, weights, strict=False):
        column.width = Emu(_WIDTH * weight // sum(weights))
        for cell in column.cells:
            cell.width = column.width


def _fill(row: _Row, cells: Sequence[Cell], *, bold: bool) -> None:
    for target, cell in zip(row.cells, cells, strict=True):
        run = target.paragraphs[0].add_run(_printable("" if cell is None else str(cell)))
        run.font.size, run.font.bold = _SMALL, bold


def _repeat(row: _Row) -> None:
    """Have Word repeat a row at the top of each page; python-docx has no way to say so."""
    mark = cast("BaseOxmlElement", OxmlElement("w:tblHeader"))
    mark.set(qn("w:val"), "true")
    properties = cast("BaseOxmlElement", row._tr.get_or_add_trPr())  # noqa: SLF001
    properties.append(mark)


def _printable(text: str) -> str:
    return "".join(each for each in text if each in "\t\n" or (each >= " " and each not in "\ufffe\uffff"))
