"""The whole reading of one file: where it came from, its text, and everything found in it."""

from dataclasses import dataclass

from viewer.core.document import Document
from viewer.core.entity import Entity
from viewer.core.metadata import Metadata
from viewer.core.metric import Metric
from viewer.core.span import Span


@dataclass(frozen=True, slots=True)
class Source:
    """The original file: ``sha256`` in lower-case hex over its bytes, ``size`` in bytes.

    ``partial`` tells that the file is damaged and only a part of it could be read.
    """

    name: str
    media_type: str
    sha256: str
    size: int
    pages: int | None = None
    ocr: bool = False
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What ``inspect`` shows and the library stores.

    ``doubts`` are the characters of a recognised text the recogniser was not sure of, sorted and apart.
    """

    source: Source
    document: Document
    metadata: Metadata
    entities: tuple[Entity, ...] = ()
    metrics: tuple[Metric, ...] = ()
    warnings: tuple[str, ...] = ()
    doubts: tuple[Span, ...] = ()
