"""The main window as it stands at once: title, menus and search box; what is inside comes when it has been seen."""

from __future__ import annotations

from PySide6 import QtCore, QtGui  # names of them only where they are used: decision 0013
from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QStatusBar, QVBoxLayout, QWidget

from viewer.ui.appearance import Appearance
from viewer.ui.drop import dropped_paths
from viewer.ui.preferences.preferences import Preferences
from viewer.ui.search.panel import TopPanel
from viewer.ui.typography import status_height

_SIZE = QSize(1366, 768)
_SMALLEST = QSize(640, 420)


class MainWindow(QMainWindow):
    """Takes what is typed from the first moment on, and tells its inside what happens to it as a window.

    This module and all it imports is loaded before anything can be seen: whatever can come later belongs inside.
    """

    seen = Signal()  # once, after the first picture is on the screen
    resized = Signal()
    activated = Signal()
    closing = Signal()
    paths_dropped = Signal(list)
    back_wanted = Signal()
    forward_wanted = Signal()

    def __init__(self, appearance: Appearance, preferences: Preferences | None = None) -> None:
        super().__init__()
        self.appearance = appearance
        self.preferences = preferences or Preferences(parent=self)
        self._is_seen = False
        self._keeps_keys = True
        self.early_keys: list[QtCore.QKeyCombination] = []
        self.top = TopPanel(appearance, self)
        self.stack = QStackedWidget(self)
        self.stack.setProperty("panel", "surface")  # the ground the panes will have
        self._arrange()

    def stand_below_top(self, notice: QWidget) -> None:
        """Put a notice that is seldom there between the top and what is inside."""
        self._column.insertWidget(1, notice)

    def name_after(self, title: str | None) -> None:
        """Name the window after what is read in it; Qt adds the program's name."""
        self.setWindowTitle(" ".join(title.split()) if title else self.tr("案牍"))

    def paintEvent(self, _event: QtGui.QPaintEvent) -> None:
        """Tell when the window has been seen."""
        if not self._is_seen:
            self._is_seen = True
            QTimer.singleShot(0, self._begin)  # once this picture is out

    def closeEvent(self, event: QtGui.QCloseEvent) -> None:
        """Let the inside remember how it was left."""
        self.closing.emit()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QtGui.QDragEnterEvent) -> None:
        """Accept files and folders; where nothing can take them, drops are switched off."""
        if dropped_paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QtGui.QDropEvent) -> None:
        """Tell what was dropped."""
        event.acceptProposedAction()
        self.paths_dropped.emit(dropped_paths(event.mimeData()))

    def keyPressEvent(self, event: QtGui.QKeyEvent) -> None:
        """Keep the keys nobody takes as long as nobody is there who could."""
        if self._keeps_keys and not event.isAutoRepeat():
            self.early_keys.append(event.keyCombination())
        super().keyPressEvent(event)

    def forget_early_keys(self) -> None:
        """Keep none any more."""
        self._keeps_keys = False
        self.early_keys.clear()

    def mousePressEvent(self, event: QtGui.QMouseEvent) -> None:
        """Go back and forward with the side buttons of the mouse."""
        if event.button() == QtCore.Qt.MouseButton.BackButton:
            self.back_wanted.emit()
        elif event.button() == QtCore.Qt.MouseButton.ForwardButton:
            self.forward_wanted.emit()
        else:
            super().mousePressEvent(event)

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Tell of another size."""
        super().resizeEvent(event)
        self.resized.emit()

    @Slot()
    def _begin(self) -> None:
        # Not changeEvent: telling one event from another before anything is seen loads the names of all.
        self.windowHandle().activeChanged.connect(self._note_activation)
        self.seen.emit()

    @Slot()
    def _note_activation(self) -> None:
        """Tell when the person comes back to the window."""
        if self.isActiveWindow():
            self.activated.emit()

    def _arrange(self) -> None:
        self.name_after(None)
        self.resize(_SIZE)
        self.setMinimumSize(_SMALLEST)
        centre = QWidget(self)
        self._column = column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(centre)
        keeps_room = QStatusBar(self)
        keeps_room.setFixedHeight(status_height())
        self.setStatusBar(keeps_room)
        self.top.box.setFocus()
