"""专题 in the sidebar: a click shows only the documents of a collection, documents dropped on it go into it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from viewer.core.hit import FacetChoice
from viewer.core.label import Collection
from viewer.ui.appearance import Appearance
from viewer.ui.labels.collection_model import CollectionModel, CollectionRow
from viewer.ui.painting import Ink, draw_line
from viewer.ui.qt_fields import item_rect, item_state
from viewer.ui.theme import Role
from viewer.ui.typography import ui_font

Index = QModelIndex | QPersistentModelIndex
FIELD = "collection"
_ACTIVATING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SIDE = 14.0
_ICON = 15
_MOST_ROWS = 7


class _Delegate(QStyledItemDelegate):
    """Draws a folder, the name and the count."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the height of a row."""
        return QSize(80, round(QFontMetricsF(ui_font()).height() * 1.55))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row: CollectionRow = index.data(CollectionModel.RowRole)
        theme, rect, state = self._appearance.theme, item_rect(option), item_state(option)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if row.is_chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme[Role.ACCENT_SOFT if row.is_chosen else Role.HOVER])
            painter.drawRoundedRect(rect.adjusted(6, 1, -6, -1), 5, 5)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme[Role.ACCENT])
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(6, 1, -6, -1), 5, 5)
        icon = self._appearance.icon("folder", Role.ACCENT if row.is_chosen else Role.TEXT_SECONDARY)
        place = QRectF(rect.left() + _SIDE, rect.center().y() - _ICON / 2, _ICON, _ICON)
        icon.paint(painter, place.toRect())
        count = f"{row.count:,}"
        room = QFontMetricsF(ui_font()).horizontalAdvance(count) + 10
        inner = rect.adjusted(_SIDE + _ICON + 7, 0, -_SIDE, 0)
        ink = Ink(ui_font(bold=row.is_chosen), theme[Role.TEXT])
        draw_line(painter, inner.adjusted(0, 0, -room, 0), row.collection.name, ink)
        draw_line(painter, inner, count, Ink(ui_font(), theme[Role.TEXT_FAINT], right=True))
        painter.restore()


class CollectionView(QListView):
    """Shows the collections; says what is to become of them."""

    choice_toggled = Signal(FacetChoice)
    removal_wanted = Signal(Collection)
    new_wanted = Signal()
    permits_changed = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._refusal = ""
        self.collections = CollectionModel(self)
        self.setModel(self.collections)
        self.setItemDelegate(_Delegate(appearance, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setDropIndicatorShown(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.setAccessibleName(self.tr("专题"))
        self.clicked.connect(self._choose)
        appearance.theme_changed.connect(self.viewport().update)
        self.let_change("")
        self._fit()

    def let_change(self, refusal: str) -> None:
        """Let collections be made, filled, renamed and deleted, or with a refusal only be looked at."""
        self._refusal = refusal
        modes, triggers = QAbstractItemView.DragDropMode, QAbstractItemView.EditTrigger
        self.setDragDropMode(modes.NoDragDrop if refusal else modes.DropOnly)
        self.setEditTriggers(triggers.NoEditTriggers if refusal else triggers.EditKeyPressed)
        self.setToolTip(
            self.tr("单击只看这个专题") if refusal else self.tr("单击只看这个专题；把列表中的文档拖到上面即可加入")
        )
        self.permits_changed.emit(refusal)
        self.viewport().update()

    def show_rows(self, rows: Sequence[CollectionRow]) -> None:
        """Show these collections."""
        self.collections.show_rows(rows)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the space bar and Enter do what a click does."""
        if event.key() in _ACTIVATING and self.currentIndex().isValid() and not self._is_editing():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say what to do where there is no collection yet."""
        super().paintEvent(event)
        if self.collections.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self._appearance.theme[Role.TEXT_FAINT])
            words = self.tr("还没有专题") if self._refusal else self.tr("把文档拖来，建立专题")
            flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(self.viewport().rect().adjusted(14, 0, -10, 0), flags, words)

    def _is_editing(self) -> bool:
        return self.state() == QAbstractItemView.State.EditingState

    def _choose(self, index: QModelIndex) -> None:
        row = self.collections.row_at(index.row())
        self.choice_toggled.emit(FacetChoice(FIELD, row.collection.name))

    def _show_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        menu = QMenu(self)
        menu.addAction(self.tr("新建专题…"), self.new_wanted.emit)
        if index.isValid():
            collection = self.collections.row_at(index.row()).collection
            menu.addAction(self.tr("改名"), lambda: self.edit(self.collections.index(index.row())))
            menu.addSeparator()
            menu.addAction(self.tr("删除专题（文档不受影响）"), lambda: self.removal_wanted.emit(collection))
        menu.setToolTipsVisible(bool(self._refusal))
        for action in menu.actions() if self._refusal else ():
            action.setEnabled(False)
            action.setToolTip(self._refusal)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(place))

    def _fit(self) -> None:
        """Be as tall as the rows, within bounds: the filters below need the room."""
        height = round(QFontMetricsF(ui_font()).height() * 1.55)
        rows = min(max(self.collections.rowCount(), 1), _MOST_ROWS)
        self.setFixedHeight(rows * height + 8)
