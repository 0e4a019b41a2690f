"""Templates a person may choose, copy and change: how a passage is cited, and how notes are written out."""

from dataclasses import dataclass
from enum import StrEnum


class TemplateKind(StrEnum):
    """What a template is for."""

    CITATION = "citation"  # one line that says where a passage stands
    NOTES = "notes"  # the notes of documents as Markdown


@dataclass(frozen=True, slots=True)
class NoteTemplate:
    """A template with its Jinja text; shipped ones cannot be changed, only copied."""

    id: str
    kind: TemplateKind
    name: str
    text: str
    is_shipped: bool = False
    is_chosen: bool = False
