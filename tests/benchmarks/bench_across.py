"""Measures what looks across documents: how soon each pane has its first rows, and how soon a change is seen.

Run ``python tests/benchmarks/bench_across.py``: it makes a small library of its own. ``--library DIR`` measures one
that stands there, and only reads it: changes are made in a copy. Every first reading is one of a new process that
has just opened the library; ``--cold`` also drops the file cache before each (as root): all comes from the disk then.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.across_library import make_library
from viewer.core.commitment import EVERY_PROMISE, LedgerFilter
from viewer.core.document import DocumentId
from viewer.core.entity import EntityType
from viewer.core.knowledge import LessonId, MetricCorrection
from viewer.core.name_index import IndexedName, Merged, NameOrder
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.series import DecisionId, SeriesId, SeriesSummary, Statement
from viewer.core.tally import Dimension
from viewer.services.across_tables import AcrossTables
from viewer.services.indicators import Indicators
from viewer.services.name_pages import NamePages
from viewer.services.relating import Relating
from viewer.services.teaching import Teaching
from viewer.store.library import DATABASE, Library

_SHOWN = 500
_SOME = 40
_PATIENCE = 60
_CACHES = Path("/proc/sys/vm/drop_caches")


class Desk:
    """The services of one library, and what a person would choose in it."""

    def __init__(self, folder: Path) -> None:
        self.library = Library.open(folder)
        self.tables = AcrossTables(self.library)
        self.indicators = Indicators(self.library, self.tables)
        self.teaching = Teaching(self.library, lambda: None)
        self.names = NamePages(self.library, self.teaching)
        self.relating = Relating(self.library, self.indicators)

    def newest(self, count: int) -> list[DocumentId]:
        """Return the documents that came last."""
        with self.library.reading() as documents:
            return documents.shown_ids()[-count:]

    def look(self) -> None:
        """Bring the tables up to date."""
        self.tables.bring_up_to_date(progress=ignore_progress, cancel=CancelToken())


@dataclass(frozen=True, slots=True)
class Pane:
    """One thing that is opened: what is chosen before, and how it is read."""

    name: str
    read: Callable[[Desk, Any], object]
    choose: Callable[[Desk], object] = lambda _: None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing a person changes, and how it is taken back with what doing it answered."""

    name: str
    do: Callable[[Desk, Any], object]
    undo: Callable[[Desk, Any, Any], object]
    choose: Callable[[Desk], object]


def _most_stated(desk: Desk) -> list[SeriesSummary]:
    return desk.indicators.list_series(least_mentions=2, limit=60)


def _commonest(desk: Desk) -> IndexedName:
    return desk.names.names(type_=EntityType.ORGANISATION, limit=1)[0]


def _promises(desk: Desk, wanted: LedgerFilter) -> object:
    return desk.library.commitments().ledger(wanted, limit=_SHOWN), desk.library.commitments().count()


PANES = (
    Pane(
        "指标", lambda desk, _: (desk.indicators.list_series(least_mentions=2, limit=_SHOWN), desk.indicators.counts())
    ),
    Pane("指标, also stated once", lambda desk, _: desk.indicators.list_series(limit=_SHOWN)),
    Pane("指标, filtered", lambda desk, _: desk.indicators.list_series(part="停车", least_mentions=2, limit=_SHOWN)),
    Pane(
        "one series, the most stated",
        lambda desk, chosen: (desk.indicators.series(chosen.id), desk.indicators.targets(chosen.id)),
        lambda desk: _most_stated(desk)[0],
    ),
    Pane("承诺事项", lambda desk, _: _promises(desk, EVERY_PROMISE)),
    Pane("承诺事项, filtered", lambda desk, _: _promises(desk, LedgerFilter(part="停车"))),
    Pane("名称", lambda desk, _: (desk.names.names(limit=_SHOWN), desk.names.count())),
    Pane("名称, by documents", lambda desk, _: desk.names.names(order=NameOrder.DOCUMENTS, limit=_SHOWN)),
    Pane("名称, filtered", lambda desk, _: desk.names.names(part="教育", limit=_SHOWN)),
    Pane("page of the commonest name", lambda desk, chosen: desk.names.page(chosen.name, chosen.type), _commonest),
    Pane("统计, year by topic", lambda desk, _: desk.relating.tally(Dimension.YEAR, Dimension.TOPIC)),
    Pane("统计, unit by result", lambda desk, _: desk.relating.tally(Dimension.UNIT, Dimension.RESULT)),
    Pane("相关文档", lambda desk, chosen: desk.relating.relations(chosen[0]), lambda desk: desk.newest(1)),
    Pane("本文新内容", lambda desk, chosen: desk.relating.shared_with_others(chosen[0]), lambda desk: desk.newest(1)),
    Pane("两文对照, what to choose from", lambda desk, _: desk.relating.titles()),
    Pane("两文对照, two documents", lambda desk, chosen: desk.relating.collate(*chosen), lambda desk: desk.newest(2)),
)


def _pair(desk: Desk) -> list[SeriesId]:
    rows = _most_stated(desk)
    return [rows[0].id, next(each.id for each in rows[1:] if each.role == rows[0].role)]


def _statements(desk: Desk) -> Sequence[Statement]:
    series = desk.indicators.series(_most_stated(desk)[0].id)
    return () if series is None else series.statements[:1]


def _figure(desk: Desk) -> tuple[DocumentId, MetricCorrection]:
    (document_id,) = desk.newest(1)
    with desk.library.reading() as documents:
        metric = documents.open(document_id).reading.metrics[0]
    return document_id, replace(desk.teaching.about_metric(document_id, metric), indicator="停车泊位总数")


def _correct(desk: Desk, chosen: tuple[DocumentId, MetricCorrection]) -> LessonId:
    given = desk.teaching.correct_metric(chosen[1])
    desk.look()
    return given.id


def _take_back_lesson(desk: Desk, chosen: tuple[DocumentId, MetricCorrection], lesson: LessonId) -> None:
    desk.teaching.withdraw([lesson], chosen[0])
    desk.look()


def _put_away(desk: Desk, chosen: Sequence[DocumentId], *, away: bool) -> None:
    with desk.library.transaction() as documents:
        (documents.remove if away else documents.restore)(chosen[0])
    desk.look()


def _two_names(desk: Desk) -> list[tuple[str, EntityType]]:
    names = [each for each in desk.names.names(type_=EntityType.ORGANISATION, limit=3000) if each.documents <= _SOME]
    return [(each.name, each.type) for each in names[:2]]


def _merge_names(desk: Desk, chosen: list[tuple[str, EntityType]]) -> Merged:
    merged = desk.names.merge(chosen, chosen[0][0], progress=ignore_progress, cancel=CancelToken())
    desk.look()
    return merged


def _part_names(desk: Desk, _chosen: object, merged: Merged) -> None:
    desk.names.take_back(merged, progress=ignore_progress, cancel=CancelToken())
    desk.look()


def _withdraw(desk: Desk, _chosen: object, decision: DecisionId) -> None:
    desk.indicators.withdraw([decision])


CHANGES = (
    Change("confirm a series", lambda desk, chosen: desk.indicators.confirm(chosen[0]), _withdraw, _pair),
    Change("rename a series", lambda desk, chosen: desk.indicators.rename(chosen[0], "甲"), _withdraw, _pair),
    Change("pin a series", lambda desk, chosen: desk.indicators.pin(chosen[0]), _withdraw, _pair),
    Change("merge two series", lambda desk, chosen: desk.indicators.merge(chosen), _withdraw, _pair),
    Change("split a statement off", lambda desk, chosen: desk.indicators.split(chosen), _withdraw, _statements),
    Change("correct a figure in the reader", _correct, _take_back_lesson, _figure),
    Change(
        "remove a document",
        lambda desk, chosen: _put_away(desk, chosen, away=True),
        lambda desk, chosen, _: _put_away(desk, chosen, away=False),
        lambda desk: desk.newest(1),
    ),
    Change(f"merge two names of at most {_SOME} documents each", _merge_names, _part_names, _two_names),
)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, help="measure this library; it is made when nothing stands there")
    parser.add_argument("--documents", type=int, default=300, help="how many documents a library gets that is made")
    parser.add_argument("--times", type=int, default=5, help="how often each pane is opened")
    parser.add_argument("--cold", action="store_true", help="drop the file cache before each opening (as root)")
    parser.add_argument("--pane", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.pane is not None:
        print(json.dumps(_open_once(arguments.library, arguments.pane)))
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = arguments.library or Path(scratch) / "library"
        if not (folder / DATABASE).exists():
            make_library(folder, arguments.documents)
        _print_panes(folder, arguments.times, is_cold=arguments.cold)
        _print_changes(folder, Path(scratch) / "copy")


def _print_panes(folder: Path, times: int, *, is_cold: bool) -> None:
    desk = Desk(folder)
    total = desk.tables.freshness().total
    print(f"{total:,} documents, {desk.indicators.counts()[0]:,} series, {desk.names.count():,} names; milliseconds")
    desk.library.close()
    print("\n| opened | first, p50 | p95 | again, p50 |\n|---|---|---|---|")
    for pane in PANES:
        found = [_opened_apart(folder, pane, is_cold=is_cold) for _ in range(times)]
        first, again = sorted(each[0] for each in found), [each[1] for each in found]
        row = (pane.name, f"{median(first):.0f}", f"{_p95(first):.0f}", f"{median(again):.0f}")
        print(f"| {' | '.join(row)} |", flush=True)


def _print_changes(folder: Path, copy: Path) -> None:
    copy.mkdir()
    library = Library.open(folder)
    library.snapshot(copy / DATABASE, progress=ignore_progress, cancel=CancelToken())
    library.close()
    desk = Desk(copy)
    desk.look()
    print("\n| change, until the tables show it | done | taken back |\n|---|---|---|")
    for change in CHANGES:
        _print_change(desk, change)
    desk.library.close()
    shutil.rmtree(copy)


def _print_change(desk: Desk, change: Change) -> None:
    chosen = change.choose(desk)
    answers: list[object] = []
    done = _milliseconds(lambda: answers.append(change.do(desk, chosen)))
    undone = _milliseconds(lambda: change.undo(desk, chosen, answers[0]))
    print(f"| {change.name} | {done:.0f} | {undone:.0f} |", flush=True)


def _opened_apart(folder: Path, pane: Pane, *, is_cold: bool) -> tuple[float, float]:
    """Return how long a pane takes in a new process: the first time, and again."""
    if is_cold:
        os.sync()
        _CACHES.write_text("3", encoding="ascii")
    command = [sys.executable, __file__, "--library", str(folder), "--pane", pane.name]
    done = subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE, text=True)
    first, again = json.loads(done.stdout)
    return first, again


def _open_once(folder: Path, name: str) -> tuple[float, float]:
    desk = Desk(folder)
    (pane,) = [each for each in PANES if each.name == name]
    chosen = pane.choose(desk)
    with desk.library.reading():
        first = _milliseconds(lambda: pane.read(desk, chosen))
        again = _milliseconds(lambda: pane.read(desk, chosen))
    desk.library.close()
    return first, again


def _milliseconds(deed: Callable[[], object]) -> float:
    start = time.perf_counter()
    deed()
    return (time.perf_counter() - start) * 1000


def _p95(ordered: list[float]) -> float:
    return ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]


if __name__ == "__main__":
    main()
