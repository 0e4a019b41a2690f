"""Prints how quickly the window comes up and pages are set, each start-up beside a bare Qt window in the same run."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from viewer.app import build_application
from viewer.core.document import Document, Paragraph, ParagraphRole
from viewer.core.span import Span
from viewer.ui.appearance import Appearance, ThemeChoice
from viewer.ui.reader.marks import MarkLayer, MarkStyle, marks_of
from viewer.ui.reader.page import Page

ROUNDS = 5
BARE = """
import time; start = time.perf_counter()
from PySide6.QtWidgets import QApplication, QWidget
application = QApplication([]); window = QWidget(); window.resize(1366, 768); window.show(); window.grab()
print(time.perf_counter() - start)
"""
FULL = """
import time; start = time.perf_counter()
from viewer.app import build_application, open_library
from viewer.jobs.runner import JobRunner
from viewer.ui.appearance import Appearance
from viewer.ui.window import MainWindow
application = build_application([])
runner = JobRunner(report=print)
window = MainWindow(Appearance(application), runner, open_library); window.show(); window.grab()
print(time.perf_counter() - start)
runner.close()
"""
SENTENCE = "我区深入贯彻市、区两级部署要求，围绕停车、养老、教育等民生事项持续推进，累计完成12项任务，投入3.5亿元。"


def start_seconds(program: str) -> float:
    """Return the median time a program took to show and draw its window, its modules compiled as in a bundle."""
    with tempfile.TemporaryDirectory() as compiled:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        command = [sys.executable, "-c", program]
        times = [
            float(
                subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout.split()[0]
            )
            for _ in range(ROUNDS + 1)
        ]
    return statistics.median(times[1:])


def document_of(characters: int, per_paragraph: int = 200) -> Document:
    """Return a document of about this many characters."""
    text = (SENTENCE * (per_paragraph // len(SENTENCE) + 1))[:per_paragraph]
    count = max(1, characters // (per_paragraph + 1))
    paragraphs = tuple(
        Paragraph(Span(start, start + per_paragraph), ParagraphRole.BODY)
        for start in range(0, count * (per_paragraph + 1), per_paragraph + 1)
    )
    return Document("\n".join([text] * count), paragraphs)


def timed(deed: Callable[[], object]) -> float:
    """Return how many milliseconds a deed took."""
    start = time.perf_counter()
    deed()
    return (time.perf_counter() - start) * 1000


def longest_block(application: QApplication, seconds: float) -> float:
    """Return the longest time, in milliseconds, the window did not answer within some seconds."""
    longest, end = 0.0, time.perf_counter() + seconds
    while time.perf_counter() < end:
        longest = max(longest, timed(application.processEvents))
    return longest


def go_and_draw(page: Page, span: Span) -> None:
    """Bring a span into view and draw it."""
    page.go_to(span)
    page.grab()


def measure_page(application: QApplication, page: Page, name: str, document: Document) -> None:
    """Print what it costs to show a document with marks, and to go to its end."""
    spans = [Span(start, start + 2) for start in range(0, len(document.text) - 2, max(200, len(document.text) // 5000))]

    def show() -> None:
        page.show_document(document)
        page.show_marks(MarkLayer.HITS, marks_of(spans, MarkStyle.HIT))
        application.processEvents()
        page.grab()

    shown = timed(show)
    blocked = longest_block(application, 3.0)
    page.show_document(document)
    end = timed(lambda: go_and_draw(page, spans[-1]))
    wider = timed(lambda: (page.resize(page.width() - 120, page.height()), application.processEvents()))
    page.resize(740, 600)
    print(
        f"{name:<34} shown with {len(spans):>5} marks {shown:7.1f} ms · longest block afterwards {blocked:6.1f} ms"
        f" · straight to the last mark {end:7.1f} ms · narrower {wider:7.1f} ms",
    )


def main() -> None:
    """Print the figures."""
    bare, full = start_seconds(BARE), start_seconds(FULL)
    print(f"bare window {bare * 1000:.0f} ms · ours {full * 1000:.0f} ms · ratio {full / bare:.2f}")
    application = build_application([Path(__file__).name])
    page = Page(Appearance(application, ThemeChoice.LIGHT))
    page.resize(740, 600)
    page.show()
    QTest.qWait(50)
    measure_page(application, page, "warm-up", document_of(4_000))
    measure_page(application, page, "a reply, 4,000 characters", document_of(4_000))
    measure_page(application, page, "a report, 40,000 characters", document_of(40_000))
    measure_page(application, page, "1,000,000 characters", document_of(1_000_000))
    measure_page(application, page, "1,000,000 in one paragraph", document_of(1_000_000, 1_000_000))


if __name__ == "__main__":
    main()
