"""Why a document stands where it stands: its words, where they stand, how rare they are, what they come to."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from viewer.core.hit import Explanation, SortOrder, WordWeight
from viewer.ui.typography import Step, ui_font


class ExplanationDialog(QDialog):
    """Says in words what the order of an answer follows, and shows the figures for one document."""

    def __init__(self, explanation: Explanation, title: str, order: SortOrder, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("为何排在此处？"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        head = QLabel(title, self)
        head.setFont(ui_font(Step.LEAD, bold=True))
        self.reason = QLabel("\n".join(self._reasons(explanation, order)), self)
        for label in (head, self.reason):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(head)
        column.addWidget(self.reason)
        if explanation.words:
            column.addWidget(self._table(explanation), 1)
        column.addWidget(buttons)
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        self.resize(round(character * 42), self.sizeHint().height())

    def _reasons(self, explanation: Explanation, order: SortOrder) -> list[str]:
        reasons = []
        if order is SortOrder.DATE:
            reasons.append(self.tr("现在按日期排列：日期新的在前；下面是它按相关度的得分。"))
        elif explanation.verbatim:
            reasons.append(self.tr("本文一字不差地含有所查内容，这样的文档总排在前面；它们之间按得分排列。"))
        else:
            reasons.append(
                self.tr(
                    "本文没有一字不差的原话，只是分散地含有其中的词，所以排在含有原话的文档之后；它们之间按得分排列。"
                )
            )
        if not explanation.words:
            reasons.append(self.tr("查找条件里没有计分的词（例如只按年份或字段查找），因此按日期排列。"))
        return reasons

    def _table(self, explanation: Explanation) -> QScrollArea:
        place = QFrame(self)
        grid = QGridLayout(place)
        grid.setContentsMargins(0, 4, 12, 4)
        grid.setHorizontalSpacing(22)
        grid.setVerticalSpacing(6)
        titles = (
            self.tr("词"),
            self.tr("标题中"),
            self.tr("小标题中"),
            self.tr("正文中"),
            self.tr("含此词的文档"),
            self.tr("得分"),
        )
        total = (self.tr("合计"), "", "", "", "", f"{explanation.points:.2f}")
        near = (self.tr("各词相距近"), "", "", "", "", f"{explanation.closeness:.2f}")
        rows = (titles, *map(_cells, explanation.words), *((near,) if explanation.closeness else ()), total)
        for line, cells in enumerate(rows):
            for column, text in enumerate(cells):
                label = QLabel(text, place)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setAlignment(Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft)
                if line in (0, len(rows) - 1):
                    label.setFont(ui_font(Step.CAPTION, bold=True))
                grid.addWidget(label, line, column)
        grid.setRowStretch(len(rows), 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(place)
        note = self.tr("词越少见、在标题和小标题中出现、出现得越多，得分越高；文档越长，同样的次数得分越低。")
        area.setToolTip(note)
        return area


def _cells(word: WordWeight) -> tuple[str, ...]:
    counts = (word.in_title, word.in_headings, word.in_text)
    return (word.word, *(str(count or "—") for count in counts), f"{word.documents:,}", f"{word.points:.2f}")
