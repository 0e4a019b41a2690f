"""The search as a conversation: a query, filters and an order make one question; its pages are shown as they come."""

from PySide6.QtCore import QObject, QTimer, Signal

from viewer.core.errors import QueryError, ViewerError
from viewer.core.hit import SearchRequest, SearchResult, Widening
from viewer.ui.library.choices import Choices
from viewer.ui.library.pane import ListPane
from viewer.ui.search.asked import Asked
from viewer.ui.session import PAGE_OF_HITS, LibrarySession

_MOST_AT_ONCE = 240
_PATIENCE_MS = 300


class SearchConversation(QObject):
    """Keeps what is asked at the moment; an empty query is no question.

    ``waits`` says that an answer takes its time, ``answered``, ``query_failed``, ``failed`` or ``left`` that it ended.
    """

    answered = Signal(SearchResult)
    query_failed = Signal(str, ViewerError)
    failed = Signal(ViewerError)
    left = Signal()
    waits = Signal()
    asked_changed = Signal()

    def __init__(self, session: LibrarySession, choices: Choices, pane: ListPane) -> None:
        super().__init__(session)
        self._session = session
        self._choices = choices
        self._pane = pane
        self._asked = Asked()
        self._result: SearchResult | None = None
        self._has_failed = False
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(self.waits)
        session.search_answered.connect(self._take_answer)
        session.search_failed.connect(self._take_failure)
        pane.results.page_wanted.connect(self._ask_page)

    @property
    def asked(self) -> Asked:
        """Return the question in its parts."""
        return self._asked

    @property
    def query(self) -> str:
        """Return the query being asked, empty when there is none."""
        return self._asked.query

    @property
    def result(self) -> SearchResult | None:
        """Return the first page of the latest answer, ``None`` while there is none."""
        return self._result

    def request(self) -> SearchRequest:
        """Return the whole question with filters and order, from its first page."""
        return self._request(0)

    def ask(self, typed: str) -> None:
        """Ask what was typed, within the results that are searched further; nothing at all ends the conversation."""
        self.ask_for(self._asked.with_typed(typed))

    def ask_for(self, asked: Asked) -> None:
        """Ask a question from its first page."""
        is_new = asked != self._asked
        self._asked = asked
        if is_new:
            self.asked_changed.emit()
        if asked.query:
            self._patience.start()
            self._session.search(self._request(0))
            return
        self._patience.stop()
        self._session.forget_search()
        self._result = None
        self.left.emit()

    def ask_again(self) -> None:
        """Ask the same query anew: filters, order or library have changed."""
        if self.query:
            self.ask_for(self._asked)

    def ask_where_unsure(self) -> None:
        """Ask anew what could not be answered, or not from the whole library: the index has changed."""
        if self._has_failed or (self._result is not None and not self._result.complete):
            self.ask_again()

    def widen(self, widening: Widening) -> None:
        """Take up an offer."""
        self.ask_for(self._asked.with_widening(widening))

    def cancel(self) -> None:
        """Stop waiting for an answer; what was shown before stays."""
        self._patience.stop()
        self._session.forget_search()

    def offers(self) -> tuple[Widening, ...]:
        """Return what else could be searched, without what is searched already."""
        if self._result is None:
            return ()
        known = {word for each in self._asked.widened for word in (each.word, *each.alternatives)}
        return tuple(each for each in self._result.widenings if not known.issuperset((each.word, *each.alternatives)))

    def _ask_page(self, offset: int) -> None:
        self._session.search(self._request(offset))

    def _request(self, offset: int) -> SearchRequest:
        limit = max(PAGE_OF_HITS, min(offset, _MOST_AT_ONCE))  # a longer list is laid out less often
        grouping = self._pane.grouping
        return SearchRequest(
            self.query, limit, offset, self._pane.order, self._choices.chosen, grouping.value if grouping else None
        )

    def _take_answer(self, request: SearchRequest, result: SearchResult) -> None:
        if request.offset:
            self._pane.results.append_page(result)
            return
        self._patience.stop()
        self._has_failed = False
        self._result = result
        if result.hits:
            self._pane.show_answer(result)
        else:
            self._pane.show_no_hit(self._asked, result, self._choices.chosen)
        self.answered.emit(result)

    def _take_failure(self, request: SearchRequest, error: ViewerError) -> None:
        if request.offset:
            self._pane.results.give_up_page()
            return
        self._patience.stop()
        if isinstance(error, QueryError):
            place = self._asked.typed_position(error.position)
            self.query_failed.emit(self._asked.typed, QueryError(error.message, position=place, advice=error.advice))
        else:
            self._has_failed = True
            self.failed.emit(error)
