"""Fields that can be emptied with one click, by a button that also says to a screen reader what it does."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit


def let_clear(field: QLineEdit) -> None:
    """Give a field the button."""
    field.setClearButtonEnabled(True)
    action = field.findChild(QAction, "_q_qlineeditclearaction")
    if action is not None:
        action.setText(QCoreApplication.translate("Field", "清空"))
