"""The reading desk: brings documents to the reader, at the right place, and remembers the way."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from viewer.core.catalog import StoredDocument
from viewer.core.document import DocumentId
from viewer.core.span import Span
from viewer.ui.reader.history import History, Place
from viewer.ui.reader.pane import ReaderPane
from viewer.ui.session import LibrarySession


@dataclass(frozen=True, slots=True)
class Target:
    """Where reading shall begin: at a match among ``hits``, at an offset, or at the start."""

    document_id: DocumentId
    query: str = ""
    hits: tuple[Span, ...] = ()
    at: Span | None = None
    offset: int = 0
    is_jump: bool = True


class ReadingDesk(QObject):
    """Opens documents through the session; a document asked for later wins."""

    coming = Signal()
    shown = Signal(StoredDocument)
    history_changed = Signal()

    def __init__(self, session: LibrarySession, reader: ReaderPane) -> None:
        super().__init__(session)
        self._session = session
        self._reader = reader
        self._awaited: Target | None = None
        self.history = History()
        session.document_opened.connect(self._take_document)
        session.found_in.connect(self._take_found)
        reader.find_wanted.connect(self._find)

    def open(self, target: Target) -> None:
        """Show a document at a place, at once when it is being read already."""
        self._remember_place()
        stored = self._reader.stored
        if stored is not None and stored.id == target.document_id:
            self._awaited = None
            self._go(target)
            return
        self._awaited = target
        self._session.open_document(target.document_id)

    def reopen(self) -> None:
        """Read the open document from the library again: its text may be another now."""
        place = self._reader.place()
        if place is not None:
            self._awaited = Target(place.document_id, offset=place.offset, is_jump=False)
            self._session.open_document(place.document_id)

    def back(self) -> None:
        """Go back to where the reader was before."""
        self._remember_place()
        if self.history.can_go_back:
            self._revisit(self.history.back())

    def forward(self) -> None:
        """Go forward again."""
        self._remember_place()
        if self.history.can_go_forward:
            self._revisit(self.history.forward())

    def leave(self) -> None:
        """Read nothing any more, and remember where that was."""
        self._remember_place()
        self._awaited = None
        self._reader.leave()

    def expect_no_more(self, document_id: DocumentId) -> None:
        """Let a document that is on its way not come."""
        if self._awaited is not None and self._awaited.document_id == document_id:
            self._awaited = None

    def forget(self, document_ids: frozenset[DocumentId]) -> None:
        """Drop documents that are gone from the way back."""
        self.history.forget(document_ids)
        self.history_changed.emit()

    def _revisit(self, place: Place) -> None:
        self.open(Target(place.document_id, offset=place.offset, is_jump=False))
        self.history_changed.emit()

    def _remember_place(self) -> None:
        place = self._reader.place()
        if place is not None:
            self.history.update(place)

    def _take_document(self, stored: StoredDocument) -> None:
        target = self._awaited
        if target is None or target.document_id != stored.id:
            return
        self._awaited = None
        self.coming.emit()  # so that the page has its room, and is laid out once
        self._reader.show_document(stored)
        self.shown.emit(stored)
        self._go(target)
        self._reader.settle()

    def _go(self, target: Target) -> None:
        if target.hits:
            self._reader.show_hits(target.query, target.hits, at=target.at)
        elif target.offset or not target.is_jump:
            self._reader.go_to_offset(target.offset)
        if target.is_jump:
            self.history.visit(self._reader.place() or Place(target.document_id))
        self.history_changed.emit()

    def _find(self, text: str) -> None:
        stored = self._reader.stored
        if stored is not None:
            self._session.find_text(stored, text)

    def _take_found(self, document_id: str, text: str, spans: tuple[Span, ...]) -> None:
        if document_id == self._reader.document_id and text == self._reader.find_bar.field.text():
            self._reader.show_hits(text, spans, at=None)
