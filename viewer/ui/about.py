"""The dialog 快捷键一览, made from the table of actions."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from viewer.ui.actions import TABLE, Actions, usual_name
from viewer.ui.menus import Menu, menu_name
from viewer.ui.typography import Step, ui_font

_NATIVE = QKeySequence.SequenceFormat.NativeText


class ShortcutsDialog(QDialog):
    """Lists every action that has a key, menu by menu."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("快捷键一览"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setAccessibleName(self.windowTitle())
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self._build_list(actions))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 14)
        column.setSpacing(12)
        column.addWidget(area, 1)
        column.addWidget(buttons)
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        wide = area.widget().sizeHint().width() + round(character * 4)
        self.resize(max(round(character * 34), wide), round(character * 38))

    def _build_list(self, actions: Actions) -> QWidget:
        place = QWidget(self)
        grid = QGridLayout(place)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(7)
        grid.setContentsMargins(8, 4, 16, 8)
        for menu in Menu:
            rows = [row for row in TABLE if row.menu is menu and row.shortcuts]
            if rows:
                head = QLabel(menu_name(menu), place)
                head.setFont(ui_font(Step.BODY, bold=True))
                head.setContentsMargins(0, 0 if grid.rowCount() == 1 else 10, 0, 0)
                grid.addWidget(head, grid.rowCount(), 0, 1, 2)
            for row in rows:
                line = grid.rowCount()
                keys = "　".join(keys.toString(_NATIVE) for keys in actions[row.id].shortcuts())
                grid.addWidget(QLabel(usual_name(row), place), line, 0)
                key_label = QLabel(keys, place)
                key_label.setProperty("tone", "secondary")
                grid.addWidget(key_label, line, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        return place
