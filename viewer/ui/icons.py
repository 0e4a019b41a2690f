"""The icon set: line drawings recoloured by theme role, sharp at every scale."""

import sys
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from viewer.ui.theme import Role, Theme

_PROGRAM_SIZES = (16, 32, 64)
_FILE_ICONS = "andu"


class _LineEngine(QIconEngine):
    """Draws one SVG in the colour that fits the state of what shows it."""

    def __init__(self, svg: str, normal: QColor, chosen: QColor, disabled: QColor) -> None:
        super().__init__()
        self._svg = svg
        self._normal = normal
        self._chosen = chosen
        self._disabled = disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Draw the icon into ``rect``."""
        QSvgRenderer(QByteArray(self._coloured(mode, state).encode())).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon drawn on nothing: once, and from then on the same picture, for a drawing is slow to read."""
        key = f"{size.width()}x{size.height()} {self._coloured(mode, state)}"
        pixmap = QPixmap()
        if not QPixmapCache.find(key, pixmap):
            pixmap = QPixmap(size)
            pixmap.fill(QColor(0, 0, 0, 0))
            painter = QPainter(pixmap)
            self.paint(painter, QRect(QPoint(), size), mode, state)
            painter.end()
            QPixmapCache.insert(key, pixmap)
        return pixmap

    def clone(self) -> QIconEngine:
        """Return an engine that draws the same."""
        return _LineEngine(self._svg, self._normal, self._chosen, self._disabled)

    def _coloured(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        usual = self._chosen if state == QIcon.State.On else self._normal
        color = self._disabled if mode == QIcon.Mode.Disabled else usual
        return self._svg.replace("currentColor", color.name())


def icon(name: str, theme: Theme, role: Role = Role.TEXT_SECONDARY) -> QIcon:
    """Return the icon ``resources/icons/<name>.svg`` in the colour of ``role``, in the accent where it is checked."""
    svg = _drawing(name)
    return QIcon(_LineEngine(svg, theme[role], theme[Role.ACCENT], theme[Role.TEXT_DISABLED]))


@cache
def _drawing(name: str) -> str:
    return (_icon_folder() / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _icon_folder() -> Traversable:
    return resources.files("viewer").joinpath("resources", "icons")


def program_icon() -> QIcon:
    """Return the program's own icon, for the frames and the task bar of the desktop."""
    svg = resources.files("viewer").joinpath("resources", "program", "andu.svg").read_text(encoding="utf-8")
    engine = _LineEngine(svg, QColor(), QColor(), QColor())
    found = QIcon()
    for size in _PROGRAM_SIZES:
        found.addPixmap(engine.pixmap(QSize(size, size), QIcon.Mode.Normal, QIcon.State.Off))
    return found


def lend_file_icons() -> None:
    """Give Qt's own dialogs of files icons drawn like the others, where the desktop brings none."""
    if sys.platform == "linux" and QIcon.themeName() in ("", "hicolor"):
        folder = resources.files("viewer").joinpath("resources", "file_icons")
        QIcon.setThemeSearchPaths([*QIcon.themeSearchPaths(), Path(str(folder)).as_posix()])
        QIcon.setThemeName(_FILE_ICONS)
