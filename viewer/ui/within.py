"""Tells whether a widget is a part of another."""

from PySide6.QtWidgets import QWidget


def is_within(widget: QWidget, pane: QWidget) -> bool:
    """Tell whether a widget is the pane or stands in it."""
    return widget is pane or pane.isAncestorOf(widget)
