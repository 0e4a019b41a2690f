"""Chooses one document of the library, found by typing a part of its title; it may be one of twenty thousand."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from viewer.core.catalog import DocumentTitle
from viewer.core.document import DocumentId

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MOST_OFFERED = 12


class TitleModel(QAbstractListModel):
    """The titles of documents with their dates."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles: Sequence[DocumentTitle] = ()
        self._numbers: dict[DocumentId, int] = {}

    def show_titles(self, titles: Sequence[DocumentTitle]) -> None:
        """Show other titles."""
        self.beginResetModel()
        self._titles = titles
        self._numbers = {each.id: number for number, each in enumerate(titles)}
        self.endResetModel()

    def number_of(self, document_id: DocumentId | None) -> int:
        """Return the line of a document, -1 where it is not listed, as Qt says it."""
        return -1 if document_id is None else self._numbers.get(document_id, -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of titles."""
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return a title with its date, or the document's id."""
        if not index.isValid():
            return None
        each = self._titles[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return f"{each.title}（{each.date}）" if each.date else each.title
        return each.id if role == Qt.ItemDataRole.UserRole else None


class DocumentChoice(QComboBox):
    """A document of the library."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._wanted: DocumentId | None = None
        self._titles = TitleModel(self)
        self.setModel(self._titles)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = QCompleter(self._titles, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(_MOST_OFFERED)
        self.setCompleter(completer)
        line = self.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("输入标题中的字选择文档"))

    @property
    def chosen(self) -> DocumentId | None:
        """Return the chosen document."""
        data = self.currentData()
        return DocumentId(data) if data is not None else None

    def want(self, document_id: DocumentId | None) -> None:
        """Choose a document once it is listed."""
        self._wanted = document_id
        self.setCurrentIndex(-1)

    def choose(self, document_id: DocumentId) -> None:
        """Choose a listed document."""
        self.setCurrentIndex(self._titles.number_of(document_id))

    def show_documents(self, titles: Sequence[DocumentTitle]) -> None:
        """Offer these documents; the chosen one stays chosen while it is there."""
        chosen = self._wanted or self.chosen
        self._wanted = None
        self.blockSignals(True)
        self._titles.show_titles(titles)
        self.setCurrentIndex(self._titles.number_of(chosen))
        self.blockSignals(False)
