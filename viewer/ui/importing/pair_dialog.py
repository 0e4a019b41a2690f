"""Offers files that seem to be the same reply: to be one document with two originals, or to stay two."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from viewer.core.pair import OfferedPair
from viewer.ui.quiet_table import dress_report
from viewer.ui.titled_model import ROOT, Index, TitledModel
from viewer.ui.translation import QT_TRANSLATE_NOOP
from viewer.ui.typography import Step, ui_font

_TITLES = (
    QT_TRANSLATE_NOOP("PairModel", "标题"),
    QT_TRANSLATE_NOOP("PairModel", "保留"),
    QT_TRANSLATE_NOOP("PairModel", "作为第二份原件"),
    QT_TRANSLATE_NOOP("PairModel", "文字相同"),
)
_NEARLY = 99  # per cent, the most that is said of texts that are not equal


class PairModel(TitledModel):
    """The offered pairs, each with a box to be ticked."""

    def __init__(self, pairs: Sequence[OfferedPair], parent: QObject | None = None) -> None:
        super().__init__("PairModel", _TITLES, parent)
        self._pairs = list(pairs)
        self._ticked = [True] * len(self._pairs)

    @property
    def ticked(self) -> list[OfferedPair]:
        """Return the pairs whose boxes are ticked."""
        return [pair for pair, ticked in zip(self._pairs, self._ticked, strict=True) if ticked]

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of pairs."""
        return 0 if parent.isValid() else len(self._pairs)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the first column be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a cell shows."""
        if not index.isValid():
            return None
        pair = self._pairs[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Checked if self._ticked[index.row()] else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            share = 100 if pair.likeness == 1 else min(_NEARLY, int(pair.likeness * 100))
            return (pair.kept.title, pair.kept.source.name, pair.joined.source.name, f"{share}%")[index.column()]
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a box, or clear it."""
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        self._ticked[index.row()] = Qt.CheckState(value) == Qt.CheckState.Checked
        self.dataChanged.emit(index, index)
        return True


class PairDialog(QDialog):
    """Lists the pairs; what is ticked is joined or declined, what is not is asked another time."""

    joining_wanted = Signal(list)
    declining_wanted = Signal(list)

    def __init__(self, pairs: Sequence[OfferedPair], parent: QWidget) -> None:
        super().__init__(parent)
        self.model = PairModel(pairs, self)
        self._table = self._build_table()
        self._buttons = QDialogButtonBox(self)
        self.join = QPushButton(self.tr("合并所选"), self)
        self.decline = QPushButton(self.tr("所选不是同一份"), self)
        self.later = QPushButton(self.tr("以后再说"), self)
        self._buttons.addButton(self.join, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(self.decline, QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.addButton(self.later, QDialogButtonBox.ButtonRole.RejectRole)
        self.setWindowTitle(self.tr("同一份答复"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._arrange()
        self.join.clicked.connect(self._join)
        self.decline.clicked.connect(self._decline)
        self.later.clicked.connect(self.reject)

    def _arrange(self) -> None:
        headline = QLabel(self.tr("这些文件看来是同一份答复"), self)
        headline.setFont(ui_font(Step.LEAD, bold=True))
        words = QLabel(self.tr("合并后是一份文档、两份原件，检索时只出现一次；随时可以撤销或再拆开。"), self)
        words.setProperty("tone", "secondary")
        words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for widget in (headline, words):
            column.addWidget(widget)
        column.addWidget(self._table, 1)
        column.addWidget(self._buttons)
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        self.resize(round(character * 60), round(character * 24))

    def _build_table(self) -> QTableView:
        table = QTableView(self)
        dress_report(table, self.model, self.tr("可能是同一份答复的文件"), is_edited=True)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # numbers and endings tell files apart
        columns = table.horizontalHeader()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        columns.setSectionResizeMode(3, QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _join(self) -> None:
        self.joining_wanted.emit(self.model.ticked)
        self.accept()

    def _decline(self) -> None:
        self.declining_wanted.emit(self.model.ticked)
        self.accept()
