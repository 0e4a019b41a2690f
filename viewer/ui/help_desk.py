"""Opens the windows that help: loaded when they are asked for, since a quarter of the program is nothing but they."""

# Every import inside a method here spares each start the time to load what most starts never show.
# ruff: noqa: PLC0415

from PySide6.QtCore import QLocale, QObject
from PySide6.QtWidgets import QWidget

from viewer.jobs.runner import JobRunner
from viewer.ui.actions import Actions
from viewer.ui.index_state import IndexState
from viewer.ui.preferences.preferences import Preferences


class HelpDesk(QObject):
    """Serves one window."""

    def __init__(self, actions: Actions, preferences: Preferences, window: QWidget) -> None:
        super().__init__(window)
        self._actions = actions
        self._preferences = preferences
        self._window = window

    def show_preferences(self) -> None:
        """Open what a person may like otherwise."""
        from viewer.ui.preferences.dialog import PreferencesDialog

        PreferencesDialog(self._preferences, self._actions, self._window).open()

    def show_palette(self) -> None:
        """Open the command palette."""
        from viewer.ui.palette import CommandPalette

        CommandPalette(self._actions, self._window).open()

    def show_shortcuts(self) -> None:
        """Open the list of shortcuts."""
        from viewer.ui.about import ShortcutsDialog

        ShortcutsDialog(self._actions, self._window).open()

    def show_manual(self, page: str) -> None:
        """Open the manual at a page."""
        from viewer.ui.help.manual import manual_pages
        from viewer.ui.help.manual_window import ManualWindow

        spoken = QLocale().name().partition("_")[0]  # what is spoken now, which need not be what is preferred
        manual = self._window.findChild(ManualWindow) or ManualWindow(manual_pages(spoken), self._window)
        manual.show_page(page)
        manual.show()
        manual.activateWindow()

    def show_news(self) -> None:
        """Open the manual at what is new."""
        self.show_manual("news")

    def show_log(self, state: IndexState | None, log_tail: str) -> None:
        """Open the log and the report for who helps."""
        from viewer.ui.help.log_window import LogWindow
        from viewer.ui.help.report import LibraryFacts, problem_report

        facts = None if state is None else LibraryFacts(state.total, state.indexed, str(state.status))
        LogWindow(problem_report(facts, log_tail), self._window).open()

    def show_about(self, folder: str, runner: JobRunner) -> None:
        """Open what the program is and what it is made of."""
        from viewer.ui.help.licence_dialog import AboutDialog

        AboutDialog(folder, runner, self._window).open()
