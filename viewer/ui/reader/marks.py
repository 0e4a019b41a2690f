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
    NOTE_YELLOW = "note_yellow"
    NOTE_GREEN = "note_green"
    NOTE_BLUE = "note_blue"
    NOTE_PINK = "note_pink"
    NOTE_PURPLE = "note_purple"
    NOTE_UNDERLINE_YELLOW = "note_underline_yellow"
    NOTE_UNDERLINE_GREEN = "note_underline_green"
    NOTE_UNDERLINE_BLUE = "note_underline_blue"
    NOTE_UNDERLINE_PINK = "note_underline_pink"
    NOTE_UNDERLINE_PURPLE = "note_underline_purple"
    NOTE_STRIKE = "note_strike"
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
    NAME = "name"
    DOUBT = "doubt"
    SHARED = "shared"


class MarkLayer(StrEnum):
    """Marks are shown in layers, the last on top; a layer is replaced as a whole."""

    SHARED = "shared"
    DOUBTS = "doubts"
    ENTITIES = "entities"
    METRICS = "metrics"
    NOTES = "notes"
    NOTES_UPON_NOTES = "notes_upon_notes"
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
    MarkStyle.NOTE_YELLOW: (Role.NOTE_YELLOW, Role.NOTE_YELLOW_LINE),
    MarkStyle.NOTE_GREEN: (Role.NOTE_GREEN, Role.NOTE_GREEN_LINE),
    MarkStyle.NOTE_BLUE: (Role.NOTE_BLUE, Role.NOTE_BLUE_LINE),
    MarkStyle.NOTE_PINK: (Role.NOTE_PINK, Role.NOTE_PINK_LINE),
    MarkStyle.NOTE_PURPLE: (Role.NOTE_PURPLE, Role.NOTE_PURPLE_LINE),
}
_Line = QTextCharFormat.UnderlineStyle
_UNDERLINED: Mapping[MarkStyle, tuple[_Line, Role]] = {
    MarkStyle.NOTE_UNDERLINE_YELLOW: (_Line.DashUnderline, Role.NOTE_YELLOW_LINE),
    MarkStyle.NOTE_UNDERLINE_GREEN: (_Line.DashUnderline, Role.NOTE_GREEN_LINE),
    MarkStyle.NOTE_UNDERLINE_BLUE: (_Line.DashUnderline, Role.NOTE_BLUE_LINE),
    MarkStyle.NOTE_UNDERLINE_PINK: (_Line.DashUnderline, Role.NOTE_PINK_LINE),
    MarkStyle.NOTE_UNDERLINE_PURPLE: (_Line.DashUnderline, Role.NOTE_PURPLE_LINE),
    MarkStyle.NAME: (_Line.DotLine, Role.TEXT_FAINT),
    MarkStyle.DOUBT: (_Line.WaveUnderline, Role.WARNING),
}
_NAMED: Mapping[MarkStyle, tuple[_Line, bool]] = {
    MarkStyle.PERSON: (_Line.DotLine, True),
    MarkStyle.ORGANISATION: (_Line.SingleUnderline, False),
    MarkStyle.COMPANY: (_Line.DashUnderline, False),
    MarkStyle.LOCATION: (_Line.DotLine, False),
    MarkStyle.FACILITY: (_Line.DashDotLine, False),
    MarkStyle.DOCUMENT: (_Line.WaveUnderline, False),
    MarkStyle.PROGRAMME: (_Line.DashUnderline, True),
    MarkStyle.TECHNOLOGY: (_Line.DashDotDotLine, False),
    MarkStyle.EVENT: (_Line.DashDotLine, True),
    MarkStyle.TIME: (_Line.NoUnderline, True),
    MarkStyle.METRIC: (_Line.SingleUnderline, True),
}
_TINT, _TINT_IN_THE_DARK = 0.11, 0.2


def look_of(style: MarkStyle, theme: Theme) -> QTextCharFormat:
    """Return how a mark looks: hits and notes are tinted and underlined, underlined notes dashed.

    Of names and figures each kind has its own pair of underline and tint; a name of whatever kind is dotted.
    """
    look = QTextCharFormat()
    if style is MarkStyle.NOTE_STRIKE:
        look.setFontStrikeOut(True)
        return look
    if style is MarkStyle.SHARED:
        look.setForeground(theme[Role.TEXT_FAINT])
        return look
    if style in _UNDERLINED:
        line, role = _UNDERLINED[style]
        look.setUnderlineStyle(line)
        look.setUnderlineColor(theme[role])
        return look
    look.setUnderlineStyle(_Line.SingleUnderline)
    if style in _FILLED:
        fill, below = _FILLED[style]
        look.setBackground(theme[fill])
        look.setForeground(theme[Role.TEXT])
        look.setUnderlineColor(theme[below])
        return look
    return _look_of_name(style, theme)


def _look_of_name(style: MarkStyle, theme: Theme) -> QTextCharFormat:
    look = QTextCharFormat()
    line, is_tinted = _NAMED[style]
    colour = theme[Role(style.value)]
    look.setUnderlineStyle(line)
    look.setUnderlineColor(colour)
    if is_tinted:
        colour.setAlphaF(_TINT_IN_THE_DARK if theme.is_dark else _TINT)
        look.setBackground(colour)
    return look


def marks_of(spans: Sequence[Span], style: MarkStyle) -> tuple[Mark, ...]:
    """Return the spans as marks of one style."""
    return tuple(Mark(span, style) for span in spans)
