"""Which theme is worn, and the news of a change to everyone who draws by hand."""

import re
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from pathlib import Path

from PySide6 import QtCore  # names of it only where they are used: decision 0013
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from viewer.ui.icons import icon
from viewer.ui.theme import Role, Theme, load_theme, palette_of
from viewer.ui.typography import base_font

_MIDDLE = 128
_ICON = 16
_EXTENT = re.compile(r"(\b(?:width|height): )([1-9]\d|[6-9])px")  # hairlines stay hairlines
_TOKEN = re.compile(r"@([a-z_]+)")


class ThemeChoice(StrEnum):
    """What the person asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class ReadingLook:
    """How running text is set: a family (empty for the usual ones), sizes in characters of it, and its marks."""

    family: str = ""
    line_height: float = 1.75
    measure: float = 40.0
    indent: float = 2.0
    marks_by_kind: bool = False


class Appearance(QObject):
    """Dresses the application in a theme, follows the system where asked to, and tells of every change.

    At first the system's palette says whether it is dark, which nearly always is so; ``look_at_system`` makes sure.
    """

    theme_changed = Signal()

    def __init__(self, application: QApplication, choice: ThemeChoice = ThemeChoice.SYSTEM) -> None:
        super().__init__(application)
        self._application = application
        self._choice = choice
        self._reading = ReadingLook()
        self._size = 1.0
        self._is_contrast_wanted = False
        application.setFont(base_font())
        self._theme = load_theme(_of_palette() if choice == ThemeChoice.SYSTEM else choice.value)
        self._wear()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.look_at_system)

    @property
    def theme(self) -> Theme:
        """Return the theme worn at the moment."""
        return self._theme

    @property
    def choice(self) -> ThemeChoice:
        """Return what was asked for, which may be to follow the system."""
        return self._choice

    @property
    def reading(self) -> ReadingLook:
        """Return how running text is set."""
        return self._reading

    def read_in(self, look: ReadingLook) -> None:
        """Set running text otherwise at once."""
        if look != self._reading:
            self._reading = look
            self.theme_changed.emit()

    def write_in(self, size: float) -> None:
        """Write the window larger or smaller than usual; windows that stand already have to be made anew."""
        font = base_font(size)
        if font != self._application.font():
            self._application.setFont(font)
            self._size = size
            self._dress()

    def choose(self, choice: ThemeChoice) -> None:
        """Wear another theme at once."""
        self._choice = choice
        self._change()

    def icon(self, name: str, role: Role = Role.TEXT_SECONDARY) -> QIcon:
        """Return an icon in the worn theme's colours."""
        return icon(name, self._theme, role)

    @Slot()
    def look_at_system(self) -> None:
        """Wear what the system says, where it is asked."""
        if self._choice == ThemeChoice.SYSTEM:
            self._change()

    @Slot(bool)
    def heed_contrast(self, is_wanted: bool) -> None:
        """Wear high contrast as long as the system wants it, where the system is followed."""
        self._is_contrast_wanted = is_wanted
        self.look_at_system()

    def _change(self) -> None:
        theme = self._chosen_theme()
        if theme.name != self._theme.name:
            self._theme = theme
            self._wear()
            self.theme_changed.emit()

    def _chosen_theme(self) -> Theme:
        if self._choice != ThemeChoice.SYSTEM:
            return load_theme(self._choice.value)
        if self._is_contrast_wanted:
            return load_theme(ThemeChoice.CONTRAST.value)
        scheme = QGuiApplication.styleHints().colorScheme()
        return load_theme("dark" if scheme == QtCore.Qt.ColorScheme.Dark else "light")

    def _wear(self) -> None:
        self._application.setPalette(palette_of(self._theme))
        self._dress()

    def _dress(self) -> None:
        """Put the style sheet on.

        Put in the place of another it has Qt polish each widget once for every ancestor the widget has (180 ms where
        the panes stand); the other taken off first, once (45 ms). Nothing is drawn in between.
        """
        self._application.setStyleSheet("")
        self._application.setStyleSheet(stylesheet_of(self._theme, self._size))


def _of_palette() -> str:
    """Return the theme that looks like the palette the application was given; asking for the scheme costs 14 ms."""
    palette = QGuiApplication.palette()
    return "dark" if palette.window().color().lightness() < palette.windowText().color().lightness() else "light"


def stylesheet_of(theme: Theme, size: float = 1.0) -> str:
    """Return the window's style sheet with every ``@role`` replaced by its colour, for words of a size.

    What stands beside words grows with them: icons, boxes to tick, arrows, scroll bars.
    """
    folder = resources.files("viewer").joinpath("resources", "themes")
    sheet = folder.joinpath("window.qss").read_text(encoding="utf-8")
    coloured = _TOKEN.sub(lambda match: theme.hex(Role(match[1])), sheet)
    # Arrows of fields are pictures Qt reads itself; their grey stands out on every ground.
    check = "check-dark.svg" if theme[Role.ACCENT_TEXT].lightness() < _MIDDLE else "check-light.svg"
    dressed = coloured.replace("%CHECK%", check).replace("%THEMES%", Path(str(folder)).as_posix())
    return dressed if size == 1.0 else _grown(dressed, size)


def _grown(sheet: str, size: float) -> str:
    side = round(_ICON * size)
    grown = _EXTENT.sub(lambda match: f"{match[1]}{round(int(match[2]) * size)}px", sheet)
    return f"{grown}\nQAbstractButton, QComboBox, QMenu, QAbstractItemView {{ icon-size: {side}px; }}\n"
