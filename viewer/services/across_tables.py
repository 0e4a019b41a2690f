"""Keeps the tables across documents current: what has changed is looked at again, a few documents at a time."""

from collections.abc import Iterable, Sequence

from viewer.comparing.figure_key import FigureContext, figure_key
from viewer.comparing.intervals import interval_of
from viewer.comparing.linking import (
    exact_value_text,
    joined,
    link_block,
    may_link_by_value,
    significant_digits,
)
from viewer.comparing.nearest import nearest_name
from viewer.comparing.series_name import series_name, stated_words
from viewer.comparing.shingles import fingerprints
from viewer.comparing.topics import topic_of
from viewer.comparing.verdicts import comparisons, day_of, gravest, in_order
from viewer.core.across import LibraryFigure
from viewer.core.catalog import StoredDocument
from viewer.core.commitment import Commitment
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.core.series import FigureKey, Freshness, SeriesId, SeriesState, SeriesSummary, Statement
from viewer.extract.commitments import find_commitments
from viewer.services.series_decisions import Decided, Splits
from viewer.store.across_table import AcrossTable
from viewer.store.library import Library
from viewer.store.series_table import KeyRow, SeriesTable, StoredKey

RULES_VERSION = "3"
"""Changes when a rule does; then every document is looked at again."""

_AT_A_TIME = 16
_KEYS_AT_A_TIME = 1_500  # about half a second in which nobody else can write


class AcrossTables:
    """The tables across the documents of one library; callable from any thread."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def freshness(self) -> Freshness:
        """Return how many documents have yet to be looked at."""
        with self._library.reading():
            return self._library.across().freshness()

    def bring_up_to_date(self, *, progress: Progress, cancel: CancelToken) -> None:
        """Look at what has changed; what was done before a cancel stays. A read-only library is left as it is."""
        if self._library.read_only:
            return
        self._follow_rules()
        total = self.freshness().waiting
        done = 0
        while count := self._look_at_some():
            done += count
            progress(ProgressStep(min(done, total), total, "比对文档"))
            cancel.checkpoint()
        while self._join_some():
            cancel.checkpoint()

    def _follow_rules(self) -> None:
        with self._library.reading():
            if self._library.across().rules_version() == RULES_VERSION:
                return
        with self._library.transaction():
            self._library.across().wipe()
            self._library.across().set_rules_version(RULES_VERSION)

    def _look_at_some(self) -> int:
        with self._library.reading():
            if not self._library.across().stale(1):
                return 0  # so that an idle call writes nothing
        with self._library.transaction() as documents:
            across, series = self._library.across(), self._library.series()
            splits = Splits(series.decisions())
            stale = across.stale(_AT_A_TIME)
            unsettled: set[int] = set()
            for each in stale:
                unsettled |= across.clear_document(each.row)
                series.clear_document(each.row)
                if each.id is not None:
                    stored = documents.open(each.id)
                    series.file_figures(each.row, _filed(stored, splits))
                    self._library.commitments().put(each.row, _promises(stored))
                    _look_at(each.row, stored, across)
                across.note_fresh(each.row)
            if unsettled:
                across.settle_years(unsettled)
        return len(stale)

    def _join_some(self) -> bool:
        with self._library.reading():
            if not self._library.series().stale_key_count():
                return False
        with self._library.transaction():
            table = self._library.series()
            blocks = table.stale_blocks(_KEYS_AT_A_TIME)
            if blocks:
                _Joining(table).join(blocks)
            else:
                table.forget_stale(table.stale_keys())
        return True


def statement(figure: LibraryFigure, stored: StoredKey) -> Statement:
    """Return a figure with the key it was filed under."""
    return Statement(figure, stored.key, interval_of(figure.metric), stored.key.signature)


def _look_at(row: int, stored: StoredDocument, across: AcrossTable) -> None:
    reading = stored.reading
    metadata = reading.metadata
    across.put_names(row, reading.entities, metadata.date)
    topic = topic_of(metadata.title, metadata.subject, reading.document.text)
    across.put_document(row, topic, fingerprints(reading.document))


def _promises(stored: StoredDocument) -> tuple[Commitment, ...]:
    reading = stored.reading
    return find_commitments(reading.document, reading.metadata, reading.entities, reading.metrics)


def _filed(stored: StoredDocument, splits: Splits) -> list[tuple[int, FigureKey, str]]:
    reading = stored.reading
    text = reading.document.text
    filed = []
    for ordinal, metric in enumerate(reading.metrics):
        context = FigureContext(
            text[metric.sentence.start : metric.span.start],
            nearest_name(reading.entities, text, metric),
            f"{stored.id}:{ordinal}",
        )
        key = figure_key(metric, context)
        if key is not None:
            key = splits.branched(key, stored.id, text, metric)
            filed.append((ordinal, key, exact_value_text(key.unit, metric.value)))
    return filed


def _share_a_sentence(statements: Sequence[Statement]) -> bool:
    places = {(each.figure.document_id, each.figure.metric.sentence) for each in statements}
    return len(places) < len(statements)


class _Joining:
    """Joins the keys of some blocks, and of all that hang together with them, into series."""

    def __init__(self, table: SeriesTable) -> None:
        self._table = table
        self._decided = Decided(table.decisions())

    def join(self, blocks: Sequence[str]) -> None:
        """Store the series of these blocks as they now are."""
        stale = self._table.stale_keys_of_blocks(blocks)
        touched = self._table.series_of(stale)
        keys, edges = self._gather(blocks, touched)
        groups = self._groups(keys.values(), edges, frozenset(blocks))
        before: dict[int, set[KeyRow]] = {number: set() for number in touched}
        for each in keys.values():
            if each.series is not None:
                before.setdefault(each.series, set()).add(each.row)
        unchanged = {frozenset(rows): number for number, rows in before.items() if number not in touched}
        kept = {unchanged[rows] for group in groups if (rows := frozenset(each.row for each in group)) in unchanged}
        self._table.remove_series(before.keys() - kept)
        changed = [group for group in groups if frozenset(each.row for each in group) not in unchanged]
        self._store(changed)
        self._table.forget_stale(stale)

    def _gather(self, blocks: Sequence[str], touched: set[int]) -> tuple[dict[KeyRow, StoredKey], list[Sequence[str]]]:
        """Return the keys of these blocks, and of other blocks what hangs together with them, kept as it is there."""
        keys = {each.row: each for each in self._table.keys_of_blocks(blocks)}
        links: list[Sequence[str]] = []
        beyond = self._by_value(keys, links)
        beyond += self._table.keys_signed(self._decided.partners({each.key.signature for each in keys.values()}))
        series = {each.series for each in (*keys.values(), *beyond) if each.series is not None} | touched
        beyond += self._table.keys_of_series(series)
        others = {each.row: each for each in beyond if each.row not in keys}
        together: dict[tuple[int | None, str], list[str]] = {}
        for each in others.values():
            if each.series is not None:
                together.setdefault((each.series, each.key.block), []).append(each.key.signature)
        return keys | others, [*links, *together.values()]

    def _by_value(self, new: dict[KeyRow, StoredKey], edges: list[Sequence[str]]) -> list[StoredKey]:
        having = self._table.values_of(new)
        others = {each.row: each for each in self._table.keys_of_rows(set().union(*having.values()))} if having else {}
        found = []
        for value, rows in having.items():
            digits = significant_digits(float(value.rpartition("|")[2]))
            for mine in rows & new.keys():
                for other in rows - {mine}:
                    if other in others and may_link_by_value(new[mine].key, others[other].key, digits):
                        edges.append((new[mine].key.signature, others[other].key.signature))
                        found.append(others[other])
        return found

    def _groups(
        self, keys: Iterable[StoredKey], edges: Iterable[Sequence[str]], own: frozenset[str]
    ) -> list[list[StoredKey]]:
        by_signature = {each.key.signature: each for each in keys}
        weights = {signature: each.mentions for signature, each in by_signature.items()}
        blocks: dict[str, list[FigureKey]] = {}
        for each in by_signature.values():
            if each.key.block in own:
                blocks.setdefault(each.key.block, []).append(each.key)
        linked: list[Sequence[str]] = [[signature] for signature in by_signature]
        linked += [
            [key.signature for key in group] for keys_ in blocks.values() for group in link_block(keys_, weights)
        ]
        for group in (*edges, *self._decided.together):
            linked.append([each for each in group if each in by_signature])
        return [[by_signature[each] for each in sorted(group)] for group in joined(linked)]

    def _store(self, groups: Sequence[Sequence[StoredKey]]) -> None:
        keys = {each.row: each for group in groups for each in group}
        figures: dict[KeyRow, list[Statement]] = {}
        for row, figure in self._table.bare_figures(keys):
            figures.setdefault(row, []).append(statement(figure, keys[row]))
        for group in groups:
            statements = [each for key in group for each in figures.get(key.row, ())]
            if _share_a_sentence(statements):  # only then the words between them matter
                own = {key.row: key for key in group}
                statements = [statement(figure, own[row]) for row, figure in self._table.figures(own)]
            if statements:
                self._table.add_series(self._summary(group, statements), [each.row for each in group])

    def _summary(self, group: Sequence[StoredKey], statements: Sequence[Statement]) -> SeriesSummary:
        lead = min(group, key=lambda each: (-each.mentions, len(each.key.label), each.key.signature)).key
        signatures = {each.key.signature for each in group}
        ordered = in_order(statements)
        days = [day for day in map(day_of, ordered) if day is not None]
        state = SeriesState.SINGLE
        if len(ordered) > 1:
            state = SeriesState.CONFIRMED if self._decided.is_confirmed(signatures) else SeriesState.SUGGESTED
        return SeriesSummary(
            id=SeriesId(lead.signature),
            name=self._decided.name_of(signatures) or series_name(lead),
            unit=ordered[-1].figure.metric.unit,
            role=lead.role,
            status=lead.status,
            scope=next((each.key.scope for each in ordered if each.key.scope), ""),
            mentions=len(ordered),
            documents=len({each.figure.document_id for each in ordered}),
            first=min(days, default=None),
            last=max(days, default=None),
            latest=stated_words(ordered[-1].figure.metric),
            verdict=gravest(comparisons(ordered)),
            state=state,
            pinned=self._decided.is_pinned(signatures),
        )
