"""The real window on a real library, driven as a person would drive it, for pictures."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from scripts.cramped import cramped
from viewer.core.document import DocumentId
from viewer.core.span import Span
from viewer.furnishing import furnish
from viewer.jobs.runner import JobRunner
from viewer.ui.actions import ActionId
from viewer.ui.appearance import Appearance, ThemeChoice
from viewer.ui.icons import lend_file_icons
from viewer.ui.preferences.preferences import Preferences
from viewer.ui.preferences.table import PreferenceId
from viewer.ui.slices import at_once
from viewer.ui.window import MainWindow
from viewer.ui.workspace import Workspace

SECONDS = 300


class Stage:
    """The window with an open library, and ways to wait for it."""

    def __init__(self, application: QApplication, folder: Path, size: QSize, theme: ThemeChoice) -> None:
        self._runner = JobRunner(report=fail, parent=application)
        self._appearance = Appearance(application, theme)
        lend_file_icons()
        self.preferences = Preferences()
        self.preferences.put(PreferenceId.THEME, theme.value)
        self.window = MainWindow(self._appearance, self.preferences)
        self.interior = at_once(furnish(self.window, self._runner))
        self.window.show()
        self.interior.open_library(folder)
        self.until(lambda: self.interior.workspace is not None and self._index_is_known())
        self.window.resize(size)
        self.settle()

    @property
    def workspace(self) -> Workspace:
        """Return the open library."""
        if self.interior.workspace is None:
            message = "no library is open"
            raise RuntimeError(message)
        return self.interior.workspace

    @property
    def is_idle(self) -> bool:
        """Tell whether no job is under way."""
        return self._runner.is_idle

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

    def do(self, action: ActionId) -> None:
        """Choose an action of a menu."""
        self.interior.actions_table[action].trigger()
        self.settle()

    def check(self, action: ActionId, *, wanted: bool) -> None:
        """Switch on what an action switches, or off."""
        if self.interior.actions_table[action].isChecked() != wanted:
            self.do(action)

    def opened_by(self, action: ActionId) -> QWidget:
        """Choose an action of a menu and return the window it opened."""
        return self.opened(self.interior.actions_table[action].trigger)

    def opened(self, deed: Callable[[], object]) -> QWidget:
        """Do something and return the window it opened."""
        before = visible_windows()
        deed()
        self.until(lambda: any(each not in before for each in visible_windows()))
        self.settle()
        return next(each for each in visible_windows() if each not in before)

    def select(self, words: str) -> None:
        """Select the first place of some words on the page."""
        page = self.interior.panes.reader.page
        start = page.shown_document.text.index(words)
        page.go_to(Span(start, start + len(words)))
        page.select(Span(start, start + len(words)))

    def open_document(self, part_of_title: str) -> None:
        """Open a document by a part of its title."""
        summary = next(each for each in self.workspace.summaries if part_of_title in each.title)
        self.interior.panes.lists.table.document_chosen.emit(summary.id)
        self.until(lambda: self.interior.panes.reader.document_id == summary.id)
        self.settle()

    def reads(self, document_id: DocumentId) -> bool:
        """Tell whether a document is on the page."""
        return self.interior.panes.reader.document_id == document_id

    def search(self, query: str) -> None:
        """Ask a query as if it was typed and Enter pressed."""
        self.interior.panes.top.box.search_for(query)
        self.settle()

    def show_aside(self, page: str) -> None:
        """Show a page of the pane at the right."""
        self.interior.fittings.aside.show_page(page)
        if not self.interior.actions_table[ActionId.ASIDE].isChecked():
            self.interior.actions_table[ActionId.ASIDE].trigger()
        self.settle()

    def hide_aside(self) -> None:
        """Give the room of the pane at the right back to the page."""
        if self.interior.actions_table[ActionId.ASIDE].isChecked():
            self.interior.actions_table[ActionId.ASIDE].trigger()
        self.settle()

    def draw(self, picture: Path, what: QWidget | None = None) -> None:
        """Save what the window (or another that belongs to it) looks like, and say on stderr what is cut in it."""
        self.settle()
        (what or self.window).grab()  # lays out what waits for the first painting
        self.settle()
        for each in cramped(what or self.window):
            sys.stderr.write(f"{picture.stem}: {each}\n")
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


def visible_windows() -> list[QWidget]:
    """Return the windows that are seen now."""
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


def fail(error: BaseException) -> None:
    """Let a fault of the program end the drawing."""
    raise error
