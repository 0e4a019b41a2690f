"""What can be done with an answer: narrowed, widened, shown whole, explained, kept, exported, searched further."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.hit import Explanation, FacetChoice, ResultFormat, SearchResult, Snippet, Widening, WideningKind
from viewer.core.saved_search import SavedSearch
from viewer.ui.changes import Changes
from viewer.ui.citation import cited, on_clipboard
from viewer.ui.library.choices import Choices
from viewer.ui.library.facets import value_words
from viewer.ui.library.pane import ListPane
from viewer.ui.saving import form_of, with_suffix
from viewer.ui.search.asked import Asked
from viewer.ui.search.box import SearchBox
from viewer.ui.search.chips import Chip
from viewer.ui.search.conversation import SearchConversation
from viewer.ui.search.faces import SearchServices
from viewer.ui.search.inquiries import Inquiries
from viewer.ui.search.no_hit_page import widening_words
from viewer.ui.search.result_model import ResultRow
from viewer.ui.search.saved_desk import SavedDesk
from viewer.ui.search.saved_view import SavedView, name_dialog
from viewer.ui.session import LibrarySession

_LONGEST_NAME = 30


@dataclass(frozen=True, slots=True)
class AnswerPanes:
    """The parts of the window an answer is seen in and asked from."""

    lists: ListPane
    box: SearchBox
    saved: SavedView


class AnswerDesk(QObject):
    """Serves one open library; every wish of the list, the chips and the menus ends here."""

    told = Signal(str)
    trouble = Signal(ViewerError)

    def __init__(
        self,
        session: LibrarySession,
        conversation: SearchConversation,
        choices: Choices,
        changes: Changes,
        panes: AnswerPanes,
    ) -> None:
        super().__init__(conversation)
        self._services: SearchServices = session.services
        self._runner = session.runner
        self._conversation = conversation
        self._choices = choices
        self._pane = panes.lists
        self._box = panes.box
        self.inquiries = Inquiries(self._services, self._runner, self)
        self.saved = SavedDesk(self._services, self._runner, changes, panes.saved, self)
        self._connect()

    def close(self) -> None:
        """Stop asking, and let go of the panes."""
        self.inquiries.close()
        self.saved.close()
        view, page = self._pane.result_view, self._pane.no_hit
        view.contexts_wanted.disconnect(self._ask_contexts)
        view.explanation_wanted.disconnect(self._ask_explanation)
        view.similar_wanted.disconnect(self._ask_similar)
        view.copy_wanted.disconnect(self._copy)
        page.query_wanted.disconnect(self._ask_anew)
        page.widening_wanted.disconnect(self._conversation.widen)
        page.whole_library_wanted.disconnect(self._leave_results)
        page.clearing_wanted.disconnect(self._choices.clear)
        self._pane.cancel_wanted.disconnect(self._cancel)
        self._pane.chips.show_chips((), "", ())

    def search_in_results(self) -> None:
        """Let the next query search only in what is found now."""
        asked = self._conversation.asked
        if not asked.typed and not asked.widened:
            self.told.emit(self.tr("请先查找，再在结果中继续查找"))
            return
        self._box.show_query("")
        self._conversation.ask_for(asked.in_results())
        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def find_similar(self, passage: str) -> None:
        """Look for documents that speak of the same as a passage."""
        if passage.strip():
            self.inquiries.find_alike(passage)
        else:
            self.told.emit(self.tr("请先选中一段文字，或选中一份文档"))

    def ask_to_save(self) -> None:
        """Ask for a name and keep the question under it."""
        request = self._conversation.request()
        if not request.query and not request.facets:
            self.told.emit(self.tr("请先查找或筛选，再保存"))
            return
        words = [self._conversation.asked.typed or request.query, *(choice.value for choice in request.facets)]
        name = " ".join(word for word in words if word)[:_LONGEST_NAME]
        dialog = name_dialog(self._window(), self.tr("保存查找"), name)
        dialog.textValueSelected.connect(lambda given: self.saved.save(given.strip() or name, request))
        dialog.open()

    def ask_to_export(self) -> None:
        """Ask for a file and a form, and write the whole answer into it."""
        request = self._conversation.request()
        kinds = {
            self.tr("Excel 工作簿 (*.xlsx)"): ResultFormat.XLSX,
            self.tr("CSV 表格 (*.csv)"): ResultFormat.CSV,
            self.tr("Markdown (*.md)"): ResultFormat.MARKDOWN,
        }
        dialog = QFileDialog(self._window(), self.tr("导出查找结果"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(kinds))
        dialog.selectFile(self.tr("查找结果"))

        def export(name: str) -> None:
            kind = form_of(name, kinds, dialog.selectedNameFilter())
            self.inquiries.export(request, kind, with_suffix(name, kind.value))

        dialog.fileSelected.connect(export)
        dialog.open()

    def show_synonyms(self) -> None:
        """Open the table of synonyms."""
        from viewer.ui.search.synonym_window import SynonymWindow  # noqa: PLC0415 - most starts never show it

        SynonymWindow(self._services.synonyms, self._runner, self._window()).open()

    def show_chips(self) -> None:
        """Show what narrows and widens the question, and what is on offer."""
        asked, result = self._conversation.asked, self._conversation.result
        taken = [
            *(self._within_chip(query) for query in asked.within),
            *(self._widened_chip(widening) for widening in asked.widened),
            *(self._choice_chip(choice) for choice in self._choices.chosen),
        ]
        has_hits = result is not None and bool(result.hits)
        offers = [each for each in self._conversation.offers() if each.kind is WideningKind.SYNONYM] if has_hits else []
        self._pane.chips.show_chips(taken, self.tr("也可查找："), [self._offer_chip(offer) for offer in offers])

    def _within_chip(self, query: str) -> Chip:
        words = self.tr("在“{0}”的结果中").format(query)
        asked = self._conversation.asked
        return Chip(words, words, lambda: self._conversation.ask_for(asked.without_within(query)))

    def _widened_chip(self, widening: Widening) -> Chip:
        words = widening_words(widening)
        short = self.tr("也搜：{0}").format("、".join(widening.alternatives)) if widening.alternatives else words
        asked = self._conversation.asked
        return Chip(short, words, lambda: self._conversation.ask_for(asked.without_widening(widening)))

    def _choice_chip(self, choice: FacetChoice) -> Chip:
        words = value_words(choice.field, choice.value)
        return Chip(words, self.tr("筛选 {0}").format(words), lambda: self._choices.toggle(choice))

    def _offer_chip(self, widening: Widening) -> Chip:
        names = "、".join(widening.alternatives)
        return Chip(names, widening_words(widening), lambda: self._conversation.widen(widening))

    def _connect(self) -> None:
        view, page = self._pane.result_view, self._pane.no_hit
        view.contexts_wanted.connect(self._ask_contexts)
        view.explanation_wanted.connect(self._ask_explanation)
        view.similar_wanted.connect(self._ask_similar)
        view.copy_wanted.connect(self._copy)
        page.query_wanted.connect(self._ask_anew)
        page.widening_wanted.connect(self._conversation.widen)
        page.whole_library_wanted.connect(self._leave_results)
        page.clearing_wanted.connect(self._choices.clear)
        self._pane.cancel_wanted.connect(self._cancel)
        self._conversation.waits.connect(self._pane.show_waiting)
        for settled in (self._conversation.query_failed, self._conversation.failed, self._conversation.left):
            settled.connect(self._stop_waiting)
        self._conversation.answered.connect(self._take_answer)
        self._conversation.left.connect(self.show_chips)
        self._conversation.asked_changed.connect(self.show_chips)
        self._choices.changed.connect(self.show_chips)
        self.inquiries.contexts_found.connect(self._show_contexts)
        self.inquiries.explained.connect(self._show_explanation)
        self.inquiries.alike_found.connect(self._search_alike)
        self.inquiries.exported.connect(self._tell_export)
        self.inquiries.trouble.connect(self.trouble)
        self.saved.search_wanted.connect(self._ask_saved)
        self.saved.told.connect(self.told)
        self.saved.trouble.connect(self.trouble)

    def _take_answer(self, _result: SearchResult) -> None:
        self.show_chips()

    def _cancel(self) -> None:
        self._conversation.cancel()
        self._stop_waiting()
        self.told.emit(self.tr("已取消查找"))

    def _stop_waiting(self) -> None:
        self._pane.stop_waiting()

    def _ask_anew(self, query: str) -> None:
        self._box.show_query(query)
        self._conversation.ask_for(Asked(query))

    def _leave_results(self) -> None:
        self._conversation.ask_for(Asked(self._conversation.asked.typed))

    def _ask_saved(self, saved: SavedSearch) -> None:
        self._pane.order_button.choose(saved.sort, self._pane.grouping)
        self._box.show_query(saved.query)
        self._conversation.ask_for(Asked(saved.query))
        self._choices.replace(saved.choices)

    def _ask_contexts(self, document_id: str) -> None:
        self.inquiries.find_contexts(DocumentId(document_id), self._conversation.query)

    def _show_contexts(self, document_id: str, query: str, contexts: tuple[Snippet, ...]) -> None:
        if query == self._conversation.query:
            self._pane.results.show_contexts(DocumentId(document_id), contexts)

    def _ask_explanation(self, document_id: str) -> None:
        self.inquiries.explain(self._conversation.request(), DocumentId(document_id))

    def _show_explanation(self, explanation: Explanation | None) -> None:
        if explanation is None:
            self.told.emit(self.tr("这份文档已不在结果中"))
            return
        from viewer.ui.search.explanation_dialog import ExplanationDialog  # noqa: PLC0415 - most starts never show it

        hits = {hit.id: hit.title for hit in self._pane.results.hits}
        title = hits.get(explanation.id, "")
        ExplanationDialog(explanation, title, self._pane.order, self._window()).open()

    def _ask_similar(self, row: ResultRow) -> None:
        snippets = [row.snippet] if row.snippet is not None else row.hit.snippets
        self.find_similar("\n".join((row.hit.title, *(snippet.text for snippet in snippets))))

    def _search_alike(self, query: str) -> None:
        if not query:
            self.told.emit(self.tr("这段文字里没有可以用来找相似内容的词"))
            return
        self._box.show_query(query)
        self._conversation.ask_for(Asked(query))

    def _copy(self, row: ResultRow) -> None:
        if row.snippet is not None:
            words = cited(row.snippet.text, row.hit.metadata, row.hit.title)
            QGuiApplication.clipboard().setMimeData(on_clipboard(words))
            self.told.emit(self.tr("已复制这段文字和出处"))

    def _tell_export(self, name: str) -> None:
        self.told.emit(self.tr("已导出到“{0}”").format(name))

    def _window(self) -> QWidget:
        return self._pane.window()
