"""Joins keys into series: reads what is needed, works it out while others may write, and stores what came of it.

What changes meanwhile is not lost: a key that changes again waits again, in another round than the one joined here.
Only what hangs together with a changed key is looked at, and the outcome is that of joining everything anew: the keys
of a block fall into groups that only a changed key can shake, and every tie that has come or gone has a changed key at
one end.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import combinations

from viewer.comparing.intervals import interval_of
from viewer.comparing.linking import Grouped, joined, link_block, may_link_by_value, significant_digits
from viewer.comparing.series_name import series_name, stated_words
from viewer.comparing.verdicts import comparisons, day_of, gravest, in_order
from viewer.core.across import LibraryFigure
from viewer.core.progress import CancelToken
from viewer.core.series import SeriesId, SeriesState, SeriesSummary, Statement
from viewer.services.series_decisions import Decided
from viewer.store.series_table import KeyRow, SeriesTable, Settled, StoredKey
from viewer.store.store import Store

Group = Sequence[StoredKey]


def statement(figure: LibraryFigure, stored: StoredKey) -> Statement:
    """Return a figure with the key it was filed under."""
    return Statement(figure, stored.key, interval_of(figure.metric), stored.signature)


def join_blocks(library: Store, blocks: Sequence[str], *, cancel: CancelToken) -> bool:
    """Join the keys of some blocks; ``False`` when somebody else joined some of them meanwhile, and nothing is stored.

    Nobody has to wait for the working out. Within a transaction of this thread all of it is part of that one. Cancelled
    in the middle, it stores nothing, and the keys wait as before.
    """
    with library.reading():
        changed = _Changed.read(library.series(), blocks)
    regrouped = changed.regrouped(cancel)
    with library.reading():
        decided = Decided(library.series().decisions())
        gathered = _Gathering(library.series(), decided, changed, regrouped).gather()
        groups = gathered.groups()
        stated = _stated(library.series(), groups)
    summaries = []
    for group, each in zip(groups, stated, strict=True):
        cancel.checkpoint()
        if each:
            summaries.append(_summary(decided, group, each))
    kept = [[key.row for key in group] for group, each in zip(groups, stated, strict=True) if each]
    with library.transaction():
        table = library.series()
        if table.places(gathered.places) != gathered.places:
            return False
        table.settle(regrouped.settled)
        table.remove_series(gathered.series)
        for summary, keys in zip(summaries, kept, strict=True):
            table.add_series(summary, keys)
        table.forget_stale(changed.rounds)
    return True


@dataclass(frozen=True, slots=True)
class _Regrouped:
    """What regrouping blocks came to: the keys as they are now, those that are not as they were, what to note of them.

    Keys without any figure left are not among ``keys``.
    """

    keys: dict[KeyRow, StoredKey]
    moved: frozenset[KeyRow]
    settled: Mapping[KeyRow, Settled]


@dataclass(frozen=True, slots=True)
class _Changed:
    """The keys of some blocks as they were joined last, with the rounds of those that have changed, and how."""

    stored: Sequence[StoredKey]
    rounds: Mapping[KeyRow, int]
    now: Mapping[KeyRow, StoredKey]

    @classmethod
    def read(cls, table: SeriesTable, blocks: Sequence[str]) -> "_Changed":
        """Read them."""
        stored = table.keys_of_blocks(blocks)
        rounds = table.stale_rounds(blocks)
        stated = table.stated(rounds)
        now = {each.row: _as_stated(each, stated[each.row]) for each in stored if each.row in stated}
        return cls(stored, rounds, now)

    def regrouped(self, cancel: CancelToken) -> _Regrouped:
        """Part the keys into groups anew, as far as the changed ones reach."""
        blocks: dict[str, list[StoredKey]] = {}
        for each in self.stored:
            blocks.setdefault(each.key.block, []).append(each)
        leaders: dict[KeyRow, KeyRow] = {}
        for block in blocks.values():
            leaders |= self._leaders(block, cancel)
        now = {each.row: self.now.get(each.row, each) for each in self.stored if each.row in leaders}
        moved = frozenset(row for row, each in now.items() if each.leader != leaders[row]) | self.rounds.keys()
        there = now | {row: replace(now[row], leader=leaders[row]) for row in moved & now.keys()}
        settled = [there[row] for row in moved & now.keys()]
        return _Regrouped(
            there, moved, {each.row: Settled(each.mentions, each.key.label, each.leader) for each in settled}
        )

    def _leaders(self, block: Sequence[StoredKey], cancel: CancelToken) -> dict[KeyRow, KeyRow]:
        signatures = {each.row: each.signature for each in block}
        there = [self.now.get(each.row, each) for each in block if each.row in self.now or each.row not in self.rounds]
        before = Grouped(
            {each.signature: signatures[each.leader] for each in block if each.leader in signatures},
            frozenset(signatures[row] for row in self.rounds.keys() & signatures.keys()),
        )
        weights = {each.signature: each.mentions for each in there}
        rows = {each.signature: each.row for each in there}
        groups = link_block([each.key for each in there], weights, before=before, cancel=cancel)
        return {rows[each.signature]: rows[group[0].signature] for group in groups for each in group}


def _as_stated(stored: StoredKey, named: Mapping[str, int]) -> StoredKey:
    """Return a key as documents state it now; it is called by the shortest of the names they give it."""
    label = min((name or stored.key.core for name in named), key=lambda name: (len(name), name))
    return replace(stored, key=replace(stored.key, label=label), mentions=sum(named.values()))


class _Gathering:
    """Reads all keys that hang together with the changed ones: those of their series, and what ties them to others."""

    def __init__(self, table: SeriesTable, decided: Decided, changed: _Changed, regrouped: _Regrouped) -> None:
        self._table = table
        self._decided = decided
        self._rounds = changed.rounds
        self._regrouped = regrouped

    def gather(self) -> "_Gathered":
        """Return them as they are now."""
        regrouped = self._regrouped.keys
        moved = {row: regrouped[row] for row in self._regrouped.moved & regrouped.keys()}
        beside = self._beside(moved)
        series = {each.series for each in (*moved.values(), *beside) if each.series is not None}
        series |= self._table.series_of(self._rounds)
        found = {each.row: each for each in (*self._table.keys_of_series(series), *beside)} | moved
        places = self._table.places(found.keys() | self._rounds.keys())
        keys = {
            row: regrouped.get(row, each) for row, each in found.items() if row in regrouped or row not in self._rounds
        }
        ties = [(one.signature, other.signature) for one, other in _ties(self._table.values_of(keys), keys, keys)]
        return _Gathered(series, keys, [*ties, *self._decided.together], places)

    def _beside(self, moved: dict[KeyRow, StoredKey]) -> list[StoredKey]:
        """Return what changed keys are tied to: their groups, what has one value with them, what a person joined."""
        leaders = {each.leader for each in moved.values()}
        having = self._table.values_of(moved)
        others = self._table.keys_of_rows(set().union(*having.values()) - moved.keys()) if having else []
        there = {each.row: self._regrouped.keys.get(each.row, each) for each in others} | moved
        return [
            *(each for each in self._regrouped.keys.values() if each.leader in leaders),
            *(each for tie in _ties(having, there, moved) for each in tie if each.row not in moved),
            *self._table.keys_signed(self._decided.partners({each.signature for each in moved.values()})),
        ]


def _ties(
    having: Mapping[str, AbstractSet[KeyRow]], keys: Mapping[KeyRow, StoredKey], mine: Container[KeyRow]
) -> Iterator[tuple[StoredKey, StoredKey]]:
    """Yield the pairs of keys tied by an exact value, one of each pair being of mine."""
    for value, rows in having.items():
        digits = significant_digits(float(value.rpartition("|")[2]))
        for one, other in combinations(sorted(rows & keys.keys()), 2):
            if (one in mine or other in mine) and may_link_by_value(keys[one].key, keys[other].key, digits):
                yield keys[one], keys[other]


@dataclass(frozen=True, slots=True)
class _Gathered:
    """What was read: the series that may change, all keys they may be made of, and what ties keys of several groups."""

    series: AbstractSet[int]
    keys: Mapping[KeyRow, StoredKey]
    ties: Sequence[Sequence[str]]
    places: Mapping[KeyRow, tuple[int | None, KeyRow | None]]

    def groups(self) -> list[Group]:
        """Return the keys of each series there shall be."""
        by_signature = {each.signature: each for each in self.keys.values()}
        by_leader: dict[KeyRow, list[str]] = {}
        for row, each in self.keys.items():
            by_leader.setdefault(row if each.leader is None else each.leader, []).append(each.signature)
        linked: list[Sequence[str]] = list(by_leader.values())
        linked += [[each for each in tie if each in by_signature] for tie in self.ties]
        return [[by_signature[each] for each in sorted(group)] for group in joined(linked)]


def _summary(decided: Decided, group: Group, statements: Sequence[Statement]) -> SeriesSummary:
    """Return what a series of these keys is in short."""
    lead = min(group, key=lambda each: (-each.mentions, len(each.key.label), each.signature))
    signatures = {each.signature for each in group}
    ordered = in_order(statements)
    days = [day for day in map(day_of, ordered) if day is not None]
    state = SeriesState.SINGLE
    if len(ordered) > 1:
        state = SeriesState.CONFIRMED if decided.is_confirmed(signatures) else SeriesState.SUGGESTED
    return SeriesSummary(
        id=SeriesId(lead.signature),
        name=decided.name_of(signatures) or series_name(lead.key),
        unit=ordered[-1].figure.metric.unit,
        role=lead.key.role,
        status=lead.key.status,
        scope=next((each.key.scope for each in ordered if each.key.scope), ""),
        mentions=len(ordered),
        documents=len({each.figure.document_id for each in ordered}),
        first=min(days, default=None),
        last=max(days, default=None),
        latest=stated_words(ordered[-1].figure.metric),
        verdict=gravest(comparisons(ordered)),
        state=state,
        pinned=decided.is_pinned(signatures),
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
