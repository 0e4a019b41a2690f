"""Rows and columns of widgets as the pages lay them out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

_SPACE = 8
_WIDE = 1_000


def beside(left: QWidget, right: QWidget, share: float) -> QSplitter:
    """Return two parts beside each other that can be pulled, the left one taking this share of the room."""
    splitter = QSplitter(Qt.Orientation.Horizontal)
    for part, stretch in ((left, round(share * 100)), (right, round((1 - share) * 100))):
        splitter.addWidget(part)
        splitter.setStretchFactor(splitter.count() - 1, stretch)
    splitter.setSizes([round(_WIDE * share), round(_WIDE * (1 - share))])
    splitter.setChildrenCollapsible(False)
    for part, left_margin, right_margin in ((left, 0, _SPACE), (right, _SPACE, 0)):
        layout = part.layout()
        if layout is not None:
            layout.setContentsMargins(left_margin, 0, right_margin, 0)
    return splitter


def in_row(*widgets: QWidget | None) -> QWidget:
    """Return widgets beside each other; ``None`` is room that grows."""
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(_SPACE)
    for each in widgets:
        if each is None:
            line.addStretch(1)
        else:
            line.addWidget(each)
    return box


def in_column(*widgets: QWidget) -> QWidget:
    """Return widgets below each other."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(_SPACE)
    for each in widgets:
        column.addWidget(each)
    return box
