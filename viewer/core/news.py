"""What another person did to a library many people have open."""

from dataclasses import dataclass

from viewer.core.document import DocumentId


@dataclass(frozen=True, slots=True)
class News:
    """``subject`` (annotations, documents, collections, …) says what kind of thing was touched, ``id`` which.

    ``document_id`` is the document it belongs to, ``by`` who did it. ``everything`` tells that news may have been
    missed, as after the connection was lost: whatever is shown is to be read again.
    """

    subject: str
    id: str | None = None
    document_id: DocumentId | None = None
    version: int = 0
    by: str = ""
    everything: bool = False
