"""A name found in a text: what it is, what it stands for, and who says so."""

from dataclasses import dataclass
from enum import StrEnum

from viewer.core.span import Span


class EntityType(StrEnum):
    """The ten types of the annotation guideline."""

    PERSON = "PER"
    ORGANISATION = "ORG"
    COMPANY = "COM"
    LOCATION = "LOC"
    FACILITY = "FAC"
    DOCUMENT = "DOC"
    PROGRAMME = "PRJ"
    TECHNOLOGY = "TEC"
    EVENT = "EVT"
    TIME = "TIME"


class MarkSource(StrEnum):
    """Who says that a span means something."""

    RULE = "rule"
    LEXICON = "lexicon"
    MODEL = "model"
    USER = "user"


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention; ``canonical`` is the proposed full name, ``None`` where nothing better than the surface is known."""

    span: Span
    surface: str
    type: EntityType
    source: MarkSource
    canonical: str | None = None
