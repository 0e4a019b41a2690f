"""Figures in series across the documents of a library: listed, opened, put right by a person, taken along."""

import uuid
from collections.abc import Iterable, Iterator, Sequence

from viewer.comparing.verdicts import comparisons, in_order
from viewer.core.across import LibraryFigure
from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.series import DecisionId, Series, SeriesId, SeriesSummary, Statement
from viewer.services.across_tables import AcrossTables
from viewer.services.joining import statement
from viewer.services.series_decisions import (
    CONFIRM,
    MERGE,
    PIN,
    RENAME,
    SPLIT,
    concerned_documents,
    concerned_keys,
    figure_place,
)
from viewer.store.series_table import Decision
from viewer.store.store import Store

_AT_A_TIME = 500


class Indicators:
    """The series of one library. A change returns its decision, which ``withdraw`` and ``restore`` undo and redo."""

    def __init__(self, library: Store, tables: AcrossTables) -> None:
        self._library = library
        self._tables = tables

    def list_series(
        self, *, part: str | None = None, least_mentions: int = 1, limit: int | None = None
    ) -> list[SeriesSummary]:
        """Return series, the pinned and most stated first; ``part`` stands in their name or their figures' words."""
        with self._library.reading():
            return self._library.series().summaries(part=part, least_mentions=least_mentions, limit=limit)

    def counts(self) -> tuple[int, int]:
        """Return how many series there are, and how many are stated more than once."""
        with self._library.reading():
            return self._library.series().counts()

    def series(self, series_id: SeriesId, /) -> Series | None:
        """Return one series with all that was stated, ``None`` when there is none such any more."""
        with self._library.reading():
            table = self._library.series()
            found = table.summary(series_id)
            if found is None:
                return None
            row, summary = found
            keys = {each.row: each for each in table.keys_of_series([row])}
            statements = in_order([statement(figure, keys[key]) for key, figure in table.figures(keys)])
        return Series(summary, tuple(statements), comparisons(statements)) if statements else None

    def all_series(self, *, part: str | None = None, cancel: CancelToken) -> Iterator[Series]:
        """Yield every series with all that was stated, some hundred at a time."""
        summaries = self.list_series(part=part)
        for start in range(0, len(summaries), _AT_A_TIME):
            cancel.checkpoint()
            yield from self._opened(summaries[start : start + _AT_A_TIME])

    def _opened(self, summaries: Sequence[SeriesSummary]) -> Iterator[Series]:
        with self._library.reading():
            table = self._library.series()
            keys = {each.row: each for each in table.keys_in([each.id for each in summaries])}
            figures = table.figures(keys)
        stated: dict[int, list[Statement]] = {}
        for row, figure in figures:
            stated.setdefault(keys[row].series or 0, []).append(statement(figure, keys[row]))
        leads = {each.key.signature: each.series or 0 for each in keys.values()}
        for summary in summaries:
            ordered = in_order(stated.get(leads.get(summary.id, 0), []))
            if ordered:
                yield Series(summary, tuple(ordered), comparisons(ordered))

    def series_of(self, *document_ids: DocumentId, cancel: CancelToken) -> Iterator[Series]:
        """Yield the series in which every one of these documents states a figure."""
        with self._library.reading():
            ids = self._library.series().shared_series(document_ids)
            summaries = [found[1] for each in ids if (found := self._library.series().summary(each)) is not None]
        cancel.checkpoint()
        yield from self._opened(summaries)

    def targets(self, series_id: SeriesId, /) -> list[Statement]:
        """Return what was aimed at for the same figure: a line to measure it by."""
        with self._library.reading():
            table = self._library.series()
            found = table.summary(series_id)
            if found is None:
                return []
            lead = table.keys_signed([series_id])
            keys = {each.row: each for each in table.target_keys([each.key for each in lead])}
            return in_order([statement(figure, keys[row]) for row, figure in table.figures(keys)])

    def unfiled(self, *, part: str | None = None) -> list[LibraryFigure]:
        """Return the figures that stand in no series, because nothing names them."""
        with self._library.reading():
            return self._library.series().unfiled(part)

    def figures(self) -> list[LibraryFigure]:
        """Return every figure of the library, filed or not."""
        with self._library.reading():
            return self._library.marks().figures()

    def merge(self, series_ids: Sequence[SeriesId], /) -> DecisionId:
        """Say that series are one. Raises ``ViewerError`` for fewer than two different ones."""
        chosen = list(dict.fromkeys(series_ids))
        if len(chosen) < 2:  # noqa: PLR2004 - a pair
            message = "请选两个不同的指标再合并：一个指标不能与自身合并。"
            raise ViewerError(message)
        return self._decide(MERGE, {"keys": [each for series_id in chosen for each in self._keys(series_id)]})

    def confirm(self, series_id: SeriesId, /) -> DecisionId:
        """Say that everything in a series belongs together."""
        return self._decide(CONFIRM, {"keys": self._keys(series_id)})

    def split(self, statements: Sequence[Statement], /) -> DecisionId:
        """Say that some figures of a series are another one; they stay together. Raises ``ViewerError`` for none."""
        if not statements:
            message = "请先选中要拆出的数据。"
            raise ViewerError(message)
        with self._library.reading() as documents:
            places = [
                figure_place(of.document_id, documents.text(of.document_id), of.metric)
                for of in (each.figure for each in statements)
            ]
        return self._decide(SPLIT, {"figures": places})

    def rename(self, series_id: SeriesId, name: str, /) -> DecisionId:
        """Give a series a name of a person's own. Raises ``ViewerError`` for an empty one."""
        if not name.strip():
            message = "名称不能为空。"
            raise ViewerError(message)
        return self._decide(RENAME, {"key": series_id, "name": name.strip()})

    def pin(self, series_id: SeriesId, /) -> DecisionId:
        """Keep a series at the top of the list."""
        return self._decide(PIN, {"key": series_id})

    def unpin(self, series_id: SeriesId, /) -> list[DecisionId]:
        """Let a series stand where it belongs; return the decisions taken back."""
        keys = set(self._keys(series_id))
        with self._library.reading():
            held = [each for each in self._library.series().decisions() if each.action == PIN]
        taken = [each.id for each in held if each.detail["key"] in keys]
        self.withdraw(taken)
        return taken

    def withdraw(self, decision_ids: Iterable[DecisionId], /) -> None:
        """Take decisions back."""
        self._set(decision_ids, holds=False)

    def restore(self, decision_ids: Iterable[DecisionId], /) -> None:
        """Let withdrawn decisions hold again."""
        self._set(decision_ids, holds=True)

    def series_with(self, signature: str, /) -> SeriesId | None:
        """Return the series a key stands in now."""
        with self._library.reading():
            return self._library.series().series_with(signature)

    def _keys(self, series_id: SeriesId) -> list[str]:
        with self._library.reading():
            table = self._library.series()
            found = table.summary(series_id)
            keys = table.keys_of_series([found[0]]) if found else []
        if not keys:
            message = "没有找到这个指标。"
            raise ViewerError(message, advice="它的文档可能已移出文库；请刷新后再试。")
        return sorted(each.key.signature for each in keys)

    def _decide(self, action: str, detail: dict[str, object]) -> DecisionId:
        decision = Decision(DecisionId(str(uuid.uuid4())), action, detail)
        with self._library.transaction():
            self._library.series().add_decision(decision)
            self._note(decision)
        self._follow()
        return decision.id

    def _set(self, decision_ids: Iterable[DecisionId], *, holds: bool) -> None:
        with self._library.transaction():
            table = self._library.series()
            for decision_id in decision_ids:
                decision = table.decision(decision_id)
                if decision is not None:
                    (table.restore if holds else table.withdraw)(decision_id)
                    self._note(decision)
        self._follow()

    def _note(self, decision: Decision) -> None:
        self._library.series().mark_stale(concerned_keys(decision))
        self._library.across().mark_stale(concerned_documents(decision))

    def _follow(self) -> None:
        self._tables.bring_up_to_date(progress=ignore_progress, cancel=CancelToken())
