"""Draws a fixed set of scenes of the real window to build/screenshots/, or one picture of a library.

Every scene is a real library, imported from corpus/, driven as a person would drive it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from viewer.app import build_application
from viewer.core.entity import EntityType
from viewer.core.hit import FacetChoice
from viewer.core.lexicon import LexiconTerm
from viewer.furnishing import furnish
from viewer.jobs.runner import JobRunner
from viewer.ui.across.window import AcrossWindow
from viewer.ui.actions import ActionId
from viewer.ui.appearance import Appearance, ThemeChoice
from viewer.ui.figures.editor import FigureForm
from viewer.ui.names.lexicon_window import LexiconWindow
from viewer.ui.slices import at_once
from viewer.ui.window import MainWindow
from viewer.ui.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
CORPUS = sorted((ROOT / "corpus").glob("*.txt"))
PICTURES = ROOT / "build" / "screenshots"
SIZES = (QSize(1366, 768), QSize(1920, 1080))
SCALES = ("1", "1.5")
THEMES = (ThemeChoice.LIGHT, ThemeChoice.DARK)
QUERY = "人工智能"
SECONDS = 60


class Stage:
    """The window with an open library, and ways to wait for it."""

    def __init__(self, application: QApplication, folder: Path, size: QSize, theme: ThemeChoice) -> None:
        self._runner = JobRunner(report=fail, parent=application)
        self._appearance = Appearance(application)
        self._theme = theme
        self.has_terms = False
        self.window = MainWindow(self._appearance)
        self.interior = at_once(furnish(self.window, self._runner))
        self.window.show()
        self.interior.open_library(folder)
        self.until(lambda: self.interior.workspace is not None and self._index_is_known())
        self._appearance.choose(theme)
        self.window.resize(size)
        self.settle()

    @property
    def workspace(self) -> Workspace:
        """Return the open library."""
        if self.interior.workspace is None:
            message = "no library is open"
            raise RuntimeError(message)
        return self.interior.workspace

    def until(self, condition: Callable[[], bool]) -> None:
        """Let the window live until something is so."""
        for _ in range(SECONDS * 50):
            if condition():
                return
            QTest.qWait(20)
        message = "the window did not come to where it should"
        raise TimeoutError(message)

    def settle(self) -> None:
        """Let the window finish what is under way."""
        self.until(lambda: self._runner.is_idle)
        QTest.qWait(60)

    def import_all(self, paths: Sequence[Path]) -> None:
        """Import files and wait for them."""
        self.workspace.import_paths(paths)
        self.settle()
        self.until(self._index_is_known)

    def open_document(self, part_of_title: str) -> None:
        """Open a document by a part of its title."""
        summary = next(each for each in self.workspace.summaries if part_of_title in each.title)
        self.interior.panes.lists.table.document_chosen.emit(summary.id)
        self.until(lambda: self.interior.panes.reader.document_id == summary.id)
        self.settle()

    def search(self, query: str) -> None:
        """Ask a query as if it was typed and Enter pressed."""
        self.interior.panes.top.box.search_for(query)
        self.settle()

    def show_aside(self, page: str) -> None:
        """Show a page of the pane at the right."""
        self.interior.aside.show_page(page)
        if not self.window.actions_table[ActionId.ASIDE].isChecked():
            self.window.actions_table[ActionId.ASIDE].trigger()
        self.settle()

    def hide_aside(self) -> None:
        """Give the room of the pane at the right back to the page."""
        if self.window.actions_table[ActionId.ASIDE].isChecked():
            self.window.actions_table[ActionId.ASIDE].trigger()
        self.settle()

    def draw(self, picture: Path, what: QWidget | None = None) -> None:
        """Save what the window (or another that belongs to it) looks like."""
        self.settle()
        picture.parent.mkdir(parents=True, exist_ok=True)
        if not (what or self.window).grab().save(str(picture)):
            message = f"cannot write {picture}"
            raise OSError(message)

    def close(self) -> None:
        """Close everything in order."""
        self.window.close()
        self._runner.close()
        services = self.interior.release_services()
        if services is not None:
            services.close()
        self.window.deleteLater()
        QTest.qWait(10)

    def _index_is_known(self) -> bool:
        words = self.interior.panes.status.index.text()
        return bool(words) and not words.startswith("正在") and self._runner.is_idle


def fail(error: BaseException) -> None:
    """Let a fault of the program end the drawing."""
    raise error


@dataclass(frozen=True, slots=True)
class Scene:
    """A name and what is done before the picture; the answer may be a window to be drawn instead of the main one."""

    name: str
    play: Callable[[Stage], QWidget | None]


def show_library(stage: Stage) -> None:
    """Show the list of documents."""
    stage.workspace.clear_search()


def show_filtered(stage: Stage) -> None:
    """Show the list with a filter chosen."""
    stage.workspace.choices.toggle(FacetChoice("year", "2024"))


def show_reader(stage: Stage) -> None:
    """Show a reply from its beginning."""
    stage.workspace.clear_search()
    stage.open_document("050号")


def show_results(stage: Stage) -> None:
    """Show the answer to a query, nothing opened yet."""
    stage.workspace.close_document()
    stage.search(QUERY)


def show_hit(stage: Stage) -> None:
    """Show an answer with a passage opened, two matches further."""
    stage.search(QUERY)
    stage.interior.panes.lists.result_view.select_row(2)
    stage.interior.panes.lists.result_view.row_chosen.emit(2)
    stage.settle()
    stage.interior.panes.reader.next_hit()
    stage.interior.panes.reader.next_hit()


def show_zero_hits(stage: Stage) -> None:
    """Show what is said when nothing is found."""
    stage.workspace.close_document()
    stage.search("海水淡化")


def show_query_error(stage: Stage) -> None:
    """Show what is said when a query cannot be read."""
    stage.search(QUERY)
    stage.search("(人工智能 | 大数据")


def show_find_bar(stage: Stage) -> None:
    """Show the find bar in a reply."""
    stage.workspace.clear_search()
    stage.open_document("050号")
    stage.window.actions_table[ActionId.FIND].trigger()
    field = stage.interior.panes.reader.find_bar.field
    field.setText("数字经济")
    field.textEdited.emit("数字经济")
    QTest.qWait(300)
    stage.settle()


def show_reading_mode(stage: Stage) -> None:
    """Show a reply alone."""
    stage.open_document("054号")
    stage.window.actions_table[ActionId.READING_MODE].trigger()


def show_shortcuts(stage: Stage) -> QDialog | None:
    """Show the list of shortcuts."""
    stage.window.actions_table[ActionId.SHORTCUTS].trigger()
    stage.settle()
    return stage.window.findChild(QDialog)


def show_names(stage: Stage) -> None:
    """Show a reply with its names marked, the names beside it, and what is told of one."""
    stage.workspace.clear_search()
    stage.open_document("054号")
    stage.show_aside("names")
    stored = stage.interior.panes.reader.stored
    panel = stage.interior.name_panes.names
    if stored is not None:
        panel.choose(stored.reading.entities[len(stored.reading.entities) // 3])
    stage.settle()
    for _ in range(6):
        stage.window.actions_table[ActionId.NEXT_MARK].trigger()
    stage.settle()


def show_figures(stage: Stage) -> None:
    """Show a reply with figures only, the table of them beside it, and what is told of one."""
    stage.open_document("050号")
    stage.window.actions_table[ActionId.MARK_FIGURES].trigger()
    stage.show_aside("figures")
    for _ in range(3):
        stage.window.actions_table[ActionId.NEXT_MARK].trigger()
    stage.settle()


def show_marks(stage: Stage) -> None:
    """Show marks of every kind again, nothing beside the page."""
    stage.window.actions_table[ActionId.MARK_ALL].trigger()
    stage.hide_aside()
    stage.open_document("054号")
    stage.interior.panes.reader.page.verticalScrollBar().setValue(500)


def show_lexicon(stage: Stage) -> QDialog | None:
    """Show the 词库 with a few terms."""
    names = stage.interior.names
    if names is None:
        return None
    if not stage.has_terms:
        terms = (
            LexiconTerm("云桥码头", EntityType.FACILITY),
            LexiconTerm("一网统管", EntityType.PROGRAMME, "城市运行一网统管"),
            LexiconTerm("数字孪生", EntityType.TECHNOLOGY),
            LexiconTerm("区科委", EntityType.ORGANISATION, "长宁区科学技术委员会"),
        )
        names.keeper.add_terms(terms)
        stage.has_terms = True
    stage.window.actions_table[ActionId.LEXICON].trigger()
    stage.settle()
    return stage.window.findChild(LexiconWindow)


def show_figure_form(stage: Stage) -> QDialog | None:
    """Show the form that corrects a figure."""
    stage.open_document("050号")
    stored = stage.interior.panes.reader.stored
    if stored is not None and stored.reading.metrics:
        stage.interior.name_panes.figures.edit_wanted.emit(stored.reading.metrics[0])
    stage.settle()
    return stage.window.findChild(FigureForm)


def show_across(stage: Stage, action: ActionId) -> AcrossWindow:
    """Show a page of the window 跨文档比较, its tables complete."""
    stage.window.actions_table[action].trigger()
    window = next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, AcrossWindow) and each.isVisible()
    )
    window.resize(stage.window.size())
    stage.until(lambda: window.state.text().startswith("已比对"))
    stage.settle()
    return window


def show_indicators(stage: Stage) -> QWidget | None:
    """Show the series of figures, one of them drawn."""
    window = show_across(stage, ActionId.INDICATORS)
    page = window.indicators
    names = [each.name for each in page.list.rows_model.rows]
    page.list.choose(next((place for place, name in enumerate(names) if "电商平台" in name), 0))
    return window


def show_ledger(stage: Stage) -> QWidget | None:
    """Show the promises of all replies."""
    return show_across(stage, ActionId.LEDGER)


def show_statistics(stage: Stage) -> QWidget | None:
    """Show how many replies there are by two of their properties."""
    return show_across(stage, ActionId.STATISTICS)


def show_collation(stage: Stage) -> QWidget | None:
    """Show two replies side by side."""
    window = show_across(stage, ActionId.INDICATORS)
    first, second = [each.id for each in stage.workspace.summaries][:2]
    window.compare(first, second)
    stage.until(lambda: window.collation.model.rowCount() > 0)
    return window


SCENES = (
    Scene("library", show_library),
    Scene("filtered", show_filtered),
    Scene("reader", show_reader),
    Scene("results", show_results),
    Scene("hit", show_hit),
    Scene("zero_hits", show_zero_hits),
    Scene("query_error", show_query_error),
    Scene("find_bar", show_find_bar),
    Scene("reading_mode", show_reading_mode),
    Scene("shortcuts", show_shortcuts),
    Scene("names", show_names),
    Scene("figures", show_figures),
    Scene("marks", show_marks),
    Scene("lexicon", show_lexicon),
    Scene("figure_form", show_figure_form),
    Scene("indicators", show_indicators),
    Scene("ledger", show_ledger),
    Scene("statistics", show_statistics),
    Scene("collation", show_collation),
)


def draw_all(folder: Path, scale: str, wanted: str) -> None:
    """Draw every scene at one scale."""
    application = build_application(sys.argv[:1])
    for theme in THEMES:
        for size in SIZES:
            logical = QSize(round(size.width() / float(scale)), round(size.height() / float(scale)))
            name = f"{theme.value}_{size.width()}x{size.height()}_{round(float(scale) * 100)}"
            stage = Stage(application, folder / name, logical, theme)
            if wanted in "empty":
                stage.draw(PICTURES / f"empty_{name}.png")
            draw_failures(stage, name, wanted)
            for scene in (each for each in SCENES if wanted in each.name):
                dialog = scene.play(stage)
                stage.draw(PICTURES / f"{scene.name}_{name}.png", dialog)
                if dialog is not None:
                    dialog.close()
            stage.close()


def draw_failures(stage: Stage, name: str, wanted: str) -> None:
    """Import the founding replies among files that cannot be imported, and draw what is said about those."""
    with tempfile.TemporaryDirectory() as folder:
        bad = make_bad_files(Path(folder))
        stage.import_all([*CORPUS, *bad])
    dialog = stage.window.findChild(QDialog)
    if dialog is not None:
        if wanted in "failures":
            stage.draw(PICTURES / f"failures_{name}.png", dialog)
        dialog.close()
        QTest.qWait(20)


def make_bad_files(folder: Path) -> list[Path]:
    """Write an empty file, a file that is no text, and a reply the library has already."""
    empty, binary, twin = folder / "空白.txt", folder / "扫描件.txt", folder / "答复（副本）.txt"
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 64)
    twin.write_bytes(CORPUS[0].read_bytes())
    return [empty, binary, twin]


def draw_one(library: Path, query: str, picture: Path) -> None:
    """Draw the window on a library with the answer to a query, its first passage opened."""
    application = build_application(sys.argv[:1])
    stage = Stage(application, library, SIZES[0], ThemeChoice.LIGHT)
    stage.search(query)
    lists = stage.interior.panes.lists
    if lists.results.rowCount():
        lists.result_view.select_row(0)
        lists.result_view.row_chosen.emit(0)
    stage.draw(picture)
    stage.close()


def main() -> None:
    """Draw one picture, or every scene at every scale, each scale in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--query", default=QUERY)
    parser.add_argument("--picture", type=Path)
    parser.add_argument("--scale", help="draw the scenes at this scale only")
    parser.add_argument("--scene", default="", help="draw only scenes whose name contains this")
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if chosen.library and chosen.picture:
        draw_one(chosen.library.absolute(), chosen.query, chosen.picture)
    elif chosen.scale:
        with tempfile.TemporaryDirectory() as folder:
            draw_all(Path(folder), chosen.scale, chosen.scene)
    else:
        for scale in SCALES:
            command = [sys.executable, __file__, "--scale", scale, "--scene", chosen.scene]
            subprocess.run(command, check=True, env={**os.environ, "QT_SCALE_FACTOR": scale})


if __name__ == "__main__":
    main()
