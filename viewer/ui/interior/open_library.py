"""One open library in the window: its desks, joined to each other, to the panes and to the ways between documents."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from viewer.core.annotation import Annotation, AnnotationId, ListedNote
from viewer.core.catalog import StoredDocument
from viewer.core.company import Link
from viewer.core.document import DocumentId
from viewer.core.errors import LibraryOfflineError, ViewerError
from viewer.core.span import Span
from viewer.jobs.runner import JobRunner
from viewer.ui import messages
from viewer.ui.across.desk import AcrossDesk, NoveltyDesk
from viewer.ui.actions import ActionId
from viewer.ui.changes import Changes, Topic
from viewer.ui.fittings import Fittings
from viewer.ui.interior.choosing import PathChoice
from viewer.ui.interior.standing import PaneStanding
from viewer.ui.labels.desk import LabelDesk, LabelPanes
from viewer.ui.labels.keeper import LabelKeeper
from viewer.ui.library_watch import LibraryWatch
from viewer.ui.names.desk import NameDesk
from viewer.ui.names.keeper import NameKeeper, NameSources
from viewer.ui.notes.bookmark_panel import BookmarkDesk
from viewer.ui.notes.citing_desk import CitingDesk
from viewer.ui.notes.files import NoteFiles
from viewer.ui.notes.keeper import NoteKeeper
from viewer.ui.notes.library_desk import LibraryNotesDesk
from viewer.ui.notes.template_keeper import TemplateKeeper
from viewer.ui.office.copy_desk import CopyDesk
from viewer.ui.office.desk import OfficeDesk, OfficePanes
from viewer.ui.office.door import Door
from viewer.ui.office.permitting import refusal_of, refusals
from viewer.ui.office.unsaved import UnsavedNotes
from viewer.ui.pages.desk import PagesDesk
from viewer.ui.pages.keeper import PageKeeper
from viewer.ui.printing.desk import PrintDesk
from viewer.ui.reader.desk import Target
from viewer.ui.services import Services
from viewer.ui.session import LibrarySession
from viewer.ui.settings import Settings
from viewer.ui.window import MainWindow
from viewer.ui.workspace import Workspace


class Desk(Protocol):
    """What every part of an open library can do at its end."""

    def close(self) -> object:
        """Let nothing arrive any more."""

    def deleteLater(self) -> None:
        """Be freed."""


class OpenLibrary(QObject):
    """Lives as long as its library is open.

    ``permits_changed`` tells that other actions can be used now, ``library_wanted`` that a copy shall be opened.
    """

    permits_changed = Signal()
    library_wanted = Signal(Path)

    def __init__(
        self, services: Services, runner: JobRunner, window: MainWindow, fittings: Fittings, standing: PaneStanding
    ) -> None:
        super().__init__(window)
        self.services = services
        self.window = window
        self.fittings = fittings
        self.panes = fittings.panes
        self.standing = standing
        self._runner = runner
        self.settings = settings = Settings(services.folder)
        standing.restore(settings)
        self.changes = changes = Changes(runner, self)
        if services.company is not None:
            changes.refusal = partial(refusal_of, services.company.role)
        session = LibrarySession(services, runner)
        keeper = NoteKeeper(services.annotating, runner, changes)
        self.workspace = Workspace(session, keeper, self.panes, settings, window)
        self.bookmarks = BookmarkDesk(services.bookmarking, runner, changes, fittings.bookmark_panel, window)
        self.names = self._begin_names(runner)
        self.pages = PagesDesk(PageKeeper(services.pages, runner), fittings.pages_pane, self.panes.reader, window)
        self.labels = self._begin_labels(runner)
        self.across = AcrossDesk(services, runner, changes, window.appearance)
        self.panes.status.follow(self.across)
        self.novelty = NoveltyDesk(self.across, self.panes.reader, fittings.actions[ActionId.WHATS_NEW])
        self.note_files = NoteFiles(services.notes, services.annotating, runner, changes, window)
        self.all_notes = LibraryNotesDesk(services.annotating, services.note_search, runner, changes, window.appearance)
        self.printing = PrintDesk(self._noted_reply, runner, window.appearance, window)
        self.citing = CitingDesk(TemplateKeeper(services.templates, runner, changes), self.panes.reader, window)
        self.choice = PathChoice(window)
        self.is_copy = False
        self.copies = CopyDesk(services.offline, runner, Door(window, runner), window)
        self.unsaved = UnsavedNotes(keeper, settings, window, is_far=services.company is not None)
        self.office = self._begin_office(keeper)
        self.watch = LibraryWatch(services.folder, runner, self) if services.company is None else None
        self._join()

    def begin(self) -> None:
        """Ask what was typed meanwhile, and read what the library holds."""
        for notice in self.services.notices:
            self.panes.status.tell(messages.said(notice))
        self.workspace.begin()
        if self.office is not None:
            self.office.begin()
        else:
            self.copies.look()

    def remember(self) -> None:
        """Keep how the library was left."""
        self.all_notes.close()
        self.across.close()
        self.workspace.notes.save()
        self.standing.keep(self.settings)
        self.workspace.save()
        self.settings.save()

    def look_again(self) -> None:
        """Look whether the index and the folder are as they were: the person has come back to the window."""
        self.workspace.session.look_at_index()
        if self.watch is not None:
            self.watch.look()

    def close(self) -> None:
        """Stop everything and let go of the panes."""
        self.workspace.close()
        for desk in self._desks():
            desk.close()
            desk.deleteLater()
        self._name_undo("")
        self._name_redo("")
        self._entitle(None)
        self.deleteLater()

    @property
    def refusals(self) -> Mapping[ActionId, str]:
        """Return the actions this library does not permit now, each with the reason."""
        return refusals(self.office.role, self.office.link) if self.office is not None else {}

    def show_history(self) -> None:
        """Show who did what and when."""
        from viewer.ui.office.history_window import HistoryWindow  # noqa: PLC0415 - most starts never show it

        company = self.services.company
        if company is not None:
            window = HistoryWindow(company, self._runner, self.panes.reader.document_id, self.window)
            window.document_wanted.connect(lambda document_id: self.go_to_passage(document_id, 0))
            window.show()

    def search_for(self, words: str) -> None:
        """Search for a passage as it stands, and come to the front."""
        quoted = words.replace('"', "")
        self.panes.top.box.search_for(f'"{quoted}"')
        self.window.activateWindow()

    def go_to_passage(self, document_id: str, offset: int) -> None:
        """Read a document at an offset, and come to the front."""
        self.workspace.desk.open(Target(DocumentId(document_id), offset=offset))
        self.window.activateWindow()

    def go_to_note(self, note: ListedNote) -> None:
        """Read what a note was written on, the note beside it."""
        document_id = note.annotation.document_id
        if document_id is None or not note.is_here:
            self.panes.status.tell(self.tr("这条批注的文档不在文库中；导入同一份答复后会自动接上"))
            return
        self.workspace.notes.await_note(note.annotation.id)
        self.standing.show_notes()
        span = note.annotation.span
        self.go_to_passage(document_id, span.start if span is not None else 0)

    def add_bookmark(self) -> None:
        """Put a bookmark where the document is read."""
        stored, page = self.panes.reader.stored, self.panes.reader.page
        if stored is not None:
            self.bookmarks.add(stored.id, _title(stored), page.selected_span(), page.selected_text())

    def export_reply(self) -> None:
        """Ask where the document being read goes, with its notes."""
        stored = self.panes.reader.stored
        if stored is not None:
            self.note_files.ask_to_export_reply(stored.id, _title(stored))

    def show_folder(self) -> None:
        """Open the folder of the library in the system's file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.services.folder)))

    def _desks(self) -> Iterator[Desk]:
        yield from (self.names, self.pages, self.note_files, self.citing, self.printing)
        yield from (self.bookmarks, self.labels, self.across, self.all_notes, self.copies)
        yield self.unsaved
        yield from (desk for desk in (self.watch, self.office) if desk is not None)

    def _begin_names(self, runner: JobRunner) -> NameDesk:
        sources = NameSources(self.services.teaching, self.services.across, self.services.documents)
        keeper = NameKeeper(sources, runner, self.changes)
        names = NameDesk(keeper, self.fittings.name_panes, self.window.appearance, self.settings)
        self.workspace.follow_names(names)
        names.panel_wanted.connect(self.standing.show_aside_page)
        return names

    def _begin_labels(self, runner: JobRunner) -> LabelDesk:
        keeper = LabelKeeper(self.services.labelling, runner, self.changes)
        panes = LabelPanes(self.panes.lists.table, self.panes.sidebar.collections)
        labels = LabelDesk(keeper, panes, self.workspace.choices, self.workspace.documents_at_hand)
        keeper.trouble.connect(self._show_trouble)
        keeper.told.connect(self.panes.status.tell)
        self.workspace.follow_labels(labels)
        return labels

    def _begin_office(self, keeper: NoteKeeper) -> OfficeDesk | None:
        company = self.services.company
        if company is None:
            return None
        office = OfficeDesk(company, self._runner, keeper, OfficePanes(self.panes.notes, self.panes.status))
        office.link_changed.connect(self._take_link)
        office.documents_changed.connect(self.workspace.session.refresh)
        office.told.connect(self.panes.status.tell)
        office.trouble.connect(self._show_trouble)
        return office

    def _take_link(self, link: Link) -> None:
        self.permits_changed.emit()
        if link is Link.CONNECTED:
            self.unsaved.retry()

    def _take_origin(self, _origin: str) -> None:
        self.is_copy = True
        self.permits_changed.emit()

    def _take_synchronised(self) -> None:
        self.workspace.session.refresh()
        self.changes.changed.emit(Topic.NOTES)
        self.changes.changed.emit(Topic.LABELS)

    def _join(self) -> None:
        for own in (self.names, self.labels, self.across, self.all_notes, self.choice):
            own.setParent(self)
        heard = (self.bookmarks, self.pages, self.across, self.note_files, self.printing, self.citing)
        for desk in (*heard, self.copies, self.unsaved):
            desk.told.connect(self.panes.status.tell)
            desk.trouble.connect(self._show_trouble)
        self.novelty.told.connect(self.panes.status.tell)
        self.copies.origin_known.connect(self._take_origin)
        self.copies.synchronised.connect(self._take_synchronised)
        self.copies.library_wanted.connect(self.library_wanted)
        self.panes.status.follow(self.copies)
        self._join_changes()
        self._join_reading()
        self._join_notes()

    def _join_changes(self) -> None:
        self.changes.trouble.connect(self._show_trouble)
        self.changes.told.connect(self._tell_taken_back)
        self.changes.refused.connect(self.panes.status.tell)
        self.changes.stack.undoTextChanged.connect(self._name_undo)
        self.changes.stack.redoTextChanged.connect(self._name_redo)

    def _join_reading(self) -> None:
        workspace, pages = self.workspace, self.pages
        workspace.desk.shown.connect(pages.show_document)
        workspace.desk.shown.connect(self.fittings.original_notice.show_document)
        workspace.desk.shown.connect(self.novelty.show_document)
        workspace.desk.shown.connect(self._entitle)
        workspace.document_closed.connect(self._entitle)
        workspace.document_closed.connect(pages.show_document)
        pages.separation_wanted.connect(workspace.importing.separate)
        pages.set_wanted(wanted=self.standing.pages_are_wanted)
        self.standing.pages_toggled.connect(self._want_pages)
        workspace.listed.connect(self.across.follow)
        self.choice.import_wanted.connect(workspace.import_paths)
        self.across.passage_wanted.connect(self.go_to_passage)
        self.across.search_wanted.connect(self.search_for)

    def _join_notes(self) -> None:
        self.workspace.notes.panel_wanted.connect(self.standing.show_notes)
        self.all_notes.note_wanted.connect(self.go_to_note)
        self.all_notes.export_wanted.connect(self._export_notes)
        self.note_files.conflicts_found.connect(self._show_conflicts)
        self.fittings.bookmark_panel.place_wanted.connect(self._go_to_bookmark)

    def _entitle(self, stored: StoredDocument | None) -> None:
        self.window.name_after(None if stored is None else _title(stored))

    def _want_pages(self, wanted: bool) -> None:
        self.pages.set_wanted(wanted=wanted)

    def _export_notes(self, annotation_ids: list[AnnotationId]) -> None:
        self.note_files.ask_to_export(annotation_ids)

    def _show_conflicts(self, annotation_ids: tuple[AnnotationId, ...]) -> None:
        """Show both versions of every note that came in with other words than it has here."""
        self.all_notes.show_only(annotation_ids)

    def _go_to_bookmark(self, document_id: str, span: Span | None) -> None:
        offset = span.start if span is not None else 0
        self.workspace.desk.open(Target(DocumentId(document_id), offset=offset))

    def _noted_reply(self) -> tuple[StoredDocument, tuple[Annotation, ...]] | None:
        stored = self.panes.reader.stored
        return None if stored is None else (stored, self.workspace.notes.keeper.notes)

    def _tell_taken_back(self, words: str, document_id: DocumentId | None) -> None:
        """Say what was taken back, and in which document unless it is the one being read."""
        elsewhere = document_id if document_id != self.panes.reader.document_id else None
        title = next((each.title for each in self.workspace.summaries if each.id == elsewhere), None)
        self.panes.status.tell(self.tr("{0}（{1}）").format(words, title) if title else words)

    def _name_undo(self, words: str) -> None:
        self.fittings.actions[ActionId.UNDO].setText(self.tr("撤销{0}(&U)").format(words))

    def _name_redo(self, words: str) -> None:
        self.fittings.actions[ActionId.REDO].setText(self.tr("重做{0}(&Y)").format(words))

    def _show_trouble(self, error: ViewerError) -> None:
        if self.office is not None and isinstance(error, LibraryOfflineError):
            self.panes.status.tell(messages.said(error.message))  # the chip says it as long as it lasts
        else:
            messages.show_error(self.window, error)


def _title(stored: StoredDocument) -> str:
    return stored.reading.metadata.title or stored.reading.source.name
