"""Which documents are open, where each was read last, and which was closed: kept from one start to the next."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from viewer.core.document import DocumentId
from viewer.ui.reader.desk import ReadingDesk, Target
from viewer.ui.reader.pane import ReaderPane
from viewer.ui.reader.tabs import DocumentTabs
from viewer.ui.settings import Settings

_MOST_PLACES = 300
_MOST_CLOSED = 30


class OpenDocuments(QObject):
    """Opens through the desk; the latest read document is the last of ``places``."""

    def __init__(self, desk: ReadingDesk, reader: ReaderPane, tabs: DocumentTabs) -> None:
        super().__init__(desk)
        self._desk = desk
        self._reader = reader
        self._tabs = tabs
        self._places: dict[DocumentId, int] = {}
        self._closed: list[DocumentId] = []
        self._in_new_tab = False
        tabs.document_wanted.connect(self.turn_to)

    @property
    def latest(self) -> tuple[DocumentId, ...]:
        """Return the documents read, the latest first."""
        return tuple(reversed(self._places))

    def open(self, target: Target, *, in_new_tab: bool = False) -> None:
        """Read a document, from where it was left unless the target says a place."""
        self.note_place()
        self._in_new_tab = in_new_tab
        says_place = bool(target.hits or target.offset)
        offset = target.offset if says_place else self._places.get(target.document_id, 0)
        self._desk.open(Target(target.document_id, target.query, target.hits, target.at, offset, target.is_jump))

    def turn_to(self, document_id: str) -> None:
        """Read a document that is open, or was."""
        if document_id != self._reader.document_id:
            self.open(Target(DocumentId(document_id)))

    def show(self, document_id: DocumentId, title: str) -> None:
        """Note that a document is shown now."""
        self._tabs.show_document(document_id, title, in_new_tab=self._in_new_tab)
        self._in_new_tab = False
        self._put(document_id, self._places.get(document_id, 0))

    def step(self, by: int) -> None:
        """Turn to the tab so many to the right."""
        wanted = self._tabs.neighbour(by)
        if wanted is not None:
            self.turn_to(wanted)

    def close(self, document_id: DocumentId) -> bool:
        """Close a document's tab and read the next; tell whether nothing is left to read."""
        self.note_place()
        self._desk.expect_no_more(document_id)
        if document_id in self._tabs.documents:
            self._closed = [*(each for each in self._closed if each != document_id), document_id][-_MOST_CLOSED:]
        was_read = document_id == self._reader.document_id
        following = self._tabs.close_document(document_id)
        if following is not None:
            self.turn_to(following)
        return was_read and following is None

    def reopen(self) -> None:
        """Open the document closed last in a tab of its own."""
        if self._closed:
            self.open(Target(self._closed.pop()), in_new_tab=True)

    def forget(self, present: Mapping[DocumentId, str]) -> None:
        """Drop what is no longer in the library."""
        self._places = {known: offset for known, offset in self._places.items() if known in present}
        self._closed = [known for known in self._closed if known in present]
        for document_id in self._tabs.documents:
            if document_id not in present and document_id != self._reader.document_id:
                self._tabs.close_document(document_id)

    def note_place(self) -> None:
        """Remember where the document in front is being read."""
        place = self._reader.place()
        if place is not None:
            self._put(place.document_id, place.offset)

    def save(self, settings: Settings) -> None:
        """Keep tabs and places for the next start."""
        self.note_place()
        settings.keep("reading/places", [f"{known} {offset}" for known, offset in self._places.items()])
        settings.keep("reading/tabs", list(self._tabs.documents))

    def load(self, settings: Settings) -> None:
        """Take the places of the last time."""
        for line in settings.texts("reading/places"):
            known, _, offset = line.partition(" ")
            if offset.isdecimal():
                self._put(DocumentId(known), int(offset))

    def resume(self, settings: Settings, titles: Mapping[DocumentId, str]) -> None:
        """Open the tabs of the last time, and read on in the one that was in front."""
        tabs = [DocumentId(known) for known in settings.texts("reading/tabs")]
        self._tabs.restore([(known, titles[known]) for known in tabs if known in titles])
        document_id = DocumentId(settings.text("document"))
        if document_id in titles:
            self.open(Target(document_id, offset=int(settings.number("offset", 0))))

    def _put(self, document_id: DocumentId, offset: int) -> None:
        self._places.pop(document_id, None)
        self._places[document_id] = offset
        while len(self._places) > _MOST_PLACES:
            del self._places[next(iter(self._places))]
