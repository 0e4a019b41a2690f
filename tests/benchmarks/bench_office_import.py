"""How fast replies come into an office's library by the number of processes and of machines, and what the server bears.

    python -m tests.benchmarks.bench_office_import [--count 240] [--ways 1x1,1x2,2x1]

A way is "machines x jobs": so many calls of ``andu import --jobs N`` at once, each on a share of the files as different
machines would have them, into a library that is empty at first. The last way names the same files to all machines, as
after a mistake: every reply must come once.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.corpus_generator import write_replies
from tests.postgres_server import PostgresServer
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary

_TICKS = os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=240)
    parser.add_argument("--ways", default="1x1,1x2,2x1,2x1s")
    options = parser.parse_args()
    server = PostgresServer.start(safe=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_replies(folder / "replies", options.count)
        files = sorted((folder / "replies").iterdir())
        for number, way in enumerate(options.ways.split(",")):
            machines, jobs = map(int, way.rstrip("s").split("x"))
            database = server.new_database(f"way{number}")
            OfficeLibrary.open(read_address(server.address(database)), None, folder / "made").close()
            shares = [files if way.endswith("s") else files[machine::machines] for machine in range(machines)]
            print(_measure(server, database, shares, jobs), flush=True)
    server.stop()


def _measure(server: PostgresServer, database: str, shares: list[list[Path]], jobs: int) -> str:
    load = _server_seconds(server)
    start = time.perf_counter()
    calls = [_import(server.address(database), share, jobs, number) for number, share in enumerate(shares)]
    for call in calls:
        assert call.wait() == 0
    seconds = time.perf_counter() - start
    load = _server_seconds(server) - load
    with server.connect(database) as connection:
        row = connection.execute("SELECT count(*), count(DISTINCT sha256) FROM andu.documents").fetchone()
    assert row is not None
    said = "the same files" if len(shares) > 1 and shares[0] == shares[1] else "a share of the files each"
    speed = int(str(row[0])) / seconds
    return (
        f"{len(shares)} machine(s), {jobs} job(s) each, {said}: {row[0]} documents ({row[1]} different),"
        f" {seconds:.1f} s, {speed:.1f} documents/s; server {load:.1f} s of a processor"
    )


def _import(address: str, files: list[Path], jobs: int, machine: int) -> "subprocess.Popen[bytes]":
    cache = files[0].parents[1] / f"cache{machine}"
    command = [sys.executable, "-m", "viewer", "import", "--library", address, "--jobs", str(jobs), *map(str, files)]
    environment = os.environ | {"XDG_CACHE_HOME": str(cache), "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _server_seconds(server: PostgresServer) -> float:
    """Return what the server and all its backends, also those that have ended, took of a processor."""
    assert server.process is not None
    main = server.process.pid
    children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    own = _stat(main)
    return (sum(own) + sum(sum(_stat(int(child))[:2]) for child in children)) / _TICKS


def _stat(process: int) -> tuple[int, int, int, int]:
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    own, system, ended, ended_system = map(int, fields[11:15])
    return own, system, ended, ended_system


if __name__ == "__main__":
    main()
