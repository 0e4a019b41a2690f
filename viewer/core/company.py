"""Working together on one library: who may do what, whether the others can be reached, and who did what when."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from viewer.core.annotation import AnnotationId
from viewer.core.document import DocumentId
from viewer.core.news import News
from viewer.core.progress import CancelToken

T = TypeVar("T")
HISTORY_PAGE = 500
"""How many entries of the log are read at once; fewer are the last there are."""


class Role(StrEnum):
    """The most a person may do in an office's library, each everything the one before may."""

    READER = "reader"
    ANNOTATOR = "annotator"
    EDITOR = "editor"
    ADMIN = "admin"

    def may(self, role: "Role") -> bool:
        """Tell whether this role may do what another may."""
        order = tuple(Role)
        return order.index(self) >= order.index(role)


class Link(StrEnum):
    """How an office's server can be reached."""

    CONNECTED = "connected"
    RECONNECTING = "reconnecting"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Signature:
    """Who made a thing and who changed it last, by the names they log in with; ``at`` is the server's ISO 8601 in UTC.

    A ``personal`` thing is seen by its owner alone.
    """

    owner: str
    by: str
    at: str
    version: int
    personal: bool = False


@dataclass(frozen=True, slots=True)
class SignedChange:
    """One entry of the log of changes: what was done to what, by whom and when, and the words before and after.

    ``subject`` is an id; ``title`` is that of the document it belongs to, where there is one.
    """

    sequence: int
    at: str
    by: str
    action: str
    subject: str
    before: str = ""
    after: str = ""
    document_id: DocumentId | None = None
    title: str | None = None


class Company(Protocol):
    """Those who share one open library; all but ``place``, ``user`` and ``role`` is asked on a worker thread."""

    @property
    def place(self) -> str:
        """Return the address of the library; there is no password in it."""

    @property
    def user(self) -> str:
        """Return who this person is to the others."""

    @property
    def role(self) -> Role:
        """Return the most this person may do."""

    def follow(self, heard: Callable[[News], None], link_changed: Callable[[Link], None]) -> None:
        """Tell of what others do and of how the server can be reached, from a thread of its own, until ``close``."""

    def hurry(self) -> None:
        """Try at once to reach a server that is away; never waits."""

    def signatures(self, document_id: DocumentId, /) -> dict[AnnotationId, Signature]:
        """Return who signed the notes of a document."""

    def set_personal(self, annotation_id: AnnotationId, /, *, personal: bool) -> None:
        """Keep a note to its owner or share it; only its owner may. Raises ``LibraryForbiddenError``."""

    def kept_to_oneself(self, make: Callable[[], T], /) -> T:
        """Make something of which nobody else ever hears."""

    def history(self, document_id: DocumentId | None = None, /, *, before: int | None = None) -> list[SignedChange]:
        """Return what was done to one document, or to the library, the last first."""

    def read_ahead(self, *, cancel: CancelToken) -> None:
        """Have the server read what searches ask, where nobody has done that yet; it may take a minute."""

    def close(self) -> None:
        """Hear nothing any more."""
