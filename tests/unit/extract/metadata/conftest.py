"""Letters for the tests: written as lines, read as metadata."""

from collections.abc import Callable

import pytest

from viewer.core.document import Document, Paragraph
from viewer.core.metadata import Metadata
from viewer.core.span import Span
from viewer.extract.metadata import read_metadata


def document_of(text: str) -> Document:
    """Return a document whose paragraphs are the text's lines, all of them body."""
    paragraphs, start = [], 0
    lines = [line for line in text.splitlines() if line.strip()]
    for line in lines:
        paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    return Document("\n".join(lines), tuple(paragraphs))


@pytest.fixture
def document() -> Callable[[str], Document]:
    """Return what makes a document of lines."""
    return document_of


@pytest.fixture
def reply() -> Callable[..., Metadata]:
    """Return what reads a whole reply of which only the named parts are given."""

    def read(
        *,
        head: str = "关于市政协七届三次会议第054号提案的答复",
        salutation: str = "张三委员：",
        opening: str = "您提出的《关于保护古井的提案》收悉，现答复如下：",
        body: str = "我局已对全市四十二口古井登记造册，并逐一设立保护标志。",
        tail: str = "临江市水务局\n2023年3月5日",
    ) -> Metadata:
        return read_metadata(document_of(f"{head}\n{salutation}\n{opening}\n{body}\n{tail}"))

    return read
