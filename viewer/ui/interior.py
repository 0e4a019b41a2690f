"""The inside of the window: connects panes and actions, opens libraries, and remembers how it was left."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QObject, Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QGuiApplication,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QMenu,
)

from viewer.core.annotation import Annotation, AnnotationId, ListedNote
from viewer.core.catalog import StoredDocument
from viewer.core.document import DocumentId
from viewer.core.errors import LibraryDamagedError, ViewerError
from viewer.core.progress import CancelToken, Progress
from viewer.core.span import Span
from viewer.jobs.job import Lane
from viewer.jobs.runner import JobRunner
from viewer.ui import messages
from viewer.ui.across.desk import AcrossDesk, NoveltyDesk
from viewer.ui.across.tabs import AcrossTab
from viewer.ui.actions import ActionId
from viewer.ui.appearance import ReadingLook, ThemeChoice
from viewer.ui.changes import Changes
from viewer.ui.citation import on_clipboard
from viewer.ui.fittings import Fittings
from viewer.ui.help_desk import HelpDesk
from viewer.ui.labels.desk import LabelDesk, LabelPanes
from viewer.ui.labels.keeper import LabelKeeper
from viewer.ui.library_watch import AwayNotice, LibraryWatch
from viewer.ui.menus import Menu
from viewer.ui.names.desk import NameDesk
from viewer.ui.names.keeper import NameKeeper, NameSources
from viewer.ui.notes.bookmark_panel import BookmarkDesk
from viewer.ui.notes.dragging import CitedDragging
from viewer.ui.notes.files import NoteFiles
from viewer.ui.notes.keeper import NoteKeeper
from viewer.ui.notes.library_desk import LibraryNotesDesk
from viewer.ui.notes.template_keeper import TemplateKeeper
from viewer.ui.pages.desk import PagesDesk
from viewer.ui.pages.keeper import PageKeeper
from viewer.ui.preferences.table import PreferenceId
from viewer.ui.printing.desk import PrintDesk
from viewer.ui.reader.desk import Target
from viewer.ui.recent import RecentMenus
from viewer.ui.rescue import rescue_library
from viewer.ui.services import Services
from viewer.ui.session import LibrarySession
from viewer.ui.settings import Settings
from viewer.ui.welcome import sample_folder, welcome
from viewer.ui.window import MainWindow
from viewer.ui.within import is_within
from viewer.ui.workspace import Workspace

log = logging.getLogger(__name__)

Opener = Callable[[Path], Services]
_OPENING = "library"
_NARROW = 1000
_WIDE = 1500
_LIST_SHARE = 0.37
_LIST_SHARE_BESIDE_PAGES = 0.25
_THEMES: Mapping[ActionId, ThemeChoice] = {
    ActionId.THEME_SYSTEM: ThemeChoice.SYSTEM,
    ActionId.THEME_LIGHT: ThemeChoice.LIGHT,
    ActionId.THEME_DARK: ThemeChoice.DARK,
    ActionId.THEME_CONTRAST: ThemeChoice.CONTRAST,
}
_NEED_LIBRARY = (
    ActionId.IMPORT_FILES,
    ActionId.IMPORT_FOLDER,
    ActionId.SHOW_LIBRARY_FOLDER,
    ActionId.SEARCH,
    ActionId.CLEAR_SEARCH,
    ActionId.SEARCH_IN_RESULTS,
    ActionId.SIMILAR,
    ActionId.SAVE_SEARCH,
    ActionId.EXPORT_RESULTS,
    ActionId.SYNONYMS,
    ActionId.REFRESH,
    ActionId.REINDEX,
    ActionId.LEXICON,
    ActionId.INDICATORS,
    ActionId.LEDGER,
    ActionId.NAME_INDEX,
    ActionId.STATISTICS,
    ActionId.COMPARE,
    ActionId.CORRECTIONS,
    ActionId.UNDO,
    ActionId.REDO,
    ActionId.STAR,
    ActionId.TAGS,
    ActionId.COLLECTIONS,
    ActionId.MARK_READ,
    ActionId.REREAD,
    ActionId.ALL_NOTES,
    ActionId.EXPORT_NOTES,
    ActionId.IMPORT_NOTES,
    ActionId.TEMPLATES,
)
_NEED_DOCUMENT = (
    ActionId.COPY,
    ActionId.COPY_CITED,
    ActionId.SELECT_ALL,
    ActionId.FIND,
    ActionId.FIND_NEXT,
    ActionId.FIND_PREVIOUS,
    ActionId.CLOSE_DOCUMENT,
    ActionId.NEXT_TAB,
    ActionId.PREVIOUS_TAB,
    ActionId.ZOOM_IN,
    ActionId.ZOOM_OUT,
    ActionId.ZOOM_RESET,
    ActionId.READING_MODE,
    ActionId.HIGHLIGHT,
    ActionId.WRITE_NOTE,
    ActionId.BOOKMARK,
    ActionId.EXPORT_REPLY,
    ActionId.PRINT,
    ActionId.PRINT_PREVIEW,
    ActionId.EXPORT_PDF,
    ActionId.ASIDE,
    ActionId.PAGES,
    ActionId.OPEN_ORIGINAL,
    ActionId.REVEAL_ORIGINAL,
    ActionId.MARK_ALL,
    ActionId.MARK_FIGURES,
    ActionId.MARK_NONE,
    ActionId.NEXT_MARK,
    ActionId.PREVIOUS_MARK,
    ActionId.WHATS_NEW,
)


class Interior(QObject):
    """Fills one window; ``opener`` runs on a worker thread."""

    library_opened = Signal()
    library_failed = Signal(ViewerError)

    def __init__(self, window: MainWindow, fittings: Fittings, runner: JobRunner, opener: Opener) -> None:
        super().__init__(window)
        self.window = window
        self.preferences = window.preferences
        self._appearance = window.appearance
        self._read_log: Callable[[], str] = str
        self._runner = runner
        self._opener = opener
        self._folder = Path()
        self._files: tuple[Path, ...] = ()
        self._services: Services | None = None
        self.workspace: Workspace | None = None
        self.changes: Changes | None = None
        self.across: AcrossDesk | None = None
        self.novelty: NoveltyDesk | None = None
        self.note_files: NoteFiles | None = None
        self.templates: TemplateKeeper | None = None
        self.bookmarks: BookmarkDesk | None = None
        self.labels: LabelDesk | None = None
        self.all_notes: LibraryNotesDesk | None = None
        self.printing: PrintDesk | None = None
        self.pages: PagesDesk | None = None
        self.names: NameDesk | None = None
        self.actions_table = fittings.actions
        self.help = HelpDesk(self.actions_table, self.preferences, window)
        self.panes = fittings.panes
        self.bookmark_panel = fittings.bookmark_panel
        self.name_panes = fittings.name_panes
        self.aside = fittings.aside
        self.failure = fittings.failure
        self.pages_pane = fittings.pages_pane
        self.original_notice = fittings.original_notice
        self.watch: LibraryWatch | None = None
        self.away = AwayNotice(window, window.stand_below_top)
        self._splitter = fittings.splitter
        self._reading = fittings.reading
        self._splitter_state = QByteArray()
        self._sidebar_is_wanted = True
        self._aside_is_wanted = False
        self._pages_are_wanted = False
        self._reads = False
        self._has_documents = False
        self._enable_all()
        self._connect()
        self._offer_next_steps()
        self._check_theme()
        self._take_preferences()
        self._show_panes()
        self._enable_actions()
        self.preferences.changed.connect(self._take_preferences)
        self.preferences.shortcuts_changed.connect(self._take_shortcuts)

    def open_library(self, folder: Path, files: Sequence[Path] = ()) -> None:
        """Open the library of a folder on a worker thread, then import and show ``files``."""
        self._folder, self._files = folder, tuple(files)
        former = self._leave_library()
        self.panes.top.box.setEnabled(True)  # what is typed while the library opens is asked when it is open
        self.panes.lists.wait(self.tr("正在打开文库…"))
        self.window.stack.setCurrentWidget(self._splitter)
        opener = self._opener

        def work(_progress: Progress, _cancel: CancelToken) -> Services:
            if former is not None:
                self._runner.wait_for_writes()
                former.close()
            return opener(folder)

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
        heir.take_library(self._folder, self._leave_library())

    def take_library(self, folder: Path, services: Services | None) -> None:
        """Close these services and open their library anew."""
        self._services = services
        self.open_library(folder)

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

    def _remember(self) -> None:
        """Remember how the window was left."""
        if self.all_notes is not None:
            self.all_notes.close()
        if self.across is not None:
            self.across.close()
        if self.workspace is not None:
            self.workspace.notes.save()
            settings = self.workspace.settings
            settings.keep("window/geometry", self.window.saveGeometry())
            if self._reads:
                settings.keep("window/splitter", self._splitter.saveState())
            settings.keep("window/sidebar", self._sidebar_is_wanted)
            settings.keep("window/aside", self._aside_is_wanted)
            settings.keep("window/pages", self._pages_are_wanted)
            settings.keep("window/reading", self._reading.saveState())
            settings.keep("window/aside_page", self.aside.page)
            settings.keep("window/outline", self.panes.sidebar.splitter.saveState())
            settings.keep("zoom", self.panes.reader.page.zoom)
            self.workspace.save()
            settings.save()

    def _look_at_index(self) -> None:
        """Look at the index again: the person has come back to the window."""
        if self.workspace is not None:
            self.workspace.session.look_at_index()
        if self.watch is not None:
            self.watch.look()

    def _import_dropped(self, paths: list[Path]) -> None:
        if self.workspace is not None:
            self.workspace.import_paths(paths)

    def _take_services(self, services: Services) -> None:
        self._services = services
        settings = Settings(services.folder)
        self._restore(settings)
        session = LibrarySession(services, self._runner)
        self.changes = changes = Changes(self._runner, self)
        changes.told.connect(self._tell_taken_back)
        changes.trouble.connect(self._show_trouble)
        changes.stack.undoTextChanged.connect(self._name_undo)
        changes.stack.redoTextChanged.connect(self._name_redo)
        keeper = NoteKeeper(services.annotating, self._runner, changes)
        self.workspace = Workspace(session, keeper, self.panes, settings, self.window)
        self.workspace.resumes = self.preferences.flag(PreferenceId.RESUME_READING)
        self.preferences.remember_library(services.folder)
        self.workspace.notes.panel_wanted.connect(self._show_notes)
        self.bookmarks = BookmarkDesk(services.bookmarking, self._runner, changes, self.bookmark_panel, self.window)
        self.bookmarks.told.connect(self.panes.status.tell)
        self.bookmarks.trouble.connect(self._show_trouble)
        self._begin_names(services, changes, self.workspace)
        self._begin_pages(services, self.workspace)
        self._begin_labels(services, changes, self.workspace)
        self._begin_across(services, changes, self.workspace)
        self.note_files = NoteFiles(services.notes, services.annotating, self._runner, changes, self.window)
        self.note_files.told.connect(self.panes.status.tell)
        self.all_notes = LibraryNotesDesk(
            services.annotating, services.note_search, self._runner, changes, self._appearance
        )
        self.all_notes.setParent(self)
        self.all_notes.note_wanted.connect(self._go_to_note)
        self.all_notes.export_wanted.connect(self._export_chosen_notes)
        self.printing = PrintDesk(self._noted_reply, self._runner, self.window)
        self.printing.told.connect(self.panes.status.tell)
        self.printing.trouble.connect(self._show_trouble)
        self.note_files.trouble.connect(self._show_trouble)
        self.note_files.conflicts_found.connect(self._show_conflicts)
        self._begin_citing(services, changes)
        self._begin_watching(services)
        self.workspace.document_shown.connect(self._show_reader)
        self.workspace.listed.connect(self._note_documents)
        self.workspace.history_changed.connect(self._enable_history)
        self._enable_actions()
        for notice in services.notices:
            self.panes.status.tell(messages.said(notice))
        self.workspace.importing.scans_changed.connect(self._show_scans)
        self.workspace.ask_typed()
        session.refresh()
        session.warm_up()
        self.workspace.importing.look_for_scans()
        session.back_up()
        if self._files:
            self.workspace.import_paths(self._files)
        self.panes.top.box.setFocus()
        self.library_opened.emit()

    def _begin_citing(self, services: Services, changes: Changes) -> None:
        self.templates = TemplateKeeper(services.templates, self._runner, changes, self.window)
        self.templates.trouble.connect(self._show_trouble)
        self.templates.cited.connect(self._take_cited)
        CitedDragging(self.panes.reader.page, self.templates, lambda: self.panes.reader.document_id)

    def _begin_watching(self, services: Services) -> None:
        self.watch = LibraryWatch(services.folder, self._runner, self)
        self.watch.changed.connect(self._note_library)

    def _note_library(self, is_here: bool) -> None:
        """Say that the library is away, or take it up again."""
        self.away.setVisible(not is_here)
        if not is_here:
            self.away.show_away(self._folder)
        elif self.workspace is not None:
            self.panes.status.tell(self.tr("文库文件夹回来了"))
            self.workspace.session.refresh()

    def _begin_names(self, services: Services, changes: Changes, workspace: Workspace) -> None:
        sources = NameSources(services.teaching, services.across, services.documents)
        keeper = NameKeeper(sources, self._runner, changes)
        names = NameDesk(keeper, self.name_panes, self._appearance, workspace.settings)
        names.setParent(self)
        workspace.follow_names(names)
        names.panel_wanted.connect(self._show_aside_page)
        self.names = names

    def _begin_labels(self, services: Services, changes: Changes, workspace: Workspace) -> None:
        keeper = LabelKeeper(services.labelling, self._runner, changes)
        panes = LabelPanes(self.panes.lists.table, self.panes.sidebar.collections)
        self.labels = labels = LabelDesk(keeper, panes, workspace.choices, workspace.documents_at_hand)
        labels.setParent(self)
        keeper.trouble.connect(self._show_trouble)
        workspace.follow_labels(labels)

    def _begin_across(self, services: Services, changes: Changes, workspace: Workspace) -> None:
        self.across = across = AcrossDesk(services, self._runner, changes, self._appearance)
        across.setParent(self)
        across.passage_wanted.connect(self._go_to_passage)
        across.search_wanted.connect(self._search_for)
        across.told.connect(self.panes.status.tell)
        across.trouble.connect(self._show_trouble)
        workspace.listed.connect(across.follow)
        self.novelty = NoveltyDesk(across, self.panes.reader, self.actions_table[ActionId.WHATS_NEW])
        self.novelty.told.connect(self.panes.status.tell)
        workspace.desk.shown.connect(self.novelty.show_document)

    def _with_across(self, deed: Callable[[AcrossDesk], object]) -> Callable[[], None]:
        def act() -> None:
            if self.across is not None:
                deed(self.across)

        return act

    def _dim_shared(self) -> None:
        if self.novelty is not None:
            self.novelty.show_document()

    def _go_to_passage(self, document_id: str, offset: int) -> None:
        if self.workspace is not None:
            self.workspace.desk.open(Target(DocumentId(document_id), offset=offset))
            self.window.activateWindow()

    def _search_for(self, words: str) -> None:
        quoted = words.replace('"', "")
        self.panes.top.box.search_for(f'"{quoted}"')
        self.window.activateWindow()

    def _begin_pages(self, services: Services, workspace: Workspace) -> None:
        self.pages = pages = PagesDesk(
            PageKeeper(services.pages, self._runner), self.pages_pane, self.panes.reader, self.window
        )
        pages.told.connect(self.panes.status.tell)
        pages.trouble.connect(self._show_trouble)
        workspace.desk.shown.connect(pages.show_document)
        workspace.desk.shown.connect(self.original_notice.show_document)
        workspace.document_closed.connect(pages.show_document)
        pages.separation_wanted.connect(workspace.importing.separate)
        pages.set_wanted(wanted=self._pages_are_wanted)

    def _leave_library(self) -> Services | None:
        if self.workspace is not None:
            self.workspace.close()
            self.workspace = None
        for part in (
            self.names,
            self.pages,
            self.note_files,
            self.templates,
            self.printing,
            self.bookmarks,
            self.labels,
            self.across,
            self.all_notes,
            self.watch,
        ):
            if part is not None:
                part.close()
                part.deleteLater()
        self.names = self.pages = self.note_files = self.templates = self.all_notes = None
        self.printing = self.bookmarks = self.labels = None
        self.across = self.novelty = self.watch = None
        self.away.hide()
        if self.changes is not None:
            self.changes.deleteLater()
            self.changes = None
            self._name_undo("")
            self._name_redo("")
        self._show_reader(False)
        self._enable_actions()
        return self.release_services()

    def _show_failure(self, error: ViewerError) -> None:
        self.panes.top.box.setEnabled(False)
        self.failure.say(messages.said(error.message), messages.said(error.advice))
        table = self.actions_table
        is_damaged = isinstance(error, LibraryDamagedError)
        table[ActionId.RESCUE_LIBRARY].setEnabled(is_damaged)
        rescue = [table[ActionId.RESCUE_LIBRARY]] if is_damaged else []
        self.failure.offer(*rescue, table[ActionId.RETRY_LIBRARY], table[ActionId.OPEN_LIBRARY])
        self.window.stack.setCurrentWidget(self.failure)
        self.library_failed.emit(error)

    def _restore(self, settings: Settings) -> None:
        self.panes.reader.page.set_zoom(settings.number("zoom", 1.0))
        self._sidebar_is_wanted = settings.flag("window/sidebar", default=True)
        self._aside_is_wanted = settings.flag("window/aside", default=False)
        self._pages_are_wanted = settings.flag("window/pages", default=False)
        self._reading.restoreState(settings.bytes("window/reading"))
        self.aside.show_page(settings.text("window/aside_page"))
        self.panes.sidebar.splitter.restoreState(settings.bytes("window/outline"))
        self.window.restoreGeometry(settings.bytes("window/geometry"))
        self._splitter_state = settings.bytes("window/splitter")
        self._show_panes()

    def _show_reader(self, shown: bool) -> None:
        newly = shown and not self._reads
        self._reads = shown
        self._show_panes()
        if newly and not self._splitter.restoreState(self._splitter_state):
            self._splitter.setSizes(self._default_sizes())
        if not shown:
            self.actions_table[ActionId.READING_MODE].setChecked(False)
        self._enable_actions()

    def _sidebar_fits(self) -> bool:
        room = _WIDE if (self._aside_is_wanted or self._pages_are_wanted) and self._reads else _NARROW
        return self._sidebar_is_wanted and self._has_documents and self.window.width() >= room

    def _note_documents(self) -> None:
        had_documents = self._has_documents
        self._has_documents = self.workspace is not None and bool(self.workspace.summaries)
        self._show_panes()
        if self._has_documents and not had_documents and not self._reads:
            self._splitter.setSizes(self._default_sizes())

    def _default_sizes(self) -> list[int]:
        sidebar = round(self.panes.sidebar.minimumWidth() * 1.15) if self._sidebar_fits() else 0
        aside = round(self.aside.minimumWidth() * 1.1) if self._aside_is_wanted and self._reads else 0
        rest = self._splitter.width() - sidebar - aside
        listed = round(rest * (_LIST_SHARE_BESIDE_PAGES if self._pages_are_wanted else _LIST_SHARE))
        return [sidebar, listed, rest - listed, aside]

    def _show_panes(self) -> None:
        reading = self.actions_table[ActionId.READING_MODE].isChecked() and self._reads
        self._reading.setVisible(self._reads)
        self.panes.reader.setVisible(self._reads)
        self.pages_pane.setVisible(self._pages_are_wanted)
        self.actions_table[ActionId.PAGES].setChecked(self._pages_are_wanted)
        self.panes.lists.setVisible(not reading)
        self.panes.sidebar.setVisible(self._sidebar_fits() and not reading)
        self.aside.setVisible(self._aside_is_wanted and self._reads)
        self.actions_table[ActionId.ASIDE].setChecked(self._aside_is_wanted)
        self.actions_table[ActionId.SIDEBAR].setChecked(self._sidebar_is_wanted)

    def _offer_next_steps(self) -> None:
        table, lists = self.actions_table, self.panes.lists
        lists.empty_library.say(*welcome(is_first=self.preferences.is_new))
        lists.empty_library.offer(
            table[ActionId.IMPORT_FILES],
            table[ActionId.IMPORT_FOLDER],
            table[ActionId.SAMPLES],
            table[ActionId.OPEN_LIBRARY],
        )
        lists.no_match.offer(table[ActionId.CLEAR_SEARCH])
        table[ActionId.RESCUE_LIBRARY].setEnabled(False)

    def _connect(self) -> None:
        table, panes, window = self.actions_table, self.panes, self.window
        window.closing.connect(self._remember)
        window.back_wanted.connect(table[ActionId.BACK].trigger)
        window.forward_wanted.connect(table[ActionId.FORWARD].trigger)
        window.resized.connect(self._show_panes)
        window.activated.connect(self._look_at_index)
        window.paths_dropped.connect(self._import_dropped)
        self.pages_pane.closed.connect(self._hide_pages)
        self.bookmark_panel.place_wanted.connect(self._go_to_bookmark)
        for action_id, slot in self._slots().items():
            table[action_id].triggered.connect(slot)
        panes.lists.table.context_menu.addActions(
            [
                table[row]
                for row in (
                    ActionId.OPEN_IN_TAB,
                    ActionId.STAR,
                    ActionId.MARK_READ,
                    ActionId.TAGS,
                    ActionId.COLLECTIONS,
                    ActionId.REMOVE,
                    ActionId.IMPORT_FILES,
                    ActionId.REFRESH,
                )
            ],
        )
        panes.reader.page.addActions(
            [
                table[row]
                for row in (
                    ActionId.HIGHLIGHT,
                    ActionId.WRITE_NOTE,
                    ActionId.COPY,
                    ActionId.COPY_CITED,
                    ActionId.SELECT_ALL,
                    ActionId.FIND,
                    ActionId.SIMILAR,
                )
            ],
        )
        self.recent = RecentMenus(
            table.menus[Menu.FILE], table[ActionId.OPEN_LIBRARY], self._recent_libraries, self._recent_documents
        )
        self.recent.library_wanted.connect(self.open_library)
        self.recent.document_wanted.connect(self._open_recent)
        more = QMenu(panes.lists.more)
        more.addActions(
            [table[row] for row in (ActionId.SEARCH_IN_RESULTS, ActionId.SAVE_SEARCH, ActionId.EXPORT_RESULTS)]
        )
        panes.lists.more.setMenu(more)
        panes.lists.result_view.addActions(
            [table[ActionId.OPEN_IN_TAB], table[ActionId.REMOVE], table[ActionId.CLEAR_SEARCH]]
        )

    def _slots(self) -> Mapping[ActionId, Callable[[], object]]:
        page, reader = self.panes.reader.page, self.panes.reader
        return {
            ActionId.IMPORT_FILES: self._choose_files,
            ActionId.IMPORT_FOLDER: self._choose_folder,
            ActionId.OPEN_LIBRARY: self._choose_library,
            ActionId.RETRY_LIBRARY: self._retry,
            ActionId.RESCUE_LIBRARY: self._rescue,
            ActionId.SHOW_LIBRARY_FOLDER: self._show_folder,
            ActionId.PAGES: self._toggle_pages,
            ActionId.RECOGNISE: self._with_workspace(lambda workspace: workspace.importing.toggle_recognition()),
            ActionId.OPEN_ORIGINAL: self._with_pages(PagesDesk.open_original),
            ActionId.REVEAL_ORIGINAL: self._with_pages(PagesDesk.reveal_original),
            ActionId.PRINT: self._with_printing(PrintDesk.print_reply),
            ActionId.PRINT_PREVIEW: self._with_printing(PrintDesk.preview),
            ActionId.EXPORT_PDF: self._with_printing(PrintDesk.ask_to_export_pdf),
            ActionId.COPY: self._copy,
            ActionId.COPY_CITED: self._copy_cited,
            ActionId.SELECT_ALL: page.selectAll,
            ActionId.REMOVE: self._with_workspace(Workspace.ask_to_remove),
            ActionId.STAR: self._with_labels(LabelDesk.toggle_star),
            ActionId.TAGS: self._with_labels(LabelDesk.ask_for_tags),
            ActionId.COLLECTIONS: self._with_labels(LabelDesk.ask_for_collections),
            ActionId.MARK_READ: self._with_labels(LabelDesk.toggle_read),
            ActionId.REREAD: self._with_workspace(Workspace.ask_to_reread),
            ActionId.UNDO: self._with_workspace(lambda workspace: workspace.notes.undo()),
            ActionId.REDO: self._with_workspace(lambda workspace: workspace.notes.redo()),
            ActionId.HIGHLIGHT: self._with_workspace(lambda workspace: workspace.notes.highlight()),
            ActionId.WRITE_NOTE: self._with_workspace(lambda workspace: workspace.notes.write_note()),
            ActionId.BOOKMARK: self._bookmark,
            ActionId.ALL_NOTES: self._show_all_notes,
            ActionId.EXPORT_NOTES: self._export_notes,
            ActionId.EXPORT_REPLY: self._export_reply,
            ActionId.IMPORT_NOTES: self._import_notes,
            ActionId.TEMPLATES: self._show_templates,
            ActionId.ASIDE: self._toggle_aside,
            ActionId.MARK_ALL: self.name_panes.legend.show_all,
            ActionId.MARK_FIGURES: self.name_panes.legend.show_figures,
            ActionId.MARK_NONE: self.name_panes.legend.show_none,
            ActionId.NEXT_MARK: self._next_mark,
            ActionId.PREVIOUS_MARK: self._previous_mark,
            ActionId.LEXICON: self._show_lexicon,
            ActionId.INDICATORS: self._with_across(lambda across: across.show_tab(AcrossTab.INDICATORS)),
            ActionId.LEDGER: self._with_across(lambda across: across.show_tab(AcrossTab.LEDGER)),
            ActionId.NAME_INDEX: self._with_across(lambda across: across.show_tab(AcrossTab.NAMES)),
            ActionId.STATISTICS: self._with_across(lambda across: across.show_tab(AcrossTab.STATISTICS)),
            ActionId.COMPARE: self._with_across(lambda across: across.compare(self.panes.reader.document_id)),
            ActionId.WHATS_NEW: self._dim_shared,
            ActionId.CORRECTIONS: self._show_corrections,
            ActionId.SEARCH: self._focus_search,
            ActionId.CLEAR_SEARCH: self._with_workspace(Workspace.clear_search),
            ActionId.SEARCH_IN_RESULTS: self._with_workspace(lambda workspace: workspace.answers.search_in_results()),
            ActionId.SIMILAR: self._with_workspace(Workspace.find_similar),
            ActionId.SAVE_SEARCH: self._with_workspace(lambda workspace: workspace.answers.ask_to_save()),
            ActionId.EXPORT_RESULTS: self._with_workspace(lambda workspace: workspace.answers.ask_to_export()),
            ActionId.SYNONYMS: self._with_workspace(lambda workspace: workspace.answers.show_synonyms()),
            ActionId.FIND: reader.begin_find,
            ActionId.FIND_NEXT: reader.next_hit,
            ActionId.FIND_PREVIOUS: reader.previous_hit,
            ActionId.BACK: self._with_workspace(lambda workspace: workspace.desk.back()),
            ActionId.FORWARD: self._with_workspace(lambda workspace: workspace.desk.forward()),
            ActionId.NEXT_DOCUMENT: self._with_workspace(lambda workspace: workspace.step_document(1)),
            ActionId.PREVIOUS_DOCUMENT: self._with_workspace(lambda workspace: workspace.step_document(-1)),
            ActionId.OPEN_IN_TAB: self._with_workspace(Workspace.open_in_tab),
            ActionId.NEXT_TAB: self._with_workspace(lambda workspace: workspace.documents.step(1)),
            ActionId.PREVIOUS_TAB: self._with_workspace(lambda workspace: workspace.documents.step(-1)),
            ActionId.REOPEN: self._with_workspace(lambda workspace: workspace.documents.reopen()),
            ActionId.CLOSE_DOCUMENT: self._with_workspace(Workspace.close_tab),
            ActionId.ZOOM_IN: self._zoom_in,
            ActionId.ZOOM_OUT: self._zoom_out,
            ActionId.ZOOM_RESET: self._zoom_reset,
            ActionId.SIDEBAR: self._toggle_sidebar,
            ActionId.READING_MODE: self._show_panes,
            ActionId.FULL_SCREEN: self._toggle_full_screen,
            ActionId.THEME_SYSTEM: self._choose_theme,
            ActionId.THEME_LIGHT: self._choose_theme,
            ActionId.THEME_DARK: self._choose_theme,
            ActionId.THEME_CONTRAST: self._choose_theme,
            ActionId.PREFERENCES: self.help.show_preferences,
            ActionId.PALETTE: self.help.show_palette,
            ActionId.REFRESH: self._with_workspace(lambda workspace: workspace.session.refresh()),
            ActionId.REINDEX: self._with_workspace(Workspace.ask_to_rebuild),
            ActionId.MANUAL: self._show_manual,
            ActionId.SHORTCUTS: self.help.show_shortcuts,
            ActionId.SAMPLES: self._import_samples,
            ActionId.LOG: self._show_log,
            ActionId.NEWS: self.help.show_news,
            ActionId.ABOUT: self._show_about,
        }

    def _with_workspace(self, deed: Callable[[Workspace], object]) -> Callable[[], None]:
        def act() -> None:
            if self.workspace is not None:
                deed(self.workspace)

        return act

    def _with_labels(self, deed: Callable[[LabelDesk], object]) -> Callable[[], None]:
        def act() -> None:
            if self.labels is not None:
                deed(self.labels)

        return act

    def _enable_all(self) -> None:
        for row in ActionId:
            self.actions_table[row].setEnabled(True)

    def _enable_actions(self) -> None:
        has_library = self.workspace is not None
        for action_id in _NEED_LIBRARY:
            self.actions_table[action_id].setEnabled(has_library)
        for action_id in _NEED_DOCUMENT:
            self.actions_table[action_id].setEnabled(has_library and self._reads)
        if not has_library:
            self._show_scans(0, False)
        self.window.setAcceptDrops(has_library)
        self._enable_history()

    def _show_scans(self, count: int, runs: bool) -> None:
        action = self.actions_table[ActionId.RECOGNISE]
        action.setEnabled(count > 0)
        words = self.tr("暂停识别扫描件（{0} 份）") if runs else self.tr("继续识别扫描件（{0} 份）")
        action.setText(words.format(count) if count else self.tr("识别扫描件（OCR）"))

    def _enable_history(self) -> None:
        history = self.workspace.desk.history if self.workspace is not None else None
        self.actions_table[ActionId.BACK].setEnabled(history is not None and history.can_go_back)
        self.actions_table[ActionId.FORWARD].setEnabled(history is not None and history.can_go_forward)

    def _check_theme(self) -> None:
        for action_id, choice in _THEMES.items():
            self.actions_table[action_id].setChecked(choice is self._appearance.choice)

    def _choose_theme(self) -> None:
        chosen = next(choice for row, choice in _THEMES.items() if self.actions_table[row].isChecked())
        self.preferences.put(PreferenceId.THEME, chosen.value)

    def _choose_files(self) -> None:
        dialog = self._file_dialog(self.tr("导入文件"), QFileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._import_chosen)
        dialog.open()

    def _choose_folder(self) -> None:
        dialog = self._file_dialog(self.tr("导入文件夹"), QFileDialog.FileMode.Directory)
        dialog.filesSelected.connect(self._import_chosen)
        dialog.open()

    def _choose_library(self) -> None:
        dialog = self._file_dialog(self.tr("打开文库所在的文件夹"), QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self._open_chosen)
        dialog.open()

    def _file_dialog(self, title: str, mode: QFileDialog.FileMode) -> QFileDialog:
        dialog = QFileDialog(self.window, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly, mode == QFileDialog.FileMode.Directory)
        return dialog

    def _import_chosen(self, names: list[str]) -> None:
        if self.workspace is not None:
            self.workspace.import_paths([Path(name) for name in names])

    def _open_chosen(self, name: str) -> None:
        if name:
            self.open_library(Path(name))

    def _recent_libraries(self) -> list[Path]:
        return [folder for folder in self.preferences.libraries() if folder != self._folder and folder.is_dir()]

    def _recent_documents(self) -> list[tuple[DocumentId, str]]:
        if self.workspace is None:
            return []
        titles = {summary.id: summary.title for summary in self.workspace.summaries}
        return [(known, titles[known]) for known in self.workspace.documents.latest if known in titles]

    def _open_recent(self, document_id: str) -> None:
        if self.workspace is not None:
            self.workspace.documents.turn_to(document_id)

    def _retry(self) -> None:
        self.open_library(self._folder, self._files)

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

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _copy(self) -> None:
        text = self.panes.reader.page.selected_text()
        if text:
            QGuiApplication.clipboard().setText(text)

    def _copy_cited(self) -> None:
        stored, text = self.panes.reader.stored, self.panes.reader.page.selected_text()
        if stored is not None and text and self.templates is not None:
            self.templates.cite(text, stored.id)

    def _take_cited(self, words: str) -> None:
        QGuiApplication.clipboard().setMimeData(on_clipboard(words))
        self.panes.status.tell(self.tr("已复制所选文字和出处"))

    def _show_templates(self) -> None:
        if self.templates is not None:
            from viewer.ui.notes.template_window import TemplateWindow  # noqa: PLC0415 - most starts never show it

            TemplateWindow(self.templates, lambda: self.panes.reader.document_id, self.window).show()

    def _show_conflicts(self, annotation_ids: tuple[AnnotationId, ...]) -> None:
        """Show both versions of every note that came in with other words than it has here."""
        if self.all_notes is not None:
            self.all_notes.show_only(annotation_ids)

    def _focus_search(self) -> None:
        self.panes.top.box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.panes.top.box.selectAll()

    def _zoom_in(self) -> None:
        self.panes.reader.page.zoom_by(1)

    def _zoom_out(self) -> None:
        self.panes.reader.page.zoom_by(-1)

    def _zoom_reset(self) -> None:
        self.panes.reader.page.set_zoom(1.0)

    def _toggle_sidebar(self) -> None:
        self._sidebar_is_wanted = self.actions_table[ActionId.SIDEBAR].isChecked()
        self._show_panes()

    def _bookmark(self) -> None:
        stored, page = self.panes.reader.stored, self.panes.reader.page
        if self.bookmarks is not None and stored is not None:
            title = stored.reading.metadata.title or stored.reading.source.name
            self.bookmarks.add(stored.id, title, page.selected_span(), page.selected_text())

    def _go_to_bookmark(self, document_id: str, span: Span | None) -> None:
        if self.workspace is not None:
            offset = span.start if span is not None else 0
            self.workspace.desk.open(Target(DocumentId(document_id), offset=offset))

    def _noted_reply(self) -> tuple[StoredDocument, tuple[Annotation, ...]] | None:
        stored = self.panes.reader.stored
        if stored is None or self.workspace is None:
            return None
        return stored, self.workspace.notes.keeper.notes

    def _with_printing(self, deed: Callable[[PrintDesk], object]) -> Callable[[], None]:
        def act() -> None:
            if self.printing is not None:
                deed(self.printing)

        return act

    def _with_pages(self, deed: Callable[[PagesDesk], object]) -> Callable[[], None]:
        def act() -> None:
            if self.pages is not None:
                deed(self.pages)

        return act

    def _toggle_pages(self) -> None:
        self._set_pages(wanted=self.actions_table[ActionId.PAGES].isChecked())

    def _hide_pages(self) -> None:
        self._set_pages(wanted=False)

    def _set_pages(self, *, wanted: bool) -> None:
        self._pages_are_wanted = wanted
        self._show_panes()
        if self._reads:
            self._splitter.setSizes(self._default_sizes())
        if self.pages is not None:
            self.pages.set_wanted(wanted=wanted)

    def _show_all_notes(self) -> None:
        if self.all_notes is not None:
            self.all_notes.show()

    def _go_to_note(self, note: ListedNote) -> None:
        document_id = note.annotation.document_id
        if self.workspace is None or document_id is None or not note.is_here:
            self.panes.status.tell(self.tr("这条批注的文档不在文库中；导入同一份答复后会自动接上"))
            return
        self.workspace.notes.await_note(note.annotation.id)
        self._show_notes()
        self.window.activateWindow()
        span = note.annotation.span
        self.workspace.desk.open(Target(document_id, offset=span.start if span is not None else 0))

    def _export_chosen_notes(self, annotation_ids: list[AnnotationId]) -> None:
        if self.note_files is not None:
            self.note_files.ask_to_export(annotation_ids)

    def _export_notes(self) -> None:
        if self.note_files is not None:
            self.note_files.ask_to_export()

    def _export_reply(self) -> None:
        stored = self.panes.reader.stored
        if self.note_files is not None and stored is not None:
            title = stored.reading.metadata.title or stored.reading.source.name
            self.note_files.ask_to_export_reply(stored.id, title)

    def _import_notes(self) -> None:
        if self.note_files is not None:
            self.note_files.ask_to_import()

    def _show_trouble(self, error: ViewerError) -> None:
        messages.show_error(self.window, error)

    def _tell_taken_back(self, words: str, document_id: DocumentId | None) -> None:
        """Say what was taken back, and in which document unless it is the one being read."""
        summaries = self.workspace.summaries if self.workspace is not None else ()
        elsewhere = document_id if document_id != self.panes.reader.document_id else None
        title = next((summary.title for summary in summaries if summary.id == elsewhere), None)
        self.panes.status.tell(self.tr("{0}（{1}）").format(words, title) if title else words)

    def _name_undo(self, words: str) -> None:
        self.actions_table[ActionId.UNDO].setText(self.tr("撤销{0}(&U)").format(words))

    def _name_redo(self, words: str) -> None:
        self.actions_table[ActionId.REDO].setText(self.tr("重做{0}(&Y)").format(words))

    def _toggle_aside(self) -> None:
        self._set_aside(wanted=self.actions_table[ActionId.ASIDE].isChecked())

    def _show_aside_page(self, name: str) -> None:
        self.aside.show_page(name)
        self._set_aside(wanted=True)

    def _next_mark(self) -> None:
        if self.names is not None:
            self.names.step(1)

    def _previous_mark(self) -> None:
        if self.names is not None:
            self.names.step(-1)

    def _show_corrections(self) -> None:
        if self.names is not None:
            self.names.show_corrections()

    def _show_lexicon(self) -> None:
        if self.names is not None:
            self.names.show_lexicon()

    def _show_notes(self) -> None:
        self.aside.show_page("notes")
        self._set_aside(wanted=True)

    def _set_aside(self, *, wanted: bool) -> None:
        if wanted != self._aside_is_wanted:
            self._aside_is_wanted = wanted
            self._show_panes()
            if self._reads:
                self._splitter.setSizes(self._default_sizes())
            self._show_panes()

    def _toggle_full_screen(self) -> None:
        self.window.setWindowState(self.window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _take_preferences(self) -> None:
        """Let what the person likes hold from now on."""
        wants = self.preferences
        self._appearance.choose(wants.theme())
        self._check_theme()
        self._appearance.read_in(
            ReadingLook(
                wants.text(PreferenceId.READER_FAMILY),
                wants.number(PreferenceId.READER_LINE_HEIGHT),
                wants.number(PreferenceId.READER_MEASURE),
                wants.number(PreferenceId.READER_INDENT),
            )
        )
        box = self.panes.top.box
        box.asks_as_typed = wants.flag(PreferenceId.SEARCH_AS_TYPED)
        box.remembers = wants.flag(PreferenceId.SEARCH_HISTORY)

    def _take_shortcuts(self) -> None:
        self.actions_table.give_keys(self.preferences.shortcuts())

    def _show_manual(self) -> None:
        """Open the manual at what the person is at."""
        at = QApplication.focusWidget()
        places = (
            (self.panes.reader, "read"),
            (self.aside, "notes"),
            (self.panes.top.box, "search"),
            (self.panes.sidebar, "search"),
            (self.panes.lists.result_view, "search"),
        )
        page = next((page for pane, page in places if at is not None and is_within(at, pane)), "start")
        self.help.show_manual(page)

    def _show_log(self) -> None:
        self.help.show_log(self.workspace.index_state if self.workspace is not None else None, self._read_log())

    def _show_about(self) -> None:
        self.help.show_about(str(self._folder), self._runner)

    def _import_samples(self) -> None:
        if self.workspace is not None:
            self.workspace.import_paths([sample_folder()])


def _close(services: Services) -> None:
    services.close()


def back_up(services: Services) -> None:
    """Make a backup of what was changed; the window is gone, so a failure only goes to the log."""
    try:
        if services.backups.is_behind():
            services.backups.rotate(datetime.now(UTC))
    except ViewerError as error:
        log.warning("no backup at exit: %s", type(error).__name__)
