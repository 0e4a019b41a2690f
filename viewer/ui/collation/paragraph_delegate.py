"""Draws a paragraph of a collation, its own words marked, a bar beside one that is new or gone; as tall as its text."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from viewer.core.offsets import Utf16Offsets
from viewer.core.span import Span
from viewer.ui.appearance import Appearance
from viewer.ui.theme import Role

_MARGIN = 9.0
_BAR = 3


class ParagraphDelegate(QStyledItemDelegate):
    """Wants the text as display role, its marks as ``MarksRole`` and whether they were added as ``SideRole``."""

    MarksRole = int(Qt.ItemDataRole.UserRole) + 1
    SideRole = int(Qt.ItemDataRole.UserRole) + 2

    def __init__(self, appearance: Appearance, table: QTableView) -> None:
        super().__init__(table)
        self._appearance = appearance
        self._table = table

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the paragraph."""
        theme = self._appearance.theme
        painter.save()
        rect = QRectF(option.rect)  # type: ignore[attr-defined]
        painter.fillRect(rect, theme[Role.SURFACE])
        painter.translate(rect.topLeft())
        if _is_alone(index):
            role = Role.SUCCESS if index.data(self.SideRole) else Role.ERROR
            painter.fillRect(QRectF(0, _MARGIN, _BAR, rect.height() - 2 * _MARGIN), theme[role])
        painter.setClipRect(QRectF(0, 0, rect.width(), rect.height()))
        self._document(index, rect.width()).drawContents(painter)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return how much room the paragraph takes in its column."""
        width = self._table.columnWidth(index.column())
        return QSize(width, round(self._document(index, width).size().height()) + 1)

    def _document(self, index: QModelIndex | QPersistentModelIndex, width: float) -> QTextDocument:
        theme = self._appearance.theme
        text = str(index.data() or "")
        document = QTextDocument()
        document.setDocumentMargin(_MARGIN)
        document.setDefaultFont(self._table.font())
        document.setPlainText(text)
        document.setTextWidth(width)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        plain = QTextCharFormat()
        plain.setForeground(theme[Role.TEXT])
        cursor.mergeCharFormat(plain)
        marked = QTextCharFormat()
        is_new = bool(index.data(self.SideRole))
        marked.setBackground(theme[Role.NOTE_GREEN if is_new else Role.ERROR_SOFT])
        marked.setFontStrikeOut(not is_new)
        marked.setFontUnderline(is_new)
        offsets = Utf16Offsets(text)
        for span in () if _is_alone(index) else _marks_of(index):
            place = offsets.span_to_utf16(span)
            cursor.setPosition(place.start)
            cursor.setPosition(place.end, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(marked)
        return document


def _marks_of(index: QModelIndex | QPersistentModelIndex) -> tuple[Span, ...]:
    return index.data(ParagraphDelegate.MarksRole) or ()


def _is_alone(index: QModelIndex | QPersistentModelIndex) -> bool:
    """Tell whether the whole paragraph is on one side only: a bar is calmer than a ground under every word."""
    return _marks_of(index) == (Span(0, len(str(index.data() or ""))),)
