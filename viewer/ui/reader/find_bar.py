"""The bar above the page: what is looked for in this document, which match is shown, and the way to the next."""

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QWidget

from viewer.ui.appearance import Appearance

_PAUSE_MS = 180
_LEAST_SIDE = 16
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FindField(QLineEdit):
    """Takes what to look for; Enter and Escape belong to the input method while it composes."""

    left = Signal()
    next_wanted = Signal()
    previous_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_composing = False
        self._composed = QTimer(self, singleShot=True, interval=0)
        self._composed.timeout.connect(self._end_composing)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Note whether the input method is in the middle of a word."""
        super().inputMethodEvent(event)
        if event.preeditString():
            self._composed.stop()
            self._is_composing = True
        elif self._is_composing:
            self._composed.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next match with Enter, to the one before with Shift+Enter, leave with Escape."""
        if event.key() not in (*_ENTER, Qt.Key.Key_Escape):
            super().keyPressEvent(event)
            return
        event.accept()
        if self._is_composing:
            return
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.previous_wanted.emit()
        else:
            self.next_wanted.emit()

    def _end_composing(self) -> None:
        self._is_composing = False


class FindBar(QFrame):
    """Says what to find, after a pause in typing; shows "3 / 17"."""

    find_wanted = Signal(str)
    next_wanted = Signal()
    previous_wanted = Signal()
    closed = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.field = FindField(self)
        self.field.setPlaceholderText(self.tr("在本文中查找"))
        self.field.setAccessibleName(self.tr("在本文中查找"))
        self.field.setMaximumWidth(340)
        self.count = QLabel(self)
        self.count.setProperty("tone", "secondary")
        self.count.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._buttons = {
            "chevron-up": self._button(self.tr("上一处（Shift+F3）"), self.previous_wanted),
            "chevron-down": self._button(self.tr("下一处（F3）"), self.next_wanted),
            "close": self._button(self.tr("关闭查找（Esc）"), self.closed),
        }
        self._row = QHBoxLayout(self)
        self._arrange()
        self._paint_icons()
        self.field.textEdited.connect(self._pause.start)
        self.field.left.connect(self.closed)
        self.field.next_wanted.connect(self.next_wanted)
        self.field.previous_wanted.connect(self.previous_wanted)
        appearance.theme_changed.connect(self._paint_icons)

    def align_with(self, left: int, right: int) -> None:
        """Begin and end where the page's column does, measured from the edges."""
        self._row.setContentsMargins(max(left, _LEAST_SIDE), 6, max(right, _LEAST_SIDE) - 12, 6)

    def show_query(self, query: str) -> None:
        """Show what is marked on the page without asking for it again."""
        self._pause.stop()
        self.field.setText(query)

    def take_focus(self, selected: str) -> None:
        """Begin to type here; a short selection of the page is what to look for."""
        if selected and "\n" not in selected:
            self.field.setText(selected)
            self._ask()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def show_count(self, current: int | None, total: int) -> None:
        """Show which match of how many is the current one (counted from 0), or that there is none."""
        for name in ("chevron-up", "chevron-down"):
            self._buttons[name].setEnabled(total > 0)
        if total == 0:
            self.count.setText(self.tr("没有找到") if self.field.text() else "")
        elif current is None:
            self.count.setText(self.tr("共 {0} 处").format(total))
        else:
            self.count.setText(f"{current + 1} / {total}")

    def _ask(self) -> None:
        self._pause.stop()
        self.find_wanted.emit(self.field.text())

    def _button(self, tip: str, wish: SignalInstance) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(wish)
        return button

    def _arrange(self) -> None:
        row = self._row
        row.setSpacing(6)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        row.addWidget(self._buttons["chevron-up"])
        row.addWidget(self._buttons["chevron-down"])
        row.addStretch(1)
        row.addWidget(self._buttons["close"])
        self.align_with(0, 0)
        self.setProperty("panel", "window")
        self.setProperty("line", "both")

    def _paint_icons(self) -> None:
        for name, button in self._buttons.items():
            button.setIcon(self._appearance.icon(name))
