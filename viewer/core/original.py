"""One of the files a document was imported from."""

from dataclasses import dataclass

from viewer.core.document import DocumentId


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """An original under an id of its own; ``has_pages`` tells that its pages can be drawn."""

    document_id: DocumentId
    name: str
    media_type: str
    has_pages: bool
