"""Lays small things out in lines that share their columns; a long one takes several columns, none is stretched."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FactLayout(QLayout):
    """Fills lines from the left; every item begins at a column border."""

    def __init__(self, parent: QWidget, *, column: int, gap: QSize) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._column = column
        self._gap = gap
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return one item, ``None`` beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        """Remove and return one item."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Say that no more room is wanted than the lines need."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that the height depends on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines at a width."""
        return self._place(QRect(0, 0, width, 0), for_real=False)

    def sizeHint(self) -> QSize:
        """Return the size of the widest item."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the least size that shows one item per line."""
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        self._place(rect, for_real=True)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, for_real: bool) -> int:
        columns = max(1, (rect.width() + self._gap.width()) // (self._column + self._gap.width()))
        unit = (rect.width() + self._gap.width()) / columns
        column, top, height = 0, rect.top(), 0
        for item in self._shown():
            wanted = item.sizeHint()
            span = min(columns, max(1, -int(-(wanted.width() + self._gap.width()) // unit)))
            if column + span > columns:
                column, top, height = 0, top + height + self._gap.height(), 0
            if for_real:
                place = QPoint(rect.left() + round(column * unit), top)
                item.setGeometry(QRect(place, QSize(round(span * unit) - self._gap.width(), wanted.height())))
            column += span
            height = max(height, wanted.height())
        return top + height - rect.top()
