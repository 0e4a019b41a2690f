"""Fonts: the chain of Chinese families and the one scale of sizes every part of the window uses."""

from enum import Enum
from functools import lru_cache
from importlib import resources

from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QGuiApplication

FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans SC",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
)
BASE_POINTS = 10.0
READER_POINTS = 12.0
_STATUS_PADDING = 20
_MOST_FONTS = 64


def load_own_font() -> None:
    """Where the system has no Chinese font, use the one that some bundles bring; without either, boxes are drawn."""
    folder = resources.files("viewer").joinpath("resources", "fonts")
    if not folder.is_dir() or QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        QFontDatabase.addApplicationFont(str(file))


class Step(Enum):
    """One step of the type scale, as a factor of the base size."""

    CAPTION = 0.9
    BODY = 1.0
    LEAD = 1.1
    TITLE = 1.3


def base_font(size: float = 1.0) -> QFont:
    """Return the font an application is to have, at a size a person likes, as a factor of the usual."""
    return _font(BASE_POINTS * size, bold=False)


def ui_font(step: Step = Step.BODY, *, bold: bool = False) -> QFont:
    """Return the font of labels, lists and buttons: a step of the scale above or below that of the application."""
    worn = QGuiApplication.font()
    points = worn.pointSizeF() if worn.families() == list(FAMILIES) else BASE_POINTS
    return _font(points * step.value, bold=bold)


def grown(pixels: float) -> float:
    """Return a length at the usual size of text as it is at the size of the application's: of icons beside words."""
    return pixels * ui_font().pointSizeF() / BASE_POINTS


def status_height() -> int:
    """Return how high the line at the bottom of the window is, before anything stands in it and ever after."""
    return QFontMetrics(ui_font()).height() + _STATUS_PADDING


def reader_font(zoom: float = 1.0, family: str = "") -> QFont:
    """Return the font of running text at a zoom factor, in a family of one's own with the usual ones behind it."""
    font = _font(READER_POINTS * zoom, bold=False)
    if family:
        font.setFamilies([family, *FAMILIES])
    return font


def _font(points: float, *, bold: bool) -> QFont:
    return QFont(_made(points, bold=bold))


@lru_cache(_MOST_FONTS)
def _made(points: float, *, bold: bool) -> QFont:
    """Return a font to be copied: every cell of a list asks for one, and to make it takes ten times as long."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPointSizeF(points)
    if bold:
        font.setWeight(QFont.Weight.DemiBold)
    return font
