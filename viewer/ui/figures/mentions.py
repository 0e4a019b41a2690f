"""Where an indicator is stated: in this document and in the others, each with its value, time and document."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from viewer.core.across import LibraryFigure
from viewer.core.document import DocumentId
from viewer.ui.figures.wording import period_text, written_text

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class FigureMentionModel(QAbstractListModel):
    """One row per figure; those of the document at hand come first, then the newest documents."""

    FigureRole = int(Qt.ItemDataRole.UserRole)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._figures: tuple[LibraryFigure, ...] = ()
        self._here: DocumentId | None = None

    def show_figures(self, figures: Sequence[LibraryFigure], here: DocumentId | None) -> None:
        """Show these figures of one indicator."""
        self.beginResetModel()
        self._here = here
        newest = sorted(figures, key=lambda each: (each.date or "", -each.metric.span.start), reverse=True)
        self._figures = tuple(sorted(newest, key=lambda each: each.document_id != here))
        self.endResetModel()

    def figure_at(self, row: int) -> LibraryFigure:
        """Return the figure of a row."""
        return self._figures[row]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of figures."""
        return 0 if parent.isValid() else len(self._figures)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return value, time and document, or the sentence as a tip."""
        if not index.isValid():
            return None
        figure = self._figures[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            where = self.tr("本文") if figure.document_id == self._here else figure.title
            time = period_text(figure.metric) or (figure.date or "")[:4]
            return " · ".join(part for part in (written_text(figure.metric), time, where) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{figure.title}\n{' '.join(figure.sentence.split())}"
        return figure if role == self.FigureRole else None
