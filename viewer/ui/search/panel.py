"""The top of the window: menus, the search box in the middle, and under it what is wrong with a query."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6 import QtCore, QtGui  # names of them only where they are used: decision 0013
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QMenuBar, QSizePolicy, QToolButton, QWidget

from viewer.ui.appearance import Appearance
from viewer.ui.menus import Menu
from viewer.ui.search.box import SearchBox

_TOOLS = 6
_MOST_CHARACTERS = 52
_LEAST_CHARACTERS = 11  # all menus beside it at 800 pixels
_COMFORTABLE_CHARACTERS = 32
_GAPS = 50  # margins and the spaces between the three parts
_SPARE = 16  # without it the last menu moves behind an arrow


class TopPanel(QFrame):
    """Menu bar left, search box centred, a few tools right; an error line appears below the box."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.menu_bar = QMenuBar(self)
        self.menu_bar.setNativeMenuBar(False)
        self.menus = {menu: self.menu_bar.addMenu(QCoreApplication.translate("Menu", menu.value)) for menu in Menu}
        self.box = SearchBox(appearance, self)
        self.problem = QLabel(self)
        self.problem.setProperty("tone", "error")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._tools = self._build_tools()
        self._menu_width = 0
        self._grid = QGridLayout(self)
        self._arrange()
        self.setProperty("panel", "window")
        self.setProperty("line", "bottom")

    def offer(self, tools: Sequence[tuple[QAction, str]]) -> None:
        """Let each tool do something, and give it a name for who cannot see it."""
        for button, (action, name) in zip(self._tools.findChildren(QToolButton), tools, strict=True):
            button.setDefaultAction(action)
            button.setAccessibleName(name)

    def begin_search(self) -> None:
        """Let a query be typed over the one that is there."""
        self.box.setFocus(QtCore.Qt.FocusReason.ShortcutFocusReason)
        self.box.selectAll()

    def resizeEvent(self, event: QtGui.QResizeEvent) -> None:
        """Keep the box in the very middle as long as that does not make it small; menus go before tools."""
        super().resizeEvent(event)
        wanted = self._menu_width + self.box.minimumWidth() + self._tools.sizeHint().width() + _GAPS
        self._tools.setVisible(self.width() >= wanted)  # every tool is in a menu, too
        least = self.fontMetrics().horizontalAdvance("文") * _COMFORTABLE_CHARACTERS
        has_room = self.width() - 2 * self._menu_width > least
        self._grid.setColumnMinimumWidth(2, self._menu_width if has_room else 0)
        for side in (0, 2):
            self._grid.setColumnStretch(side, 1 if has_room else 0)

    def _build_tools(self) -> QWidget:
        place = QWidget(self)
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addStretch(1)
        for _ in range(_TOOLS):
            button = QToolButton(place)
            row.addWidget(button)
        return place

    def _arrange(self) -> None:
        self.box.setMinimumWidth(self.box.fontMetrics().horizontalAdvance("文") * _LEAST_CHARACTERS)
        self.box.setMaximumWidth(self.box.fontMetrics().horizontalAdvance("文") * _MOST_CHARACTERS)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for side in (self.menu_bar, self._tools):
            side.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.menu_bar.ensurePolished()
        self._menu_width = self.menu_bar.sizeHint().width() + _SPARE
        grid = self._grid
        grid.setContentsMargins(8, 8, 10, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for column, stretch in ((0, 1), (1, 2), (2, 1)):
            grid.setColumnStretch(column, stretch)
        grid.setColumnMinimumWidth(0, self._menu_width)
        grid.addWidget(self.menu_bar, 0, 0)
        grid.addWidget(self.box, 0, 1)
        grid.addWidget(self._tools, 0, 2)
        grid.addWidget(self.problem, 1, 1, 1, 2)
