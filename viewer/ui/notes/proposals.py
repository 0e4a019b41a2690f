"""The strip over the editor for a note whose place is in doubt: its old words, and the places it may belong to."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from viewer.core.annotation import Annotation
from viewer.core.selector import AnchorState
from viewer.core.span import Span
from viewer.ui.appearance import Appearance

_QUOTE_CHARACTERS = 80


class ProposalStrip(QFrame):
    """Shows itself for doubtful notes only. Nothing moves until the person has confirmed a place."""

    place_shown = Signal(Span)
    place_confirmed = Signal(Annotation, Span)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._note: Annotation | None = None
        self._places: tuple[Span, ...] = ()
        self._current = 0
        self.words = QLabel(self)
        self.quote = QLabel(self)
        for label in (self.words, self.quote):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.quote.setProperty("tone", "secondary")
        self.previous = self._tool(self.tr("上一处"), "chevron-up")
        self.next = self._tool(self.tr("下一处"), "chevron-down")
        self.confirm = QPushButton(self.tr("确认此处"), self)
        self.setProperty("strip", "warning")
        self._arrange()
        self.previous.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)
        self.confirm.clicked.connect(self._confirm)
        self.hide()

    @property
    def note(self) -> Annotation | None:
        """Return the doubtful note."""
        return self._note

    def show_note(self, note: Annotation | None) -> None:
        """Show the old words of a doubtful note; the places follow. Any other note has none to be asked about."""
        is_doubtful = note is not None and note.state is not AnchorState.ANCHORED
        if is_doubtful and note == self._note:
            return
        self._note = note if is_doubtful else None
        self._places, self._current = (), 0
        self.setVisible(is_doubtful)
        if note is not None and is_doubtful:
            self.quote.setText(self.tr("原来标记的文字：“{0}”").format(_cut(note.selector.quote.exact)))
            self._show_place()

    def show_places(self, places: tuple[Span, ...]) -> None:
        """Offer these places, best first."""
        self._places, self._current = places, 0
        self._show_place()
        self._tell()

    def _show_place(self) -> None:
        count = len(self._places)
        for button in (self.previous, self.next, self.confirm):
            button.setVisible(count > 0)
        for step in (self.previous, self.next):
            step.setEnabled(count > 1)
        if count:
            words = self.tr("位置待确认：相近的有 {0} 处，这是第 {1} 处").format(count, self._current + 1)
        elif self._note is not None and self._note.state is AnchorState.ORPHANED:
            words = self.tr("原文已找不到。可在正文中选中文字，再点“定位到所选文字”。")
        else:
            words = self.tr("位置待确认。可在正文中选中文字，再点“定位到所选文字”。")
        self.words.setText(words)

    def _go_back(self) -> None:
        self._step(-1)

    def _go_on(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        self._current = (self._current + by) % len(self._places)
        self._show_place()
        self._tell()

    def _tell(self) -> None:
        if self._places:
            self.place_shown.emit(self._places[self._current])

    def _confirm(self) -> None:
        if self._note is not None and self._places:
            self.place_confirmed.emit(self._note, self._places[self._current])

    def _tool(self, name: str, icon: str) -> QToolButton:
        tool = QToolButton(self)
        tool.setIcon(self._appearance.icon(icon))
        tool.setToolTip(name)
        tool.setAccessibleName(name)
        tool.setAutoRaise(True)
        self._appearance.theme_changed.connect(lambda: tool.setIcon(self._appearance.icon(icon)))
        return tool

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.previous)
        row.addWidget(self.next)
        row.addStretch(1)
        row.addWidget(self.confirm)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 10, 8)
        column.setSpacing(4)
        column.addWidget(self.words)
        column.addWidget(self.quote)
        column.addLayout(row)


def _cut(quote: str) -> str:
    words = quote.replace("\n", " ")
    return words if len(words) <= _QUOTE_CHARACTERS else words[: _QUOTE_CHARACTERS - 1] + "…"
