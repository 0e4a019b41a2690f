"""A reply on paper: its words, its numbered notes, and a head and a foot on every page."""

import gc
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtWidgets import QApplication, QToolBar

from tests.ui.conftest import Desk
from viewer.core.annotation import Annotation, AnnotationId, TaskState
from viewer.core.catalog import StoredDocument
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.metadata import Metadata
from viewer.core.reading import Reading, Source
from viewer.core.selector import AnchorState, Selector, TextQuote
from viewer.core.span import Span
from viewer.text.fold import fold
from viewer.ui.actions import ActionId
from viewer.ui.printing.desk import file_name_of
from viewer.ui.printing.paper import to_pdf
from viewer.ui.printing.sheet import compose, numbered_notes
from viewer.ui.theme import Role

LINE = "全区新增公共停车泊位812个。"


def stored(paragraphs: int = 3, *, title: str | None = "关于停车难的答复") -> StoredDocument:
    text = "\n".join([LINE] * paragraphs)
    step = len(LINE) + 1
    spans = [Span(number * step, number * step + len(LINE)) for number in range(paragraphs)]
    document = Document(text, tuple(Paragraph(span) for span in spans))
    metadata = Metadata(title=title, number="054", issuing_unit="区交通委")
    reading = Reading(Source("a.txt", "text/plain", "ab" * 32, 9), document, metadata)
    return StoredDocument(DocumentId("one"), "2024-01-01", reading)


def note(start: int, end: int, words: str = "", *, is_placed: bool = True) -> Annotation:
    span = Span(start, end)
    selector = Selector(span, TextQuote(LINE[start:end]), "", "")
    made = Annotation(AnnotationId(words), None, selector, "2024-01-01", "2024-01-01", note=words, span=span)
    return made if is_placed else replace(made, span=None, state=AnchorState.ORPHANED)


@pytest.fixture(autouse=True)
def with_fonts(qapp: QApplication) -> QApplication:
    """Have Qt running, without which no type can be set."""
    return qapp


def pages(path: Path) -> list[str]:
    """Return the words of every page, folded: PDF files name some characters by their twins."""
    document = pypdfium2.PdfDocument(path)
    texts = [cast("Any", document[number].get_textpage()) for number in range(len(document))]
    found = [fold(text.get_text_range()) for text in texts]
    document.close()
    return found


def pdf(folder: Path, paragraphs: int, notes: list[Annotation]) -> list[str]:
    """Return the pages of a reply as a PDF file."""
    path = folder / "reply.pdf"
    path.write_bytes(to_pdf(compose(stored(paragraphs), notes)))
    return pages(path)


def test_a_note_is_numbered_where_its_words_end() -> None:
    sheet = compose(stored(), [note(2, 4, "甲"), note(6, 8, "乙")])
    text = sheet.page.toPlainText()
    assert text.startswith("全区新增[1]公共停车[2]泊位812个。\n" + LINE)
    assert text.index("批注") < text.index("[1] “新增”") < text.index("甲") < text.index("[2] “停车”")


def test_a_mark_that_says_nothing_has_no_number() -> None:
    todo = replace(note(6, 8), task=TaskState.TODO)
    assert numbered_notes([note(0, 2), todo, note(2, 4, "甲")]) == [note(2, 4, "甲"), todo]


def test_a_note_without_a_place_is_listed_and_says_so() -> None:
    text = compose(stored(), [note(0, 2, "甲", is_placed=False)]).page.toPlainText()
    assert text.startswith(LINE)
    assert "[1] “全区”（位置待确认，未标在正文中）" in text


def test_a_reply_without_notes_is_printed_as_it_is() -> None:
    assert compose(stored(), []).page.toPlainText() == stored().reading.document.text


def test_every_page_has_its_head_and_its_number(tmp_path: Path) -> None:
    found = pdf(tmp_path, 120, [note(2, 4, "核对口径")])
    assert len(found) > 2
    for number, text in enumerate(found, start=1):
        assert fold(f"第 {number} 页，共 {len(found)} 页") in text
        assert "关于停车难的答复" in text
        assert fold("第054号 · 区交通委") in text
    assert "核对口径" in found[-1]


def test_no_line_is_lost_between_pages(tmp_path: Path) -> None:
    found = pdf(tmp_path, 120, [])
    assert sum(text.count("812") for text in found) == 120


def test_a_title_becomes_a_name_every_system_takes() -> None:
    assert file_name_of(stored(title='关于"停车"/绿化: 答复?')) == "关于＂停车＂／绿化： 答复？"


def test_the_reply_being_read_becomes_a_pdf_file(desk: Desk, tmp_path: Path) -> None:
    desk.read("第050号")
    desk.settle()
    desk.opened.printing.export_pdf(str(tmp_path / "答复"))
    desk.settle()
    found = pages(tmp_path / "答复.pdf")
    assert "数字经济" in "".join(found)


def previewed(desk: Desk) -> QPrintPreviewDialog:
    desk.do(ActionId.PRINT_PREVIEW)
    desk.until(lambda: desk.window.findChild(QPrintPreviewDialog) is not None)
    dialog = desk.window.findChild(QPrintPreviewDialog)
    assert isinstance(dialog, QPrintPreviewDialog)
    return dialog


def test_the_preview_shows_the_reply(desk: Desk) -> None:
    desk.read("第050号")
    desk.settle()
    assert desk.interior.actions_table[ActionId.PRINT_PREVIEW].isEnabled()
    dialog = previewed(desk)
    gc.collect()
    shown = dialog.findChild(QPrintPreviewWidget)
    assert isinstance(shown, QPrintPreviewWidget)
    desk.until(lambda: shown.pageCount() > 0)
    dialog.close()
    desk.settle()


def test_every_tool_of_the_preview_has_an_icon_of_the_program(desk: Desk) -> None:
    desk.read("第050号")
    desk.settle()
    dialog = previewed(desk)
    bar = dialog.findChild(QToolBar)
    assert isinstance(bar, QToolBar)
    tools = [each for each in bar.actions() if each.isVisible() and not each.icon().isNull()]
    ink = desk.window.appearance.theme[Role.TEXT_SECONDARY].name()
    drawn = [each.icon().pixmap(24).toImage() for each in tools]
    darkest = [{image.pixelColor(x, y).name() for x in range(24) for y in range(24)} for image in drawn]
    assert len(tools) == 15
    assert all(ink in colours for colours in darkest)
    dialog.close()
    desk.settle()
