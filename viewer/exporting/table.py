"""Tables as the files an office opens: CSV that Excel reads as Chinese, and XLSX with real numbers."""

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float | None

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # also as Chinese keyboards write them
_WIDEST = 40
_LINE = 15  # points of a line of the body
_TALLEST = 12 * _LINE  # a whole paragraph would fill the screen
_NARROWEST = 8
_A4 = 9  # the paper number of ECMA-376, 18.3.1.63
_CELL_LIMIT = 32_767  # Excel's own limit of characters in a cell


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; every row has as many cells as there are columns. Raises ``ValueError`` otherwise."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            message = f"a row of {self.title} does not have {len(self.columns)} cells"
            raise ValueError(message)


def to_csv(table: Table) -> bytes:
    """Return the table as UTF-8 with BOM; texts that a spreadsheet would run as a formula get a leading apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([_harmless(cell) for cell in row] for row in table.rows)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(tables: Sequence[Table]) -> bytes:
    """Return a workbook with one sheet per table: header frozen and filterable, numbers as numbers, texts as texts."""
    import xlsxwriter  # noqa: PLC0415 - a table as values, or as CSV, does without

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as workbook:
        head = workbook.add_format({"bold": True, "bg_color": "#EDEFF2", "border": 1, "valign": "vcenter"})
        body = workbook.add_format({"text_wrap": True, "valign": "top"})
        for table in tables:
            sheet = workbook.add_worksheet(_sheet_name(table.title))
            sheet.write_row(0, 0, table.columns, head)
            for number, row in enumerate(table.rows, start=1):
                for column, cell in enumerate(row):
                    sheet.write(number, column, cell[:_CELL_LIMIT] if isinstance(cell, str) else cell, body)
            widths = _widths(table)
            for column, width in enumerate(widths):
                sheet.set_column(column, column, width)
            for number, row in enumerate(table.rows, start=1):  # not every office fits rows to wrapped words itself
                sheet.set_row(number, _height(row, widths))
            sheet.set_landscape()
            sheet.set_paper(_A4)
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    return out.getvalue()


def _harmless(cell: Cell) -> Cell:
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS) else cell


def _sheet_name(title: str) -> str:
    return "".join(" " if character in "[]:*?/\\" else character for character in title)[:31].strip("' ") or "表"


def _widths(table: Table) -> list[float]:
    """Return column widths in Excel's units, a Han character counting two."""
    columns = zip(
        table.columns, *(tuple("" if cell is None else str(cell) for cell in row) for row in table.rows), strict=True
    )
    return [min(_WIDEST, max(_NARROWEST, *(_display_width(cell) for cell in cells)) + 2) for cells in columns]


def _height(row: Sequence[Cell], widths: Sequence[float]) -> int:
    """Return the height of a row whose words wrap."""
    lines = [
        sum(max(1, math.ceil(_whole_width(line) / (width - 2))) for line in str(cell).split("\n"))
        for cell, width in zip(row, widths, strict=True)
        if cell is not None
    ]
    return min(_TALLEST, _LINE * max(lines, default=1))


def _whole_width(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


def _display_width(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text[:_WIDEST])
