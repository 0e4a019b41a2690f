"""What a person keeps about a whole document: tags, a star, whether it was read."""

from dataclasses import dataclass

from viewer.core.document import DocumentId


@dataclass(frozen=True, slots=True)
class DocumentLabels:
    """The labels of one document; ``read_at`` is ISO 8601 in UTC, ``None`` while nobody has read it."""

    document_id: DocumentId
    tags: tuple[str, ...] = ()
    starred: bool = False
    read_at: str | None = None
