"""Asks the library in jobs and writes files for the pages: none of them waits, none of them opens a box."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.core.across import TableFormat
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, Progress
from viewer.exporting.whole_file import write_whole
from viewer.jobs.runner import JobRunner
from viewer.ui.saving import form_of, safe_name, with_suffix

T = TypeVar("T")


class Asking(QObject):
    """Questions of one page; a newer one of the same slot silences the older."""

    told = Signal(str)
    trouble = Signal(ViewerError)

    def __init__(self, runner: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner

    def ask(self, slot: str, question: Callable[[CancelToken], T], done: Callable[[T], None]) -> None:
        """Ask in a job; ``done`` gets the answer in the Qt thread."""

        def work(_progress: Progress, cancel: CancelToken) -> T:
            return question(cancel)

        self._runner.run(work, owner=self, done=done, failed=self.trouble.emit, slot=slot)

    def save(self, window: QWidget, name: str, content: Callable[[TableFormat], bytes]) -> None:
        """Ask for a file and a form, and write what a page shows."""
        kinds = {
            self.tr("Excel 工作簿 (*.xlsx)"): TableFormat.XLSX,
            self.tr("CSV 表格 (*.csv)"): TableFormat.CSV,
            self.tr("Word 表格 (*.docx)"): TableFormat.DOCX,
        }
        dialog = QFileDialog(window, self.tr("导出"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(kinds))
        dialog.selectFile(safe_name(name))

        def write(chosen: str) -> None:
            form = form_of(chosen, kinds, dialog.selectedNameFilter())
            self.write(with_suffix(chosen, form.value), form, content)

        dialog.fileSelected.connect(write)
        dialog.open()

    def write(self, path: Path, form: TableFormat, content: Callable[[TableFormat], bytes]) -> None:
        """Write a file in a job; ``told`` carries the sentence about it."""

        def question(_cancel: CancelToken) -> str:
            write_whole(path, content(form))
            return path.name

        self.ask("write", question, self._tell_written)

    def close(self) -> None:
        """Let no answer arrive any more."""
        self._runner.cancel_owner(self)

    def _tell_written(self, name: str) -> None:
        self.told.emit(self.tr("已导出到“{0}”").format(name))
