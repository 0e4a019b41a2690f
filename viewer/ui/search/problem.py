"""What is wrong with a query: said in a line under the search box, and underlined in it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCharFormat

from viewer.core.errors import QueryError, ViewerError
from viewer.core.offsets import Utf16Offsets
from viewer.ui.messages import said
from viewer.ui.search.box import SearchBox
from viewer.ui.search.panel import TopPanel
from viewer.ui.theme import Role, Theme


def show_problem(top: TopPanel, query: str, error: ViewerError) -> None:
    """Say under the box what cannot be read, and where."""
    top.problem.setTextFormat(Qt.TextFormat.PlainText)
    top.problem.setText("\n".join(_lines(query, error)))
    top.problem.show()
    if isinstance(error, QueryError) and top.box.query == query:
        _point_at(top.box, error.position + len(top.box.text()) - len(top.box.text().lstrip()))


def clear_problem(top: TopPanel) -> None:
    """Take the line away, and the mark in the box."""
    top.problem.hide()
    top.box.mark(())


def _lines(query: str, error: ViewerError) -> list[str]:
    """Return what is wrong with a query, with the offending place pointed out between its neighbours."""
    first = said(error.message)
    if isinstance(error, QueryError):
        before, after = query[: error.position], query[error.position :]
        first = f"{first}　{before[-12:]}▸{after[:12]}"
    return [line for line in (first, said(error.advice)) if line]


def _point_at(box: SearchBox, position: int) -> None:
    """Mark the character at a code point, or the last one, as what cannot be read."""
    text = box.text()
    if not text:
        return
    offsets, start = Utf16Offsets(text), min(position, len(text) - 1)
    first, last = offsets.to_utf16(start), offsets.to_utf16(start + 1)
    kind, look = QInputMethodEvent.AttributeType.TextFormat, _look(box.appearance.theme)
    box.mark((QInputMethodEvent.Attribute(kind, first - box.cursorPosition(), last - first, look),))


def _look(theme: Theme) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(theme[Role.ERROR])
    look.setBackground(theme[Role.ERROR_SOFT])
    look.setForeground(theme[Role.ERROR])
    return look
