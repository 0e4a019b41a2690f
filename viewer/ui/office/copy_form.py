"""The form a copy to take along is made with: which collections, and into which folder."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QWidget

from viewer.ui.form import Form

_SHOWN_ROWS = 8


class CopyForm(Form):
    """Says which collections shall go into which folder, once both are chosen."""

    chosen = Signal(Path, tuple)

    def __init__(self, collections: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent.tr("取回离线副本"), parent)
        self.explain(
            self.tr("选中的专题会复制到这台电脑，离线也能查找、阅读和批注；连上服务器后用“与办公室文库同步”合并。")
        )
        self.collections = QListWidget(self)
        self.folder = QLineEdit(self)
        self.browse = QPushButton(self.tr("选择…"), self)
        for name in collections:
            item = QListWidgetItem(name, self.collections)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        self.collections.setAccessibleName(self.tr("专题"))
        self.collections.setFixedHeight(_SHOWN_ROWS * (self.fontMetrics().lineSpacing() + 8))
        self.folder.setPlaceholderText(self.tr("一个新的空文件夹"))
        self.folder.setAccessibleName(self.tr("放在"))
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(self.browse)
        self.fields.addRow(self.tr("专题"), self.collections)
        self.fields.addRow(self.tr("放在"), row)
        self.accept_button.setText(self.tr("取回"))
        self.browse.clicked.connect(self._browse)
        self.collections.itemChanged.connect(self._check)
        self.folder.textChanged.connect(self._check)
        self.accepted.connect(self._tell)
        self._check()

    def _names(self) -> tuple[str, ...]:
        items = (self.collections.item(row) for row in range(self.collections.count()))
        return tuple(item.text() for item in items if item.checkState() is Qt.CheckState.Checked)

    def _check(self) -> None:
        self.accept_button.setEnabled(bool(self._names() and self.folder.text().strip()))

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("离线副本放在哪个文件夹"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()

    def _tell(self) -> None:
        self.chosen.emit(Path(self.folder.text().strip()).expanduser().absolute(), self._names())
