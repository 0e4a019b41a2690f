"""The middle of the window: the document list, or the documents that answer a query, or why there are none."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from viewer.core.catalog import DocumentSummary
from viewer.core.document import DocumentId
from viewer.core.hit import FacetChoice, SearchResult, SortOrder
from viewer.ui.appearance import Appearance
from viewer.ui.library.document_model import DocumentModel
from viewer.ui.library.document_table import DocumentTable
from viewer.ui.notice_page import NoticePage
from viewer.ui.search.asked import Asked
from viewer.ui.search.chips import ChipBar
from viewer.ui.search.no_hit_page import NoHitPage
from viewer.ui.search.order_button import OrderButton
from viewer.ui.search.result_model import Grouping, ResultModel
from viewer.ui.search.result_view import ResultView
from viewer.ui.typography import ui_font

STRIP_HEIGHT = 44
_LEAST_CHARACTERS = 14  # pages that say why it is empty would want more, and push the page out of a small window


class ListPane(QWidget):
    """Shows exactly one of: list, answer, or a page that says why it is empty."""

    order_changed = Signal()
    cancel_wanted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._summaries: tuple[DocumentSummary, ...] = ()
        self._awaited: DocumentId | None = None
        self.documents = DocumentModel(self)
        self.results = ResultModel(self)
        self.table = DocumentTable(self.documents, appearance, self)
        self.result_view = ResultView(self.results, appearance, self)
        self.waiting = NoticePage(appearance, "library", self)
        self.empty_library = NoticePage(appearance, "tray", self)
        self.no_match = NoticePage(appearance, "filter", self)
        self.no_hit = NoHitPage(appearance, self)
        self.chips = ChipBar(appearance, self)
        self._headline = QLabel(self)
        self._headline.setProperty("tone", "secondary")
        self.order_button = OrderButton(self)
        self.order_button.changed.connect(self.order_changed)
        self.more = QToolButton(self)
        self._stop = QToolButton(self)
        self._strip = self._build_strip()
        self._stack = QStackedWidget(self)
        self._arrange()
        self.setMinimumWidth(round(QFontMetricsF(ui_font()).horizontalAdvance("文") * _LEAST_CHARACTERS))

    @property
    def order(self) -> SortOrder:
        """Return how answers are to be ordered."""
        return self.order_button.order

    @property
    def grouping(self) -> Grouping | None:
        """Return by what answers are to stand together."""
        return self.order_button.grouping

    @property
    def shows_answer(self) -> bool:
        """Tell whether an answer, even an empty one, is shown."""
        return self._stack.currentWidget() in (self.result_view, self.no_hit)

    def wait(self, sentence: str) -> None:
        """Say that the library is being opened."""
        self.waiting.say(sentence, "")
        self._show(self.waiting)

    def show_documents(
        self,
        summaries: Sequence[DocumentSummary],
        choices: Sequence[FacetChoice],
        among: Collection[DocumentId] | None = None,
    ) -> None:
        """Show the documents that fit the choices, and only those ``among`` where that is given."""
        self._refill(summaries, choices, among)
        self.show_list()

    def refill(
        self,
        summaries: Sequence[DocumentSummary],
        choices: Sequence[FacetChoice],
        among: Collection[DocumentId] | None = None,
    ) -> None:
        """Take note of the documents without leaving an answer that is shown."""
        self._refill(summaries, choices, among)
        if not self.shows_answer:
            self.show_list()

    def show_list(self) -> None:
        """Leave the answer and show the list."""
        self.results.show_result(None)
        if not self._summaries:
            self._show(self.empty_library)
            return
        shown, total = self.documents.rowCount(), len(self._summaries)
        if shown == 0:
            self.no_match.say(
                self.tr("没有符合筛选条件的文档"), self.tr("文库中共有 {0} 份文档。").format(f"{total:,}")
            )
            self._show(self.no_match)
            return
        words = self.tr("{0} 份文档") if shown == total else self.tr("{0} 份文档（共 {1} 份）")
        self._headline.setText(words.format(f"{shown:,}", f"{total:,}"))
        self._show(self.table)

    def show_answer(self, result: SearchResult) -> None:
        """Show the documents that answer."""
        self.results.show_result(result, self.grouping)
        found = (
            self.tr("找到 {0} 份文档") if result.complete else self.tr("找到 {0} 份文档（索引未完成，结果可能不全）")
        )
        self._headline.setText(found.format(f"{result.total:,}"))
        self._show(self.result_view)
        self.result_view.scrollToTop()

    def show_no_hit(self, asked: Asked, result: SearchResult, choices: Sequence[FacetChoice]) -> None:
        """Say that nothing was found, what was looked for, and what may help."""
        self.results.show_result(None)
        self.no_hit.show_result(asked, result, choices)
        self._show(self.no_hit)

    def show_waiting(self) -> None:
        """Say that an answer takes its time, and how to stop waiting for it."""
        self._headline.setText(self.tr("正在查找…"))
        self._stop.show()
        self._strip.show()

    def stop_waiting(self) -> None:
        """Take away the way to stop waiting; what was shown before stays."""
        self._stop.hide()
        if self._stack.currentWidget() is self.table:
            self.show_list()

    def focus_list(self) -> None:
        """Let the arrow keys walk through what is shown."""
        shown = self._stack.currentWidget()
        if isinstance(shown, (DocumentTable, ResultView)):
            shown.setFocus()
            if not shown.currentIndex().isValid():
                shown.setCurrentIndex(shown.model().index(0, 0))

    def select_document(self, document_id: DocumentId) -> None:
        """Select the document being read, wherever it is listed; one that just came in, as soon as it is."""
        self._awaited = document_id if self.documents.row_of(document_id) is None else None
        self.table.select_document(document_id)
        if self._stack.currentWidget() is not self.result_view:
            return
        current = self.result_view.currentIndex()
        row = self.results.row_of(document_id)
        if row is not None and not (current.isValid() and self.results.row_at(current.row()).hit.id == document_id):
            self.result_view.select_row(row)

    def _refill(
        self,
        summaries: Sequence[DocumentSummary],
        choices: Sequence[FacetChoice],
        among: Collection[DocumentId] | None,
    ) -> None:
        self._summaries = tuple(summaries)
        selected = self.table.selected_ids()
        shown = self._summaries if among is None else [each for each in self._summaries if each.id in among]
        self.documents.show_documents(shown, choices)
        if self._awaited is not None and self.documents.row_of(self._awaited) is not None:
            selected, self._awaited = (self._awaited,), None
        for document_id in selected[:1]:
            self.table.select_document(document_id)

    def _show(self, page: QWidget) -> None:
        self._strip.setVisible(page in (self.table, self.result_view))
        self._stop.hide()
        self.order_button.setVisible(page is self.result_view)
        self.more.setVisible(page is self.result_view)
        self._stack.setCurrentWidget(page)

    def _build_strip(self) -> QFrame:
        strip = QFrame(self)
        strip.setProperty("panel", "surface")
        row = QHBoxLayout(strip)
        row.setContentsMargins(14, 4, 8, 4)
        strip.setMinimumHeight(STRIP_HEIGHT)
        row.setSpacing(2)
        row.addWidget(self._headline, 1)
        self.more.setText(self.tr("更多"))
        self.more.setToolTip(self.tr("保存、导出、在结果中查找"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._stop.setText(self.tr("取消"))
        self._stop.clicked.connect(self.cancel_wanted)
        self._stop.hide()
        for button in (self._stop, self.order_button, self.more):
            row.addWidget(button)
        return strip

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addWidget(self.chips)
        column.addWidget(self._stack, 1)
        for page in (
            self.waiting,
            self.table,
            self.result_view,
            self.empty_library,
            self.no_match,
            self.no_hit,
        ):
            self._stack.addWidget(page)
