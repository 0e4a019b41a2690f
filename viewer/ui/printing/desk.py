"""Printing, its preview, and PDF files of the reply being read with its notes."""

# Every import inside a method here spares each start the time to load what most starts never show.
# ruff: noqa: PLC0415

from collections.abc import Callable, Generator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from viewer.core.annotation import Annotation
from viewer.core.catalog import StoredDocument
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, Progress
from viewer.exporting.whole_file import write_whole
from viewer.jobs.runner import JobRunner
from viewer.ui.appearance import Appearance
from viewer.ui.late_modules import LateModules
from viewer.ui.saving import safe_name, with_suffix

Noted = Callable[[], tuple[StoredDocument, tuple[Annotation, ...]] | None]


class PrintDesk(QObject):
    """Asks what is being read when something is to be printed; does nothing while nothing is."""

    told = Signal(str)
    trouble = Signal(ViewerError)

    def __init__(self, noted: Noted, runner: JobRunner, appearance: Appearance, window: QWidget) -> None:
        super().__init__(window)
        self._noted = noted
        self._runner = runner
        self._appearance = appearance
        self._window = window
        self._previewed: object | None = None
        self._modules = LateModules("viewer.ui.printing.preview_dress", _load_preview, self)

    def print_reply(self) -> None:
        """Ask for a printer and print."""
        noted = self._noted()
        if noted is None:
            return
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

        from viewer.ui.printing.paper import paint, printer_for
        from viewer.ui.printing.sheet import compose

        printer = printer_for(file_name_of(noted[0]))
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("打印"))
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)

        def print_on(chosen: QPrinter) -> None:
            paint(compose(*noted), chosen, first=max(chosen.fromPage(), 1), last=chosen.toPage() or None)
            self.told.emit(self.tr("已送往打印机"))

        dialog.accepted.connect(lambda: print_on(printer))
        QDialog.open(dialog)  # the dialog's own wants a slot by name

    def preview(self) -> None:
        """Show what printing would put on paper; the preview can print as well."""
        self._modules.then(self._open_preview)

    def _open_preview(self) -> None:
        noted = self._noted()
        if noted is None:
            return
        from PySide6.QtPrintSupport import QPrintPreviewDialog

        from viewer.ui.printing.paper import paint, printer_for
        from viewer.ui.printing.preview_dress import dress
        from viewer.ui.printing.sheet import compose

        printer = printer_for(file_name_of(noted[0]))
        self._previewed = printer  # the dialog draws on it but does not own it
        dialog = QPrintPreviewDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("打印预览"))
        dialog.paintRequested.connect(lambda chosen: paint(compose(*noted), chosen))
        dress(dialog, self._appearance)
        dialog.resize(self._window.size() * 0.9)
        QDialog.open(dialog)

    def ask_to_export_pdf(self) -> None:
        """Ask for a file and write the reply with its notes into it."""
        noted = self._noted()
        if noted is None:
            return
        dialog = QFileDialog(self._window, self.tr("导出 PDF"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(self.tr("PDF 文件 (*.pdf)"))
        dialog.selectFile(file_name_of(noted[0]))
        dialog.fileSelected.connect(self.export_pdf)
        dialog.open()

    def export_pdf(self, name: str) -> None:
        """Write what is being read into a file."""
        noted = self._noted()
        if noted is None:
            return
        from viewer.ui.printing.paper import to_pdf
        from viewer.ui.printing.sheet import compose

        path = with_suffix(name, "pdf")

        def work(_progress: Progress, _cancel: CancelToken) -> str:
            timers = QEventLoop()  # laying text out starts timers, which a thread Python began refuses without a loop
            write_whole(path, to_pdf(compose(*noted)))
            del timers
            return path.name

        self._runner.run(work, owner=self, done=self._tell, failed=self.trouble.emit)

    def close(self) -> None:
        """Let no answer arrive any more."""
        self._modules.stop()
        self._runner.cancel_owner(self)
        self.deleteLater()

    def _tell(self, name: str) -> None:
        self.told.emit(self.tr("已导出到“{0}”").format(name))


def _load_preview() -> Generator[None, None, None]:
    """Load what a preview is made of, what dresses it last."""
    import PySide6.QtPrintSupport  # noqa: F401 - the longest of it

    yield
    import viewer.ui.printing.paper
    import viewer.ui.printing.sheet

    yield
    import viewer.ui.printing.preview_dress  # noqa: F401

    yield


def file_name_of(stored: StoredDocument) -> str:
    """Return a title as a file name every system takes."""
    title = stored.reading.metadata.title or Path(stored.reading.source.name).stem
    return safe_name(title) or "答复"
