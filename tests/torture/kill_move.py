"""Moves a filled library from a folder to an office's server and back, killed at random moments, and compares the two.

    python -m tests.torture.kill_move [--library FOLDER] [--kills 6] [--seconds 40]

Without ``--library`` some replies are generated. A copy of the library gets one of everything a person makes, trash and
withdrawn things included. Both ways ``andu move-library`` is killed (-9) ``--kills`` times, the server half as often,
and called again until it ends. Then every row of both folders is compared in plain SQLite, all that hangs on a row's
number by what it stands for, and every original by its bytes.
"""

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from tests.benchmarks.corpus_generator import write_replies
from tests.postgres_server import PostgresServer
from viewer.core.annotation import NoteContent
from viewer.core.commitment import EvidenceVerdict
from viewer.core.document import DocumentId
from viewer.core.entity import EntityType
from viewer.core.knowledge import Scope
from viewer.core.label import LabelChange
from viewer.core.lexicon import LexiconTerm
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.span import Span
from viewer.services.opening import Services, open_services
from viewer.store.seals import DERIVED_TABLES
from viewer.store.transfer import TABLES

_GENERATED = 60
_ANNOTATED = 300
_JUDGED = 3
_DONE_SECONDS = 1_800.0
_POINTING = {"document": "documents", "principal": "documents", "later": "documents", "collection": "collections"}
_OWN = {"row", "sequence", "indexed", "by"}
"""What each database numbers by itself, where its own index stands, and who did it, which a folder does not say."""


def main() -> int:
    """Move there and back and return whether anything differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--library", type=Path)
    parser.add_argument("--kills", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=40.0, help="the longest time until a kill")
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    server = PostgresServer.start(safe=True)
    try:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
            first, office, back = folder / "first", server.address(server.new_database("moved")), folder / "back"
            _fill(first, options.library, folder / "replies")
            for source, target in ((str(first), office), (office, str(back))):
                _move(source, target, server, [chance.uniform(0.5, options.seconds) for _ in range(options.kills)])
            faults = [*_differing_rows(first, back), *_differing_originals(first, back)]
    finally:
        server.stop()
    print(f"{len(faults)} differences")
    print(*faults[:10], sep="\n")
    return 1 if faults else 0


def _fill(folder: Path, library: Path | None, replies: Path) -> None:
    if library is not None:
        shutil.copytree(library, folder)
    services = open_services(folder)
    try:
        if library is None:
            write_replies(replies, _GENERATED)
            services.importer.import_paths([replies], progress=ignore_progress, cancel=CancelToken())
        services.tables.bring_up_to_date(progress=ignore_progress, cancel=CancelToken())
        ids = [each.id for each in services.catalog.summaries()]
        _annotate(services, ids)
        _teach(services, ids)
        _judge(services)
        services.documents.remove(ids[:3])
    finally:
        services.close()


def _annotate(services: Services, ids: list[DocumentId]) -> None:
    for number, each in enumerate(ids[:_ANNOTATED]):
        note = services.annotating.annotate(each, Span(0, 4), NoteContent(note=f"核对 {number}\n𠮷", tags=("停车",)))
        if number % 10 == 0:
            services.annotating.remove([note.id])
    topics = [services.labelling.add_collection(name) for name in ("民生", "停车", "不要了")]
    services.labelling.change(
        ids[:50], LabelChange(add_tags=("重点", "二〇二三"), starred=True, read=True, add_to=(topics[0].id,))
    )
    services.labelling.change(ids[20:90], LabelChange(add_to=(topics[1].id, topics[2].id)))
    services.labelling.remove_collection(topics[2].id)
    marks = [services.bookmarking.add(each, "重要", folder="文件") for each in ids[:20]]
    services.bookmarking.remove([each.id for each in marks[:5]])
    services.saved_searches.save("泊位", "停车泊位 非 收费")
    services.synonyms.write([["泊位", "车位"]])


def _teach(services: Services, ids: list[DocumentId]) -> None:
    teaching = services.teaching
    terms = [teaching.add_term(LexiconTerm(f"生僻词{number}", EntityType.PROGRAMME)) for number in range(20)]
    teaching.withdraw([each.id for each in terms[:5]])
    for each in ids[:40]:
        stored = services.documents.open(each)
        for entity in stored.reading.entities[:1]:
            teaching.dismiss(each, entity, Scope.HERE)
        for metric in stored.reading.metrics[:1]:
            teaching.correct_metric(teaching.about_metric(each, metric))


def _judge(services: Services) -> None:
    judged = 0
    for entry in services.ledger.entries(limit=40):
        services.ledger.note(entry)
        for found in services.ledger.evidence(entry, cancel=CancelToken())[:1] if judged < _JUDGED else ():
            services.ledger.judge(entry, found, EvidenceVerdict.CONFIRMED)
            judged += 1
    series = [each.id for each in services.indicators.list_series(least_mentions=2, limit=8)]
    services.indicators.rename(series[0], "泊位总数")
    services.indicators.pin(series[1])
    services.indicators.merge(series[2:4])
    services.indicators.withdraw([services.indicators.confirm(series[5])])


def _move(source: str, target: str, server: PostgresServer, moments: list[float]) -> None:
    began, killed = time.monotonic(), 0
    for number, moment in enumerate(moments):
        call = _called(source, target, subprocess.DEVNULL)
        try:
            call.wait(moment)
        except subprocess.TimeoutExpired:
            killed += 1
            if number % 3 == 2:
                server.kill()
                server.go()
                time.sleep(moment / 10)  # it may have heard of it, or not
            call.kill()
            call.wait()
        else:
            break
    said, _ = _called(source, target, subprocess.PIPE).communicate(timeout=_DONE_SECONDS)
    print(f"{source[:10]}… to {target[:10]}…: {killed} kills, {time.monotonic() - began:.0f} s")
    print(said.decode().strip(), flush=True)


def _called(source: str, target: str, output: int) -> "subprocess.Popen[bytes]":
    words = [sys.executable, "-m", "viewer", "move-library", "--library", source, target]
    return subprocess.Popen(words, stdout=output, stderr=subprocess.DEVNULL)


def _differing_rows(one: Path, other: Path) -> list[str]:
    """Compare the tables that are moved, counting rows that are alike."""
    faults = []
    total = 0
    with closing(sqlite3.connect(one / "library.db")) as here, closing(sqlite3.connect(other / "library.db")) as there:
        moved = {each.name for each in TABLES}
        assert moved.isdisjoint(DERIVED_TABLES)
        for table in sorted(moved):
            mine, theirs = _rows(here, table), _rows(there, table)
            total += mine.total()
            faults += [f"{table}: not there: {row[:6]}" for row in (mine - theirs)]
            faults += [f"{table}: more there: {row[:6]}" for row in (theirs - mine)]
            print(f"  {table}: {mine.total()} and {theirs.total()}, alike {(mine & theirs).total()}")
    print(f"{total} rows compared")
    return faults


def _rows(connection: sqlite3.Connection, table: str) -> Counter[tuple[object, ...]]:
    names = [str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})")]  # names of our own
    said = [
        f'(SELECT id FROM {_POINTING[name]} AS pointed WHERE pointed.row = moved."{name}")'  # noqa: S608
        if name in _POINTING
        else f'moved."{name}"'
        for name in names
        if name not in _OWN
    ]
    which = " WHERE key LIKE '%template%' OR key = 'synonyms'" if table == "library" else ""
    return Counter(connection.execute(f"SELECT {', '.join(said)} FROM {table} AS moved{which}"))  # noqa: S608


def _differing_originals(one: Path, other: Path) -> list[str]:
    here, there = ({file.name: file.read_bytes() for file in (each / "originals").rglob("*") if file.is_file()}
                   for each in (one, other))  # fmt: skip
    print(f"{len(here)} originals compared")
    return [f"original {name}" for name in here.keys() ^ there.keys()] + [
        f"original {name} has other bytes" for name in here.keys() & there.keys() if here[name] != there[name]
    ]


if __name__ == "__main__":
    sys.exit(main())
