"""The only place where message boxes are built; none of them stops the program while it is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6 import QtCore, QtWidgets  # names of them only where they are used: decision 0013
from PySide6.QtCore import QCoreApplication

from viewer.core.errors import ViewerError

FAULT = "fault"
"""The name of the box that reports a fault of the program."""

_WORDS = ("qt_msgbox_label", "qt_msgbox_informativelabel")
_BESIDE_LINES, _BELOW_LINES = 5, 5
"""What icon and margins, and what buttons, margins and the window's frame take, in lines of text."""
_LEAST_LINES, _WIDEST_LINES = 20, 24
MARGINS = (20, 18, 20, 16)
"""What stands between the edges of a small dialog and its words: left, above, right, below."""


def said(sentence: str) -> str:
    """Return a sentence from below the window in the language of the window."""
    return _tr(sentence) if sentence else ""


def show_error(parent: QtWidgets.QWidget | None, error: ViewerError) -> None:
    """Say what happened and what can be done, without stopping the program."""
    box = _box(parent, QtWidgets.QMessageBox.Icon.Warning, said(error.message), said(error.advice))
    box.addButton(_tr("知道了"), QtWidgets.QMessageBox.ButtonRole.AcceptRole)
    _open(box)


def show_note(parent: QtWidgets.QWidget | None, sentence: str) -> None:
    """Say what was done, where a person should not miss it."""
    box = _box(parent, QtWidgets.QMessageBox.Icon.Information, sentence, "")
    box.addButton(_tr("知道了"), QtWidgets.QMessageBox.ButtonRole.AcceptRole)
    _open(box)


def show_fault(parent: QtWidgets.QWidget | None, details: str) -> None:
    """Report a fault of the program itself; ``details`` is the traceback, which can be copied."""
    box = _box(
        parent,
        QtWidgets.QMessageBox.Icon.Critical,
        _tr("程序遇到了意外问题，刚才的操作没有完成。"),
        _tr("文库中的内容没有受到影响，可以继续使用。下面的详细信息不含文档内容，可复制后交给技术人员。"),
    )
    box.setObjectName(FAULT)
    box.setDetailedText(details)
    go_on = box.addButton(_tr("继续"), QtWidgets.QMessageBox.ButtonRole.AcceptRole)
    box.setEscapeButton(go_on)  # else it refuses to be closed
    _open(box)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a question, what would happen, and the deed as its button names it."""

    text: str
    explanation: str
    accept: str
    dangerous: bool = False


def ask(parent: QtWidgets.QWidget, question: Question, then: Callable[[], None]) -> None:
    """Ask before doing something, and do it on yes; Escape means no."""
    icon = QtWidgets.QMessageBox.Icon.Warning if question.dangerous else QtWidgets.QMessageBox.Icon.Question
    box = _box(parent, icon, question.text, question.explanation)
    yes = box.addButton(question.accept, QtWidgets.QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(_tr("取消"), QtWidgets.QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no if question.dangerous else yes)
    box.setEscapeButton(no)
    yes.clicked.connect(then)
    _open(box)


def _box(
    parent: QtWidgets.QWidget | None, icon: QtWidgets.QMessageBox.Icon, text: str, explanation: str
) -> QtWidgets.QMessageBox:
    box = QtWidgets.QMessageBox(parent)
    box.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(QtCore.Qt.TextFormat.PlainText)
    box.setWindowTitle(_tr("案牍"))
    box.setIcon(icon)
    box.setText(text)
    box.setInformativeText(explanation)
    return box


def _open(box: QtWidgets.QMessageBox) -> None:
    """Show a box; where the screen is too small for its words, they scroll and the buttons stay in sight."""
    screen = (box.parentWidget() or box).screen()
    line = box.fontMetrics().height()
    room = screen.availableSize() - QtCore.QSize(_BESIDE_LINES, _BELOW_LINES) * line
    words = [label for label in box.findChildren(QtWidgets.QLabel) if label.objectName() in _WORDS and label.text()]
    width = min(room.width(), _WIDEST_LINES * line)
    height = sum(_height_in(label, width) for label in words)
    layout = box.layout()
    if layout is not None:
        layout.setContentsMargins(*MARGINS)
    if width < _LEAST_LINES * line or height > room.height():
        _let_scroll(box, words, QtCore.QSize(width, min(height + line, room.height())))
    box.open()


def _height_in(label: QtWidgets.QLabel, width: int) -> int:
    wrapped = QtCore.Qt.TextFlag.TextWordWrap
    return label.fontMetrics().boundingRect(QtCore.QRect(0, 0, width, 0), wrapped, label.text()).height()


def _let_scroll(box: QtWidgets.QMessageBox, words: list[QtWidgets.QLabel], size: QtCore.QSize) -> None:
    """Say the words in other labels: the box goes on measuring its own."""
    inside = QtWidgets.QWidget(box)
    column = QtWidgets.QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    for own in words:
        own.hide()
        label = QtWidgets.QLabel(own.text(), inside)
        label.setTextFormat(own.textFormat())
        label.setWordWrap(True)
        label.setSizePolicy(QtWidgets.QSizePolicy.Policy.Ignored, QtWidgets.QSizePolicy.Policy.Minimum)
        column.addWidget(label)
    column.addStretch(1)
    area = QtWidgets.QScrollArea(box)
    area.setFrameShape(QtWidgets.QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(QtCore.Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    area.setFixedSize(size)
    grid = box.layout()
    if isinstance(grid, QtWidgets.QGridLayout):
        grid.addWidget(area, 0, grid.columnCount() - 1)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Messages", text)
