"""Figures on their way into a spreadsheet or a report: cells parted by tabs, and the same as a table."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMimeData

Rows = Sequence[Sequence[str]]


def as_table(titles: Sequence[str], rows: Rows) -> QMimeData:
    """Return the rows for the clipboard: Excel and WPS take the tabs, Word takes the table."""
    data = QMimeData()
    data.setText("\n".join("\t".join(_one_cell(cell) for cell in row) for row in (titles, *rows)))
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    head = "".join(f"<th>{escape(title)}</th>" for title in titles)
    data.setHtml(f'<table border="1"><tr>{head}</tr>{body}</table>')
    return data


def _one_cell(text: str) -> str:
    return " ".join(text.split())
