"""The search box: waits for a pause in typing, leaves Enter to the input method while it composes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6 import QtCore, QtGui  # names of them only where they are used: decision 0013
from PySide6.QtCore import QPoint, QRect, QStringListModel, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCompleter, QLineEdit, QMenu, QWidget

from viewer.ui.appearance import Appearance
from viewer.ui.clearing import let_clear
from viewer.ui.theme import Role
from viewer.ui.typography import grown

PAUSE_MS = 220
_KEPT = 20
_LONGEST = 10_000
_LENS = 16
_BEFORE_LENS, _BEHIND_LENS = 9, 2
_BESIDE_HINT = 74  # pixels: two buttons at the right, and air


class SearchBox(QLineEdit):
    """Emits ``query_changed`` once per query: after a pause, or at once on Enter.

    The Enter that confirms a candidate of the input method belongs to the input method.
    """

    query_changed = Signal(str)
    left_downwards = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.appearance = appearance
        self._is_composing = False
        self._asked = ""
        self.asks_as_typed = True
        self.remembers = True
        self._history = QStringListModel(self)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._composed = QTimer(self, singleShot=True, interval=0)
        self._composed.timeout.connect(self._end_composing)
        self._lens = round(grown(_LENS))  # drawn, for what QLineEdit shows of an action never grows with the words
        self.setTextMargins(self._lens + _BEHIND_LENS, 0, 0, 0)
        self._clock = QAction(self.tr("查找记录"), self)
        self._clock.triggered.connect(self._open_history)
        self.addAction(self._clock, QLineEdit.ActionPosition.TrailingPosition)
        self._is_marked = False
        self.setObjectName("search")
        self._hints = (self.tr("查找全部文档：输入词语、单位、编号或一句原话"), self.tr("查找全部文档"))
        self.setToolTip(self._syntax())
        self.setAccessibleName(self.tr("在全部文档中查找"))
        let_clear(self)
        self.setMaxLength(_LONGEST)  # whatever stands on the clipboard
        self._prepare_history()
        self.textEdited.connect(self._note_typing)
        self.textChanged.connect(self._note_clearing)
        self._paint_buttons()
        appearance.theme_changed.connect(self._paint_buttons)

    def paintEvent(self, event: QtGui.QPaintEvent) -> None:
        """Draw the lens beside the words, as large as they are."""
        super().paintEvent(event)
        painter = QtGui.QPainter(self)
        place = QRect(_BEFORE_LENS, (self.height() - self._lens) // 2, self._lens, self._lens)
        colour = Role.TEXT_FAINT if self.isEnabled() else Role.TEXT_DISABLED
        self.appearance.icon("search", colour).paint(painter, place)
        painter.end()

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Say as much of what can be asked as there is room for."""
        super().resizeEvent(event)
        whole, brief = self._hints
        has_room = self.fontMetrics().horizontalAdvance(whole) < self.width() - _BESIDE_HINT - self._lens
        self.setPlaceholderText(whole if has_room else brief)

    @property
    def query(self) -> str:
        """Return what stands in the box, without blanks around it."""
        return self.text().strip()

    @property
    def history(self) -> list[str]:
        """Return the queries that led somewhere, newest first."""
        return list(self._history.stringList())

    def show_history(self, queries: Sequence[str]) -> None:
        """Offer these queries on the down arrow."""
        self._history.setStringList(list(queries)[:_KEPT])
        self._clock.setVisible(bool(queries))

    def remember(self, query: str) -> None:
        """Put a query that led somewhere at the head of the history."""
        if query and self.remembers:
            self.show_history([query, *(known for known in self.history if known != query)])

    def forget_history(self) -> None:
        """Remember no query any more."""
        self.show_history(())

    def show_query(self, query: str) -> None:
        """Put a query into the box that somebody else asks."""
        self._pause.stop()
        self._asked = query
        self.setText(query)

    def mark(self, attributes: Sequence[QtGui.QInputMethodEvent.Attribute]) -> None:
        """Mark some of what stands here until it is changed; none marks nothing."""
        self._is_marked = bool(attributes)
        # The only door QLineEdit has for formats: those an input method gives to what stands there already.
        super().inputMethodEvent(QtGui.QInputMethodEvent("", list(attributes)))

    def search_for(self, query: str) -> None:
        """Put a query into the box and ask it at once."""
        self.setText(query)
        self._ask()

    def inputMethodEvent(self, event: QtGui.QInputMethodEvent) -> None:
        """Note whether the input method is in the middle of a word."""
        super().inputMethodEvent(event)
        if event.preeditString():
            self._composed.stop()
            self._pause.stop()
            self._is_composing = True
        elif self._is_composing:
            self._composed.start()
            if self.asks_as_typed:
                self._pause.start()

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        """Search on Enter, leave on Escape, offer the history on the down arrow of an empty box."""
        key = event.key()
        is_enter = key in (QtCore.Qt.Key.Key_Return, QtCore.Qt.Key.Key_Enter)
        if self._is_composing and (is_enter or key == QtCore.Qt.Key.Key_Escape):
            event.accept()
            return
        if is_enter:
            self._ask()
            self.remember(self.query)
            return
        if key == QtCore.Qt.Key.Key_Escape and self.text():
            self.search_for("")
            return
        if key == QtCore.Qt.Key.Key_Down:
            self._go_down()
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QtGui.QFocusEvent) -> None:
        """Forget a composition the input method dropped without a word."""
        super().focusOutEvent(event)
        self._is_composing = False

    def _open_history(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
        for query in self.history:
            entry = menu.addAction(query.replace("&", "&&"))
            entry.setData(query)
        menu.addSeparator()
        menu.addAction(self.tr("清除查找记录")).triggered.connect(self.forget_history)
        menu.triggered.connect(self._ask_from_history)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _ask_from_history(self, entry: QAction) -> None:
        if entry.data():
            self.search_for(str(entry.data()))

    def _go_down(self) -> None:
        completer = self._completer
        if self.text() or not self.history:
            self.left_downwards.emit()
            return
        completer.setCompletionPrefix("")
        completer.complete()

    def _end_composing(self) -> None:
        self._is_composing = False

    def _note_typing(self) -> None:
        if not self._is_composing and self.asks_as_typed:
            self._pause.start()

    def _note_clearing(self, text: str) -> None:
        if self._is_marked:
            self.mark(())
        if not text and self._asked:
            self._pause.start(0)

    def _ask(self) -> None:
        self._pause.stop()
        if self.query != self._asked:
            self._asked = self.query
            self.query_changed.emit(self.query)

    def _prepare_history(self) -> None:
        completer = QCompleter(self._history, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_KEPT)
        completer.setWidget(self)  # not setCompleter: that one opens at every key typed
        completer.activated.connect(self.search_for)
        self._completer = completer

    def _paint_buttons(self) -> None:
        self._clock.setIcon(self.appearance.icon("clock", Role.TEXT_FAINT))
        clear = self.findChild(QAction, "_q_qlineeditclearaction")
        if clear is not None:
            clear.setIcon(self.appearance.icon("close", Role.TEXT_FAINT))

    def _syntax(self) -> str:
        return self.tr(
            "空格：都要有    |：有一个即可    -词：不要有\n"
            "“……”：一字不差    *：任意几个字    ?：任意一个字\n"
            "限定范围：标题:养老  承办:教育局  编号:054  年:2022..2024",
        )
