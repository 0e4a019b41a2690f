"""The button that says how an answer is ordered and grouped, and opens the choice."""

from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from viewer.core.hit import SortOrder
from viewer.ui.search.result_model import Grouping

_K = TypeVar("_K", bound=SortOrder | Grouping | None)


class OrderButton(QToolButton):
    """Emits ``changed`` when the person orders or groups otherwise."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        menu = QMenu(self)
        self._orders = self._radio(
            menu, {SortOrder.RELEVANCE: self.tr("按相关度"), SortOrder.DATE: self.tr("按日期，新的在前")}
        )
        menu.addSeparator()
        self._groupings = self._radio(
            menu,
            {None: self.tr("不分组"), Grouping.YEAR: self.tr("按年份分组"), Grouping.UNIT: self.tr("按承办单位分组")},
        )
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setProperty("arrow", True)
        self.setToolTip(self.tr("排序与分组"))
        self._tell()

    @property
    def order(self) -> SortOrder:
        """Return how answers are to be ordered."""
        return next(order for order, action in self._orders.items() if action.isChecked())

    @property
    def grouping(self) -> Grouping | None:
        """Return by what answers are to stand together."""
        return next(grouping for grouping, action in self._groupings.items() if action.isChecked())

    def choose(self, order: SortOrder, grouping: Grouping | None) -> None:
        """Order and group this way without saying that it changed."""
        self._orders[order].setChecked(True)
        self._groupings[grouping].setChecked(True)
        self._tell()

    def action_of(self, choice: SortOrder | Grouping | None) -> QAction:
        """Return the entry of the menu for a choice."""
        return self._orders[choice] if isinstance(choice, SortOrder) else self._groupings[choice]

    def _radio(self, menu: QMenu, names: dict[_K, str]) -> dict[_K, QAction]:
        group = QActionGroup(menu)
        actions = {}
        for key, name in names.items():
            action = actions[key] = group.addAction(name)
            action.setCheckable(True)
            action.setChecked(key is next(iter(names)))
            menu.addAction(action)
        group.triggered.connect(self._take)
        return actions

    def _take(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        words = self.tr("按日期") if self.order is SortOrder.DATE else self.tr("按相关度")
        grouped = {Grouping.YEAR: self.tr("分年"), Grouping.UNIT: self.tr("分单位"), None: ""}[self.grouping]
        self.setText(f"{words} · {grouped}" if grouped else words)
