"""The themes: complete, readable, and every icon drawn."""

from collections.abc import Iterable
from importlib import resources
from itertools import product

import pytest
from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from viewer.ui.actions import TABLE
from viewer.ui.appearance import Appearance, ThemeChoice, stylesheet_of
from viewer.ui.icons import icon, lend_file_icons
from viewer.ui.theme import Role, load_theme, palette_of
from viewer.ui.typography import Step, ui_font

THEMES = ("light", "dark", "contrast")
GROUNDS = (Role.WINDOW, Role.SURFACE, Role.PAPER, Role.HOVER, Role.ACCENT_SOFT)
INKS = (Role.TEXT, Role.TEXT_SECONDARY, Role.ACCENT)
TONES = (Role.ERROR, Role.WARNING, Role.SUCCESS)
PAIRS = (
    (Role.TEXT, Role.HIT),
    (Role.TEXT, Role.HIT_CURRENT),
    (Role.TEXT, Role.SELECTION),
    (Role.ACCENT_TEXT, Role.ACCENT),
    *((Role.TEXT_FAINT, ground) for ground in GROUNDS),
    *((ink, ground) for ink in TONES for ground in (Role.WINDOW, Role.SURFACE, Role.ACCENT_SOFT)),
    (Role.ERROR, Role.ERROR_SOFT),
    (Role.WARNING, Role.WARNING_SOFT),
    (Role.TEXT_SECONDARY, Role.HIT),
    *((Role.TEXT, role) for role in Role if role.value.startswith("note_") and not role.value.endswith("_line")),
    *((role, Role.SURFACE) for role in Role if role.value.startswith("entity_") or role is Role.METRIC),
)
LINES = tuple(role for role in Role if role.value.endswith("_line"))
"""Lines under marks, bars beside notes: seen from their ground at 3:1, as what is no text has to be."""

EDGES = (Role.OUTLINE, Role.ACCENT)
"""Outlines of fields and boxes to tick, at rest and where the focus is; a button is known by its words."""


def luminance(color: QColor) -> float:
    parts = (color.redF(), color.greenF(), color.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def too_faint(name: str, pairs: Iterable[tuple[Role, Role]], least: float) -> list[tuple[Role, Role, float]]:
    """Return the pairs of ink and ground of a theme that differ too little, with their contrast."""
    theme = load_theme(name)
    found = ((ink, ground, round(contrast(theme[ink], theme[ground]), 2)) for ink, ground in pairs)
    return [each for each in found if each[2] < least]


@pytest.mark.parametrize("name", THEMES)
def test_text_is_readable_on_every_ground(name: str) -> None:
    assert too_faint(name, product(INKS, GROUNDS), 4.5) == []


@pytest.mark.parametrize("name", THEMES)
def test_what_stands_out_is_readable_too(name: str) -> None:
    assert too_faint(name, PAIRS, 4.5) == []


@pytest.mark.parametrize("name", THEMES)
def test_lines_are_seen_by_eyes_that_see_no_colours(name: str) -> None:
    assert too_faint(name, product(LINES, (Role.PAPER, Role.SURFACE)), 3.0) == []


@pytest.mark.parametrize("name", THEMES)
def test_fields_and_boxes_to_tick_are_seen_on_every_ground(name: str) -> None:
    assert too_faint(name, product(EDGES, GROUNDS), 3.0) == []


@pytest.mark.parametrize("name", THEMES)
def test_words_on_buttons_are_readable(name: str) -> None:
    assert too_faint(name, ((Role.TEXT, Role.BUTTON), (Role.ACCENT_TEXT, Role.ACCENT_HOVER)), 4.5) == []


@pytest.mark.parametrize("name", THEMES)
def test_how_far_one_has_scrolled_is_seen(name: str) -> None:
    assert too_faint(name, product((Role.SCROLL,), (Role.WINDOW, Role.SURFACE, Role.PAPER)), 3.0) == []


@pytest.mark.parametrize("name", THEMES)
def test_no_role_is_left_in_the_style_sheet(name: str) -> None:
    assert "@" not in stylesheet_of(load_theme(name))


@pytest.mark.parametrize("name", THEMES)
def test_the_palette_is_as_dark_as_the_theme_says(name: str) -> None:
    theme = load_theme(name)
    assert (palette_of(theme).window().color().lightness() < 128) == theme.is_dark


@pytest.mark.usefixtures("qapp")
def test_every_action_icon_draws_something() -> None:
    theme = load_theme("light")
    for row in TABLE:
        if row.icon is not None:
            image = icon(row.icon, theme).pixmap(QSize(24, 24)).toImage()
            assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), row.icon


def test_icons_take_their_colour_from_the_theme() -> None:
    folder = resources.files("viewer").joinpath("resources", "icons")
    drawings = [file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".svg")]
    assert drawings
    assert all("currentColor" in drawing for drawing in drawings)


def test_a_size_of_text_that_is_liked_goes_through_the_whole_scale(appearance: Appearance) -> None:
    usual = (ui_font().pointSizeF(), ui_font(Step.TITLE).pointSizeF())
    appearance.write_in(1.5)
    liked = (ui_font().pointSizeF(), ui_font(Step.TITLE).pointSizeF())
    appearance.write_in(1.0)
    assert liked == pytest.approx([1.5 * size for size in usual])
    assert (ui_font().pointSizeF(), ui_font(Step.TITLE).pointSizeF()) == usual


class Restylings(QObject):
    """Counts how often a widget hears of another look."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.count = 0
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
        """Count."""
        self.count += event.type() == QEvent.Type.StyleChange
        return super().eventFilter(watched, event)


def test_another_theme_does_not_cost_more_the_deeper_a_widget_stands(appearance: Appearance, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    deepest = window
    for _ in range(12):
        deepest = QWidget(deepest)
    window.show()
    restylings = Restylings(deepest)
    appearance.choose(ThemeChoice.DARK)
    assert window.palette().window().color() == appearance.theme[Role.WINDOW]
    assert 1 <= restylings.count <= 3


@pytest.mark.parametrize("choice", [each for each in ThemeChoice if each is not ThemeChoice.SYSTEM])
def test_hints_in_fields_are_as_dark_as_other_hints(qapp: QApplication, qtbot: QtBot, choice: ThemeChoice) -> None:
    appearance = Appearance(qapp, choice)
    fields: tuple[QWidget, ...] = (QLineEdit(), QPlainTextEdit())
    for field in fields:
        qtbot.addWidget(field)
        field.ensurePolished()
        assert field.palette().placeholderText().color() == appearance.theme[Role.TEXT_FAINT]
    appearance.deleteLater()


def test_icons_grow_with_the_words_beside_them(appearance: Appearance, qtbot: QtBot) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    button.ensurePolished()
    usual = button.iconSize().width()
    appearance.write_in(1.5)
    grown = button.iconSize().width()
    appearance.write_in(1.0)
    assert (usual, grown) == (16, 24)


@pytest.mark.usefixtures("qapp")
def test_an_icon_that_is_checked_is_drawn_in_the_accent() -> None:
    theme = load_theme("contrast")
    shown = icon("sidebar", theme).pixmap(QSize(64, 64), QIcon.Mode.Normal, QIcon.State.On).toImage()
    inks = {
        shown.pixelColor(x, y).name() for x in range(64) for y in range(64) if shown.pixelColor(x, y).alpha() == 255
    }
    assert inks == {theme.hex(Role.ACCENT)}


@pytest.mark.usefixtures("qapp")
def test_every_icon_of_the_dialogs_of_files_draws_something() -> None:
    lend_file_icons()
    folder = resources.files("viewer").joinpath("resources", "file_icons", "andu", "scalable")
    for file in folder.iterdir():
        image = QIcon(str(file)).pixmap(QSize(24, 24)).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)), file.name
    assert QIcon.fromTheme("go-up").name() == "go-up"
