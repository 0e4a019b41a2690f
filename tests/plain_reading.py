"""A reading of a few words, made without any reader: what stores and copies are tested with."""

import hashlib

from viewer.core.document import Document, Paragraph
from viewer.core.metadata import Metadata
from viewer.core.reading import Reading, Source
from viewer.core.span import Span


def plain_reading(text: str) -> Reading:
    """Return the reading of a file that holds this text in UTF-8; its title is the first line."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Reading(
        Source("a.txt", "text/plain", sha256, len(text.encode())),
        Document(text, tuple(paragraphs)),
        Metadata(title=text.split("\n", maxsplit=1)[0]),
    )
