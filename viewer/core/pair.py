"""Two files that seem to be the same reply, offered to a person to be one document with two originals."""

from dataclasses import dataclass

from viewer.core.catalog import DocumentSummary


@dataclass(frozen=True, slots=True)
class OfferedPair:
    """``kept`` would stay the document and ``joined`` become its second original; ``likeness`` of texts is 0 to 1."""

    kept: DocumentSummary
    joined: DocumentSummary
    likeness: float
