"""Lets the sure names of the library help its other documents: a name several replies know is marked in all of them.

A name is sure when at least two documents found it by themselves and always as the same thing. What a document was
told by others does not count as its own word, so the outcome depends on the documents alone, not on their order.
"""

# What looks for names is loaded when it is first wanted, as in viewer.services.marking.
# ruff: noqa: PLC0415

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from viewer.core.document import DocumentId
from viewer.core.entity import EntityType, MarkSource
from viewer.core.errors import DocumentNotFoundError
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.core.reading import Reading
from viewer.extract.tagger.tagger import Tagger
from viewer.services.marking import read_marks
from viewer.store.store import Store

_DOCUMENTS = 2
_MOST_NAMES = 20_000
_BEYOND = 1 << 62

Names = tuple[tuple[str, EntityType], ...]


class Spreading:
    """The sure names of one library."""

    def __init__(
        self, library: Store, load_tagger: Callable[[], Tagger | None], changed: Callable[[], None] = lambda: None
    ) -> None:
        """``changed`` hears that documents have other marks now, which the index has to learn."""
        self._library = library
        self._load_tagger = load_tagger
        self._changed = changed

    def spread(self, *, progress: Progress, cancel: CancelToken) -> int:
        """Gather the sure names and mark anew the documents they concern; return how many these were.

        Stopped early, it begins again the next time. A library whose sure names are the same costs one question.
        """
        with self._library.reading() as documents:
            before = self._library.lessons().spread_names()
            names = self._gathered()
            shown = documents.shown_ids() if before != names else []
        if before == names or not self._library.may_derive:
            return 0
        news = _News(before, names)
        marked = 0
        for number, document_id in enumerate(shown):
            cancel.checkpoint()
            progress(ProgressStep(number, len(shown), "核对各文档的名称"))
            marked += self._mark(document_id, names, news)
        with self._library.transaction():
            self._library.lessons().replace_spread_names(names)
        if marked:
            self._changed()
        progress(ProgressStep(len(shown), len(shown), "核对各文档的名称"))
        return marked

    def _gathered(self) -> Names:
        from viewer.extract.entities.propagation import is_worth_spreading

        found = self._library.marks().sure_names(documents=_DOCUMENTS, most=_MOST_NAMES)
        return tuple(sorted((name, kind) for name, kind in found if is_worth_spreading(name, kind)))

    def _mark(self, document_id: DocumentId, names: Names, news: "_News") -> bool:
        try:
            with self._library.reading() as documents:
                reading = documents.open(document_id).reading
            if not news.concern(reading):
                return False
            with self._library.reading():
                known = replace(self._library.lessons().lessons_besides(document_id), names=names)
            entities, metrics = read_marks(reading.document, reading.metadata, known, self._load_tagger())
            with self._library.transaction() as documents:
                if documents.text(document_id) != reading.document.text:
                    return False  # read anew meanwhile
                documents.replace_marks(document_id, entities, metrics)
        except DocumentNotFoundError:
            return False  # removed meanwhile
        return True


class _News:
    """The names that were gained and lost since they were last gathered."""

    def __init__(self, before: Names, after: Names) -> None:
        from viewer.extract.entities.term_table import TermTable

        self._gained = TermTable(dict(set(after) - set(before)))
        self._lost = {name for name, _ in set(before) - set(after)}

    def concern(self, reading: Reading) -> bool:
        """Tell whether a document would read otherwise: a gained name stands unmarked, or a lost one marked it."""
        if any(each.source is MarkSource.LEXICON and each.surface in self._lost for each in reading.entities):
            return True
        starts = sorted((each.span.start, each.span.end) for each in reading.entities)
        return any(not _is_within(starts, start, end) for start, end, _ in self._gained.find(reading.document.text))


def _is_within(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_right(spans, (start, _BEYOND)) - 1  # names lie side by side, never over each other
    return index >= 0 and end <= spans[index][1]
