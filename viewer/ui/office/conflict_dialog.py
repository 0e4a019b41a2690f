"""Two texts of one note, or two words on one thing, side by side: a person keeps mine, theirs or both notes."""

from dataclasses import dataclass
from itertools import takewhile

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from viewer.core.in_step import Keep
from viewer.core.offsets import Utf16Offsets
from viewer.core.span import Span
from viewer.ui.qt_fields import extra_selection
from viewer.ui.typography import ui_font

_SIZE = (52, 17)  # characters and lines


@dataclass(frozen=True, slots=True)
class TwoTexts:
    """What stands against each other: ``theirs`` is ``None`` where the other side put the note into the trash.

    ``left`` is how many more are to be decided after it. What ``is_note`` not is a correction or a decision, of which
    only one can hold.
    """

    passage: str
    mine: str | None
    theirs: str | None
    who: str
    left: int = 0
    is_note: bool = True


class ConflictDialog(QDialog):
    """Shows both texts; with ``edits`` mine may be changed before it is kept. Closed without a choice, nothing is
    decided.
    """  # noqa: D205 - one sentence

    kept = Signal(Keep, str)

    def __init__(self, texts: TwoTexts, parent: QWidget, *, edits: bool = True) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._texts = texts
        self._edits = edits
        self.mine = QPlainTextEdit(texts.mine or "", self)
        self.theirs = QPlainTextEdit(texts.theirs or "", self)
        self.theirs.setReadOnly(True)
        self.mine.setReadOnly(not edits)
        self.mine.setEnabled(texts.mine is not None)
        self.theirs.setEnabled(texts.theirs is not None)
        for field in (self.mine, self.theirs):
            field.setTabChangesFocus(True)
        self.mine.moveCursor(QTextCursor.MoveOperation.End)  # who was typing goes on where they were
        self.mine.textChanged.connect(self._mark_differences)
        self._mark_differences()
        self.buttons = QDialogButtonBox(self)
        both_stand = texts.mine is not None and texts.theirs is not None
        both_gone = self.tr("一并移入回收站")
        is_trash = texts.is_note and not both_stand
        self.keep_mine = self._button(both_gone if is_trash and texts.mine is None else self.tr("用我的"), Keep.MINE)
        self.keep_theirs = self._button(
            both_gone if is_trash and texts.theirs is None else self.tr("用对方的"), Keep.THEIRS
        )
        self.keep_both = self._button(self.tr("两段都留"), Keep.BOTH)
        later = self.buttons.addButton(self.tr("以后再说"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.rejected.connect(self.reject)
        self.keep_both.setVisible(texts.is_note and both_stand)
        self._default().setDefault(texts.is_note)
        later.setAutoDefault(False)
        self._arrange()

    def _button(self, words: str, keep: Keep) -> QPushButton:
        button = self.buttons.addButton(words, QDialogButtonBox.ButtonRole.ActionRole)
        button.clicked.connect(lambda: self._choose(keep))
        return button

    def _default(self) -> QPushButton:
        """Return the button by which no text is lost."""
        if self._texts.mine is None:
            return self.keep_theirs
        return self.keep_mine if self._texts.theirs is None else self.keep_both

    def _mark_differences(self) -> None:
        """Underline what of both texts is not the same: where they are long, one would look for it."""
        mine, theirs = self.mine.toPlainText(), self.theirs.toPlainText()
        head = _shared(mine, theirs)
        tail = _shared(mine[head:][::-1], theirs[head:][::-1])
        for field, text in ((self.mine, mine), (self.theirs, theirs)):
            span = Utf16Offsets(text).span_to_utf16(Span(head, len(text) - tail))
            cursor = QTextCursor(field.document())
            cursor.setPosition(span.start)
            cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
            field.setExtraSelections([extra_selection(cursor, _underlined())])

    def _choose(self, keep: Keep) -> None:
        self.kept.emit(keep, self.mine.toPlainText().strip())
        self.accept()

    def _what_happened(self) -> str:
        if self._texts.theirs is None:
            return self.tr("{0}把这条批注移入了回收站，而您改了它。请选择用您的，或者一并移入回收站。")
        if self._texts.mine is None:
            return self.tr("您把这条批注移入了回收站，而{0}改了它。请选择用对方的，或者一并移入回收站。")
        return self.tr("{0}也改了这条批注。两段文字都在，请选择保留哪一段。")

    def _arrange(self) -> None:
        texts, font = self._texts, QFontMetricsF(ui_font())
        who = self.tr("“{0}”").format(texts.who) if texts.who else self.tr("别人")
        if texts.is_note:
            self.setWindowTitle(self.tr("同一条批注有两种写法"))
            words = self._what_happened().format(who)
        else:
            self.setWindowTitle(self.tr("同一处有两种更正"))
            words = self.tr("办公室文库里，这一处已另有更正或判断。两边都没有动，请选择保留哪一种。")
        if texts.left:
            words += "\n" + self.tr("之后还有 {0} 条。").format(texts.left)
        said = QLabel(words, self)
        said.setWordWrap(True)
        passage = QLabel(self.tr("原文：{0}").format(texts.passage), self)
        passage.setProperty("tone", "secondary")
        passage.setWordWrap(True)
        both = QHBoxLayout()
        both.setSpacing(12)
        own = self.tr("我的（可以修改）") if self._edits else self.tr("我的")
        gone = self.tr("已移入回收站") if texts.is_note else self.tr("已撤回")
        mine = own if texts.mine is not None else self.tr("我的：{0}").format(gone)
        other = self.tr("对方的（{0}）").format(texts.who) if texts.who else self.tr("对方的")
        theirs = other if texts.theirs is not None else self.tr("{0}：{1}").format(other, gone)
        for head, field in ((mine, self.mine), (theirs, self.theirs)):
            column = QVBoxLayout()
            label = QLabel(head, self)
            label.setBuddy(field)
            field.setAccessibleName(head)
            column.addWidget(label)
            column.addWidget(field, 1)
            both.addLayout(column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for label in (said, passage):
            column.addWidget(label)
        column.addLayout(both, 1)
        column.addWidget(self.buttons)
        width, lines = _SIZE
        self.resize(round(font.horizontalAdvance("文") * width), round(font.lineSpacing() * lines))


def _underlined() -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFontUnderline(True)
    return look


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
