"""Fields that can be emptied with one click, by a button that also says to a screen reader what it does."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit


def let_clear(field: QLineEdit) -> None:
    """Give a field the button; a field without a name of its own is called what its placeholder says."""
    if not field.accessibleName():
        field.setAccessibleName(field.placeholderText())
    field.setClearButtonEnabled(True)
    action = field.findChild(QAction, "_q_qlineeditclearaction")
    if action is not None:
        action.setText(QCoreApplication.translate("Field", "清空"))
