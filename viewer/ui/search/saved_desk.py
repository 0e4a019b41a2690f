"""Saved searches at work: kept, asked again, renamed, removed, and counted anew whenever the library changes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from viewer.core.errors import IndexUnavailableError, QueryError, ViewerError
from viewer.core.hit import SearchRequest
from viewer.core.progress import CancelToken, Progress
from viewer.core.saved_search import SavedSearch, SavedSearchId
from viewer.jobs.runner import JobRunner
from viewer.ui.changes import Changes, Deed, Topic
from viewer.ui.search.faces import SavedSearches, SearchServices
from viewer.ui.search.saved_view import SavedView

Counts = Mapping[SavedSearchId, int]


class SavedDesk(QObject):
    """Keeps the list in the sidebar true to the library."""

    search_wanted = Signal(SavedSearch)
    listed = Signal(int)
    told = Signal(str)
    trouble = Signal(ViewerError)

    def __init__(
        self, services: SearchServices, runner: JobRunner, changes: Changes, view: SavedView, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._runner = runner
        self._changes = changes
        self._view = view
        self._searches: tuple[SavedSearch, ...] = ()
        view.search_wanted.connect(self.search_wanted)
        view.renamed.connect(self._rename)
        view.removal_wanted.connect(self._remove)

    def reload(self) -> None:
        """Read the list again, and count."""
        saved = self._services.saved_searches

        def work(_progress: Progress, _cancel: CancelToken) -> list[SavedSearch]:
            return saved.all()

        self._runner.run(work, owner=self, done=self._show, failed=self.trouble.emit, slot="list")

    def save(self, name: str, request: SearchRequest) -> None:
        """Keep a question; like every change of the list, that can be taken back."""
        searches = self._services.saved_searches
        self._changes.make(
            Deed(
                self.tr("保存查找“{0}”").format(name),
                Topic.SEARCHES,
                do=lambda: searches.save(name, request.query, request.facets, request.sort),
                undo=lambda saved: searches.remove(saved.id),
                redo=lambda saved: _put(searches, saved),
                after=self.reload,
            )
        )
        self.told.emit(self.tr("已保存查找“{0}”，可在左侧栏再次打开").format(name))

    def count(self) -> None:
        """Count anew what each finds; a search that cannot be answered just now keeps no number."""
        searcher, searches = self._services.searcher, self._searches

        def work(_progress: Progress, cancel: CancelToken) -> Counts:
            return _counted(searches, lambda request: searcher.search(request, cancel=cancel).total)

        if searches:
            self._runner.run(work, owner=self, done=self._view.searches.show_counts, failed=_ignore, slot="count")

    def close(self) -> None:
        """Let go of the sidebar."""
        self._runner.cancel_owner(self)
        self._view.search_wanted.disconnect(self.search_wanted)
        self._view.renamed.disconnect(self._rename)
        self._view.removal_wanted.disconnect(self._remove)
        self._view.searches.show_searches(())

    def _show(self, searches: list[SavedSearch]) -> None:
        self._searches = tuple(searches)
        self._view.searches.show_searches(searches)
        self.listed.emit(len(searches))
        self.count()

    def _rename(self, saved: SavedSearch, name: str) -> None:
        if name and name != saved.name:
            searches = self._services.saved_searches
            self._make(
                self.tr("重命名查找“{0}”").format(saved.name),
                lambda: searches.put(replace(saved, name=name)),
                lambda: searches.put(saved),
            )

    def _remove(self, saved: SavedSearch) -> None:
        searches = self._services.saved_searches
        words = self.tr("删除已存查找“{0}”").format(saved.name)
        self._make(words, lambda: searches.remove(saved.id), lambda: searches.put(saved))
        self.told.emit(self.tr("已删除已存查找“{0}”，可以撤销").format(saved.name))

    def _make(self, words: str, do: Callable[[], object], undo: Callable[[], object]) -> None:
        self._changes.make(Deed(words, Topic.SEARCHES, do=do, undo=lambda _: undo(), after=self.reload))


def _put(searches: SavedSearches, saved: SavedSearch) -> SavedSearch:
    searches.put(saved)
    return saved


def _counted(searches: Sequence[SavedSearch], total: Callable[[SearchRequest], int]) -> Counts:
    counts = {}
    for saved in searches:
        try:
            counts[saved.id] = total(SearchRequest(saved.query, limit=0, sort=saved.sort, facets=saved.choices))
        except (QueryError, IndexUnavailableError):
            continue  # a search nobody can answer just now has no number, the others do
    return counts


def _ignore(_error: ViewerError) -> None:
    return None
