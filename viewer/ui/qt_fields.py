"""Typed views of Qt structures whose public fields PySide6's stubs leave out."""

from typing import Protocol, cast

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPalette, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QTextEdit


class _ItemFields(Protocol):
    rect: QRect
    state: QStyle.StateFlag
    palette: QPalette
    text: str


class _SelectionFields(Protocol):
    cursor: QTextCursor
    format: QTextCharFormat


def item_rect(option: QStyleOptionViewItem) -> QRectF:
    """Return where an item is to be drawn."""
    return QRectF(cast("_ItemFields", option).rect)


def item_state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    """Return whether the item is chosen, hovered, focused."""
    return cast("_ItemFields", option).state


def item_palette(option: QStyleOptionViewItem) -> QPalette:
    """Return the colours of the list an item stands in."""
    return cast("_ItemFields", option).palette


def write_item(option: QStyleOptionViewItem, text: str) -> None:
    """Have other words written."""
    cast("_ItemFields", option).text = text


def extra_selection(cursor: QTextCursor, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    """Return a selection that only looks different and changes nothing in the document."""
    selection = QTextEdit.ExtraSelection()
    fields = cast("_SelectionFields", selection)
    fields.cursor = cursor
    fields.format = look
    return selection


def selected_text(selection: QTextEdit.ExtraSelection) -> str:
    """Return the words a selection covers."""
    return cast("_SelectionFields", selection).cursor.selectedText()
