"""The icon set: line drawings recoloured by theme role, sharp at every scale."""

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from viewer.ui.theme import Role, Theme

_PROGRAM_SIZES = (16, 32, 64)


class _LineEngine(QIconEngine):
    """Draws one SVG in the colour that fits the state of what shows it."""

    def __init__(self, svg: str, normal: QColor, disabled: QColor) -> None:
        super().__init__()
        self._svg = svg
        self._normal = normal
        self._disabled = disabled

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draw the icon into ``rect``."""
        color = self._disabled if mode == QIcon.Mode.Disabled else self._normal
        coloured = self._svg.replace("currentColor", color.name())
        QSvgRenderer(QByteArray(coloured.encode())).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon drawn on nothing."""
        pixmap = QPixmap(size)
        pixmap.fill(QColor(0, 0, 0, 0))
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """Return an engine that draws the same."""
        return _LineEngine(self._svg, self._normal, self._disabled)


def icon(name: str, theme: Theme, role: Role = Role.TEXT_SECONDARY) -> QIcon:
    """Return the icon ``resources/icons/<name>.svg`` in the colour of ``role``."""
    svg = _drawing(name)
    return QIcon(_LineEngine(svg, theme[role], theme[Role.TEXT_DISABLED]))


@cache
def _drawing(name: str) -> str:
    return (_icon_folder() / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _icon_folder() -> Traversable:
    return resources.files("viewer").joinpath("resources", "icons")


def program_icon() -> QIcon:
    """Return the program's own icon, for the frames and the task bar of the desktop."""
    svg = resources.files("viewer").joinpath("resources", "program", "andu.svg").read_text(encoding="utf-8")
    engine = _LineEngine(svg, QColor(), QColor())
    found = QIcon()
    for size in _PROGRAM_SIZES:
        found.addPixmap(engine.pixmap(QSize(size, size), QIcon.Mode.Normal, QIcon.State.Off))
    return found
