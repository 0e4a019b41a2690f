"""The figures of a document out to a file: a dialog that asks where."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.core.across import TableFormat
from viewer.ui.saving import safe_name, with_suffix


class FigureFiles(QObject):
    """Asks for a file; ``chosen`` carries its path and form."""

    chosen = Signal(object, TableFormat)

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window

    def ask(self, form: TableFormat, title: str) -> None:
        """Ask where to; the name offered is the document's title."""
        dialog = QFileDialog(self._window, self.tr("导出指标"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        kinds = {TableFormat.XLSX: self.tr("Excel 工作簿 (*.xlsx)"), TableFormat.CSV: self.tr("CSV 表格 (*.csv)")}
        dialog.setNameFilter(kinds[form])
        dialog.selectFile(f"{safe_name(title)} {self.tr('指标')}.{form.value}")
        dialog.fileSelected.connect(lambda name: self.chosen.emit(with_suffix(name, form.value), form))
        dialog.open()
