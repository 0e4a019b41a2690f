"""Measures how quickly pages are set and drawn, whatever their length."""

import time
from collections.abc import Callable

from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from viewer.core.document import Document, Paragraph, ParagraphRole
from viewer.core.span import Span
from viewer.ui.appearance import Appearance
from viewer.ui.reader.marks import MarkLayer, MarkStyle, marks_of
from viewer.ui.reader.page import Page

MARKS = 5000
SENTENCE = "我区深入贯彻市、区两级部署要求，围绕停车、养老、教育等民生事项持续推进，累计完成12项任务，投入3.5亿元。"
STEP = 120


class WatchedPage(Page):
    """A page that notes when it was painted with marks on it."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__(appearance)
        self.painted: float | None = None

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt calls it
        """Paint, then look at the clock."""
        super().paintEvent(event)
        if self.painted is None and self.extraSelections():
            self.painted = time.perf_counter()


def document_of(characters: int, per_paragraph: int = 200) -> Document:
    """Return a document of about this many characters."""
    text = (SENTENCE * (per_paragraph // len(SENTENCE) + 1))[:per_paragraph]
    count = max(1, characters // (per_paragraph + 1))
    paragraphs = tuple(
        Paragraph(Span(start, start + per_paragraph), ParagraphRole.BODY)
        for start in range(0, count * (per_paragraph + 1), per_paragraph + 1)
    )
    return Document("\n".join([text] * count), paragraphs)


def first_paint(application: QApplication, page: WatchedPage, document: Document) -> float:
    """Return the milliseconds until a document is painted for the first time with its marks."""
    step = max(1, len(document.text) // MARKS)
    marks = marks_of([Span(start, start + 2) for start in range(0, len(document.text) - 2, step)], MarkStyle.HIT)
    page.show_document(document_of(1_000))
    QTest.qWait(200)
    page.painted, start = None, time.perf_counter()
    page.show_document(document)
    page.show_marks(MarkLayer.HITS, marks)
    while page.painted is None:
        application.processEvents()
    return (page.painted - start) * 1000


def scrolling(application: QApplication, page: Page, frames: int) -> list[float]:
    """Return the milliseconds each of some frames took while scrolling a page that is laid out."""
    bar = page.verticalScrollBar()
    bar.setValue(0)

    def step() -> None:
        bar.setValue(bar.value() + STEP)
        application.processEvents()

    return [timed(step) for _ in range(frames)]


def timed(deed: Callable[[], object]) -> float:
    """Return how many milliseconds a deed took."""
    start = time.perf_counter()
    deed()
    return (time.perf_counter() - start) * 1000
