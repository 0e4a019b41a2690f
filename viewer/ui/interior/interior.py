"""The inside of the window: opens libraries in it, says what is wrong where one does not open, and remembers."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from viewer.core.document import DocumentId
from viewer.core.entrance import Entrance
from viewer.core.errors import (
    LibraryAddressError,
    LibraryDamagedError,
    LibraryError,
    LibraryPasswordError,
    ViewerError,
)
from viewer.core.progress import CancelToken, Progress
from viewer.jobs.job import Lane
from viewer.jobs.runner import JobRunner
from viewer.ui import messages
from viewer.ui.actions import ActionId
from viewer.ui.early_keys import EarlyKeys
from viewer.ui.fittings import Fittings
from viewer.ui.help_desk import HelpDesk
from viewer.ui.interior.choosing import PathChoice
from viewer.ui.interior.open_library import OpenLibrary
from viewer.ui.interior.preferring import THEMES, PreferencesInForce
from viewer.ui.interior.standing import PaneStanding
from viewer.ui.interior.wiring import ActionWiring
from viewer.ui.library_watch import AwayNotice
from viewer.ui.menus import Menu
from viewer.ui.office.door import Door
from viewer.ui.preferences.table import PreferenceId
from viewer.ui.recent import RecentMenus
from viewer.ui.rescue import rescue_library
from viewer.ui.services import Services
from viewer.ui.use_watch import UseWatch
from viewer.ui.welcome import welcome
from viewer.ui.window import MainWindow
from viewer.ui.workspace import Workspace

log = logging.getLogger(__name__)

Opener = Callable[[Path | Entrance], Services]
_OPENING = "library"
_GONE_ADVICE = (
    "它可能在没有插上的 U 盘或没有连上的网络盘上，接好后重新打开。没有建立新的文库；要在原处新建，请先建立这个文件夹。"
)


class Interior(QObject):
    """Fills one window; ``opener`` runs on a worker thread."""

    library_opened = Signal()
    library_failed = Signal(ViewerError)

    def __init__(self, window: MainWindow, fittings: Fittings, runner: JobRunner, opener: Opener) -> None:
        super().__init__(window)
        self.window = window
        self.fittings = fittings
        self.panes = fittings.panes
        self.actions_table = fittings.actions
        self.preferences = window.preferences
        self._read_log: Callable[[], str] = str
        self._runner = runner
        self._opener = opener
        self._folder = Path()
        self._place: Path | Entrance = Path()
        self._files: tuple[Path, ...] = ()
        self._services: Services | None = None
        self.library: OpenLibrary | None = None
        self.help = HelpDesk(self.actions_table, self.preferences, window)
        self.away = AwayNotice(window, window.stand_below_top)
        self.standing = PaneStanding(window, fittings)
        self._preferring = PreferencesInForce(window, fittings)
        self._choice = PathChoice(window)
        self._choice.library_wanted.connect(self.open_library)
        self._door = Door(window, runner)
        self._door.entrance_wanted.connect(self.open_library)
        self.wiring = ActionWiring(window, fittings, self._own_deeds(), self._opened)
        self._use = UseWatch(self.panes, runner.courtesy, self)
        self._early_keys = EarlyKeys(window, self.actions_table)
        self.library_opened.connect(self._early_keys.act)
        self.library_failed.connect(self._early_keys.end)
        QTimer.singleShot(0, self._early_keys, self._early_keys.act)
        self.recent = self._build_recent()
        self.panes.lists.empty_library.say(*welcome(is_first=self.preferences.is_new))
        window.closing.connect(self._remember)
        window.activated.connect(self._look_again)
        window.paths_dropped.connect(self._import_dropped)

    @property
    def workspace(self) -> Workspace | None:
        """Return what is done in the open library."""
        return self.library.workspace if self.library is not None else None

    def open_library(self, place: Path | Entrance, files: Sequence[Path] = ()) -> None:
        """Open the library of a folder or of an office on a worker thread, then import and show ``files``."""
        self._place, self._files = place, tuple(files)
        self._folder = place if isinstance(place, Path) else Path()
        former = self._leave_library()
        self.panes.top.box.setEnabled(True)  # what is typed while the library opens is asked when it is open
        self.panes.lists.wait(self.tr("正在打开文库…"))
        self.window.stack.setCurrentWidget(self.fittings.splitter)
        opener, is_known = self._opener, place in self.preferences.libraries()

        def work(_progress: Progress, _cancel: CancelToken) -> Services:
            if former is not None:
                self._runner.wait_for_writes()
                former.close()
            if is_known and isinstance(place, Path) and not place.exists():
                message = f"文库文件夹“{place}”不在了"
                raise LibraryError(message, advice=_GONE_ADVICE)
            return opener(place)

        self._runner.run(
            work,
            owner=self,
            done=self._take_services,
            failed=self._show_failure,
            unwanted=_close,
            lane=Lane.LONG,
            slot=_OPENING,
        )

    def take_files(self, files: Sequence[Path]) -> None:
        """Come to the front, and import and show files another start was called with."""
        if self.window.isMinimized():
            self.window.showNormal()
        self.window.raise_()
        self.window.activateWindow()
        QApplication.alert(self.window)
        if self.workspace is not None:
            self.workspace.import_paths(files)
        else:
            self._files = (*self._files, *files)

    def hand_library_to(self, heir: "Interior") -> None:
        """Let another window's inside open this library, which is closed there first."""
        self._runner.cancel_slot(self, _OPENING)
        heir.take_library(self._place, self._leave_library())

    def take_library(self, place: Path | Entrance, services: Services | None) -> None:
        """Close these services and open their library anew."""
        self._services = services
        self.open_library(place)

    def show_preferences(self) -> None:
        """Open what the person may like otherwise."""
        self.help.show_preferences()

    def show_error(self, error: ViewerError) -> None:
        """Say what is wrong and what can be done."""
        messages.show_error(self.window, error)

    def show_log_of(self, read: Callable[[], str]) -> None:
        """Take where the end of the program's log is read."""
        self._read_log = read

    def release_services(self) -> Services | None:
        """Hand over the open services to who closes them after the last job has ended."""
        services, self._services = self._services, None
        return services

    def close_library(self) -> None:
        """Make a backup of what was changed and close the library, after the last job has ended."""
        services = self.release_services()
        if services is not None:
            back_up(services)
            services.close()

    def _take_services(self, services: Services) -> None:
        self._services = services
        self._remember_place(services)
        library = OpenLibrary(services, self._runner, self.window, self.fittings, self.standing)
        self.library = library
        workspace = library.workspace
        workspace.resumes = self.preferences.flag(PreferenceId.RESUME_READING)
        workspace.document_shown.connect(self._show_reader)
        workspace.listed.connect(self._note_documents)
        workspace.listed.connect(self._early_keys.end, Qt.ConnectionType.SingleShotConnection)
        workspace.history_changed.connect(self.wiring.enable_history)
        workspace.importing.scans_changed.connect(self.wiring.show_scans)
        if library.watch is not None:
            library.watch.changed.connect(self._note_library)
        library.permits_changed.connect(self._enable_actions)
        library.library_wanted.connect(self.open_library)
        self._enable_actions()
        library.begin()
        self._tell_preferences()
        if self._files:
            workspace.import_paths(self._files)
        self.panes.top.box.setFocus()
        self.library_opened.emit()

    def _tell_preferences(self) -> None:
        aside = self.preferences.kept_aside
        if aside is not None:
            told = self.tr("首选项文件有损坏，能读出的仍然有效；原文件改名为“{0}”保留").format(aside.name)
            self.panes.status.tell(told)

    def _remember_place(self, services: Services) -> None:
        if services.company is None:
            self.preferences.remember_library(services.folder)
        else:
            self.preferences.remember_office(services.company.place)

    def _leave_library(self) -> Services | None:
        library, self.library = self.library, None
        if library is not None:
            library.close()
            self._runner.garbage.let_go()
        self.away.hide()
        self.panes.status.forget_library()
        self._show_reader(False)
        return self.release_services()

    def _show_failure(self, error: ViewerError) -> None:
        if isinstance(error, LibraryPasswordError) and isinstance(self._place, Entrance):
            self._door.ask_password(self._place, self._enter, partial(self._show_failed, error))
        else:
            self._show_failed(error)

    def _enter(self, entrance: Entrance) -> None:
        self.open_library(entrance, self._files)

    def _show_failed(self, error: ViewerError) -> None:
        self.panes.top.box.setEnabled(False)
        failure, table = self.fittings.failure, self.actions_table
        failure.say(messages.said(error.message), messages.said(error.advice))
        is_damaged = isinstance(error, LibraryDamagedError)
        table[ActionId.RESCUE_LIBRARY].setEnabled(is_damaged)
        rescue = [table[ActionId.RESCUE_LIBRARY]] if is_damaged else []
        others = table[ActionId.OPEN_OFFICE if isinstance(self._place, Entrance) else ActionId.OPEN_LIBRARY]
        ways = [*rescue, table[ActionId.RETRY_LIBRARY], others]
        failure.offer(*(reversed(ways) if isinstance(error, LibraryAddressError) else ways))
        self.window.stack.setCurrentWidget(failure)
        self.library_failed.emit(error)

    def _retry(self) -> None:
        self.open_library(self._place, self._files)

    def _rescue(self) -> None:
        """Put a backup in the place of the damaged database, open the library, and say what was done."""
        self.actions_table[ActionId.RESCUE_LIBRARY].setEnabled(False)
        self._runner.run(
            partial(rescue_library, self._folder),
            owner=self,
            done=self._show_rescued,
            failed=self._show_failure,
            lane=Lane.LONG,
            slot=_OPENING,
        )

    def _show_rescued(self, sentence: str) -> None:
        self._retry()
        messages.show_note(self.window, sentence)

    def _remember(self) -> None:
        """Remember how the window was left."""
        if self.library is not None:
            self.library.remember()

    def _look_again(self) -> None:
        if self.library is not None:
            self.library.look_again()

    def _import_dropped(self, paths: list[Path]) -> None:
        if self.workspace is not None:
            self.workspace.import_paths(paths)

    def _note_library(self, is_here: bool) -> None:
        """Say that the library is away, or take it up again."""
        self.away.setVisible(not is_here)
        if not is_here:
            self.away.show_away(self._folder)
        elif self.workspace is not None:
            self.panes.status.tell(self.tr("文库文件夹回来了"))
            self.workspace.session.refresh()

    def _note_documents(self) -> None:
        self.standing.note_documents(are_there=self.workspace is not None and bool(self.workspace.summaries))

    def _show_reader(self, shown: bool) -> None:
        self.standing.show_reader(shown)
        self._enable_actions()

    def _enable_actions(self) -> None:
        self.wiring.enable(reads=self.standing.reads)

    def _opened(self) -> OpenLibrary | None:
        return self.library

    def _own_deeds(self) -> Mapping[ActionId, Callable[[], object]]:
        """Return what is done whether a library is open or not."""
        return {
            ActionId.OPEN_LIBRARY: self._choice.choose_library,
            ActionId.OPEN_OFFICE: self._choose_office,
            ActionId.RETRY_LIBRARY: self._retry,
            ActionId.RESCUE_LIBRARY: self._rescue,
            ActionId.SIDEBAR: self.standing.toggle_sidebar,
            ActionId.FULL_SCREEN: self._toggle_full_screen,
            **dict.fromkeys(THEMES, self._preferring.choose_theme),
            ActionId.MARKS_BY_KIND: self._preferring.choose_marks,
            ActionId.PREFERENCES: self.help.show_preferences,
            ActionId.PALETTE: self.help.show_palette,
            ActionId.MANUAL: self.help.show_manual,
            ActionId.SHORTCUTS: self.help.show_shortcuts,
            ActionId.LOG: self._show_log,
            ActionId.NEWS: self.help.show_news,
            ActionId.ABOUT: self._show_about,
        }

    def _build_recent(self) -> RecentMenus:
        menu, before = self.actions_table.menus[Menu.FILE], self.actions_table[ActionId.OPEN_LIBRARY]
        recent = RecentMenus(menu, before, self._recent_libraries, self._recent_documents, self._recent_offices)
        recent.office_wanted.connect(self._open_office)
        recent.library_wanted.connect(self.open_library)
        recent.document_wanted.connect(self._open_recent)
        return recent

    def _recent_libraries(self) -> list[Path]:
        return [folder for folder in self.preferences.libraries() if folder != self._folder and folder.is_dir()]

    def _recent_offices(self) -> list[str]:
        at = self._place.address if isinstance(self._place, Entrance) and self.library is not None else ""
        return [address for address in self.preferences.offices() if address != at]

    def _open_office(self, address: str) -> None:
        self.open_library(Entrance(address))

    def _choose_office(self) -> None:
        failed = self._place.address if isinstance(self._place, Entrance) and self.library is None else ""
        self._door.choose(self.preferences.offices(), failed)

    def _recent_documents(self) -> list[tuple[DocumentId, str]]:
        if self.workspace is None:
            return []
        titles = {summary.id: summary.title for summary in self.workspace.summaries}
        return [(known, titles[known]) for known in self.workspace.documents.latest if known in titles]

    def _open_recent(self, document_id: str) -> None:
        if self.workspace is not None:
            self.workspace.documents.turn_to(document_id)

    def _toggle_full_screen(self) -> None:
        self.window.setWindowState(self.window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _show_log(self) -> None:
        self.help.show_log(self.workspace.index_state if self.workspace is not None else None, self._read_log())

    def _show_about(self) -> None:
        place = self._place.address if isinstance(self._place, Entrance) else str(self._place)
        self.help.show_about(place, self._runner)


def _close(services: Services) -> None:
    services.close()


def back_up(services: Services) -> None:
    """Make a backup of what was changed; the window is gone, so a failure only goes to the log."""
    try:
        if services.backups.is_behind():
            services.backups.rotate(datetime.now(UTC))
    except ViewerError as error:
        log.warning("no backup at exit: %s", type(error).__name__)
