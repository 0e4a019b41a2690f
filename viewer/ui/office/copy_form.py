"""The form a copy to take along is made with: which collections, and into which folder."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from viewer.ui.form import Form
from viewer.ui.labels.choice_form import scrolled


class CopyForm(Form):
    """Says which collections shall go into which folder, once both are chosen; a folder is proposed."""

    chosen = Signal(Path, tuple)

    def __init__(self, collections: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent.tr("取回离线副本"), parent)
        self.explain(
            self.tr("选中的专题会复制到这台电脑，离线也能查找、阅读和批注；连上服务器后用“与办公室文库同步”合并。")
        )
        self.boxes = {name: QCheckBox(name.replace("&", "&&"), self) for name in collections}
        self.folder = QLineEdit(str(proposed_folder(self.tr("案牍离线副本"))), self)
        self.browse = QPushButton(self.tr("选择…"), self)
        self.folder.setPlaceholderText(self.tr("一个新的空文件夹"))
        self.folder.setAccessibleName(self.tr("放在"))
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(self.browse)
        self.fields.addRow(self.tr("专题"), scrolled(tuple(self.boxes.values()), self))
        self.fields.addRow(self.tr("放在"), row)
        self.accept_button.setText(self.tr("取回"))
        self.browse.clicked.connect(self._browse)
        for box in self.boxes.values():
            box.toggled.connect(self._check)
        self.folder.textChanged.connect(self._check)
        self.accepted.connect(self._tell)
        if len(self.boxes) == 1:
            next(iter(self.boxes.values())).setChecked(True)
        self._check()

    def showEvent(self, event: QShowEvent) -> None:
        """Let the first collection be chosen at once, by the space bar."""
        super().showEvent(event)
        next(iter(self.boxes.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def _names(self) -> tuple[str, ...]:
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

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


def proposed_folder(name: str) -> Path:
    """Return a folder among a person's documents that is not there yet."""
    home = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    names = (name, *(f"{name} {number}" for number in range(2, 1000)))
    return next((home / each for each in names if not (home / each).exists()), home / name)
