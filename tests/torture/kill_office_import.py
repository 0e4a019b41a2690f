"""Kills a real ``andu import --jobs 2`` into an office's library at random moments: the program, a worker, the server.

    python -m tests.torture.kill_office_import [--kills 60]

The import is called again after every kill. Prints how many replies were confirmed before a kill and how many of those
are missing afterwards, what came twice, what is not as a reading without any kill has it, and which processes were left
behind: nothing may be.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

import psycopg

from tests.benchmarks.corpus_generator import write_replies
from tests.postgres_server import PostgresServer
from viewer.services.read_file import read_file
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary

_FILES = 60
_SHORTENED = 1_200  # characters of each reply, so that many come in before the next kill
_LONGEST_PEACE = 5.0
_END_SECONDS = 15.0
_LOOK_SECONDS = 0.05
_DONE_SECONDS = 300.0


class Victim(StrEnum):
    """What is killed."""

    PROGRAM = "program"
    WORKER = "worker"
    BACKEND = "backend"
    SERVER = "server"


@dataclass
class Verdict:
    """What was found after the kills."""

    kills: Counter[Victim] = field(default_factory=Counter)
    confirmed: int = 0
    faults: list[str] = field(default_factory=list)


def main() -> int:
    """Kill as often as asked and return whether something was lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=54)
    options = parser.parse_args()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as in the program's own readers
    verdict = kill_imports(options.kills, random.Random(options.seed))
    told = ", ".join(f"{victim} {count}" for victim, count in verdict.kills.items())
    print(f"{verdict.kills.total()} kills of an import ({told}): {verdict.confirmed} replies confirmed before one")
    print(f"{len(verdict.faults)} lost, doubled or otherwise wrong")
    for each in verdict.faults[:5]:
        print(each)
    return 1 if verdict.faults else 0


def kill_imports(kills: int, generator: random.Random) -> Verdict:
    """Import one folder after another, killing something every few seconds, and say what came of it."""
    verdict = Verdict()
    server = PostgresServer.start(safe=True)
    try:
        with tempfile.TemporaryDirectory() as name:
            rounds = 0
            while verdict.kills.total() < kills:
                rounds += 1
                attack = Attack(server, Path(name) / str(rounds), f"round{rounds}", verdict, generator)
                while verdict.kills.total() < kills and attack.kill_once():
                    pass
                attack.finish()
                print(f"folder {rounds}: {verdict.kills.total()} kills, {len(verdict.faults)} faults", flush=True)
    finally:
        server.stop()
    return verdict


class Attack:
    """One folder on its way into one library."""

    def __init__(
        self, server: PostgresServer, folder: Path, database: str, verdict: Verdict, generator: random.Random
    ) -> None:
        self._server = server
        self._folder = folder
        self._database = database
        self._verdict = verdict
        self._generator = generator
        write_replies(folder / "replies", _FILES, seed=generator.randrange(1 << 30))
        for file in (folder / "replies").iterdir():
            file.write_text(file.read_text("utf-8")[:_SHORTENED], "utf-8")
        OfficeLibrary.open(read_address(server.address(server.new_database(database))), None, folder / "made").close()

    def kill_once(self) -> bool:
        """Call the import and kill something; tell whether there was still something to import."""
        before = self._held()
        call = self._called()
        time.sleep(self._generator.uniform(0.0, _LONGEST_PEACE))
        if self._generator.random() < 1 / 2:
            self._wait_for_more_than(len(before), call)
        if call.poll() is not None:
            return False
        held, children = self._held(), list(_workers_of(call.pid))
        victim = self._generator.choice(list(Victim))
        self._kill(victim, call, children)
        self._verdict.kills[victim] += 1
        self._verdict.confirmed += len(held)
        self._server.wait()
        self._end(call, children)
        after = self._held()
        self._verdict.faults += [f"lost after the {victim} was killed: {each}" for each in held.keys() - after.keys()]
        self._verdict.faults += [f"{count} times: {each}" for each, count in after.items() if count > 1]
        return True

    def finish(self) -> None:
        """Let the import come to its end and compare what is there with a reading nobody disturbed."""
        if self._called().wait(_DONE_SECONDS) != 0:
            self._verdict.faults.append("the last import did not end well")
        wanted = {}
        for file in (self._folder / "replies").iterdir():
            content = sha256(file.read_bytes()).hexdigest()
            wanted[content] = (read_file(file).document.text, content)
        found = self._stored()
        self._verdict.faults += [f"not imported: {each}" for each in wanted.keys() - found.keys()]
        self._verdict.faults += [f"not as it was read: {each}" for each in found if found[each] != wanted.get(each)]
        if self._unfindable():
            self._verdict.faults.append("not every reply can be found just once")

    def _called(self) -> "subprocess.Popen[bytes]":
        address = self._server.address(self._database)
        return subprocess.Popen(
            [sys.executable, "-m", "viewer", "import", "--library", address, "--jobs", "2", self._folder / "replies"],
            env=os.environ | {"XDG_CACHE_HOME": str(self._folder / "cache")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _wait_for_more_than(self, count: int, call: "subprocess.Popen[bytes]") -> None:
        """Wait until the import has brought something in."""
        while call.poll() is None and len(self._held()) <= count:
            time.sleep(_LOOK_SECONDS)

    def _kill(self, victim: Victim, call: "subprocess.Popen[bytes]", children: list[int]) -> None:
        if victim is Victim.SERVER:
            self._server.kill()
            self._server.go()
        elif victim is Victim.BACKEND:
            _kill_each(self._backends()[:1])
        else:
            _kill_each(children[-1:] if victim is Victim.WORKER and children else [call.pid])

    def _end(self, call: "subprocess.Popen[bytes]", children: list[int]) -> None:
        """Wait until the import has ended, or end it by hand; its processes must go with it."""
        try:
            call.wait(self._generator.uniform(0.0, 2.0))
        except subprocess.TimeoutExpired:
            call.kill()
            call.wait()
        end = time.monotonic() + _END_SECONDS
        while (left := [child for child in children if _is_alive(child)]) and time.monotonic() < end:
            time.sleep(_LOOK_SECONDS)
        self._verdict.faults += [f"process {child} was left behind" for child in left]
        _kill_each(left)

    def _backends(self) -> list[int]:
        with self._server.connect(self._database) as connection:
            rows = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'andu'"
                " ORDER BY random()"
            ).fetchall()
        return [int(str(row[0])) for row in rows]

    def _held(self) -> Counter[str]:
        """Return the hashes of what is stored, as often as they are."""
        return Counter(str(sha) for (sha,) in self._rows("SELECT sha256 FROM andu.documents"))

    def _stored(self) -> dict[str, tuple[str, str]]:
        """Return the text of every reply, and the hash its original has now, by the hash it came with."""
        rows = self._rows(
            "SELECT documents.sha256, text, encode(sha256(bytes), 'hex') FROM andu.documents"
            " JOIN andu.readings ON document = row JOIN andu.originals ON originals.sha256 = documents.sha256"
        )
        return {str(sha): (str(text), str(original)) for sha, text, original in rows}

    def _unfindable(self) -> bool:
        """Tell whether a reply has not just one row of what is searched, or is not marked as indexed."""
        rows = self._rows(
            "SELECT row FROM andu.documents LEFT JOIN andu.postings ON document = row"
            " GROUP BY row, indexed HAVING count(document) <> 1 OR indexed <> 1"
        )
        return bool(rows)

    def _rows(self, sql: str) -> list[tuple[object, ...]]:
        """Return what a plain client is told; the server may be on its way up again."""
        while True:
            self._server.wait()
            try:
                with self._server.connect(self._database) as connection:
                    return connection.execute(sql.encode()).fetchall()
            except psycopg.OperationalError:
                time.sleep(_LOOK_SECONDS)


def _workers_of(process: int) -> Iterator[int]:
    """Yield the processes that read for this one."""
    with suppress(OSError):  # it has ended
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                    yield int(child)


def _is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def _kill_each(processes: list[int]) -> None:
    for process in processes:
        with suppress(ProcessLookupError):  # was faster
            os.kill(process, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
