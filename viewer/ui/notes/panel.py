"""The page 批注 of the pane at the right: the notes of the open document in step with the text, and the one chosen."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QStackedWidget, QVBoxLayout, QWidget

from viewer.core.annotation import Annotation, AnnotationId
from viewer.core.company import Signature
from viewer.ui.appearance import Appearance
from viewer.ui.notes.delegate import NoteDelegate
from viewer.ui.notes.editor import NoteEditor
from viewer.ui.notes.model import NoteModel
from viewer.ui.notes.proposals import ProposalStrip


class NoteList(QListView):
    """The notes, one under the other."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notes = NoteModel(self)
        self._delegate = NoteDelegate(appearance, self)
        self.setModel(self.notes)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("批注"))
        appearance.theme_changed.connect(self.viewport().update)

    def show_signatures(self, signatures: Mapping[AnnotationId, Signature], user: str) -> None:
        """Say under the notes who wrote them, unless it was this user, and which of them nobody else sees."""
        self._delegate.user = user
        self.notes.show_signatures(signatures)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew."""
        self._delegate.width = self.viewport().width()
        self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)
        if event.size().height() < event.oldSize().height():
            self.scrollTo(self.currentIndex())


class NotePanel(QWidget):
    """Lists the notes and lets the chosen one be edited."""

    note_chosen = Signal(Annotation)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = NoteList(appearance, self)
        self.editor = NoteEditor(appearance, self)
        self.proposals = ProposalStrip(appearance, self)
        self._empty = QLabel(self.tr("还没有批注。\n\n选中一段正文，点颜色即可标记；\n点“批注”可以写下意见。"), self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.setProperty("tone", "hint")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.proposals)
        column.addWidget(self.editor)
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)

    def show_notes(self, notes: Sequence[Annotation]) -> None:
        """Show these notes and keep the chosen one."""
        chosen = self.editor.note.id if self.editor.note else None
        self.list.notes.show_notes(notes)
        self._stack.setCurrentWidget(self.list if notes else self._empty)
        row = self.list.notes.row_of(chosen) if chosen else None
        if row is None:
            self._edit(None)
            return
        self.list.setCurrentIndex(self.list.notes.index(row))
        self._edit(self.list.notes.note_at(row))

    def choose(self, note_id: AnnotationId) -> None:
        """Choose a note, as if the person had clicked it, without going to its place."""
        row = self.list.notes.row_of(note_id)
        if row is not None:
            self.list.setCurrentIndex(self.list.notes.index(row))
            self.list.scrollTo(self.list.notes.index(row))
            self._edit(self.list.notes.note_at(row))

    def _choose(self, index: QModelIndex) -> None:
        note = self.list.notes.note_at(index.row())
        self._edit(note)
        self.note_chosen.emit(note)

    def _edit(self, note: Annotation | None) -> None:
        self.editor.show_note(note)
        self.proposals.show_note(note)
