"""The notes of a document as rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from viewer.core.annotation import Annotation, AnnotationId
from viewer.core.company import Signature

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class NoteModel(QAbstractListModel):
    """One row per note, in reading order; notes without a certain place come last."""

    NoteRole = int(Qt.ItemDataRole.UserRole)
    SignatureRole = int(Qt.ItemDataRole.UserRole) + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notes: tuple[Annotation, ...] = ()
        self._signatures: Mapping[AnnotationId, Signature] = {}

    def show_notes(self, notes: Sequence[Annotation]) -> None:
        """Show these notes."""
        self.beginResetModel()
        self._notes = tuple(notes)
        self.endResetModel()

    def show_signatures(self, signatures: Mapping[AnnotationId, Signature]) -> None:
        """Say who signed which of the notes."""
        self._signatures = signatures
        self.layoutChanged.emit()

    def note_at(self, row: int) -> Annotation:
        """Return the note of a row."""
        return self._notes[row]

    def row_of(self, note_id: AnnotationId) -> int | None:
        """Return the row of a note, ``None`` when it is not shown."""
        return next((row for row, note in enumerate(self._notes) if note.id == note_id), None)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of notes."""
        return 0 if parent.isValid() else len(self._notes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a note, or its words for screen readers."""
        if not index.isValid():
            return None
        note = self._notes[index.row()]
        if role == self.NoteRole:
            return note
        if role == self.SignatureRole:
            return self._signatures.get(note.id)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "。".join(part for part in (note.selector.quote.exact, note.note) if part)
        return None
