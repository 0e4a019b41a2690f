"""Answering searches: the one face of this package for those who only ask."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import numpy as np

from viewer.core.catalog import DocumentSummary
from viewer.core.document import DocumentId
from viewer.core.errors import IndexUnavailableError, QueryError
from viewer.core.hit import Explanation, Hit, SearchRequest, SearchResult, Selection, SortOrder
from viewer.core.metadata import Metadata
from viewer.core.progress import CancelToken
from viewer.core.query import Or, Query, QueryField, Run
from viewer.core.span import Span
from viewer.search.advice import Advice, Adviser
from viewer.search.answer import CLOSE_BOUND, Answer
from viewer.search.current import CurrentReader
from viewer.search.facets import (
    ALL_FACETS,
    HAVING_NOTES,
    LIVE_FACETS,
    NOTES,
    Divided,
    LiveFacets,
    Selections,
    divided,
)
from viewer.search.folded_texts import FoldedTexts, JudgingTexts
from viewer.search.index import IndexFolder
from viewer.search.library_view import LibraryView
from viewer.search.manifest import FileMarks
from viewer.search.nearness import explain_nearness
from viewer.search.plan import Plan, asking, expected_terms, make_plan
from viewer.search.query import parse
from viewer.search.ranking import (
    WordScores,
    explain_words,
    order_by_date,
    order_by_score,
    parted_by_score,
    passage_words,
    score_words,
)
from viewer.search.reader import FolderReader, IndexReader, Mask, Numbers, Scores
from viewer.search.recent_answers import RecentAnswers
from viewer.search.schema import FACET_FIELDS
from viewer.search.snippet import cut_snippets
from viewer.search.synonyms import SynonymBook
from viewer.search.writing import write
from viewer.text.fold import FoldedText, fold
from viewer.text.segment import Segmenter

_PAGES_ROOM = 4 << 20
_LONGEST_PASSAGE = 5_000
_MOST_TELLING = 6
_PARTED = 1_000


class Readers(Protocol):
    """Lends the newest generation of an index."""

    def reading(self) -> AbstractContextManager[IndexReader]:
        """Lend the newest reader for one search. Raises ``IndexUnavailableError``."""

    def close(self) -> None:
        """Close the reader as soon as no search uses it."""


class Engine:
    """Answers questions over whatever index it is given, in a folder or on a server; may be shared by threads.

    An unquoted run finds every document that holds it verbatim, and after those, as weaker hits, documents that only
    hold its words apart; ``total`` and the facets count both. A quoted run finds verbatim only. Under a NOT a run
    always means verbatim. An empty query finds all documents, newest first. ``spans`` and marks cover verbatim
    matches where a document has any, else the words.

    A question in a person's own words that no document holds verbatim finds what is nearest to it, best first, and
    ``nearest_by`` says so. An unquoted run of that kind only: AND stays AND where it finds anything.
    """

    def __init__(
        self,
        current: Readers,
        library: LibraryView,
        segmenter: Segmenter,
        texts: JudgingTexts,
        *,
        synonyms: SynonymBook | None = None,
    ) -> None:
        self._current = current
        self._library = library
        self._segmenter = segmenter
        self._texts = texts
        self._adviser = Adviser(segmenter, synonyms or SynonymBook())
        self._kept: tuple[IndexReader, Divided] | None = None
        self._answers = RecentAnswers()

    def search(self, request: SearchRequest, *, cancel: CancelToken | None = None) -> SearchResult:
        """Answer a request: one page of hits, the exact total, and the counts of all facets.

        Raises ``QueryError`` for a query or facet that cannot be read, ``IndexUnavailableError``, ``Cancelled``.
        """
        started = time.perf_counter()
        token = cancel or CancelToken()
        check_facets(request)
        query = parse(request.query)
        with self._current.reading() as reader:
            token.checkpoint()
            answer = self._answer(query, reader, token)
            selections = self._selections(reader, request)
            selected = selections.narrow(answer.matched)
            token.checkpoint()
            page = self._page(request, answer, _groups(selections, answer, request.group, selected))
            advice = self._advice(query, answer)
            return SearchResult(
                query=request.query,
                total=int(np.count_nonzero(selected)),
                elapsed_ms=round((time.perf_counter() - started) * 1000, 3),
                complete=self._is_complete(reader),
                hits=page,
                facets=selections.counts(answer.matched),
                widenings=advice.widenings,
                missing=advice.missing,
                suggestion=advice.suggestion,
                nearest_by=answer.nearest_by,
            )

    def select(self, request: SearchRequest, *, cancel: CancelToken | None = None) -> Selection:
        """Return all documents that answer, and the counts of all facets; raises as ``search`` does."""
        check_facets(request)
        query = parse(request.query)
        with self._current.reading() as reader:
            answer = self._answer(query, reader, cancel or CancelToken())
            selections = self._selections(reader, request)
            numbers = _numbers(selections.narrow(answer.matched))
            return Selection(
                ids=frozenset(reader.ids[number] for number in numbers),
                facets=selections.counts(answer.matched),
                complete=self._is_complete(reader),
            )

    def explain(
        self, request: SearchRequest, document_id: DocumentId, *, cancel: CancelToken | None = None
    ) -> Explanation | None:
        """Return why a document stands where it stands among the answers, ``None`` when it does not answer.

        Raises ``QueryError``, ``IndexUnavailableError``, ``Cancelled``.
        """
        query = parse(request.query)
        with self._current.reading() as reader:
            answer = self._answer(query, reader, cancel or CancelToken())
            plan = answer.plan
            number = reader.numbers().get(document_id)
            if number is None or not answer.matched[number]:
                return None
            if answer.nearness is not None and plan is not None and plan.question is not None:
                return Explanation(document_id, verbatim=False, words=explain_nearness(reader, plan.question, number))
            words = plan.scoring_words(self._segmenter) if plan else []
            is_verbatim = bool(answer.verbatim_among(np.array([number], np.int64)))
            closeness = self._closeness(request, answer, number)
            return Explanation(document_id, is_verbatim, explain_words(reader, words, number), closeness)

    def query_like(self, passage: str) -> str:
        """Return a query for documents that speak of the same as a passage, empty where nothing in it is telling.

        Raises ``IndexUnavailableError``.
        """
        words = self._segmenter.words(fold(passage[:_LONGEST_PASSAGE]))
        with self._current.reading() as reader:
            telling = passage_words(reader, words, most=_MOST_TELLING)
        return write(Or(tuple(Run(word, Span(0, 0)) for word in telling))) if telling else ""

    def spans_in(
        self, text: str, query: str, *, metadata: Metadata | None = None, document_id: DocumentId | None = None
    ) -> tuple[Span, ...]:
        """Return the marks of a query in one canonical text, whether or not the whole query is fulfilled there.

        Figures are marked in a document of the library only. Raises ``QueryError``.
        """
        parsed = parse(query)
        if parsed is None:
            return ()
        plan = asking(make_plan(parsed, self._segmenter, self._aliases), self._segmenter)
        figures = plan.figures(self._library).get(document_id, ()) if document_id else ()
        return plan.marks(FoldedText(text), metadata, figures)

    def warm_up(self, *, cancel: CancelToken | None = None) -> None:
        """Load what the first searches would wait for: the dictionary and the columns.

        Raises ``IndexUnavailableError``, ``Cancelled``.
        """
        token = cancel or CancelToken()
        self._segmenter.words("案牍")
        with self._current.reading() as reader:
            for field in FACET_FIELDS:
                token.checkpoint()
                reader.facet(field)
            reader.dates()
            reader.lengths()
            self._divided(reader)

    def close(self) -> None:
        """Close the index's files."""
        self._current.close()

    def _aliases(self, field: QueryField, name: str) -> tuple[str, ...]:
        """Return what the index knows of a name; marking a text needs no index."""
        try:
            with self._current.reading() as reader:
                return reader.aliases(field, name)
        except IndexUnavailableError:
            return ()

    def _is_complete(self, reader: IndexReader) -> bool:
        """Tell whether every document of the library can be found."""
        return int(np.count_nonzero(reader.alive)) == self._library.document_count()

    def _selections(self, reader: IndexReader, request: SearchRequest) -> Selections:
        return Selections(reader, request.facets, self._live_facets(), self._divided(reader))

    def _divided(self, reader: IndexReader) -> Divided:
        kept = self._kept
        if kept is None or kept[0] is not reader:
            kept = self._kept = (reader, divided(reader, kept[1] if kept else None))
        return kept[1]

    def _live_facets(self) -> LiveFacets:
        given = self._library.labels()
        labels = {field: given.get(field, {}) for field in LIVE_FACETS}
        return {**labels, NOTES: dict.fromkeys(labels[NOTES], (HAVING_NOTES,))}

    def _plan(self, query: Query | None, reader: IndexReader) -> Plan | None:
        if query is None:
            return None
        plan = asking(make_plan(query, self._segmenter, reader.aliases), self._segmenter)
        reader.expect(expected_terms(plan, plan.scoring_words(self._segmenter)))
        return plan

    def _answer(self, query: Query | None, reader: IndexReader, cancel: CancelToken) -> Answer:
        """Answer a query, or hand out the answer that was found for another page, order or filter of it."""
        if query is None:
            return Answer(None, reader, self._library, self._texts, cancel)
        answer = self._answers.find(query, reader, cancel)
        if answer is None:
            answer = Answer(self._plan(query, reader), reader, self._library, self._texts, cancel)
            self._answers.keep(query, answer)
        return answer

    def _advice(self, query: Query | None, answer: Answer) -> Advice:
        if query is None or answer.nearness is not None:
            return Advice()

        def answer_to(other: Query) -> Answer:
            answer.cancel.checkpoint()
            plan = make_plan(other, self._segmenter, answer.reader.aliases)
            return Answer(plan, answer.reader, self._library, self._texts, answer.cancel)

        return self._adviser.advise(query, answer.reader, answer_to, nothing_found=not answer.matched.any())

    def _page(self, request: SearchRequest, answer: Answer, groups: Iterable[Mask]) -> tuple[Hit, ...]:
        ranked = self._ranked(answer)
        end = request.offset + request.limit
        by_date = request.sort is SortOrder.DATE or answer.plan is None
        numbers: list[int] = []
        verbatim: set[int] = set()
        for group in groups:
            room = end - len(numbers)
            if room <= 0:
                break
            if by_date:
                numbers += order_by_date(answer.reader, np.flatnonzero(group), ranked.scores)[:room].tolist()
            else:
                best, sure = _best(answer, group, ranked.scores, room)
                numbers += best.tolist()
                verbatim |= sure
        page = numbers[request.offset :]
        if by_date:
            verbatim = set(answer.verbatim_among(np.array(page, np.int64)))
        bound = ranked.bound * CLOSE_BOUND
        scores = {number: float(ranked.scores[number]) + bound * (number in verbatim) for number in page}
        return tuple(self._hits(answer, page, scores))

    def _closeness(self, request: SearchRequest, answer: Answer, number: int) -> float:
        """Return what a document's score is raised by because the words stand close together."""
        if request.sort is SortOrder.DATE:
            return 0.0
        selected = self._selections(answer.reader, request).narrow(answer.matched)
        scores = self._ranked(answer).scores
        before = float(scores[number])
        answer.closest_first(order_by_score(answer.reader, np.flatnonzero(selected), scores), scores)
        return round(float(scores[number]) - before, 4)

    def _ranked(self, answer: Answer) -> WordScores:
        if answer.nearness is not None:
            return WordScores(answer.nearness.scores, bound=0.0)
        words = answer.plan.scoring_words(self._segmenter) if answer.plan else []
        return score_words(answer.reader, words)

    def _hits(self, answer: Answer, page: Sequence[int], scores: dict[int, float]) -> Iterator[Hit]:
        ids = [answer.reader.ids[number] for number in page]
        texts = self._library.texts(ids)
        summaries = self._library.summaries(ids)
        figures = answer.plan.figures(self._library) if answer.plan else {}
        for number, document_id in zip(page, ids, strict=True):
            answer.cancel.checkpoint()
            if document_id in texts and document_id in summaries:
                text, summary = texts[document_id], summaries[document_id]
                spans: tuple[Span, ...] = ()
                if answer.plan is not None:
                    folded = self._texts.folded(document_id, text)
                    spans = answer.plan.marks(folded, summary.metadata, figures.get(document_id, ()))
                yield self._hit(summary, text, spans, scores[number])

    def _hit(self, summary: DocumentSummary, text: str, spans: tuple[Span, ...], score: float) -> Hit:
        return Hit(
            id=summary.id,
            title=summary.title,
            date=summary.metadata.date,
            score=round(score, 4),
            spans=spans,
            snippets=cut_snippets(text, spans),
            metadata=summary.metadata,
        )


class SearchEngine(Engine):
    """Searches the index in a folder, and notices by itself what other processes commit."""

    def __init__(
        self, index_folder: Path, library: LibraryView, segmenter: Segmenter, *, synonyms: SynonymBook | None = None
    ) -> None:
        self.index = IndexFolder(index_folder, library.library_id(), segmenter)
        current = CurrentReader(index_folder, self._open_reader)
        texts = FoldedTexts(library, room=_PAGES_ROOM)
        super().__init__(current, library, segmenter, texts, synonyms=synonyms)

    def _open_reader(self, known: FileMarks, before: IndexReader | None) -> FolderReader:
        return self.index.open_reader(known=known, before=before)


def _groups(selections: Selections, answer: Answer, field: str | None, selected: Mask) -> Iterable[Mask]:
    return (selected,) if field is None else selections.groups(answer.matched, field)


def _best(answer: Answer, selected: Mask, scores: Scores, end: int) -> tuple[Numbers, set[int]]:
    """Return the first ``end`` documents: verbatim ones by score, then the others by score."""
    order, others = parted_by_score(answer.reader, np.flatnonzero(selected), scores, max(_PARTED, end))
    if answer.nearness is not None:
        return order[:end], set()
    order = answer.closest_first(order, scores)  # raises the scores of some
    verbatim = answer.verbatim_among(order, enough=end)
    if len(verbatim) < end and len(others):
        perhaps = order_by_score(answer.reader, answer.perhaps_verbatim(others), scores)
        verbatim += answer.verbatim_among(perhaps, enough=end - len(verbatim))
    if len(verbatim) >= end:
        return np.array(verbatim, np.int64), set(verbatim)
    rest = order[~np.isin(order, np.array(verbatim, np.int64))][: end - len(verbatim)]
    return np.concatenate([np.array(verbatim, np.int64), rest]), set(verbatim)


def check_facets(request: SearchRequest) -> None:
    """Raise ``QueryError`` for a facet or a grouping there is not."""
    if request.group is not None and request.group not in FACET_FIELDS:
        message = f"不能按“{request.group}”分组"
        raise QueryError(message, position=0, advice=f"可用的分组：{'、'.join(FACET_FIELDS)}。")
    for choice in request.facets:
        if choice.field not in ALL_FACETS:
            message = f"没有“{choice.field}”这个分面"
            raise QueryError(message, position=0, advice=f"可用的分面：{'、'.join(ALL_FACETS)}。")


def _numbers(mask: Mask) -> list[int]:
    return np.flatnonzero(mask).tolist()
