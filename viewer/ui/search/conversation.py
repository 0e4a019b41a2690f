"""The search as a conversation: a query, filters and an order make one question; its pages are shown as they come."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from viewer.core.errors import QueryError, ViewerError
from viewer.core.hit import SearchRequest, SearchResult
from viewer.ui.library.choices import Choices
from viewer.ui.library.pane import ListPane
from viewer.ui.session import PAGE_OF_HITS, LibrarySession


class SearchConversation(QObject):
    """Keeps what is asked at the moment; an empty query is no question."""

    answered = Signal(SearchResult)
    query_failed = Signal(str, ViewerError)
    failed = Signal(ViewerError)
    left = Signal()

    def __init__(self, session: LibrarySession, choices: Choices, pane: ListPane) -> None:
        super().__init__(session)
        self._session = session
        self._choices = choices
        self._pane = pane
        self._query = ""
        self._result: SearchResult | None = None
        self._widen = QAction(self.tr("清除筛选再找"), self)
        self._widen.triggered.connect(choices.clear)
        self._suggested = QAction(self)
        session.search_answered.connect(self._take_answer)
        session.search_failed.connect(self._take_failure)
        pane.results.page_wanted.connect(self._ask_page)

    @property
    def query(self) -> str:
        """Return the query being asked, empty when there is none."""
        return self._query

    @property
    def result(self) -> SearchResult | None:
        """Return the first page of the latest answer, ``None`` while there is none."""
        return self._result

    @property
    def suggested(self) -> QAction:
        """Return the action that asks the suggested query; its data is the query."""
        return self._suggested

    def ask(self, query: str) -> None:
        """Ask a query from its first page; an empty one ends the conversation."""
        self._query = query
        if query:
            self._session.search(self._request(0))
            return
        self._session.forget_search()
        self._result = None
        self.left.emit()

    def ask_again(self) -> None:
        """Ask the same query anew: filters, order or library have changed."""
        if self._query:
            self.ask(self._query)

    def _ask_page(self, offset: int) -> None:
        self._session.search(self._request(offset))

    def _request(self, offset: int) -> SearchRequest:
        return SearchRequest(self._query, PAGE_OF_HITS, offset, self._pane.order, self._choices.chosen)

    def _take_answer(self, request: SearchRequest, result: SearchResult) -> None:
        if request.offset:
            self._pane.results.append_page(result)
            return
        self._result = result
        if result.hits:
            self._pane.show_answer(result)
        else:
            self._show_no_hit(result)
        self.answered.emit(result)

    def _take_failure(self, request: SearchRequest, error: ViewerError) -> None:
        if isinstance(error, QueryError):
            self.query_failed.emit(request.query, error)
        else:
            self.failed.emit(error)

    def _show_no_hit(self, result: SearchResult) -> None:
        actions = []
        lines = []
        if self._choices.chosen:
            names = "、".join(choice.value for choice in self._choices.chosen)
            lines.append(self.tr("只在符合这些筛选条件的文档中找过：{0}。").format(names))
            actions.append(self._widen)
        else:
            lines.append(self.tr("已在全部文档的标题和正文中找过。"))
        if not result.complete:
            lines.append(self.tr("还有文档没有编入索引，稍后再找可能会有结果。"))
        if result.suggestion:
            self._suggested.setText(self.tr("改找“{0}”").format(result.suggestion))
            self._suggested.setData(result.suggestion)
            actions.append(self._suggested)
        lines.append(self.tr("可以换个说法或缩短词语；几个词之间用 | 隔开，表示有一个即可。"))
        self._pane.show_no_hit(self.tr("没有找到“{0}”").format(result.query), "\n".join(lines), actions)
