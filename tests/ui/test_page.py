"""The page: the very text of the document, marks where they belong, places that hold."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QTextBlockFormat, QTextDocument, QTextOption
from pytestqt.qtbot import QtBot

from viewer.core.document import Document, Paragraph, ParagraphRole
from viewer.core.offsets import Utf16Offsets
from viewer.core.progress import CancelToken
from viewer.core.span import Span
from viewer.ui.appearance import Appearance
from viewer.ui.qt_fields import selected_text
from viewer.ui.reader.finding import find_text
from viewer.ui.reader.marks import Mark, MarkLayer, MarkStyle, marks_of
from viewer.ui.reader.page import Page, visible_marks
from viewer.ui.reader.table_stops import stops_of
from viewer.ui.reader.typesetting import PageStyle, displayed, typeset
from viewer.ui.typography import reader_font

PARAGRAPHS = st.lists(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=40), max_size=8
)


def document_of(paragraphs: list[str], role: ParagraphRole = ParagraphRole.BODY) -> Document:
    built, start = [], 0
    for paragraph in paragraphs:
        built.append(Paragraph(Span(start, start + len(paragraph)), role))
        start += len(paragraph) + 1
    return Document("\n".join(paragraphs), tuple(built))


def style() -> PageStyle:
    return PageStyle(reader_font(), QColor("black"), QColor("gray"))


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@pytest.fixture
def page(appearance: Appearance, qtbot: QtBot) -> Iterator[Page]:
    page = Page(appearance)
    page.resize(740, 600)
    page.show()
    yield page
    qtbot.wait(1)
    page.close()
    page.deleteLater()


@pytest.mark.usefixtures("qapp")
@given(PARAGRAPHS)
@settings(max_examples=100, deadline=None)
def test_every_paragraph_stands_where_the_document_says(paragraphs: list[str]) -> None:
    document = document_of(paragraphs)
    page = typeset(document, style())
    offsets = Utf16Offsets(document.text)
    assert page.blockCount() == max(len(paragraphs), 1)
    for number, paragraph in enumerate(document.paragraphs):
        block = page.findBlockByNumber(number)
        assert block.position() == offsets.to_utf16(paragraph.span.start)
        assert block.length() - 1 == offsets.to_utf16(paragraph.span.end) - block.position()


@given(st.text(st.characters(), max_size=60))
@settings(max_examples=100, deadline=None)
def test_what_is_shown_is_as_long_as_the_text(text: str) -> None:
    assert units(displayed(text)) == units(text)


@pytest.mark.usefixtures("qapp")
def test_ordinary_text_is_shown_as_it_is() -> None:
    text = "　　吉祥里𠮷号的“答复”，第１条 5G+。"
    assert typeset(document_of([text]), style()).toPlainText() == text


@pytest.mark.usefixtures("qapp")
def test_body_is_indented_by_two_characters_without_blanks() -> None:
    page = typeset(document_of(["您提出的建议收悉。"]), style())
    assert page.begin().blockFormat().textIndent() == pytest.approx(2 * style().em)
    assert page.begin().text() == "您提出的建议收悉。"


@pytest.mark.usefixtures("qapp")
def test_titles_stand_in_the_middle_and_signatures_at_the_right() -> None:
    def alignment(role: ParagraphRole) -> Qt.AlignmentFlag:
        shown: QTextDocument = typeset(document_of(["文"], role), style())
        form: QTextBlockFormat = shown.begin().blockFormat()
        return form.alignment()

    assert alignment(ParagraphRole.TITLE) == Qt.AlignmentFlag.AlignHCenter
    assert alignment(ParagraphRole.SIGNATURE) == Qt.AlignmentFlag.AlignRight
    assert alignment(ParagraphRole.DATE) == Qt.AlignmentFlag.AlignRight


def test_marks_cover_exactly_their_characters(page: Page, qtbot: QtBot) -> None:
    page.show_document(document_of(["𠮷祥里小区停车难", "𠮷祥里"]))
    page.show_marks(MarkLayer.HITS, marks_of([Span(4, 6), Span(9, 12)], MarkStyle.HIT))
    qtbot.waitUntil(lambda: len(page.extraSelections()) == 2)
    marked = [selected_text(selection) for selection in page.extraSelections()]
    assert marked == ["区停", "𠮷祥里"]


def test_only_marks_in_view_are_drawn(page: Page, qtbot: QtBot) -> None:
    page.show_document(document_of(["文" * 200] * 400))
    spans = [Span(start, start + 2) for start in range(0, 400 * 201, 67) if start % 201 < 198]
    page.show_marks(MarkLayer.HITS, marks_of(spans, MarkStyle.HIT))
    qtbot.waitUntil(lambda: bool(page.extraSelections()))
    assert len(page.extraSelections()) < 60


def test_a_document_can_be_replaced_while_marks_are_drawn(page: Page, qtbot: QtBot) -> None:
    for _ in range(5):
        page.show_document(document_of(["停车难停车"] * 50))
        page.show_marks(MarkLayer.HITS, marks_of([Span(0, 2)], MarkStyle.HIT))
        qtbot.waitUntil(lambda: bool(page.extraSelections()))
    page.show_document(document_of(["别的"]))
    qtbot.wait(5)
    assert not page.extraSelections()


@given(st.sets(st.integers(0, 60)), st.integers(0, 60), st.integers(0, 20))
@settings(max_examples=60, deadline=None)
def test_visible_marks_are_those_that_touch_the_view(starts: set[int], first: int, length: int) -> None:
    marks = [Mark(Span(3 * start, 3 * start + 2), MarkStyle.HIT) for start in sorted(starts)]
    view = Span(first, first + length)
    touching = [mark for mark in marks if mark.span.end >= view.start and mark.span.start <= view.end]
    assert visible_marks(marks, view) == touching


def test_going_to_a_span_brings_it_into_view(page: Page) -> None:
    page.show_document(document_of(["文" * 200] * 200))
    page.go_to(Span(30_000, 30_003))
    assert page.viewport().rect().contains(page.cursorRect().center())


def test_the_place_being_read_survives_a_new_width(page: Page) -> None:
    page.show_document(document_of(["文" * 200] * 200))
    page.go_to_top_of(20_000)
    page.resize(500, 600)
    first, last = page.top_offset(), page.cursorForPosition(QPoint(480, 20)).position()
    assert first <= 20_000 <= last


def test_zooming_keeps_the_place(page: Page) -> None:
    page.show_document(document_of(["文" * 200] * 200))
    page.go_to_top_of(20_000)
    page.zoom_by(3)
    assert abs(page.top_offset() - 20_000) < 60


def test_the_selection_speaks_code_points(page: Page) -> None:
    page.show_document(document_of(["𠮷祥里小区"]))
    page.selectAll()
    assert page.selected_span() == Span(0, 5)
    assert page.selected_text() == "𠮷祥里小区"


def test_find_ignores_width_and_blanks() -> None:
    document = document_of(["现有 6100 余家企业", "另有６１００余家"])
    spans = find_text(document, "6100余家", CancelToken())
    assert [span.of(document.text) for span in spans] == ["6100 余家", "６１００余家"]


def test_a_place_stays_in_sight_when_the_page_gets_its_room(page: Page) -> None:
    page.show_document(document_of(["数字经济" * 60] * 20))
    page.resize(740, 60)
    page.go_to(Span(3000, 3004))
    page.resize(740, 600)
    top = page.rect_of(3000).top()
    assert page.viewport().height() * 0.08 < top < page.viewport().height() * 0.85


@pytest.mark.usefixtures("qapp")
def test_figures_of_a_table_end_where_its_columns_end() -> None:
    rows = [["街道", "新增车位（个）", "负责人"], ["甲街道", "1,812", "张三"], ["乙街道", "96", "李四"]]
    figures, words = cast("Any", stops_of(rows, QFontMetricsF(reader_font()), 1_000.0))
    assert figures.type is QTextOption.TabType.RightTab
    assert words.type is QTextOption.TabType.LeftTab
    assert figures.position < words.position


@pytest.mark.usefixtures("qapp")
def test_a_table_too_wide_for_the_line_has_no_stops() -> None:
    assert stops_of([["甲街道", "新增车位" * 20]], QFontMetricsF(reader_font()), 400.0) == []


@pytest.mark.usefixtures("qapp")
def test_each_table_has_its_own_stops() -> None:
    document = document_of(["甲\t12", "乙街道办事处\t3"], ParagraphRole.TABLE)
    page = typeset(document, style())
    stops = [page.findBlockByNumber(number).blockFormat().tabPositions() for number in range(2)]
    assert len(stops[0]) == 1
    assert stops[0] == stops[1]
    assert not typeset(document_of(["甲\t12"]), style()).firstBlock().blockFormat().tabPositions()


def test_the_lines_of_a_title_are_about_equally_long(page: Page) -> None:
    title = "对长宁区第十七届人大一次会议第054号代表建议的答复"
    page.show_document(Document(title, (Paragraph(Span(0, len(title)), ParagraphRole.TITLE),)))
    for width in (420, 560, 700):
        page.resize(width, 600)
        layout = page.document().firstBlock().layout()
        lengths = [layout.lineAt(number).naturalTextWidth() for number in range(layout.lineCount())]
        assert len(lengths) == 1 or min(lengths) > max(lengths) / 2


def test_a_title_of_two_lines_breaks_between_words(page: Page) -> None:
    title = "示例区教育局对区十届人大三次会议第001号代表建议的答复"
    page.show_document(Document(title, (Paragraph(Span(0, len(title)), ParagraphRole.TITLE),)))
    page.resize(560, 600)
    layout = page.document().firstBlock().layout()
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    assert [title[line.textStart() :][: line.textLength()] for line in lines] == [
        "示例区教育局对区十届人大三次会议",
        "第001号代表建议的答复",
    ]
