"""Lays small things out in lines, each as wide as it wants to be."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Fills lines from the left and begins a new one where the next item does not fit; hidden items take no room."""

    def __init__(self, parent: QWidget, *, gap: QSize) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap

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
        """Return the least size."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size of a line of nothing: items are cut rather than the window kept wide."""
        margins = self.contentsMargins()
        return QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def setGeometry(self, rect: QRect) -> None:
        """Put every item in its place."""
        super().setGeometry(rect)
        self._place(rect, for_real=True)

    def _place(self, rect: QRect, *, for_real: bool) -> int:
        inner = rect.marginsRemoved(self.contentsMargins())
        x, y, height = inner.left(), inner.top(), 0
        for item in (each for each in self._items if not each.isEmpty()):
            size = item.sizeHint().boundedTo(QSize(max(inner.width(), 1), item.sizeHint().height()))
            if x + size.width() > inner.right() + 1 and height:
                x, y, height = inner.left(), y + height + self._gap.height(), 0
            if for_real:
                item.setGeometry(QRect(QPoint(x, y), size))
            x += size.width() + self._gap.width()
            height = max(height, size.height())
        return y + height - rect.top() + self.contentsMargins().bottom()
