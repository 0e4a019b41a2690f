"""What an office's library has that one in a folder has not: others, who are heard, seen and told apart."""

from collections.abc import Callable
from typing import TypeVar

from viewer.core.annotation import AnnotationId
from viewer.core.company import HISTORY_PAGE, Link, Role, Signature, SignedChange
from viewer.core.document import DocumentId
from viewer.core.news import News
from viewer.core.progress import CancelToken
from viewer.store.postgres.listening import Listening
from viewer.store.postgres.office_library import OfficeLibrary

T = TypeVar("T")


class OfficeCompany:
    """Those who share one open library of an office, as this person meets them."""

    def __init__(self, library: OfficeLibrary) -> None:
        self._library = library
        self._listening: Listening | None = None

    @property
    def place(self) -> str:
        """Return the address of the library; there is no password in it."""
        return self._library.place

    @property
    def user(self) -> str:
        """Return who this person is to the others."""
        return self._library.user

    @property
    def role(self) -> Role:
        """Return the most this person may do."""
        return self._library.role

    def follow(self, heard: Callable[[News], None], link_changed: Callable[[Link], None]) -> None:
        """Tell of what others do and of how the server can be reached, from a thread of its own, until ``close``."""
        self.close()
        self._listening = self._library.listen(heard, link_changed)

    def hurry(self) -> None:
        """Try at once to reach a server that is away."""
        if self._listening is not None:
            self._listening.hurry()

    def signatures(self, document_id: DocumentId, /) -> dict[AnnotationId, Signature]:
        """Return who signed the notes of a document."""
        with self._library.reading():
            return self._library.signed_changes().of_notes(document_id)

    def set_personal(self, annotation_id: AnnotationId, /, *, personal: bool) -> None:
        """Keep a note to its owner or share it; only its owner may. Raises ``LibraryForbiddenError``."""
        with self._library.transaction():
            self._library.annotations().set_personal(annotation_id, personal=personal)

    def kept_to_oneself(self, make: Callable[[], T], /) -> T:
        """Make something of which nobody else ever hears."""
        with self._library.transaction():
            self._library.annotations().keep_new_personal()
            return make()

    def history(self, document_id: DocumentId | None = None, /, *, before: int | None = None) -> list[SignedChange]:
        """Return what was done to one document, or to the library, the last first."""
        with self._library.reading():
            return self._library.signed_changes().latest(document_id, most=HISTORY_PAGE, before=before)

    def read_ahead(self, *, cancel: CancelToken) -> None:
        """Have the server read what searches ask, once for all who are connected; raises ``Cancelled``.

        One that was started anew would otherwise ask its disk for every list of every question, here and there. The
        lists come last: of them each question asks most.
        """
        library = self._library
        with library.reading():
            server = library.postings()
            if not server.may_read_through():
                return
            chunks = server.chunks(server.listing().chunks)
        cancel.checkpoint()
        with library.reading():
            library.postings().read_documents()
        for year in sorted({year for chunk in chunks for year in chunk.years}):
            cancel.checkpoint()
            with library.reading():
                library.postings().read_texts_of(year)
        for chunk in chunks:
            cancel.checkpoint()
            with library.reading():
                library.postings().read_lists_of(chunk.number)

    def close(self) -> None:
        """Hear nothing any more."""
        if self._listening is not None:
            self._listening.close()
            self._listening = None
