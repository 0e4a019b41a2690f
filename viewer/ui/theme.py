"""A theme: colours by role, read from one data file."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from types import MappingProxyType

from PySide6.QtGui import QColor, QPalette


class Role(StrEnum):
    """What a colour is for; every theme file names all of them."""

    WINDOW = "window"
    SURFACE = "surface"
    PAPER = "paper"
    BORDER = "border"
    BORDER_SOFT = "border_soft"
    BORDER_STRONG = "border_strong"
    OUTLINE = "outline"
    BUTTON = "button"
    BUTTON_EDGE = "button_edge"
    TEXT = "text"
    TEXT_SECONDARY = "text_secondary"
    TEXT_FAINT = "text_faint"
    TEXT_DISABLED = "text_disabled"
    ACCENT = "accent"
    ACCENT_HOVER = "accent_hover"
    ACCENT_TEXT = "accent_text"
    ACCENT_SOFT = "accent_soft"
    HOVER = "hover"
    SELECTION = "selection"
    SCROLL = "scroll"
    SCROLL_HOVER = "scroll_hover"
    ERROR = "error"
    ERROR_SOFT = "error_soft"
    WARNING = "warning"
    WARNING_SOFT = "warning_soft"
    SUCCESS = "success"
    HIT = "hit"
    HIT_LINE = "hit_line"
    HIT_CURRENT = "hit_current"
    HIT_CURRENT_LINE = "hit_current_line"
    NOTE_YELLOW = "note_yellow"
    NOTE_YELLOW_LINE = "note_yellow_line"
    NOTE_GREEN = "note_green"
    NOTE_GREEN_LINE = "note_green_line"
    NOTE_BLUE = "note_blue"
    NOTE_BLUE_LINE = "note_blue_line"
    NOTE_PINK = "note_pink"
    NOTE_PINK_LINE = "note_pink_line"
    NOTE_PURPLE = "note_purple"
    NOTE_PURPLE_LINE = "note_purple_line"
    ENTITY_PER = "entity_per"
    ENTITY_ORG = "entity_org"
    ENTITY_COM = "entity_com"
    ENTITY_LOC = "entity_loc"
    ENTITY_FAC = "entity_fac"
    ENTITY_DOC = "entity_doc"
    ENTITY_PRJ = "entity_prj"
    ENTITY_TEC = "entity_tec"
    ENTITY_EVT = "entity_evt"
    ENTITY_TIME = "entity_time"
    METRIC = "metric"


@dataclass(frozen=True, slots=True)
class Theme:
    """All colours of one look; ``theme[role]`` is a colour, ``theme.hex(role)`` its name."""

    name: str
    is_dark: bool
    colors: Mapping[Role, str]

    def hex(self, role: Role) -> str:
        """Return the colour as ``#rrggbb``."""
        return self.colors[role]

    def __getitem__(self, role: Role) -> QColor:
        return QColor(self.colors[role])


def load_theme(name: str) -> Theme:
    """Read ``resources/themes/<name>.toml``; raises ``KeyError`` when a role is missing."""
    text = resources.files("viewer").joinpath("resources", "themes", f"{name}.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    colors = {role: str(data["colors"][role.value]) for role in Role}
    return Theme(str(data["name"]), bool(data["dark"]), MappingProxyType(colors))


_PALETTE: tuple[tuple[QPalette.ColorRole, Role], ...] = (
    (QPalette.ColorRole.Window, Role.WINDOW),
    (QPalette.ColorRole.WindowText, Role.TEXT),
    (QPalette.ColorRole.Base, Role.SURFACE),
    (QPalette.ColorRole.AlternateBase, Role.HOVER),
    (QPalette.ColorRole.Text, Role.TEXT),
    (QPalette.ColorRole.Button, Role.SURFACE),
    (QPalette.ColorRole.ButtonText, Role.TEXT),
    (QPalette.ColorRole.BrightText, Role.ERROR),
    (QPalette.ColorRole.Highlight, Role.SELECTION),
    (QPalette.ColorRole.HighlightedText, Role.TEXT),
    (QPalette.ColorRole.PlaceholderText, Role.TEXT_FAINT),
    (QPalette.ColorRole.ToolTipBase, Role.SURFACE),
    (QPalette.ColorRole.ToolTipText, Role.TEXT),
    (QPalette.ColorRole.Link, Role.ACCENT),
    (QPalette.ColorRole.LinkVisited, Role.ACCENT),
    (QPalette.ColorRole.Accent, Role.ACCENT),
    (QPalette.ColorRole.Light, Role.SURFACE),
    (QPalette.ColorRole.Midlight, Role.BORDER_SOFT),
    (QPalette.ColorRole.Mid, Role.BORDER),
    (QPalette.ColorRole.Dark, Role.BORDER_STRONG),
    (QPalette.ColorRole.Shadow, Role.BORDER_STRONG),
)
_DISABLED = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


def palette_of(theme: Theme) -> QPalette:
    """Return the Qt palette of a theme."""
    palette = QPalette()
    for target, role in _PALETTE:
        palette.setColor(target, theme[role])
    for target in _DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, target, theme[Role.TEXT_DISABLED])
    return palette
