"""Draws a paragraph of a collation, its own words marked, as tall as its text."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from viewer.core.offsets import Utf16Offsets
from viewer.core.span import Span
from viewer.ui.appearance import Appearance
from viewer.ui.theme import Role

_MARGIN = 6.0


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
        painter.setPen(theme[Role.BORDER])
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.translate(rect.topLeft())
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
        offsets = Utf16Offsets(text)
        spans: tuple[Span, ...] = index.data(self.MarksRole) or ()
        if spans != (Span(0, len(text)),):  # a whole paragraph is easier read without a line through it
            marked.setFontStrikeOut(not is_new)
            marked.setFontUnderline(is_new)
        for span in spans:
            place = offsets.span_to_utf16(span)
            cursor.setPosition(place.start)
            cursor.setPosition(place.end, QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(marked)
        return document
