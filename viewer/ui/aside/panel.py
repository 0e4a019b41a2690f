"""The pane at the right: a row of names above, the chosen page below."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from viewer.ui.typography import ui_font

_LEAST_CHARACTERS = 19


@dataclass(frozen=True, slots=True)
class AsidePage:
    """One page: its name for the settings, its title for the person, and what it shows."""

    name: str
    title: str
    widget: QWidget


class AsidePanel(QFrame):
    """Shows one of its pages; says when another is chosen or the pane is to go away."""

    page_chosen = Signal(str)
    closed = Signal()

    def __init__(self, pages: Sequence[AsidePage], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = [page.name for page in pages]
        self._stack = QStackedWidget(self)
        self._tabs = QButtonGroup(self)
        self.setProperty("panel", "surface")
        row = QHBoxLayout()
        row.setContentsMargins(10, 6, 8, 4)
        row.setSpacing(2)
        for number, page in enumerate(pages):
            row.addWidget(self._tab(page, number))
            self._stack.addWidget(page.widget)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self._tabs.idClicked.connect(self._choose)
        self._tabs.button(0).setChecked(True)
        least = round(QFontMetricsF(ui_font()).horizontalAdvance("文") * _LEAST_CHARACTERS)
        self.setMinimumWidth(max(least, row.sizeHint().width()))

    @property
    def page(self) -> str:
        """Return the name of the page that is shown."""
        return self._names[self._stack.currentIndex()]

    def show_page(self, name: str) -> None:
        """Show a page; an unknown name (of another version) changes nothing."""
        if name in self._names:
            number = self._names.index(name)
            self._tabs.button(number).setChecked(True)
            self._stack.setCurrentIndex(number)

    def _tab(self, page: AsidePage, number: int) -> QToolButton:
        tab = QToolButton(self)
        tab.setText(page.title)
        tab.setCheckable(True)
        tab.setAutoRaise(True)
        self._tabs.addButton(tab, number)
        return tab

    def _choose(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self.page_chosen.emit(self._names[number])
