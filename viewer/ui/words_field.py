"""Fields for words a person writes: what is pasted by mistake, such as a whole book, does not hold up the window."""

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QPlainTextEdit, QToolTip

MOST_CHARACTERS = 20_000  # fifteen pages; Qt takes minutes to lay out a line of millions


class WordsField(QPlainTextEdit):
    """Takes plain words, and no more than it has room for: the rest of what is pasted is left out, which is said."""

    _placeholder = ""
    is_composing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take the placeholder away while an input method composes: Qt draws the one over the other."""
        super().inputMethodEvent(event)
        self.is_composing = bool(event.preeditString())
        self._placeholder = self._placeholder or self.placeholderText()
        self.setPlaceholderText("" if event.preeditString() else self._placeholder)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Insert what there is room for."""
        room = MOST_CHARACTERS - self.document().characterCount() + len(self.textCursor().selectedText())
        words = source.text()
        if len(words) <= room:
            super().insertFromMimeData(source)
            return
        self.textCursor().insertText(words[: max(room, 0)])
        told = self.tr("粘贴的文字太长：这里最多 {0} 字，其余没有放入。").format(f"{MOST_CHARACTERS:,}")
        QToolTip.showText(self.mapToGlobal(self.cursorRect().bottomLeft()), told, self)
