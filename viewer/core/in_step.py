"""What bringing a copy and the library it comes from in step did, and what a person is yet to decide."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from viewer.core.annotation import Annotation, AnnotationId
from viewer.core.document import DocumentId

ORIGIN = "offline origin"
"""The fact of a library that it is an offline copy, and of what."""


class Keep(StrEnum):
    """Which side of a conflict a person keeps."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class NoteConflict:
    """A note both sides changed; a side is ``None`` where the note is in the trash or gone.

    ``who`` changed the other side last, empty where nobody can say. ``theirs_digest`` is the state that was shown.
    """

    id: AnnotationId
    document_id: DocumentId | None
    passage: str
    mine: Annotation | None
    theirs: Annotation | None
    who: str
    theirs_digest: str | None

    @property
    def texts(self) -> tuple[str | None, str | None]:
        """Return what is said here and there."""
        mine, theirs = (None if each is None else each.note for each in (self.mine, self.theirs))
        return mine, theirs


@dataclass(frozen=True, slots=True)
class TaughtConflict:
    """What both sides taught or decided differently of one thing; a side is ``None`` where it says nothing of it.

    ``kind`` and ``about`` tell what it is; ``theirs_digest`` is the state that was shown; ``who`` said the other side
    is not told.
    """

    kind: str
    about: str
    document_id: DocumentId | None
    passage: str
    mine: str | None
    theirs: str | None
    theirs_digest: str | None
    who: str = ""

    @property
    def id(self) -> str:
        """Return what the conflict is called by."""
        return f"{self.kind}-{sha256(self.about.encode()).hexdigest()[:12]}"

    @property
    def texts(self) -> tuple[str | None, str | None]:
        """Return what is said here and there."""
        return self.mine, self.theirs


Conflict = NoteConflict | TaughtConflict


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one round did: replies that came or were read anew, notes up and down.

    ``labels`` counts the replies whose labels changed here or there, and the bookmarks and saved searches that did.
    ``taught_up`` and ``taught_down`` count corrections, terms, synonyms and decisions; ``refused`` are notes, tags and
    those that this person's role does not let go up: they stay in the copy.

    ``gone`` are replies the other library no longer shows; they and their notes stay in the copy as they are.
    ``without_original`` came without their file. ``conflicts`` a person has to decide.
    """

    documents: int = 0
    labels: int = 0
    up: int = 0
    down: int = 0
    taught_up: int = 0
    taught_down: int = 0
    refused: int = 0
    gone: tuple[DocumentId, ...] = ()
    without_original: tuple[DocumentId, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
