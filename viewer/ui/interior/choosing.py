"""Asks which files, which folder or which library is meant, in the system's own dialog."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget


class PathChoice(QObject):
    """Serves one window; a dialog left without a choice tells nothing."""

    import_wanted = Signal(list)
    library_wanted = Signal(Path)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def choose_files(self) -> None:
        """Ask for files to import."""
        dialog = self._dialog(self.tr("导入文件"), QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._take_paths)
        dialog.open()

    def choose_folder(self) -> None:
        """Ask for a folder to import."""
        dialog = self._dialog(self.tr("导入文件夹"), QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self._take_paths)
        dialog.open()

    def choose_library(self) -> None:
        """Ask for the folder of a library to open."""
        dialog = self._dialog(self.tr("打开文库所在的文件夹"), QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._take_library)
        dialog.open()

    def _dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, mode == QFileDialog.FileMode.Directory)
        return dialog

    def _take_paths(self, names: list[str]) -> None:
        self.import_wanted.emit([Path(name) for name in names])

    def _take_library(self, name: str) -> None:
        if name:
            self.library_wanted.emit(Path(name))
