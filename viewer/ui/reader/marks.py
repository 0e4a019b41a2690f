"""What can be marked on a page, and how each kind of mark looks in a theme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QTextCharFormat

from viewer.core.span import Span
from viewer.ui.theme import Role, Theme


class MarkStyle(StrEnum):
    """A kind of mark; each has a colour and a second sign for eyes that see no colour."""

    HIT = "hit"
    CURRENT_HIT = "hit_current"
    ANNOTATION = "annotation"
    PERSON = "entity_per"
    ORGANISATION = "entity_org"
    COMPANY = "entity_com"
    LOCATION = "entity_loc"
    FACILITY = "entity_fac"
    DOCUMENT = "entity_doc"
    PROGRAMME = "entity_prj"
    TECHNOLOGY = "entity_tec"
    EVENT = "entity_evt"
    TIME = "entity_time"
    METRIC = "metric"


class MarkLayer(StrEnum):
    """Marks are shown in layers, the last on top; a layer is replaced as a whole."""

    ENTITIES = "entities"
    ANNOTATIONS = "annotations"
    HITS = "hits"
    CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Mark:
    """A span drawn in a style."""

    span: Span
    style: MarkStyle


_FILLED: Mapping[MarkStyle, tuple[Role, Role]] = {
    MarkStyle.HIT: (Role.HIT, Role.HIT_LINE),
    MarkStyle.CURRENT_HIT: (Role.HIT_CURRENT, Role.HIT_CURRENT_LINE),
    MarkStyle.ANNOTATION: (Role.ANNOTATION, Role.ANNOTATION_LINE),
}


def look_of(style: MarkStyle, theme: Theme) -> QTextCharFormat:
    """Return how a mark looks: hits and annotations are tinted and underlined, names only underlined."""
    look = QTextCharFormat()
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    if style in _FILLED:
        fill, line = _FILLED[style]
        look.setBackground(theme[fill])
        look.setForeground(theme[Role.TEXT])
        look.setUnderlineColor(theme[line])
        return look
    look.setUnderlineColor(theme[Role(style.value)])
    return look


def marks_of(spans: Sequence[Span], style: MarkStyle) -> tuple[Mark, ...]:
    """Return the spans as marks of one style."""
    return tuple(Mark(span, style) for span in spans)
