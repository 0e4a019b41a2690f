"""Puts the program's own icons and colours on Qt's window for looking at what would be printed."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtWidgets import QGraphicsView, QToolBar, QWidgetAction

from viewer.ui.appearance import Appearance
from viewer.ui.theme import Role
from viewer.ui.typography import grown

_ICONS = (
    "fit-width",
    "fit-page",
    "zoom-out",
    "zoom-in",
    "portrait",
    "landscape",
    "first",
    "back",
    "forward",
    "last",
    "one-page",
    "two-pages",
    "all-pages",
    "page-setup",
    "printer",
)
"""In the order of Qt's tool bar; its actions have no names."""

_SIDE = 18


def dress(dialog: QPrintPreviewDialog, appearance: Appearance) -> None:
    """Dress a preview; one of a Qt with other tools keeps Qt's icons."""
    for bar in dialog.findChildren(QToolBar):
        bar.setMovable(False)
        actions = [each for each in bar.actions() if _is_tool(each)]
        if len(actions) == len(_ICONS):
            bar.setIconSize(QSize(1, 1) * round(grown(_SIDE)))
            for action, name in zip(actions, _ICONS, strict=True):
                action.setIcon(appearance.icon(name))
    for view in dialog.findChildren(QGraphicsView):
        view.scene().setBackgroundBrush(appearance.theme[Role.BORDER])


def _is_tool(action: QAction) -> bool:
    return not action.isSeparator() and not isinstance(action, QWidgetAction)
