"""The saved searches in the sidebar: a click asks again, a menu renames and deletes."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QInputDialog,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from viewer.core.saved_search import SavedSearch
from viewer.ui.appearance import Appearance
from viewer.ui.form import like_a_form
from viewer.ui.painting import Ink, draw_line
from viewer.ui.qt_fields import item_rect, item_state
from viewer.ui.search.saved_model import SavedModel
from viewer.ui.theme import Role
from viewer.ui.typography import ui_font

Index = QModelIndex | QPersistentModelIndex
_SIDE = 14.0
_MOST_ROWS = 8
_NAME_CHARACTERS = 26


class SavedDelegate(QStyledItemDelegate):
    """Paints a name and at the right edge its number of documents."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(80, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        rect, state, theme = item_rect(option), item_state(option), self._appearance.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = rect.adjusted(6, 1, -6, -1)
        if state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme[Role.HOVER])
            painter.drawRoundedRect(ground, 5, 5)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme[Role.ACCENT], 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, 5, 5)
        self._paint_words(painter, rect.adjusted(_SIDE, 0, -_SIDE, 0), index)
        painter.restore()

    def _paint_words(self, painter: QPainter, line: QRectF, index: Index) -> None:
        theme, count = self._appearance.theme, index.data(SavedModel.CountRole)
        words = "" if count is None else f"{count:,}"
        room = QFontMetricsF(ui_font()).horizontalAdvance(words) + 10
        draw_line(painter, line.adjusted(0, 0, -room, 0), index.data(), Ink(ui_font(), theme[Role.TEXT]))
        draw_line(painter, line, words, Ink(ui_font(), theme[Role.TEXT_FAINT], right=True))


class SavedView(QListView):
    """Shows the saved searches; as tall as they are, up to eight."""

    search_wanted = Signal(SavedSearch)
    renamed = Signal(SavedSearch, str)
    removal_wanted = Signal(SavedSearch)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.searches = SavedModel(self)
        self.setModel(self.searches)
        self.setItemDelegate(SavedDelegate(appearance, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("已存查找"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for text, deed in ((self.tr("重命名…"), self.ask_for_name), (self.tr("删除"), self._remove)):
            action = QAction(text, self)
            action.triggered.connect(deed)
            self.addAction(action)
        self.clicked.connect(self._choose)
        self.searches.modelReset.connect(self._fit)
        appearance.theme_changed.connect(self.viewport().update)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean something here from the shortcuts of the window."""
        is_asked = event.type() == QEvent.Type.ShortcutOverride and self.currentIndex().isValid()
        if is_asked and isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_F2):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask again with Enter or the space bar, rename with F2, delete with Delete."""
        deed = {
            Qt.Key.Key_Return: lambda: self._choose(self.currentIndex()),
            Qt.Key.Key_Enter: lambda: self._choose(self.currentIndex()),
            Qt.Key.Key_Space: lambda: self._choose(self.currentIndex()),
            Qt.Key.Key_F2: self.ask_for_name,
            Qt.Key.Key_Delete: self._remove,
        }.get(Qt.Key(event.key()))
        if deed is None or not self.currentIndex().isValid():
            super().keyPressEvent(event)
            return
        deed()

    def current(self) -> SavedSearch | None:
        """Return the search the person is at."""
        saved = self.currentIndex().data(SavedModel.SavedRole)
        return saved if isinstance(saved, SavedSearch) else None

    def ask_for_name(self) -> None:
        """Let the person name the current search anew."""
        saved = self.current()
        if saved is None:
            return
        dialog = name_dialog(self, self.tr("重命名已存查找"), saved.name)
        dialog.textValueSelected.connect(lambda name: self.renamed.emit(saved, name.strip()))
        dialog.open()

    def _choose(self, index: QModelIndex) -> None:
        saved = index.data(SavedModel.SavedRole)
        if isinstance(saved, SavedSearch):
            self.search_wanted.emit(saved)

    def _remove(self) -> None:
        saved = self.current()
        if saved is not None:
            self.removal_wanted.emit(saved)

    def _fit(self) -> None:
        rows = min(max(self.searches.rowCount(), 1), _MOST_ROWS)
        self.setFixedHeight(rows * row_height() + 8)


def row_height() -> int:
    """Return the height of one saved search."""
    return round(QFontMetricsF(ui_font()).height() * 1.45)


def name_dialog(parent: QWidget, title: str, name: str) -> QInputDialog:
    """Return a small dialog that asks for a name."""
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.setLabelText(dialog.tr("名称"))
    dialog.setTextValue(name)
    like_a_form(dialog).resize(
        dialog.fontMetrics().horizontalAdvance("文") * _NAME_CHARACTERS, dialog.sizeHint().height()
    )
    return dialog
