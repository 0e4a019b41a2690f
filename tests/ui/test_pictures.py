"""The look of fields and of lists drawn by hand, held against pictures."""

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.ui.pictures import FOLDER, FONT, PICTURES, THEMES, difference, draw, has_font
from viewer.ui.appearance import ThemeChoice

ALIKE = 14.0  # of 255, seen from a little further away: other hinting of letters stays below, other colours do not


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", PICTURES)
def test_it_looks_as_it_did(qapp: QApplication, name: str, theme: ThemeChoice) -> None:
    if not has_font():
        pytest.skip(f"the pictures are written in {FONT}")
    known = QImage(str(FOLDER / f"{name}_{theme.value}.png")).convertToFormat(QImage.Format.Format_RGB32)
    assert not known.isNull()
    assert difference(draw(name, theme, qapp), known) < ALIKE


def test_another_colour_of_one_button_is_seen() -> None:
    known = QImage(str(FOLDER / "fields_light.png")).convertToFormat(QImage.Format.Format_RGB32)
    other = known.copy()
    painter = QPainter(other)
    painter.fillRect(20, 20, 40, 12, QColor("#c02020"))
    painter.end()
    assert difference(known, other) > ALIKE
