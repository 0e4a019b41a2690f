"""The page of shortcuts: every action with its keys, to be changed, with a word on keys that are taken."""

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from viewer.ui.actions import ActionId, Actions, plain_text
from viewer.ui.clearing import let_clear
from viewer.ui.preferences.preferences import Preferences
from viewer.ui.preferences.shortcut_model import ShortcutModel
from viewer.ui.quiet_table import dress_report

_PORTABLE = QKeySequence.SequenceFormat.PortableText


class ShortcutPage(QWidget):
    """Keeps what is changed in the preferences; a key somebody has is given over only when asked twice."""

    def __init__(self, preferences: Preferences, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._actions = actions
        self.model = ShortcutModel(actions, self)
        self._filtered = QSortFilterProxyModel(self)
        self.field = QLineEdit(self)
        self.table = QTableView(self)
        self.keys = QKeySequenceEdit(self)
        self.news = QLabel(self)
        self.give = QPushButton(self.tr("设为快捷键"), self)
        self.take = QPushButton(self.tr("取消快捷键"), self)
        self.restore = QPushButton(self.tr("恢复默认"), self)
        self._dress_table()
        self._arrange()
        self._connect()
        self._enable()

    def current(self) -> ActionId | None:
        """Return the action the person is at."""
        index = self.table.currentIndex()
        return self.model.action_at(self._filtered.mapToSource(index).row()) if index.isValid() else None

    def select(self, action: ActionId) -> None:
        """Go to an action."""
        self.table.setCurrentIndex(self._filtered.mapFromSource(self.model.index(self.model.row_of(action), 0)))

    def _connect(self) -> None:
        self.field.textChanged.connect(self._filtered.setFilterFixedString)
        self.table.selectionModel().currentChanged.connect(self._show_current)
        self.keys.keySequenceChanged.connect(self._enable)
        self.give.clicked.connect(self._give)
        self.take.clicked.connect(self._take)
        self.restore.clicked.connect(self._restore)
        self._preferences.shortcuts_changed.connect(self._refresh)

    def _refresh(self) -> None:
        self.model.refresh()
        self._enable()

    def _show_current(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self.keys.clear()
        self._enable()

    def _enable(self) -> None:
        action, keys = self.current(), self.keys.keySequence()
        for widget in (self.keys, self.restore):
            widget.setEnabled(action is not None)
        self.take.setEnabled(action is not None and bool(self._actions[action].shortcuts()))
        self.give.setEnabled(action is not None and not keys.isEmpty())
        holder = self._holder(keys, action)
        self.news.setVisible(holder is not None)
        self.give.setText(self.tr("设为快捷键") if holder is None else self.tr("仍然设为快捷键"))
        if holder is not None:
            words = self.tr("{0} 已用于“{1}”；继续设置会从那里取走。")
            shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
            self.news.setText(words.format(shown, plain_text(self._actions[holder])))

    def _holder(self, keys: QKeySequence, but: ActionId | None) -> ActionId | None:
        if keys.isEmpty():
            return None
        return next((each for each in ActionId if each is not but and keys in self._actions[each].shortcuts()), None)

    def _give(self) -> None:
        action, keys = self.current(), self.keys.keySequence()
        if action is None or keys.isEmpty():
            return
        holder = self._holder(keys, action)
        if holder is not None:
            kept = [each.toString(_PORTABLE) for each in self._actions[holder].shortcuts() if each != keys]
            self._preferences.put_shortcut(holder.value, kept)
        self._preferences.put_shortcut(action.value, [keys.toString(_PORTABLE)])
        self.keys.clear()

    def _take(self) -> None:
        action = self.current()
        if action is not None:
            self._preferences.put_shortcut(action.value, [])

    def _restore(self) -> None:
        action = self.current()
        if action is not None:
            self._preferences.put_shortcut(action.value, None)

    def _dress_table(self) -> None:
        table = self.table
        self._filtered.setSourceModel(self.model)
        self._filtered.setFilterKeyColumn(-1)
        self._filtered.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        dress_report(table, self._filtered, self.tr("快捷键"))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        columns = table.horizontalHeader()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        columns.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def _arrange(self) -> None:
        self.field.setPlaceholderText(self.tr("筛选功能或按键"))
        let_clear(self.field)
        self.keys.setMaximumSequenceLength(1)
        self.keys.setAccessibleName(self.tr("新的快捷键"))
        self.news.setProperty("tone", "warning")
        self.news.setWordWrap(True)
        self.news.hide()
        row = QHBoxLayout()
        row.addWidget(self.keys, 1)
        for button in (self.give, self.take, self.restore):
            button.setAutoDefault(False)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 12)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.table, 1)
        column.addWidget(self.news)
        column.addLayout(row)
