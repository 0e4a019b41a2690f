"""Reading a passage as the tests write it down."""

from collections.abc import Callable

import pytest

from viewer.core.document import Document, Paragraph
from viewer.core.entity import Entity
from viewer.core.metadata import Metadata
from viewer.core.span import Span
from viewer.extract.entities import find_entities

Names = Callable[..., list[str]]
Read = Callable[..., tuple[Entity, ...]]


def document_of(text: str) -> Document:
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    return Document(text, tuple(paragraphs))


@pytest.fixture(scope="session")
def read() -> Read:
    """Return a function from text to its entities, by rules alone unless a tagger is given."""

    def entities(text: str, metadata: Metadata | None = None, **more: object) -> tuple[Entity, ...]:
        return find_entities(document_of(text), metadata or Metadata(), **more)  # type: ignore[arg-type]

    return entities


@pytest.fixture(scope="session")
def names(read: Read) -> Names:
    """Return a function from text to its entities written as ``surface|TYPE``."""

    def written(text: str, metadata: Metadata | None = None, **more: object) -> list[str]:
        return [f"{entity.surface}|{entity.type}" for entity in read(text, metadata, **more)]

    return written
