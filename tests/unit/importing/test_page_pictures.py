"""Pages of originals are drawn: PDF as pixels, OFD as what stands on them."""

import re
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from tests.unit.importing.test_ofd import page, text_object, write
from viewer.core.errors import FileDamagedError, FileUnsupportedError
from viewer.core.page_picture import DrawnPath, DrawnText
from viewer.importing.page_pictures import draw_page, sheets_of

PDF, OFD = "application/pdf", "application/ofd"


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(200, 100))
    canvas.rect(0, 0, 200, 100, fill=1)
    canvas.showPage()
    canvas.setPageSize((100, 50))
    canvas.showPage()
    canvas.save()
    return tmp_path / "a.pdf"


def test_the_sizes_of_all_pages_are_known(pdf: Path) -> None:
    assert [(sheet.width, sheet.height) for sheet in sheets_of(pdf, PDF)] == [(200, 100), (100, 50)]


def test_a_page_has_as_many_pixels_as_wished(pdf: Path) -> None:
    raster = draw_page(pdf, PDF, 1, 0.5).raster
    assert raster is not None
    assert (raster.width, raster.height, len(raster.pixels)) == (100, 50, 15_000)
    assert set(raster.pixels[3 * 2550 : 3 * 2560]) == {0}


def test_a_page_is_never_larger_than_memory_allows(pdf: Path) -> None:
    raster = draw_page(pdf, PDF, 1, 1000.0).raster
    assert raster is not None
    assert raster.width * raster.height < 12_100_000


def test_a_page_that_is_not_there_is_damage(pdf: Path) -> None:
    with pytest.raises(FileDamagedError):
        draw_page(pdf, PDF, 3, 1.0)


def test_a_broken_page_leaves_the_others_theirs(pdf: Path) -> None:
    content = pdf.read_bytes()
    first_page = re.search(rb"/Kids\s*\[\s*(\d+)", content)
    assert first_page is not None
    pdf.write_bytes(content[: first_page.start(1)] + b"99" + content[first_page.end(1) :])
    assert [(sheet.width, sheet.height) for sheet in sheets_of(pdf, PDF)] == [(595, 842), (100, 50)]
    with pytest.raises(FileDamagedError, match="第 1 页"):
        draw_page(pdf, PDF, 1, 1.0)
    assert draw_page(pdf, PDF, 2, 1.0).raster is not None


def test_a_damaged_ofd_page_with_a_character_that_cannot_be_is_drawn_without_it(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ofd", [page(text_object("停车&#55296;位", 20, 30))])
    things = draw_page(path, OFD, 1, 1.0).things
    assert [thing.characters for thing in things if isinstance(thing, DrawnText)] == ["停车位"]


def test_characters_and_lines_of_an_ofd_page_have_their_places(tmp_path: Path) -> None:
    line = (
        '<ofd:PathObject ID="3" Boundary="10 20 100 1" LineWidth="0.5"><ofd:StrokeColor Value="255 0 0"/>'
        "<ofd:AbbreviatedData>M 0 0 L 100 0</ofd:AbbreviatedData></ofd:PathObject>"
    )
    path = write(tmp_path / "a.ofd", [page(text_object("答复", 25.4, 50.8) + line)])
    picture = draw_page(path, OFD, 1, 1.0)
    text, drawn = picture.things
    assert picture.is_approximate
    assert isinstance(text, DrawnText)
    assert text.characters == "答复"
    assert text.places[0] == pytest.approx((72.0, 144 + 5 * 72 / 25.4))
    assert isinstance(drawn, DrawnPath)
    assert drawn.stroke == (255, 0, 0)


def test_a_format_without_pages_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileUnsupportedError, match="没有固定的版面"):
        sheets_of(tmp_path / "a.txt", "text/plain")
