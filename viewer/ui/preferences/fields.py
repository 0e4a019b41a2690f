"""The field a preference is shown by, made from its row."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QFontComboBox, QWidget

from viewer.ui.preferences.table import Preference, Value

Taken = Callable[[Value], None]


def field_for(row: Preference, value: Value, taken: Taken, parent: QWidget) -> QWidget:
    """Return a field showing ``value`` that hands every change to ``taken``."""
    if row.is_family:
        return _family(str(value), taken, parent)
    if row.choices:
        return _choice(row, str(value), taken, parent)
    if row.range is not None:
        return _number(row, float(value), taken, parent)
    return _flag(row, taken, parent, is_on=bool(value))


def show_in(field: QWidget, row: Preference, value: Value) -> None:
    """Show another value in a field without handing it on."""
    field.blockSignals(True)
    if isinstance(field, QFontComboBox):
        field.setCurrentFont(QFont(str(value))) if value else field.setCurrentIndex(-1)
    elif isinstance(field, QComboBox):
        field.setCurrentIndex(field.findData(value))
    elif isinstance(field, QDoubleSpinBox):
        field.setValue(float(value))
    elif isinstance(field, QCheckBox):
        field.setChecked(bool(value))
    field.setAccessibleName(translated(row.words))
    field.blockSignals(False)


def translated(words: str) -> str:
    """Return the words of a row in the language of the window."""
    return QCoreApplication.translate("Preferences", words)


def _family(value: str, taken: Taken, parent: QWidget) -> QWidget:
    field = QFontComboBox(parent)
    field.setEditable(False)
    field.setPlaceholderText(translated("默认字体"))
    field.setCurrentIndex(-1)
    if value:
        field.setCurrentFont(QFont(value))
    field.currentFontChanged.connect(lambda font: taken(font.family()))
    return field


def _choice(row: Preference, value: str, taken: Taken, parent: QWidget) -> QWidget:
    field = QComboBox(parent)
    for choice in row.choices:
        field.addItem(translated(choice.words), choice.value)
    field.setCurrentIndex(field.findData(value))
    field.activated.connect(lambda index: taken(str(field.itemData(index))))
    return field


def _number(row: Preference, value: float, taken: Taken, parent: QWidget) -> QWidget:
    field = QDoubleSpinBox(parent)
    if row.range is not None:
        field.setRange(row.range.least, row.range.most)
        field.setSingleStep(row.range.step)
        field.setDecimals(0 if row.range.step >= 1 else 2)
    field.setValue(value)
    field.valueChanged.connect(taken)
    return field


def _flag(row: Preference, taken: Taken, parent: QWidget, *, is_on: bool) -> QWidget:
    field = QCheckBox(translated(row.words), parent)
    field.setChecked(is_on)
    field.toggled.connect(taken)
    return field
