"""The command palette: every action by a few typed characters, by pinyin or by its initials."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QAction, QFontMetricsF, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from viewer.search.pinyin import spelled
from viewer.ui.actions import TABLE, Actions, plain_text
from viewer.ui.typography import ui_font

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MARGIN = 12
_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class PaletteModel(QAbstractListModel):
    """The actions that can be done now and answer what is typed, those that begin with it first."""

    KeysRole = int(Qt.ItemDataRole.UserRole)

    def __init__(self, actions: Actions, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all = [actions[row.id] for row in TABLE]
        self._shown = [action for action in self._all if action.isEnabled()]

    def look_for(self, typed: str) -> None:
        """Show the actions that answer."""
        ranked = [(rank, action) for action in self._all if action.isEnabled() and (rank := _rank(typed, action))]
        self.beginResetModel()
        self._shown = [action for _, action in sorted(ranked, key=lambda each: each[0])]
        self.endResetModel()

    def action_at(self, row: int) -> QAction:
        """Return the action of a row."""
        return self._shown[row]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of actions shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return an action's words, its icon, its key, or all that is to be heard of it."""
        if not index.isValid():
            return None
        action = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return plain_text(action)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(filter(None, (plain_text(action), _state(action), keys_of(action))))
        if role == self.KeysRole:
            return "　".join(filter(None, (_state(action), keys_of(action))))
        return action.icon() if role == Qt.ItemDataRole.DecorationRole else None


class PaletteDelegate(QStyledItemDelegate):
    """Rows of one height: icon or its room, words, and the key at the right."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Keep the room of an icon also where there is none."""
        super().initStyleOption(option, index)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row, then its key."""
        super().paint(painter, option, index)
        painter.setPen(option.palette.placeholderText().color())  # type: ignore[attr-defined]
        room = option.rect.adjusted(0, 0, -_MARGIN, 0)  # type: ignore[attr-defined]
        painter.drawText(
            room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, index.data(PaletteModel.KeysRole)
        )


class CommandPalette(QDialog):
    """Closes with Escape, does the chosen action with Enter or a click."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("命令面板"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.model = PaletteModel(actions, self)
        self.field = QLineEdit(self)
        self.list = QListView(self)
        self.field.setPlaceholderText(self.tr("输入功能名称、拼音或拼音首字母"))
        self.field.setAccessibleName(self.windowTitle())
        self.list.setModel(self.model)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(PaletteDelegate(self.list))
        self.list.setObjectName("choices")
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(self.tr("可用的功能"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        self.resize(round(character * 36), round(character * 28))
        self.field.textChanged.connect(self._look_for)
        self.field.returnPressed.connect(self._do_current)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._do)
        self._look_for("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys walk through the list while the field keeps the typing."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _WALKING:
            self.list.event(event)
            return True
        return super().eventFilter(watched, event)

    def _look_for(self, typed: str) -> None:
        self.model.look_for(typed)
        self.list.setCurrentIndex(self.model.index(0))

    def _do_current(self) -> None:
        self._do(self.list.currentIndex())

    def _do(self, index: QModelIndex) -> None:
        if index.isValid():
            action = self.model.action_at(index.row())
            self.close()
            action.trigger()


def keys_of(action: QAction) -> str:
    """Return the first key of an action, as it is printed on the keyboard."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def _state(action: QAction) -> str:
    return "✓" if action.isChecked() else ""


def _rank(typed: str, action: QAction) -> int:
    """Return how well an action answers: 0 not at all, 1 best."""
    words, wanted = plain_text(action).lower(), "".join(typed.lower().split())
    if not wanted or words.startswith(wanted):
        return 1
    if wanted in words:
        return 2
    if not (wanted.isascii() and wanted.isalpha()):
        return 0
    pattern = spelled(wanted)
    if pattern is None:
        return 0
    answers = (pattern.fullmatch(words), pattern.match(words), pattern.search(words))
    return next((rank for rank, found in enumerate(answers, start=3) if found), 0)
