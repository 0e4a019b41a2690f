"""Finds words that do not fit where they stand: labels, buttons, fields, heads of columns, tables that scroll aside."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QToolButton,
    QWidget,
)

_MARKUP = re.compile("<[a-z]")
_SLACK = 1.0
_HEAD_SIDES = 16
_FIELD_SIDES = 10
_FOREIGN = ("QFileDialog", "QPrintPreviewDialog")
_CUTS_ITSELF = ("_OneLine", "_Chip", "DocumentChoice")
"""Widgets that say more than they show on purpose, and tell the rest in another way."""


@dataclass(frozen=True, slots=True)
class Cramped:
    """A widget whose words need more room than they have, in pixels."""

    widget: str
    words: str
    needed: int
    there: int


def cramped(root: QWidget) -> list[Cramped]:
    """Return what is cut in a window as it stands."""
    if type(root).__name__ in _FOREIGN:
        return []
    shown = [each for each in (root, *root.findChildren(QWidget)) if each.isVisible()]
    return [found for each in shown if type(each).__name__ not in _CUTS_ITSELF for found in _of(each)]


def _of(widget: QWidget) -> Iterator[Cramped]:
    for kind, look in _LOOKS:
        if isinstance(widget, kind):
            for words, needed, there in look(widget):
                if needed > there + _SLACK:
                    yield Cramped(type(widget).__name__, words, round(needed), round(there))


_Found = Iterator[tuple[str, float, float]]


def _label(label: QLabel) -> _Found:
    words = label.text()
    if not words or _MARKUP.search(words):
        return
    if label.wordWrap():
        yield words, label.heightForWidth(label.width()), label.height()
    else:
        metrics = QFontMetricsF(label.font())
        shown = words.replace("&", "") if label.buddy() else words
        yield words, max(map(metrics.horizontalAdvance, shown.split("\n"))), label.contentsRect().width()


def _button(button: QPushButton | QToolButton) -> _Found:
    is_named = (
        not isinstance(button, QToolButton) or button.toolButtonStyle() is not Qt.ToolButtonStyle.ToolButtonIconOnly
    )
    if button.text() and is_named:
        yield button.text(), button.sizeHint().width(), button.width()


def _box(box: QComboBox) -> _Found:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, box).width()
    yield box.currentText(), QFontMetricsF(box.font()).horizontalAdvance(box.currentText()), room


def _hint(field: QLineEdit) -> _Found:
    hint = field.placeholderText()
    if hint and not field.text():
        yield hint, QFontMetricsF(field.font()).horizontalAdvance(hint), field.contentsRect().width() - _FIELD_SIDES


def _heads(heads: QHeaderView) -> _Found:
    model, metrics = heads.model(), QFontMetricsF(heads.font())
    if heads.orientation() == Qt.Orientation.Vertical or model is None:
        return
    for number in (each for each in range(heads.count()) if not heads.isSectionHidden(each)):
        title = str(model.headerData(number, Qt.Orientation.Horizontal) or "")
        yield title, metrics.horizontalAdvance(title) + _HEAD_SIDES, heads.sectionSize(number)


def _sideways(area: QAbstractScrollArea) -> _Found:
    if area.horizontalScrollBar().isVisible():
        yield "scrolls sideways", area.horizontalScrollBar().maximum(), 0


_LOOKS: tuple[tuple[type[QWidget] | tuple[type[QWidget], ...], Callable[..., _Found]], ...] = (
    (QLabel, _label),
    ((QPushButton, QToolButton), _button),
    (QComboBox, _box),
    (QLineEdit, _hint),
    (QHeaderView, _heads),
    (QAbstractScrollArea, _sideways),
)
