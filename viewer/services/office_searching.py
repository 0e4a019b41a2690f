"""Questions to an office's library: the server finds, counts and ranks; the texts give the exact places."""

import math
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from viewer.core.condition import AllOf, AnyOf, Condition, HasFacet, NoneOf, OneOf
from viewer.core.document import DocumentId
from viewer.core.hit import (
    Explanation,
    FacetChoice,
    Hit,
    SearchRequest,
    SearchResult,
    Selection,
    Snippet,
    SortOrder,
    WordWeight,
)
from viewer.core.label import READ, UNREAD
from viewer.core.metadata import Metadata
from viewer.core.posting import FoundDocument, FoundPage
from viewer.core.progress import CancelToken
from viewer.core.query import Or, QueryField, Run
from viewer.core.span import Span
from viewer.search.conditions import Asked, aliases_in, conditions
from viewer.search.engine import check_facets
from viewer.search.facets import COLLECTION, HAVING_NOTES, NOTES, STATE, TAG
from viewer.search.plan import Plan, asking, make_plan
from viewer.search.query import parse
from viewer.search.schema import alias_name
from viewer.search.snippet import cut_contexts, cut_snippets
from viewer.search.writing import write
from viewer.services.searched_library import SearchedLibrary
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.text.fold import FoldedText, fold
from viewer.text.segment import Segmenter

_MOST_WORDS = 12
_LONGEST_PASSAGE = 5_000
_MOST_TELLING = 6
_EVERYTHING = AllOf(())

LiveFacets = Mapping[str, Mapping[DocumentId, tuple[str, ...]]]


class OfficeSearcher:
    """Fulfils ``viewer.services.index_face.Searching`` with the server's help; safe from any thread."""

    def __init__(self, library: OfficeLibrary, segmenter: Segmenter) -> None:
        self._library = library
        self._view = SearchedLibrary(library)
        self._segmenter = segmenter

    def search(self, request: SearchRequest, *, cancel: CancelToken) -> SearchResult:
        """Answer one question: a page of hits, the exact total, the counts of all facets, all of one moment.

        ``complete`` is false while documents wait to be indexed. Raises ``QueryError``, ``Cancelled``,
        ``LibraryError``.
        """
        started = time.perf_counter()
        check_facets(request)
        with self._library.reading():
            self._library.postings().ask_indexes()
            plan = self._plan(request.query)
            asked = self._asked(plan)
            cancel.checkpoint()
            live = self._live_facets()
            page = self._page(request, plan, asked, live)
            cancel.checkpoint()
            is_complete = self._library.postings().is_complete()
            hits = tuple(self._hits(plan, page.documents))
        return SearchResult(
            query=request.query,
            total=page.total,
            elapsed_ms=round((time.perf_counter() - started) * 1000, 3),
            complete=is_complete,
            hits=hits,
            facets={field: _largest_first(some) for field, some in page.facets.items()},
        )

    def select(self, request: SearchRequest, *, cancel: CancelToken) -> Selection:
        """Return all documents that answer, and how they divide; raises as ``search`` does."""
        result = self.search(replace(request, limit=0, offset=0), cancel=cancel)
        with self._library.reading():
            asked = self._asked(self._plan(request.query))
            ids = self._library.postings().ids(asked.wide, self._chosen(request.facets, self._live_facets()))
        return Selection(ids, result.facets, result.complete)

    def contexts(self, document_id: DocumentId, query: str) -> tuple[Snippet, ...]:
        """Return every match of the query in one document with the words around it. Raises ``QueryError``."""
        spans = self.find_in(document_id, query)
        with self._library.reading() as documents:
            return cut_contexts(documents.text(document_id), spans) if spans else ()

    def explain(self, request: SearchRequest, document_id: DocumentId, *, cancel: CancelToken) -> Explanation | None:
        """Return why a document stands where it stands among the answers, ``None`` when it does not answer."""
        cancel.checkpoint()
        with self._library.reading():
            plan = self._plan(request.query)
            asked = self._asked(plan)
            postings = self._library.postings()
            here = OneOf((document_id,))
            if not postings.count(AllOf((here, asked.wide))):
                return None
            is_verbatim = bool(postings.count(AllOf((here, asked.verbatim))))
            words = self._words(plan)
            rows = postings.explain(document_id, words)
            known = postings.standing(words)
        weights = (WordWeight(row.word, *row.counts, known[row.word], round(row.points, 4)) for row in rows)
        return Explanation(document_id, verbatim=is_verbatim, words=tuple(weights))

    def query_like(self, passage: str) -> str:
        """Return a query for documents like a passage, empty where nothing in it is telling."""
        words = list(dict.fromkeys(self._segmenter.words(fold(passage[:_LONGEST_PASSAGE]))))
        wanted = [word for word in words if len(word) > 1 and not word.isdecimal()]
        postings = self._library.postings()
        with self._library.reading():
            total, known = postings.about_size(), postings.about_standing(wanted)
        telling = sorted((word for word in wanted if known[word] > 1), key=lambda word: -_rarity(known[word], total))
        return write(Or(tuple(Run(word, Span(0, 0)) for word in telling[:_MOST_TELLING]))) if telling else ""

    def find_in(self, document_id: DocumentId, query: str) -> tuple[Span, ...]:
        """Return where the query stands in one document, in order. Raises ``QueryError``."""
        with self._library.reading() as documents:
            text, metadata = documents.text(document_id), documents.summary(document_id).metadata
            plan = self._plan(query)
            figures = plan.figures(self._view).get(document_id, ()) if plan else ()
            return _marks(plan, text, metadata, figures)

    def warm_up(self, *, cancel: CancelToken) -> None:
        """Load the dictionary of words."""
        cancel.checkpoint()
        self._segmenter.words("案牍")

    def close(self) -> None:
        """Hold nothing: the connections are the library's."""

    def _plan(self, words: str) -> Plan | None:
        query = parse(words)
        return None if query is None else asking(make_plan(query, self._segmenter, self._aliases), self._segmenter)

    def _aliases(self, field: QueryField, name: str) -> tuple[str, ...]:
        return aliases_in(self._library.postings().terms, alias_name(field), name)

    def _asked(self, plan: Plan | None) -> Asked:
        if plan is None:
            return Asked(_EVERYTHING, _EVERYTHING)
        return conditions(plan, self._library.postings(), self._view)

    def _page(self, request: SearchRequest, plan: Plan | None, asked: Asked, live: LiveFacets) -> FoundPage:
        chosen = self._chosen(request.facets, live)
        page = self._library.postings().page(
            asked.wide,
            None if asked.verbatim == asked.wide else asked.verbatim,
            chosen=chosen,
            words=self._words(plan),
            by_date=request.sort is SortOrder.DATE or plan is None,
            group=request.group,
            offset=request.offset,
            limit=request.limit,
        )
        return replace(page, facets={**page.facets, **self._live_counts(asked.wide, chosen, live, page.total)})

    def _words(self, plan: Plan | None) -> dict[str, float]:
        """Return the words documents are ranked by, each with how much it tells."""
        words = [word for word in plan.scoring_words(self._segmenter) if word.strip()][:_MOST_WORDS] if plan else []
        postings = self._library.postings()
        with self._library.reading():
            total, known = postings.about_size(), postings.about_standing(words)
        return {word: _rarity(count, total) for word, count in known.items() if count}

    def _chosen(self, choices: Sequence[FacetChoice], live: LiveFacets) -> dict[str, Condition]:
        by_field: dict[str, list[str]] = {}
        for choice in choices:
            by_field.setdefault(choice.field, []).append(choice.value)
        return {
            field: _live_choice(field, values, live) if field in live else HasFacet(field, tuple(values))
            for field, values in by_field.items()
        }

    def _live_facets(self) -> LiveFacets:
        noted = dict.fromkeys(self._view.field_values(QueryField.NOTE), (HAVING_NOTES,))
        labels = {COLLECTION: {}, STATE: {}, **self._view.labels()}
        return {TAG: self._view.field_values(QueryField.TAG), NOTES: noted, **labels}

    def _live_counts(
        self, condition: Condition, chosen: Mapping[str, Condition], live: LiveFacets, total: int
    ) -> dict[str, dict[str, int]]:
        """Count what people change at any time: of the documents that have any, those that answer."""
        counted: dict[str, dict[str, int]] = {}
        postings = self._library.postings()
        for field, values in live.items():
            others = {name: some for name, some in chosen.items() if name != field}
            found = postings.ids(AllOf((OneOf(tuple(values)), condition)), others) if values else frozenset()
            counts: dict[str, int] = {}
            for document_id in found:
                for value in set(values[document_id]):
                    counts[value] = counts.get(value, 0) + 1
            if field == STATE:
                is_chosen = field in chosen
                everything = postings.count(AllOf((condition, *others.values()))) if is_chosen else total
                counts[UNREAD] = everything - counts.pop(READ, 0)
            counted[field] = {value: count for value, count in counts.items() if count}
        return counted

    def _hits(self, plan: Plan | None, found: Sequence[FoundDocument]) -> Iterator[Hit]:
        ids = [each.id for each in found]
        texts, summaries = self._view.texts(ids), self._view.summaries(ids)
        figures = plan.figures(self._view) if plan else {}
        for each in found:
            if each.id in texts and each.id in summaries:
                text, summary = texts[each.id], summaries[each.id]
                spans = _marks(plan, text, summary.metadata, figures.get(each.id, ()))
                yield Hit(
                    id=each.id,
                    title=summary.title,
                    date=summary.metadata.date,
                    score=round(each.score, 4),
                    spans=spans,
                    snippets=cut_snippets(text, spans),
                    metadata=summary.metadata,
                )


def _marks(plan: Plan | None, text: str, metadata: Metadata | None, figures: Sequence[Span]) -> tuple[Span, ...]:
    return plan.marks(FoldedText(text), metadata, figures) if plan is not None else ()


def _live_choice(field: str, values: Sequence[str], live: LiveFacets) -> Condition:
    wanted = set(values)
    having = OneOf(tuple(known for known, some in live[field].items() if wanted & set(some)))
    if field == STATE and UNREAD in wanted:
        read = OneOf(tuple(known for known, some in live[field].items() if READ in some))
        return AnyOf((having, NoneOf(read)))
    return having


def _largest_first(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda counted: (-counted[1], counted[0])))


def _rarity(found: int, total: int) -> float:
    """Return how much something tells that stands in so many documents."""
    count = max(1, total)
    return math.log(1 + (count - min(found, count) + 0.5) / (found + 0.5))
