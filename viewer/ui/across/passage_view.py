"""A sentence with its marked words and the document it stands in; a click goes there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from viewer.core.document import DocumentId
from viewer.core.offsets import Utf16Offsets
from viewer.core.span import Span
from viewer.ui.appearance import Appearance
from viewer.ui.theme import Role

_APART = 0.6
_MARGIN = 8


@dataclass(frozen=True, slots=True)
class Passage:
    """What is shown: a head line, a sentence with marks, and where it stands."""

    head: str
    text: str
    marks: tuple[Span, ...]
    document_id: DocumentId
    offset: int


class PassageView(QTextEdit):
    """Shows a few passages one below the other."""

    wanted = Signal(str, int)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._passages: tuple[Passage, ...] = ()
        self._ends: list[int] = []
        self.setReadOnly(True)
        self.document().setDocumentMargin(_MARGIN)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("panel", "surface")
        self.setToolTip(self.tr("双击到原文"))
        self.setAccessibleName(self.tr("原文段落"))
        appearance.theme_changed.connect(self._write)

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """Show other passages."""
        self._passages = tuple(passages)
        self._write()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to the passage."""
        place = self.cursorForPosition(event.position().toPoint()).position()
        for passage, end in zip(self._passages, self._ends, strict=True):
            if place <= end:
                self.wanted.emit(passage.document_id, passage.offset)
                return

    def _write(self) -> None:
        self.clear()
        self._ends = []
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        head, plain, marked = self._formats()
        apart = QTextBlockFormat()
        apart.setTopMargin(self.fontMetrics().height() * _APART)
        for number, passage in enumerate(self._passages):
            if number:
                cursor.insertBlock(apart)
            cursor.insertText(passage.head, head)
            cursor.insertBlock(QTextBlockFormat())
            start = cursor.position()
            cursor.insertText(passage.text.replace("\n", " "), plain)
            self._ends.append(cursor.position())
            offsets = Utf16Offsets(passage.text)
            for span in passage.marks:
                place = offsets.span_to_utf16(span)
                cursor.setPosition(start + place.start)
                cursor.setPosition(start + place.end, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(marked)
            cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.endEditBlock()
        self.verticalScrollBar().setValue(0)

    def _formats(self) -> tuple[QTextCharFormat, QTextCharFormat, QTextCharFormat]:
        theme = self._appearance.theme
        head, plain, marked = QTextCharFormat(), QTextCharFormat(), QTextCharFormat()
        head.setForeground(theme[Role.TEXT_SECONDARY])
        plain.setForeground(theme[Role.TEXT])
        plain.setBackground(theme[Role.SURFACE])
        marked.setBackground(theme[Role.HIT])
        marked.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        marked.setUnderlineColor(theme[Role.HIT_LINE])
        return head, plain, marked
