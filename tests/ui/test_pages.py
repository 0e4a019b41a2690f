"""The original beside its text: pages, marks, the way there and back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from pytestqt.qtbot import QtBot

from tests.ui.conftest import Desk
from tests.unit.services.test_original_pages import write_pdf
from viewer.core.page_picture import DrawnPath, DrawnText, PagePicture, Raster
from viewer.core.place import Sheet
from viewer.core.span import Span
from viewer.ui.actions import ActionId
from viewer.ui.appearance import Appearance
from viewer.ui.pages.drawing import page_pixmap
from viewer.ui.pages.view import PagesView

A4 = Sheet(595.0, 842.0)


@pytest.fixture
def view(qtbot: QtBot, appearance: Appearance) -> PagesView:
    shown = PagesView(appearance)
    qtbot.addWidget(shown)
    shown.resize(500, 600)
    shown.show()
    shown.show_sheets([A4] * 5)
    return shown


def test_pages_are_as_wide_as_the_pane_until_they_are_zoomed(view: PagesView) -> None:
    fitting = view.zoom
    view.resize(800, 600)
    assert view.zoom > fitting
    view.set_zoom(1.0)
    view.resize(500, 600)
    assert view.zoom == 1.0


def test_only_the_pages_in_view_are_asked_for(view: PagesView, qtbot: QtBot) -> None:
    wanted = QSignalSpy(view.pages_wanted)
    view.go_to(4)
    qtbot.waitUntil(lambda: wanted.count() > 0)
    assert 1 not in wanted.at(wanted.count() - 1)[0]


def test_zooming_keeps_the_page_that_is_read(view: PagesView) -> None:
    view.go_to(3, 400.0)
    for zoom in (0.5, 2.0, None):
        view.set_zoom(zoom)
        assert view.page == 3


def test_a_click_says_which_place_of_which_page(view: PagesView) -> None:
    view.go_to(2, 300.0)
    chosen = QSignalSpy(view.place_chosen)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.spot_of(2, 200.0, 310.0))
    number, x, y = chosen.at(0)
    assert (number, round(x / 10), round(y / 10)) == (2, 20, 31)


@pytest.mark.usefixtures("qapp")
def test_a_drawn_page_shows_its_characters_and_lines() -> None:
    text = DrawnText("口", ((10.0, 60.0),), 50.0)
    line = DrawnPath((("M", ((0.0, 90.0),)), ("L", ((100.0, 90.0),))), None, (255, 0, 0), 4.0)
    image = page_pixmap(PagePicture(Sheet(100.0, 100.0), None, (text, line)), 1.0).toImage()
    assert image.pixelColor(50, 90).red() == 255
    assert image.pixelColor(50, 90).green() < 128
    assert any(image.pixelColor(x, 40).black() > 100 for x in range(10, 60))


@pytest.mark.usefixtures("qapp")
def test_pixels_are_shown_as_they_are() -> None:
    raster = Raster(2, 1, bytes([255, 0, 0, 0, 0, 255]))
    image = page_pixmap(PagePicture(Sheet(2.0, 1.0), raster), 1.0).toImage()
    assert (image.pixelColor(0, 0).red(), image.pixelColor(1, 0).blue()) == (255, 255)


@pytest.fixture
def reading_pdf(open_desk: Callable[..., Desk], tmp_path: Path) -> Desk:
    desk = open_desk(tmp_path / "library", (write_pdf(tmp_path / "答复.pdf"),))
    desk.until(lambda: desk.panes.reader.stored is not None)
    desk.do(ActionId.PAGES)
    desk.until(lambda: desk.opened.pages._places.runs)
    return desk


def test_what_is_marked_in_the_text_is_marked_on_the_page(reading_pdf: Desk) -> None:
    desk, reader = reading_pdf, reading_pdf.panes.reader
    assert reader.stored is not None
    start = reader.stored.reading.document.text.index("812个")
    reader.show_hits("812个", [Span(start, start + 4)], at=None)
    view = desk.interior.fittings.pages_pane.view
    desk.until(lambda: any(mark.is_current for mark in view._marks.get(1, ())))
    box = next(mark.box for mark in view._marks[1] if mark.is_current)
    assert box.left > 80
    assert 230 < box.top < 280


def test_a_click_on_the_page_goes_to_the_text(reading_pdf: Desk) -> None:
    desk = reading_pdf
    places = desk.opened.pages._places
    run = places.runs[3]
    desk.interior.fittings.pages_pane.view.place_chosen.emit(run.page, run.edges[2] + 1, (run.top + run.bottom) / 2)
    assert desk.panes.reader.page.cursor_offset() == run.start + 2


def test_a_text_without_pages_says_so_and_offers_the_original(desk: Desk) -> None:
    desk.read("050号")
    desk.do(ActionId.PAGES)
    desk.until(lambda: "没有固定的版面" in desk.interior.fittings.pages_pane.notice.headline.text())
    assert not desk.interior.fittings.pages_pane.page_box.isEnabled()
