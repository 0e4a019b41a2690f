"""A small dialog of labelled fields, as the window asks for a few words."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QInputDialog,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from viewer.ui.messages import MARGINS
from viewer.ui.typography import ui_font

_WIDTH_CHARACTERS = 30


class Form(QDialog):
    """A dialog of labelled fields with 确定 and 取消; it goes away by itself."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.fields = QFormLayout()
        self.hint = QLabel(self)
        self.buttons = QDialogButtonBox(self)
        self.accept_button = self.buttons.addButton(self.tr("确定"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = self.buttons.addButton(self.tr("取消"), QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setAutoDefault(False)  # else Enter would cancel while nothing is typed yet
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.accept_button.setDefault(True)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.PlainText)
        self.hint.setProperty("tone", "secondary")
        self.hint.hide()
        self.fields.setSpacing(10)
        self.fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        column = QVBoxLayout(self)
        column.setContentsMargins(*MARGINS)
        column.setSpacing(14)
        column.addWidget(self.hint)
        column.addLayout(self.fields)
        column.addStretch(1)
        column.addWidget(self.buttons)
        self.setMinimumWidth(round(QFontMetricsF(ui_font()).horizontalAdvance("文") * _WIDTH_CHARACTERS))

    def showEvent(self, event: QShowEvent) -> None:
        """Let the person type at once."""
        super().showEvent(event)
        rows = range(self.fields.rowCount())
        items = [self.fields.itemAt(row, QFormLayout.ItemRole.FieldRole) for row in rows]
        for widget in (item.widget() for item in items if item is not None):
            if widget is not None and widget.isVisible() and not isinstance(widget, QScrollArea):
                widget.setFocus()
                return

    def explain(self, words: str) -> None:
        """Say in a sentence what the form is for."""
        self.hint.setText(words)
        self.hint.show()


def like_a_form(dialog: QInputDialog) -> QInputDialog:
    """Return Qt's own dialog for one line of words with the margins forms have."""
    dialog.sizeHint()  # makes its layout
    layout = dialog.layout()
    if layout is not None:
        layout.setContentsMargins(*MARGINS)
        layout.setSpacing(10)
    return dialog
