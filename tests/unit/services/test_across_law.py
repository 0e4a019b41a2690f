"""Whatever is done and undone, the tables across documents are those that were worked out from nothing.

The machine does what a person can do across a library, in any order, and takes it back and does it again in any order.
In the end all is worked out once more in a copy whose tables were emptied, and what a person decided holds as it is.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.unit.services.shelf import Shelf
from viewer.core.commitment import CommitmentState, LedgerEntry, LedgerFilter
from viewer.core.document import DocumentId
from viewer.core.entity import EntityType
from viewer.core.knowledge import LessonId, Scope
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.series import DecisionId, SeriesSummary
from viewer.services.teaching import Teaching
from viewer.store.library import DATABASE, Library
from viewer.store.series_table import Decision

BODIES = (
    "2021年末，全区养老床位7860张，养老机构38家。下一步，区民政局将新增养老床位500张。",
    "2022年末，养老床位8020张，护理型床位占比62%。区民政局会同区财政局研究推进。",
    "截至2023年底，全区养老床位达8500余张，其中32家养老机构完成改造，项目23个。",
    "2022年末，养老床位8100张，养老机构39家。长宁区民政局已办结。",
    "2021年新增公共停车泊位2030个，区建管委将继续推进，力争2024年新增公共停车泊位2500个。",
    "去年新增公共停车泊位2100个，接入率44%，项目29个，完成32家养老机构改造。",
    "已认真研究，感谢支持。",
)
DATES = ("2022年1月6日", "2023年3月6日", "2024年5月6日", None)
PICK = st.integers(0, 30)
TABLES = {
    "series": "SELECT signature, name, unit, role, status, scope, mentions, documents, first, last, latest, verdict,"
    " state, pinned FROM figure_series",
    "keys": "SELECT one.signature, one.label, one.mentions, leader.signature, figure_series.signature"
    " FROM figure_keys AS one JOIN figure_keys AS leader ON leader.row = one.leader"
    " JOIN figure_series ON figure_series.row = one.series",
    "links": "SELECT id, ordinal, signature, value, named, mark FROM figure_links JOIN figure_keys"
    " ON figure_keys.row = figure_key JOIN documents ON documents.row = document",
    "names": "SELECT name, type, mentions, documents, first, last, aliases FROM names",
    "held": "SELECT names.name, type, id, name_documents.mentions, surfaces FROM name_documents"
    " JOIN names ON names.row = name_documents.name JOIN documents ON documents.row = document",
    "promises": 'SELECT id, ordinal, start, "end", words, what, who, deadline, strength FROM commitments'
    " JOIN documents ON documents.row = document",
    "shingles": "SELECT hash, id, paragraph FROM shingles JOIN documents ON documents.row = document",
    "documents": "SELECT id, topic, across_documents.date, across_documents.subject, across_documents.number, heading,"
    " hashes, mark FROM across_documents JOIN documents ON documents.row = document",
    "waiting": "SELECT document FROM across_stale UNION ALL SELECT figure_key FROM across_stale_keys",
}
EMPTIED = (
    "figure_links",
    "figure_series",
    "figure_keys",
    "across_stale_keys",
    "name_documents",
    "names",
    "commitments",
    "shingles",
    "across_documents",
)

Way = tuple[Callable[[], object], Callable[[], object]]


class Across(RuleBasedStateMachine):
    """A small library and a person at it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.library = Library.open(self.folder / "library")
        self.shelf = Shelf.of(self.library)
        self.teaching = Teaching(self.library, lambda: None)
        self.done: list[Way] = []
        self.undone: list[Way] = []
        self.number = 0
        for body in range(4):
            self.shelf.add(BODIES[body], date=DATES[body % 3], number=self.take_number())
        self.shelf.look()

    def take_number(self) -> int:
        """Return a number no reply of the shelf has yet."""
        self.number += 1
        return self.number

    def tables(self) -> dict[str, list[Any]]:
        """Return what stands in the tables."""
        with self.library.reading():
            return tables_of(self.library._connection())

    def note(self, undo: Callable[[], object], redo: Callable[[], object]) -> None:
        """Remember the way back and forth of what was done."""
        self.done.append((undo, redo))
        self.undone.clear()

    def listed(self) -> list[SeriesSummary]:
        """Return the series."""
        return self.shelf.indicators.list_series()

    def decide(self, decision: DecisionId) -> None:
        """Remember a decision."""
        indicators = self.shelf.indicators
        self.note(lambda: indicators.withdraw([decision]), lambda: indicators.restore([decision]))

    def shown(self) -> list[DocumentId]:
        """Return the documents."""
        with self.library.reading() as documents:
            return documents.shown_ids()

    @rule(body=st.sampled_from(BODIES), date=st.sampled_from(DATES))
    def import_one(self, body: str, date: str | None) -> None:
        """Import a reply; what was done before stays done."""
        self.shelf.add(body, date=date, number=self.take_number())
        self.shelf.look()
        self.done.clear()
        self.undone.clear()

    @rule(which=PICK)
    def remove(self, which: int) -> None:
        """Put a document into the trash."""
        if len(ids := self.shown()) > 1:
            chosen = ids[which % len(ids)]
            self.put_away(chosen, away=True)
            self.note(lambda: self.put_away(chosen, away=False), lambda: self.put_away(chosen, away=True))

    def put_away(self, document_id: DocumentId, *, away: bool) -> None:
        """Put a document into the trash or take it out."""
        with self.library.transaction() as documents:
            (documents.remove if away else documents.restore)(document_id)
        self.shelf.look()

    @precondition(lambda self: len(self.listed()) > 1)
    @rule(one=PICK, other=PICK)
    def merge(self, one: int, other: int) -> None:
        """Say that two series are one."""
        rows = self.listed()
        first, second = rows[one % len(rows)], rows[other % len(rows)]
        if first.id != second.id:
            self.decide(self.shelf.indicators.merge([first.id, second.id]))

    @precondition(lambda self: self.listed())
    @rule(which=PICK, statement=PICK)
    def split(self, which: int, statement: int) -> None:
        """Say that one or two statements are another figure."""
        rows = self.listed()
        series = self.shelf.indicators.series(rows[which % len(rows)].id)
        assert series is not None
        place = statement % len(series.statements)
        self.decide(self.shelf.indicators.split(series.statements[place : place + 2]))

    @precondition(lambda self: self.listed())
    @rule(which=PICK, action=st.sampled_from(["confirm", "rename", "pin"]))
    def say(self, which: int, action: str) -> None:
        """Confirm, rename or pin a series."""
        rows, indicators = self.listed(), self.shelf.indicators
        chosen = rows[which % len(rows)].id
        said: dict[str, Callable[[], DecisionId]] = {
            "confirm": lambda: indicators.confirm(chosen),
            "rename": lambda: indicators.rename(chosen, f"名称{which}"),
            "pin": lambda: indicators.pin(chosen),
        }
        self.decide(said[action]())

    @precondition(lambda self: any(each.pinned for each in self.listed()))
    @rule()
    def unpin(self) -> None:
        """Let a series stand where it belongs."""
        indicators = self.shelf.indicators
        taken = indicators.unpin(next(each.id for each in self.listed() if each.pinned))
        self.note(lambda: indicators.restore(taken), lambda: indicators.withdraw(taken))

    @rule(which=PICK, figure=PICK, named=st.sampled_from(["养老床位", "停车泊位", None]))
    def correct_a_figure(self, which: int, figure: int, named: str | None) -> None:
        """Name a figure otherwise, or say that it is none."""
        ids = self.shown()
        document_id = ids[which % len(ids)]
        with self.library.reading() as documents:
            metrics = documents.open(document_id).reading.metrics
        if not metrics:
            return
        about = self.teaching.about_metric(document_id, metrics[figure % len(metrics)])
        lesson = self.teaching.correct_metric(replace(about, dismissed=named is None, indicator=named))
        self.follow_lesson([lesson.id], document_id)

    @rule(which=PICK, name=PICK)
    def dismiss_a_name(self, which: int, name: int) -> None:
        """Say that a name is none."""
        ids = self.shown()
        document_id = ids[which % len(ids)]
        with self.library.reading() as documents:
            entities = documents.open(document_id).reading.entities
        if entities:
            self.follow_lesson(
                self.teaching.dismiss(document_id, entities[name % len(entities)], Scope.DOCUMENT), document_id
            )

    def follow_lesson(self, lessons: list[LessonId], document_id: DocumentId) -> None:
        """Look again, and remember a lesson."""
        self.shelf.look()

        def change(way: Callable[[list[LessonId], DocumentId], None]) -> None:
            way(lessons, document_id)
            self.shelf.look()

        self.note(partial(change, self.teaching.withdraw), partial(change, self.teaching.restore))

    @rule(one=PICK, other=PICK)
    def merge_names(self, one: int, other: int) -> None:
        """Say that two names are one."""
        names = self.shelf.names.names(type_=EntityType.ORGANISATION)
        if not names or names[one % len(names)] == names[other % len(names)]:
            return
        first, second = names[one % len(names)], names[other % len(names)]
        chosen, course = [(first.name, first.type), (second.name, second.type)], CancelToken()
        merged = [self.shelf.names.merge(chosen, first.name, progress=ignore_progress, cancel=course)]
        self.shelf.look()

        def take_back() -> None:
            self.shelf.names.take_back(merged[0], progress=ignore_progress, cancel=course)
            self.shelf.look()

        def merge_again() -> None:
            merged[0] = self.shelf.names.merge_again(merged[0], progress=ignore_progress, cancel=course)
            self.shelf.look()

        self.note(take_back, merge_again)

    @rule(which=PICK, state=st.sampled_from(CommitmentState))
    def judge_a_promise(self, which: int, state: CommitmentState) -> None:
        """Say what became of a promise."""
        with self.library.reading():
            entries = self.library.commitments().ledger(LedgerFilter(), limit=None)
        if entries:
            chosen = entries[which % len(entries)]
            said = replace(chosen, state=state)
            self.put_promise(said)
            self.note(lambda: self.put_promise(chosen), lambda: self.put_promise(said))

    def put_promise(self, entry: LedgerEntry) -> None:
        """Store what is said of a promise."""
        with self.library.transaction():
            self.library.commitments().note(entry.record)

    @precondition(lambda self: self.done)
    @rule(times=st.integers(1, 3))
    def undo(self, times: int) -> None:
        """Take back what was done last."""
        self.take_back(times)

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        """Do again what was taken back last."""
        self.do_again()

    def teardown(self) -> None:
        """Compare with what is worked out from nothing: now, with all taken back, and done again."""
        try:
            decisions, deeds = self.decisions(), len(self.done)
            assert self.tables() == self.worked_out_anew()
            self.take_back(deeds)
            assert self.tables() == self.worked_out_anew()
            for _ in range(deeds):
                self.do_again()
            assert self.decisions() == decisions
            assert self.tables() == self.worked_out_anew()
        finally:
            self.library.close()
            shutil.rmtree(self.folder)

    def take_back(self, times: int) -> None:
        """Take back so much."""
        for _ in range(min(times, len(self.done))):
            way = self.done.pop()
            way[0]()
            self.undone.append(way)

    def do_again(self) -> None:
        """Do again what was taken back last."""
        way = self.undone.pop()
        way[1]()
        self.done.append(way)

    def decisions(self) -> list[Decision]:
        """Return what a person decided and did not take back."""
        with self.library.reading():
            return self.library.series().decisions()

    def worked_out_anew(self) -> dict[str, list[Any]]:
        """Return the tables of a copy in which nothing was worked out before."""
        copy = self.folder / "copy"
        copy.mkdir()
        self.library.snapshot(copy / DATABASE, progress=ignore_progress, cancel=CancelToken())
        with sqlite3.connect(copy / DATABASE) as connection:
            for table in EMPTIED:
                connection.execute(f"DELETE FROM {table}")  # noqa: S608 - our own names
            connection.execute("INSERT OR IGNORE INTO across_stale SELECT row FROM documents")
        connection.close()
        library = Library.open(copy)
        Shelf.of(library).look()
        with library.reading():
            found = tables_of(library._connection())
        library.close()
        shutil.rmtree(copy)
        return found


def tables_of(connection: sqlite3.Connection) -> dict[str, list[Any]]:
    return {name: sorted(map(repr, map(tuple, connection.execute(sql)))) for name, sql in TABLES.items()}


TestAcross = Across.TestCase
TestAcross.settings = settings(max_examples=12, stateful_step_count=14, deadline=None)
