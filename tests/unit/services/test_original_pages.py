"""Originals are drawn, measured and handed out, whichever of them belongs to a document."""

from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.unit.services.conftest import ImportNow
from viewer.core.document import DocumentId
from viewer.core.errors import FileEncryptedError, FileUnsupportedError
from viewer.core.progress import CancelToken
from viewer.core.span import Span
from viewer.services.opening import Services

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
LINES = (
    "对区十七届人大二次会议第021号代表建议的答复",
    "张三代表：",
    "您提出的关于停车泊位的建议收悉，现答复如下：",
    "今年新增停车泊位812个。",
    "长宁区建设和管理委员会",
    "2023年5月8日",
)


def write_pdf(path: Path, *, password: str = "") -> Path:
    canvas = Canvas(str(path), pagesize=(595, 842), encrypt=StandardEncryption(password) if password else None)
    canvas.setFont("STSong-Light", 16)
    for number, line in enumerate(LINES):
        canvas.drawString(80, 700 - 40 * number, line)
    canvas.save()
    return path


@pytest.fixture
def pdf(import_now: ImportNow, tmp_path: Path) -> DocumentId:
    (document_id,) = import_now(write_pdf(tmp_path / "答复.pdf")).imported
    return document_id


def test_the_text_has_its_places_on_the_page(services: Services, pdf: DocumentId) -> None:
    text = services.documents.open(pdf).reading.document.text
    places = services.pages.places(pdf, cancel=CancelToken())
    start = text.index("812个")
    (placed,) = places.boxes(Span(start, start + 4))
    assert placed.page == 1
    assert placed.box.top < 842 - 580 < placed.box.bottom
    assert places.offset_at(1, placed.box.left + 2, placed.box.top + 2) == start


def test_pages_are_drawn_and_their_sizes_known(services: Services, pdf: DocumentId) -> None:
    (sheet,) = services.pages.sheets(pdf, cancel=CancelToken())
    picture = services.pages.picture(pdf, 1, 0.5, cancel=CancelToken())
    assert (sheet.width, sheet.height) == (595, 842)
    assert picture.raster is not None


def test_a_copy_bears_the_name_and_cannot_be_written(services: Services, pdf: DocumentId) -> None:
    copy = services.pages.copy(pdf)
    assert copy.name == "答复.pdf"
    assert copy.read_bytes() == services.documents.original(pdf).read_bytes()
    assert copy.stat().st_mode & 0o222 == 0


def test_a_text_file_has_no_pages(services: Services, import_now: ImportNow, replies: Path) -> None:
    (document_id,) = import_now(replies / "1.txt").imported
    (original,) = services.pages.originals(document_id)
    assert not original.has_pages
    with pytest.raises(FileUnsupportedError):
        services.pages.sheets(document_id, cancel=CancelToken())


def test_a_locked_original_opens_with_the_password_it_came_in_with(
    services: Services, import_now: ImportNow, tmp_path: Path
) -> None:
    path = write_pdf(tmp_path / "锁.pdf", password="geheim")  # noqa: S106 - a test's own
    (failure,) = import_now(path).failed
    assert failure.wants_password
    report = services.importer.import_paths(
        [path], progress=lambda _: None, cancel=CancelToken(), passwords=["falsch", "geheim"]
    )
    (document_id,) = report.imported
    assert services.pages.sheets(document_id, cancel=CancelToken())


def test_after_a_new_start_a_locked_original_asks_again(services: Services, tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "锁.pdf", password="geheim")  # noqa: S106
    services.importer.import_paths([path], progress=lambda _: None, cancel=CancelToken(), passwords=["geheim"])
    (summary,) = services.catalog.summaries()
    services.pages._passwords._opened.clear()
    with pytest.raises(FileEncryptedError):
        services.pages.sheets(summary.id, cancel=CancelToken())
    services.pages.unlock(summary.id, "geheim", cancel=CancelToken())
    assert services.pages.sheets(summary.id, cancel=CancelToken())
