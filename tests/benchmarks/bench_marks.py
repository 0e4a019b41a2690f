"""Print how long the window's thread is busy when marks are switched on and off in a very large document.

Run with ``python tests/benchmarks/bench_marks.py``: 1,000,000 characters, 5,000 names and 1,000 figures.
"""

import os
import statistics
import time

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from viewer.core.document import Document, Paragraph
from viewer.core.entity import Entity, EntityType, MarkSource
from viewer.core.metric import Metric, MetricType
from viewer.core.span import Span
from viewer.ui.appearance import Appearance, ThemeChoice
from viewer.ui.names.legend import Legend
from viewer.ui.names.marking import count_kinds, marks_of_figures, marks_of_names
from viewer.ui.names.name_model import NameModel, groups_of
from viewer.ui.reader.marks import MarkLayer
from viewer.ui.reader.page import Page

CHARACTERS, NAMES, FIGURES = 1_000_000, 5_000, 1_000
PARAGRAPH = 400
ROUNDS = 20


def build() -> tuple[Document, list[Entity], list[Metric]]:
    """Return a document of many paragraphs with names and figures spread evenly over it."""
    paragraphs = ["区有关部门协同推进民生实事项目建设" * 25] * (CHARACTERS // PARAGRAPH)
    built, start = [], 0
    for text in paragraphs:
        built.append(Paragraph(Span(start, start + len(text))))
        start += len(text) + 1
    document = Document("\n".join(paragraphs), tuple(built))
    types = list(EntityType)
    names = [_name(document.text, number * (start // NAMES) + 1, types[number % 10]) for number in range(NAMES)]
    figures = [_figure(document.text, number * (start // FIGURES) + 40) for number in range(FIGURES)]
    return document, names, figures


def _name(text: str, start: int, type_: EntityType) -> Entity:
    span = Span(start, start + 5)
    return Entity(span, span.of(text), type_, MarkSource.RULE)


def _figure(text: str, start: int) -> Metric:
    span = Span(start, start + 4)
    return Metric(span, span.of(text), MetricType.COUNT, 1.0, "个", Span(start, start + 20))


def main() -> None:
    """Switch everything off and on again, in the middle of the document, and print the longest time."""
    application = QApplication([])
    appearance = Appearance(application, ThemeChoice.LIGHT)
    document, names, figures = build()
    page, legend = Page(appearance), Legend(appearance)
    page.resize(760, 900)
    page.show()
    page.show_document(document)
    application.processEvents()
    page.go_to_top_of(CHARACTERS // 2)

    def draw() -> None:
        page.show_marks(MarkLayer.ENTITIES, marks_of_names(names, legend.shown, by_kind=True))
        page.show_marks(MarkLayer.METRICS, marks_of_figures(figures, legend.shown))
        application.processEvents()

    legend.show_counts(count_kinds(names, figures))
    took = []
    for number in range(ROUNDS):
        started = time.perf_counter()
        (legend.show_none, legend.show_figures, legend.show_all)[number % 3]()
        draw()
        took.append((time.perf_counter() - started) * 1000)
    model = NameModel()
    started = time.perf_counter()
    model.show_names(groups_of(names))
    listed = (time.perf_counter() - started) * 1000
    print(f"{len(document.text):,} characters, {NAMES:,} names, {FIGURES:,} figures")
    print(f"toggle and draw: median {statistics.median(took):.1f} ms, longest {max(took):.1f} ms")
    print(f"list the names: {listed:.1f} ms")
    page.close()


if __name__ == "__main__":
    main()
