"""What an import could not do, and what it found to be known already, as rows."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt

from viewer.core.catalog import ImportReport
from viewer.core.document import DocumentId
from viewer.ui.messages import said
from viewer.ui.titled_model import ROOT, Index, TitledModel
from viewer.ui.translation import QT_TRANSLATE_NOOP

_TITLES = (
    QT_TRANSLATE_NOOP("ImportReport", "文件"),
    QT_TRANSLATE_NOOP("ImportReport", "情况"),
    QT_TRANSLATE_NOOP("ImportReport", "可以怎么办"),
)


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One file: ``document_id`` is the document that has the same content already, ``None`` for a failure."""

    path: str
    what: str
    advice: str
    document_id: DocumentId | None = None


def rows_of(report: ImportReport) -> list[ReportRow]:
    """Return the failures, then the duplicates."""
    known = QCoreApplication.translate("ImportReport", "文库中已有内容相同的文档，没有重复导入")
    look = QCoreApplication.translate("ImportReport", "双击打开已有的文档")
    failed = [ReportRow(failure.path, said(failure.reason), said(failure.advice)) for failure in report.failed]
    return [*failed, *(ReportRow(path, known, look, document_id) for path, document_id in report.duplicates)]


class ReportModel(TitledModel):
    """Shows file name, what happened, and what can be done."""

    def __init__(self, report: ImportReport, parent: QObject | None = None) -> None:
        super().__init__("ImportReport", _TITLES, parent)
        self._rows = rows_of(report)

    def row_at(self, row: int) -> ReportRow:
        """Return one row."""
        return self._rows[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of files."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return what a cell shows; the whole path is the tip of the name."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (Path(row.path).name, row.what, row.advice)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return (row.path, row.what, row.advice)[index.column()]
        return None
