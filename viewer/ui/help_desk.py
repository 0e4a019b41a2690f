"""Opens the windows that help: loaded when they are asked for, since a quarter of the program is nothing but they."""

# Every import inside a method here spares each start the time to load what most starts never show.
# ruff: noqa: PLC0415

from PySide6.QtCore import QLocale, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from viewer.jobs.runner import JobRunner
from viewer.ui.actions import ActionId, Actions
from viewer.ui.index_state import IndexState
from viewer.ui.late_modules import LateModules
from viewer.ui.preferences.loading import load_window
from viewer.ui.preferences.preferences import Preferences


class HelpDesk(QObject):
    """Serves one window and the dialogs above it, in each of which the key of the manual works, too."""

    def __init__(self, actions: Actions, preferences: Preferences, window: QWidget) -> None:
        super().__init__(window)
        self._actions = actions
        self._preferences = preferences
        self._window = window
        self._modules = LateModules("viewer.ui.preferences.dialog", load_window, self)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._give_key)

    def show_preferences(self) -> None:
        """Open what a person may like otherwise."""
        self._modules.then(self._open_preferences)

    def show_palette(self) -> None:
        """Open the command palette."""
        from viewer.ui.palette import CommandPalette

        CommandPalette(self._actions, self._window).open()

    def show_shortcuts(self) -> None:
        """Open the list of shortcuts."""
        from viewer.ui.about import ShortcutsDialog

        ShortcutsDialog(self._actions, self._window).open()

    def show_manual(self) -> None:
        """Open the manual at what the person is at."""
        from viewer.ui.help.places import page_about

        self._show_page(page_about(QApplication.focusWidget() or QApplication.activeWindow()))

    def _show_page(self, page: str) -> None:
        from viewer.ui.help.manual import manual_pages
        from viewer.ui.help.manual_window import ManualWindow

        spoken = QLocale().name().partition("_")[0]  # what is spoken now, which need not be what is preferred
        below = QApplication.activeModalWidget() or self._window  # which would keep from it what does not stand on it
        known = below.findChild(ManualWindow, options=Qt.FindChildOption.FindDirectChildrenOnly)
        manual = known or ManualWindow(manual_pages(spoken), below)
        manual.show_page(page)
        manual.show()
        manual.activateWindow()

    def show_news(self) -> None:
        """Open the manual at what is new."""
        self._show_page("news")

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

    def _open_preferences(self) -> None:
        from viewer.ui.preferences.dialog import PreferencesDialog

        PreferencesDialog(self._preferences, self._actions, self._window).open()

    def _give_key(self, _former: QWidget | None, now: QWidget | None) -> None:
        """Let the window that has the focus now know the key of the manual."""
        if now is not None and now.window() is not self._window:
            now.window().addAction(self._actions[ActionId.MANUAL])
