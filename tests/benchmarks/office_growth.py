"""How an office's library takes in many replies as it grows, by how many workers, and what the server bears.

    python -m tests.benchmarks.office_growth [--count 20000] [--jobs 2] [--more 1000] [--ways 1,2,3]

Prints a line for every thousand replies, then what ``--more`` others take by so many workers when the library is full:
replies a second, seconds of processors of clients and server, what the server wrote into its log (WAL), and its size.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.benchmarks.bench_office_import import clients_seconds, server_seconds
from tests.benchmarks.corpus_generator import write_replies
from tests.postgres_server import PostgresServer
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary

_STEP = 1_000
_LOOK_SECONDS = 2.0
_DATABASE = "growing"
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Load:
    """What the server has borne up to a moment."""

    moment: float
    documents: int
    indexed: int
    seconds: float
    log_bytes: int
    size: int

    @classmethod
    def now(cls, server: PostgresServer) -> Self:
        """Return what it has borne up to now."""
        with server.connect(_DATABASE) as connection:
            row = connection.execute(
                "SELECT count(*), count(*) FILTER (WHERE indexed = 1), pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0'),"
                " pg_database_size(current_database()) FROM andu.documents"
            ).fetchone()
        assert row is not None
        documents, indexed, log_bytes, size = (int(str(value)) for value in row)
        return cls(time.perf_counter(), documents, indexed, server_seconds(server), log_bytes, size)

    def since(self, before: "Load") -> str:
        """Return what happened since, in words."""
        came, seconds = self.documents - before.documents, self.moment - before.moment
        log_bytes = (self.log_bytes - before.log_bytes) / _MEGABYTE
        return (
            f"{self.documents} replies ({self.indexed} indexed): {came} in {seconds:.1f} s, {came / seconds:.1f} a"
            f" second; server {self.seconds - before.seconds:.1f} s of processors, log {log_bytes:.0f} MB,"
            f" size {self.size / _MEGABYTE:.0f} MB"
        )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--more", type=int, default=1_000)
    parser.add_argument("--ways", default="1,2,3")
    options = parser.parse_args()
    ways = list(map(int, options.ways.split(",")))
    server = PostgresServer.start(safe=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_replies(folder / "replies", options.count + options.more * len(ways))
        files = sorted((folder / "replies").iterdir())
        make_library(server, folder)
        grow(server, folder, files[: options.count], options.jobs)
        for number, jobs in enumerate(ways):
            first = options.count + number * options.more
            measure(server, folder, files[first : first + options.more], jobs)
    server.stop()


def make_library(server: PostgresServer, folder: Path) -> None:
    """Make an empty library."""
    OfficeLibrary.open(read_address(server.address(server.new_database(_DATABASE))), None, folder / "made").close()


def grow(server: PostgresServer, folder: Path, files: Sequence[Path], jobs: int) -> None:
    """Import files and print a line for every thousand."""
    began = last = Load.now(server)
    call = _import(server, folder, files, jobs)
    while call.poll() is None:
        time.sleep(_LOOK_SECONDS)
        load = Load.now(server)
        if load.documents - last.documents >= _STEP:
            print(load.since(last), f"; load of the machine {os.getloadavg()[0]:.1f}", flush=True)
            last = load
    assert call.returncode == 0
    print("all:", Load.now(server).since(began), flush=True)


def measure(server: PostgresServer, folder: Path, files: Sequence[Path], jobs: int) -> None:
    """Import files and print what that took."""
    began, own = Load.now(server), clients_seconds()
    assert _import(server, folder, files, jobs).wait() == 0
    ended, own = Load.now(server), clients_seconds() - own
    print(f"{jobs} worker(s): {ended.since(began)}; clients {own:.1f} s of processors", flush=True)


def _import(server: PostgresServer, folder: Path, files: Sequence[Path], jobs: int) -> "subprocess.Popen[bytes]":
    share = folder / f"share-{files[0].stem}"
    share.mkdir()
    for file in files:
        (share / file.name).hardlink_to(file)
    command = ["-m", "viewer", "import", "--library", server.address(_DATABASE), "--jobs", str(jobs), str(share)]
    return subprocess.Popen(
        [sys.executable, *command],
        env=os.environ | {"XDG_CACHE_HOME": str(folder / "cache")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    main()
