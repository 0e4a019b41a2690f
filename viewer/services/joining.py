"""Joins keys into series: reads what is needed, works it out while others may write, and stores what came of it.

What changes meanwhile is not lost: a key that changes again waits again, in another round than the one joined here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viewer.comparing.intervals import interval_of
from viewer.comparing.linking import joined, link_block, may_link_by_value, significant_digits
from viewer.comparing.series_name import series_name, stated_words
from viewer.comparing.verdicts import comparisons, day_of, gravest, in_order
from viewer.core.across import LibraryFigure
from viewer.core.progress import CancelToken
from viewer.core.series import FigureKey, SeriesId, SeriesState, SeriesSummary, Statement
from viewer.services.series_decisions import Decided
from viewer.store.series_table import KeyRow, SeriesTable, StoredKey
from viewer.store.store import Store

Group = Sequence[StoredKey]


def statement(figure: LibraryFigure, stored: StoredKey) -> Statement:
    """Return a figure with the key it was filed under."""
    return Statement(figure, stored.key, interval_of(figure.metric), stored.key.signature)


def join_blocks(library: Store, blocks: Sequence[str], *, cancel: CancelToken) -> bool:
    """Join the keys of some blocks; ``False`` when somebody else joined some of them meanwhile, and nothing is stored.

    Nobody has to wait for the working out. Within a transaction of this thread all of it is part of that one. Cancelled
    in the middle, it stores nothing, and the keys wait as before.
    """
    with library.reading():
        gathered = _Gathering(library.series()).gather(blocks)
    change = gathered.change(cancel)
    with library.reading():
        stated = _stated(library.series(), change.groups)
    summaries = []
    for group, each in zip(change.groups, stated, strict=True):
        cancel.checkpoint()
        if each:
            summaries.append(gathered.summary(group, each))
    kept = [[key.row for key in group] for group, each in zip(change.groups, stated, strict=True) if each]
    with library.transaction():
        table = library.series()
        if table.places(gathered.places) != gathered.places:
            return False
        table.remove_series(change.removed)
        for summary, keys in zip(summaries, kept, strict=True):
            table.add_series(summary, keys)
        table.forget_stale(gathered.rounds)
    return True


@dataclass(frozen=True, slots=True)
class _Change:
    """The series to be removed, and the groups of keys to be stored as series."""

    removed: set[int]
    groups: list[Group]


class _Gathering:
    """Reads the keys of some blocks, and of all that hang together with them."""

    def __init__(self, table: SeriesTable) -> None:
        self._table = table
        self._decided = Decided(table.decisions())

    def gather(self, blocks: Sequence[str]) -> "_Gathered":
        """Return them as they are now."""
        rounds = self._table.stale_rounds(blocks)
        touched = self._table.series_of(rounds)
        keys, edges = self._gather(blocks, touched)
        places = self._table.places(keys.keys() | rounds.keys())
        return _Gathered(self._decided, frozenset(blocks), rounds, touched, keys, edges, places)

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


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What was read: all that the series of some blocks depend on but their figures."""

    decided: Decided
    blocks: frozenset[str]
    rounds: Mapping[KeyRow, int]
    touched: set[int]
    keys: Mapping[KeyRow, StoredKey]
    edges: Sequence[Sequence[str]]
    places: Mapping[KeyRow, int | None]

    def change(self, cancel: CancelToken) -> _Change:
        """Return what is to change; series that stay what they were are left alone."""
        before: dict[int, set[KeyRow]] = {number: set() for number in self.touched}
        for each in self.keys.values():
            if each.series is not None:
                before.setdefault(each.series, set()).add(each.row)
        unchanged = {frozenset(rows): number for number, rows in before.items() if number not in self.touched}
        groups = {frozenset(each.row for each in group): group for group in self._groups(cancel)}
        kept = {unchanged[rows] for rows in groups if rows in unchanged}
        return _Change(before.keys() - kept, [group for rows, group in groups.items() if rows not in unchanged])

    def _groups(self, cancel: CancelToken) -> list[list[StoredKey]]:
        by_signature = {each.key.signature: each for each in self.keys.values()}
        weights = {signature: each.mentions for signature, each in by_signature.items()}
        blocks: dict[str, list[FigureKey]] = {}
        for each in by_signature.values():
            if each.key.block in self.blocks:
                blocks.setdefault(each.key.block, []).append(each.key)
        linked: list[Sequence[str]] = [[signature] for signature in by_signature]
        for keys in blocks.values():
            linked += [[key.signature for key in group] for group in link_block(keys, weights, cancel=cancel)]
        for group in (*self.edges, *self.decided.together):
            linked.append([each for each in group if each in by_signature])
        return [[by_signature[each] for each in sorted(group)] for group in joined(linked)]

    def summary(self, group: Group, statements: Sequence[Statement]) -> SeriesSummary:
        """Return what a series of these keys is in short."""
        lead = min(group, key=lambda each: (-each.mentions, len(each.key.label), each.key.signature)).key
        signatures = {each.key.signature for each in group}
        ordered = in_order(statements)
        days = [day for day in map(day_of, ordered) if day is not None]
        state = SeriesState.SINGLE
        if len(ordered) > 1:
            state = SeriesState.CONFIRMED if self.decided.is_confirmed(signatures) else SeriesState.SUGGESTED
        return SeriesSummary(
            id=SeriesId(lead.signature),
            name=self.decided.name_of(signatures) or series_name(lead),
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
            pinned=self.decided.is_pinned(signatures),
        )


def _stated(table: SeriesTable, groups: Sequence[Group]) -> list[list[Statement]]:
    keys = {each.row: each for group in groups for each in group}
    figures: dict[KeyRow, list[Statement]] = {}
    for row, figure in table.bare_figures(keys):
        figures.setdefault(row, []).append(statement(figure, keys[row]))
    found = []
    for group in groups:
        statements = [each for key in group for each in figures.get(key.row, ())]
        if _share_a_sentence(statements):  # only then the words between them matter
            own = {key.row: key for key in group}
            statements = [statement(figure, own[row]) for row, figure in table.figures(own)]
        found.append(statements)
    return found


def _share_a_sentence(statements: Sequence[Statement]) -> bool:
    places = {(each.figure.document_id, each.figure.metric.sentence) for each in statements}
    return len(places) < len(statements)
