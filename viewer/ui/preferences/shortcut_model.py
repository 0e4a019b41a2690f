"""Every action with its menu and its keys as a table."""

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence

from viewer.ui.actions import TABLE, ActionId, Actions, usual_name
from viewer.ui.menus import menu_name
from viewer.ui.titled_model import ROOT, Index, TitledModel
from viewer.ui.translation import QT_TRANSLATE_NOOP

_TITLES = (
    QT_TRANSLATE_NOOP("ShortcutModel", "菜单"),
    QT_TRANSLATE_NOOP("ShortcutModel", "功能"),
    QT_TRANSLATE_NOOP("ShortcutModel", "快捷键"),
)


class ShortcutModel(TitledModel):
    """One row per action, in the order of the menus."""

    def __init__(self, actions: Actions, parent: QObject | None = None) -> None:
        super().__init__("ShortcutModel", _TITLES, parent)
        self._actions = actions

    def refresh(self) -> None:
        """Show the keys as they are now."""
        self.dataChanged.emit(self.index(0, 0), self.index(len(TABLE) - 1, 2))

    def action_at(self, row: int) -> ActionId:
        """Return the action of a row."""
        return TABLE[row].id

    def row_of(self, action: ActionId) -> int:
        """Return the row of an action."""
        return next(place for place, row in enumerate(TABLE) if row.id is action)

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of actions."""
        return 0 if parent.isValid() else len(TABLE)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return an action's menu, its words or its keys."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        row = TABLE[index.row()]
        action = self._actions[row.id]
        keys = "　".join(each.toString(QKeySequence.SequenceFormat.NativeText) for each in action.shortcuts())
        menu = menu_name(row.menu)
        return (menu, usual_name(row), keys)[index.column()]
