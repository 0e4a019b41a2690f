"""One open library in the window: what its session answers goes to the panes, what the panes wish goes to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from viewer.core.catalog import DocumentSummary, RereadReport, StoredDocument
from viewer.core.document import DocumentId
from viewer.core.errors import LibraryOfflineError, ViewerError
from viewer.core.hit import SearchResult
from viewer.ui import messages
from viewer.ui.changes import Topic
from viewer.ui.importing.desk import ImportDesk
from viewer.ui.index_state import IndexState
from viewer.ui.labels.desk import LabelDesk
from viewer.ui.library.browsing import Browsing
from viewer.ui.library.choices import Choices
from viewer.ui.library.pane import ListPane
from viewer.ui.names.desk import NameDesk
from viewer.ui.notes.desk import NoteDesk, NotePanes
from viewer.ui.notes.keeper import NoteKeeper
from viewer.ui.reader.desk import ReadingDesk, Target
from viewer.ui.reader.open_documents import OpenDocuments
from viewer.ui.reader.pane import ReaderPane
from viewer.ui.reader.tabs import DocumentTabs
from viewer.ui.search.answer_desk import AnswerDesk, AnswerPanes
from viewer.ui.search.asked import Asked
from viewer.ui.search.conversation import SearchConversation
from viewer.ui.search.panel import TopPanel
from viewer.ui.search.problem import clear_problem, show_problem
from viewer.ui.sentences import listed
from viewer.ui.session import LibrarySession
from viewer.ui.settings import Settings
from viewer.ui.sidebar import Sidebar
from viewer.ui.status_bar import StatusBar

LABEL_FIELDS = frozenset({"state", "tag", "collection"})

_MOST_TABS_AT_ONCE = 12
_PATIENCE_MS = 1500  # a first answer that takes longer does not keep the list waiting


@dataclass(frozen=True, slots=True)
class Panes:
    """The parts of the window a workspace fills."""

    top: TopPanel
    sidebar: Sidebar
    lists: ListPane
    reader: ReaderPane
    status: StatusBar
    notes: NotePanes
    tabs: DocumentTabs


class Workspace(QObject):
    """Lives as long as its library is open."""

    document_shown = Signal(bool)
    history_changed = Signal()
    listed = Signal()
    document_closed = Signal(object)

    def __init__(
        self, session: LibrarySession, note_keeper: NoteKeeper, panes: Panes, settings: Settings, window: QWidget
    ) -> None:
        super().__init__(window)
        session.setParent(self)
        self.session = session
        self.settings = settings
        self._panes = panes
        self._window = window
        self._summaries: tuple[DocumentSummary, ...] = ()
        self._is_first_list = True
        self._is_read = False
        self._goes_in = False
        self._overdue = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._overdue.timeout.connect(self._read_library)
        self.resumes = True
        self.choices = Choices(self)
        self.importing = ImportDesk(session, window)
        self.conversation = SearchConversation(session, self.choices, panes.lists)
        places = AnswerPanes(panes.lists, panes.top.box, panes.sidebar.saved)
        self.answers = AnswerDesk(session, self.conversation, self.choices, note_keeper.changes, places)
        self.browsing = Browsing(self.answers.inquiries)
        self._indexed = -1
        self.index_state: IndexState | None = None
        self.desk = ReadingDesk(session, panes.reader)
        self.documents = OpenDocuments(self.desk, panes.reader, panes.tabs)
        self.documents.load(settings)
        self.notes = NoteDesk(note_keeper, panes.notes, self)
        panes.top.box.show_history(settings.texts("queries"))
        if settings.text("facets/folded"):
            panes.sidebar.facets.facets.fold(settings.text("facets/folded").split())
        self.answers.saved.reload()
        self._connect_session()
        self._connect_panes()

    @property
    def summaries(self) -> tuple[DocumentSummary, ...]:
        """Return the documents of the library as last read."""
        return self._summaries

    def close(self) -> None:
        """Remember what was read and stop everything."""
        self._overdue.stop()
        self.save()
        self.desk.leave()  # the next library may have the same document: a copy to take along
        self.notes.close()
        self.answers.close()
        self.session.close()
        self._panes.status.forget_work()
        self._panes.reader.page.scrolled.disconnect(self._follow_outline)
        self._panes.tabs.document_wanted.disconnect(self.documents.turn_to)
        self._panes.tabs.closing_wanted.disconnect(self._close_tab)
        self._panes.tabs.restore(())
        self.deleteLater()

    def save(self) -> None:
        """Remember the place being read and the queries."""
        place = self._panes.reader.place()
        self.settings.keep("document", place.document_id if place else "")
        self.settings.keep("offset", place.offset if place else 0)
        self.documents.save(self.settings)
        self.settings.keep("query", self.conversation.asked.typed)
        self.settings.keep("queries", self._panes.top.box.history)
        self.settings.keep("facets/folded", " ".join(self._panes.sidebar.facets.facets.folded) or "-")

    def begin(self) -> None:
        """Answer what was typed while the library was being opened, then read what the library holds.

        One after the other: the interpreter does one thing at a time, and whoever has typed waits for the answer.
        """
        if self._panes.top.box.query:
            self.session.search_ended.connect(self._read_library, Qt.ConnectionType.SingleShotConnection)
            self._overdue.start()
            self._ask(self._panes.top.box.query)
        else:
            self._read_library()

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Import files and folders."""
        if paths:
            self.importing.import_paths(paths)

    def follow_names(self, names: NameDesk) -> None:
        """Let names and figures follow what is read, and do what is wished there."""
        panes = self._panes
        self.desk.shown.connect(names.show_document)
        self.document_closed.connect(names.show_document)
        names.reread.connect(panes.reader.renew)
        names.told.connect(panes.status.tell)
        names.search_wanted.connect(self._search_name)
        names.document_wanted.connect(self._open_listed)
        names.keeper.trouble.connect(self._show_trouble)
        panes.status.follow(names.keeper)

    def follow_labels(self, labels: LabelDesk) -> None:
        """Let labels follow what is read, and filters what is labelled."""
        self.desk.shown.connect(lambda stored: labels.follow(stored.id))
        self.document_closed.connect(labels.follow)
        labels.counts_changed.connect(self._count_labels)

    def documents_at_hand(self) -> tuple[DocumentId, ...]:
        """Return the documents selected in the list, the current answer, or the one being read."""
        lists = self._panes.lists
        if lists.table.isVisible() and lists.table.selected_ids():
            return lists.table.selected_ids()
        row = lists.result_view.current_row() if lists.result_view.isVisible() else None
        if row is not None:
            return (row.hit.id,)
        return (self._panes.reader.document_id,) if self._panes.reader.document_id else ()

    def ask_to_reread(self) -> None:
        """Offer to read the documents again an older version has read."""
        self.session.find_outdated()

    def ask_to_remove(self) -> None:
        """Move the selected documents out of the library, once the person has confirmed it."""
        ids = self._panes.lists.table.selected_ids()
        if not ids or not self._panes.lists.table.isVisible():
            ids = (self._panes.reader.document_id,) if self._panes.reader.document_id else ()
        if not ids:
            return
        names = [summary.title for summary in self._summaries if summary.id in set(ids)]
        question = messages.Question(
            self.tr("要把“{0}”移出文库吗？").format(names[0])
            if len(ids) == 1 and names
            else self.tr("要把选中的 {0} 份文档移出文库吗？").format(len(ids)),
            self.tr("导入时所用的原文件不受影响；可以用“撤销”移回。"),
            self.tr("移出文库"),
            dangerous=True,
        )
        messages.ask(self._window, question, lambda: self._remove(ids))

    def ask_to_rebuild(self) -> None:
        """Build the index again, once the person has confirmed it."""
        question = messages.Question(
            self.tr("要重建索引吗？"),
            self.tr("文档不受影响。重建期间可以继续阅读，查找结果可能不全。"),
            self.tr("重建索引"),
        )
        messages.ask(self._window, question, self.session.rebuild_index)

    def step_document(self, by: int) -> None:
        """Read the next (or the previous) of the listed documents."""
        ids = self._listed_ids()
        current = self._panes.reader.document_id
        if not ids:
            return
        place = ids.index(current) + by if current in ids else 0
        if 0 <= place < len(ids):
            self._open_listed(ids[place])

    def close_tab(self) -> None:
        """Close the document being read, and read the next that is open."""
        if self._panes.reader.document_id is not None:
            self._close_tab(self._panes.reader.document_id)

    def _close_tab(self, document_id: str) -> None:
        if self.documents.close(DocumentId(document_id)):
            self.close_document()

    def open_in_tab(self) -> None:
        """Read the current document of the list in a tab of its own."""
        lists = self._panes.lists
        row = lists.result_view.current_row() if lists.shows_answer else None
        ids = (row.hit.id,) if row is not None else () if lists.shows_answer else lists.table.selected_ids()
        for document_id in ids[:_MOST_TABS_AT_ONCE]:
            self.documents.open(Target(document_id), in_new_tab=True)

    def close_document(self) -> None:
        """Give the room of the reader back to the list."""
        self.desk.leave()
        self._panes.sidebar.show_document(None)
        self.notes.show_document(None)
        self.document_closed.emit(None)
        self.document_shown.emit(False)

    def clear_search(self) -> None:
        """Show every document again."""
        self.conversation.ask_for(Asked())
        self._panes.top.box.show_query("")
        self.choices.clear()

    def find_similar(self) -> None:
        """Look for documents like the selected words, the current result, or the document being read."""
        lists, reader = self._panes.lists, self._panes.reader
        row = lists.result_view.current_row() if lists.result_view.hasFocus() else None
        if row is not None:
            lists.result_view.similar_wanted.emit(row)
            return
        passage = reader.page.selected_text()
        if not passage and reader.stored is not None:
            passage = reader.stored.reading.document.text
        self.answers.find_similar(passage)

    def _read_library(self) -> None:
        if self._is_read:
            return
        self._is_read = True
        self._overdue.stop()
        self.session.refresh()

    def _prepare(self) -> None:
        """Do what can wait until the list stands."""
        self.session.runner.garbage.keep_what_stands()
        self.session.warm_up()
        self.importing.look_for_scans()
        self.session.back_up()

    def _connect_session(self) -> None:
        session, panes = self.session, self._panes
        session.summaries_changed.connect(self._take_summaries)
        session.index_changed.connect(self._take_index)
        self.importing.told.connect(panes.status.tell)
        self.importing.document_wanted.connect(self._open_listed)
        self.importing.deed_wanted.connect(self.notes.keeper.changes.make)
        session.outdated_found.connect(self._ask_to_reread)
        session.reread_finished.connect(self._take_reread)
        panes.status.follow(session)
        session.trouble.connect(self._show_trouble)
        self.conversation.answered.connect(self._take_answer)
        self.conversation.left.connect(self._leave_answer)
        self.conversation.query_failed.connect(self._show_problem)
        self.conversation.failed.connect(self._show_search_trouble)
        self.answers.told.connect(panes.status.tell)
        self.answers.trouble.connect(self._show_trouble)
        self.answers.saved.listed.connect(panes.sidebar.show_saved)
        panes.status.follow(self.answers.inquiries)
        self.browsing.changed.connect(self._take_browsed)
        self.browsing.failed.connect(self._tell_browsing_failed)
        self.desk.coming.connect(self._make_room)
        self.desk.shown.connect(self._take_document)
        self.desk.history_changed.connect(self.history_changed)
        self.choices.changed.connect(self._filter)
        self.notes.trouble.connect(self._show_trouble)
        self.notes.nothing_selected.connect(self._ask_to_select)

    def _connect_panes(self) -> None:
        panes = self._panes
        panes.top.box.query_changed.connect(self._ask)
        panes.top.box.left_downwards.connect(panes.lists.focus_list)
        panes.sidebar.facets.choice_toggled.connect(self.choices.toggle)
        panes.sidebar.clear_wanted.connect(self.choices.clear)
        panes.sidebar.outline.heading_chosen.connect(panes.reader.go_to_offset)
        panes.lists.table.document_chosen.connect(self._open_listed)
        panes.tabs.closing_wanted.connect(self._close_tab)
        panes.lists.table.removal_wanted.connect(self.ask_to_remove)
        panes.lists.table.selectionModel().selectionChanged.connect(self._count_documents)
        panes.lists.result_view.row_chosen.connect(self._open_result)
        for view in (panes.lists.table, panes.lists.result_view):
            view.reading_wanted.connect(self._go_into_page)
        panes.lists.order_changed.connect(self._reorder)
        panes.reader.page.scrolled.connect(self._follow_outline)

    def _go_into_page(self) -> None:
        """Let the keys reach the page; where none is shown yet, as soon as one is."""
        self._goes_in = not self._panes.reader.page.isVisible()
        self._panes.reader.page.setFocus()

    def _take_summaries(self, summaries: list[DocumentSummary]) -> None:
        self._summaries = tuple(summaries)
        self._panes.lists.refill(self._summaries, self.choices.chosen, self.browsing.among(self.choices.chosen))
        self._show_facets()
        self.look_again()
        self._count_documents()
        self._drop_missing()
        if self.conversation.query and not self._is_first_list:
            self.conversation.ask_again()
        if self._is_first_list:
            self._is_first_list = False
            if self.resumes:
                self._resume_reading()
            self._prepare()
        self.listed.emit()

    def _drop_missing(self) -> None:
        """Leave documents that are no longer in the library."""
        present = {summary.id for summary in self._summaries}
        self.documents.forget({summary.id: summary.title for summary in self._summaries})
        current = self._panes.reader.document_id
        if current is not None and current not in present:
            self.desk.forget(frozenset({current}))
            self.close_document()

    def _resume_reading(self) -> None:
        self.documents.resume(self.settings, {summary.id: summary.title for summary in self._summaries})
        query = self.settings.text("query")
        if query and not self._panes.top.box.query:
            self._panes.top.box.show_query(query)
            self.conversation.ask(query)

    def _show_facets(self) -> None:
        result = self.conversation.result
        counts = result.facets if result else self.browsing.counts(self._summaries, self.choices.chosen)
        self._panes.sidebar.facets.facets.show_counts(counts, self.choices.chosen)
        self._panes.sidebar.offer_clearing(offered=bool(self.choices.chosen))

    def _filter(self) -> None:
        if self.conversation.query:
            self._panes.sidebar.offer_clearing(offered=bool(self.choices.chosen))
            self.conversation.ask_again()
            return
        self.browsing.look(self.choices.chosen)
        if not self.browsing.must_ask(self.choices.chosen):
            self._show_browsed()

    def look_again(self) -> None:
        """Count anew what only the library knows: tags, notes and the index have changed."""
        self.answers.saved.count()
        if not self.conversation.query:
            self.browsing.look(self.choices.chosen)

    def _take_browsed(self) -> None:
        if self.conversation.query:
            return
        if self.browsing.among(self.choices.chosen) is None:
            self._show_facets()
        else:
            self._show_browsed()

    def _show_browsed(self) -> None:
        chosen = self.choices.chosen
        self._panes.lists.show_documents(self._summaries, chosen, self.browsing.among(chosen))
        self._show_facets()

    def _tell_browsing_failed(self, error: ViewerError) -> None:
        if self.browsing.must_ask(self.choices.chosen):
            self._panes.status.tell(messages.said(error.message))

    def _search_name(self, name: str) -> None:
        quoted = name.replace('"', "")
        self._panes.top.box.search_for(f'"{quoted}"')

    def _ask(self, query: str) -> None:
        clear_problem(self._panes.top)
        self.conversation.ask(query)

    def _reorder(self) -> None:
        self.conversation.ask_again()

    def _take_answer(self, _result: SearchResult) -> None:
        clear_problem(self._panes.top)
        self._show_facets()

    def _leave_answer(self) -> None:
        clear_problem(self._panes.top)
        self._filter()
        self._panes.reader.clear_hits()
        if self._panes.reader.document_id:
            self._panes.lists.select_document(self._panes.reader.document_id)

    def _open_listed(self, document_id: str) -> None:
        row = self._panes.lists.results.row_of(DocumentId(document_id)) if self._panes.lists.shows_answer else None
        if row is not None:
            self._panes.lists.result_view.select_row(row)
            self._open_result(row)
            return
        self.documents.open(Target(DocumentId(document_id)))

    def _open_result(self, row: int) -> None:
        result = self._panes.lists.results.row_at(row)
        self._panes.top.box.remember(self.conversation.asked.typed)
        self.documents.open(Target(result.hit.id, self.conversation.query, result.hit.spans, result.span))

    def _listed_ids(self) -> list[DocumentId]:
        lists = self._panes.lists
        if lists.shows_answer:
            return [hit.id for hit in lists.results.hits]
        return [lists.documents.summary_at(row).id for row in range(lists.documents.rowCount())]

    def _make_room(self) -> None:
        self.document_shown.emit(True)

    def _take_document(self, stored: StoredDocument) -> None:
        self.documents.show(stored.id, stored.reading.metadata.title or stored.reading.source.name)
        self._panes.sidebar.show_document(stored)
        self.notes.show_document(stored)
        self._panes.lists.select_document(stored.id)
        self._follow_outline()
        if self._goes_in:
            self._go_into_page()

    def _follow_outline(self) -> None:
        self._panes.sidebar.outline.show_place(self._panes.reader.page.reading_offset())

    def _take_index(self, state: IndexState) -> None:
        self.index_state = state
        self._panes.status.show_index(state)
        if state.indexed != self._indexed and str(state.status) == "ready":
            self._indexed = state.indexed
            self.look_again()
            self.conversation.ask_where_unsure()

    def _count_documents(self) -> None:
        selected = len(self._panes.lists.table.selected_ids())
        self._panes.status.show_documents(len(self._summaries), selected)

    def _count_labels(self) -> None:
        """Divide the documents anew after labels were changed."""
        if self.conversation.query and any(choice.field in LABEL_FIELDS for choice in self.choices.chosen):
            self.conversation.ask_again()
        self.look_again()

    def _ask_to_reread(self, outdated: list[DocumentId]) -> None:
        if not outdated:
            self._panes.status.tell(self.tr("所有文档都已由当前版本读取，无需重新读取"))
            return
        question = messages.Question(
            self.tr("要用当前版本重新读取 {0} 份文档吗？").format(f"{len(outdated):,}"),
            self.tr(
                "这些文档由旧版本读入。将从保存的原件重新提取正文、实体和指标；批注、书签和更正都会保留，"
                "位置拿不准的批注会列为“待确认”。期间可以继续阅读，也可以随时停止。"
            ),
            self.tr("重新读取"),
        )
        messages.ask(self._window, question, lambda: self.session.reread(outdated))

    def _take_reread(self, report: RereadReport) -> None:
        counted = (
            (report.read, self.tr("重新读取 {0} 份")),
            (report.changed, self.tr("{0} 份正文有变化")),
            (report.to_confirm, self.tr("{0} 条批注待确认")),
            (report.orphaned, self.tr("{0} 条批注找不到原文")),
            (report.bookmarks_lost, self.tr("{0} 个书签找不到原文")),
            (len(report.failed), self.tr("{0} 份没能读取，保持原样")),
        )
        said = listed(sentence.format(f"{count:,}") for count, sentence in counted if count)
        self._panes.status.tell(self.tr("已停止：{0}").format(said) if report.cancelled else said)
        self.notes.keeper.changes.changed.emit(Topic.DOCUMENTS)
        self.desk.reopen()

    def _remove(self, ids: tuple[DocumentId, ...]) -> None:
        self.desk.forget(frozenset(ids))
        if self._panes.reader.document_id in ids:
            self.close_document()
        self.notes.keeper.changes.make(self.session.removal_of(ids, self.tr("移出文库")))
        self._panes.status.tell(self.tr("已移出文库，可以撤销"))

    def _show_problem(self, query: str, error: ViewerError) -> None:
        show_problem(self._panes.top, query, error)

    def _show_search_trouble(self, error: ViewerError) -> None:
        show_problem(self._panes.top, self.conversation.query, error)

    def _ask_to_select(self) -> None:
        self._panes.status.tell(self.tr("请先在正文中选中要标记的文字"))

    def _show_trouble(self, error: ViewerError) -> None:
        if isinstance(error, LibraryOfflineError):  # said once more as long as it lasts, by who watches the server
            self._panes.status.tell(messages.said(error.message))
        else:
            messages.show_error(self._window, error)
