"""What bringing a copy and the library it comes from in step did, and what a person is yet to decide."""

from dataclasses import dataclass
from enum import StrEnum

from viewer.core.annotation import Annotation, AnnotationId
from viewer.core.document import DocumentId


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


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one round did: replies that came or were read anew, notes up and down.

    ``labels`` counts the replies whose labels changed here or there, and the bookmarks and saved searches that did.

    ``gone`` are replies the other library no longer shows; they and their notes stay in the copy as they are.
    ``without_original`` came without their file. ``conflicts`` a person has to decide.
    """

    documents: int = 0
    labels: int = 0
    up: int = 0
    down: int = 0
    gone: tuple[DocumentId, ...] = ()
    without_original: tuple[DocumentId, ...] = ()
    conflicts: tuple[NoteConflict, ...] = ()
