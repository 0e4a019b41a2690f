"""The only place where message boxes are built; none of them stops the program while it is open."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from viewer.core.errors import ViewerError


def said(sentence: str) -> str:
    """Return a sentence from below the window in the language of the window."""
    return _tr(sentence) if sentence else ""


def show_error(parent: QWidget | None, error: ViewerError) -> None:
    """Say what happened and what can be done, without stopping the program."""
    box = _box(parent, QMessageBox.Icon.Warning, said(error.message), said(error.advice))
    box.addButton(_tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
    box.open()


def show_note(parent: QWidget | None, sentence: str) -> None:
    """Say what was done, where a person should not miss it."""
    box = _box(parent, QMessageBox.Icon.Information, sentence, "")
    box.addButton(_tr("知道了"), QMessageBox.ButtonRole.AcceptRole)
    box.open()


def show_fault(parent: QWidget | None, details: str) -> None:
    """Report a fault of the program itself; ``details`` is the traceback, which can be copied."""
    box = _box(
        parent,
        QMessageBox.Icon.Critical,
        _tr("程序遇到了意外问题，刚才的操作没有完成。"),
        _tr("文库中的内容没有受到影响，可以继续使用。下面的详细信息不含文档内容，可复制后交给技术人员。"),
    )
    box.setDetailedText(details)
    box.setEscapeButton(box.addButton(_tr("继续"), QMessageBox.ButtonRole.AcceptRole))  # else it refuses to be closed
    box.open()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a question, what would happen, and the deed as its button names it."""

    text: str
    explanation: str
    accept: str
    dangerous: bool = False


def ask(parent: QWidget, question: Question, then: Callable[[], None]) -> None:
    """Ask before doing something, and do it on yes; Escape means no."""
    icon = QMessageBox.Icon.Warning if question.dangerous else QMessageBox.Icon.Question
    box = _box(parent, icon, question.text, question.explanation)
    yes = box.addButton(question.accept, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(_tr("取消"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(no if question.dangerous else yes)
    box.setEscapeButton(no)
    yes.clicked.connect(then)
    box.open()


def _box(parent: QWidget | None, icon: QMessageBox.Icon, text: str, explanation: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(_tr("案牍"))
    box.setIcon(icon)
    box.setText(text)
    box.setInformativeText(explanation)
    return box


def _tr(text: str) -> str:
    return QCoreApplication.translate("Messages", text)
