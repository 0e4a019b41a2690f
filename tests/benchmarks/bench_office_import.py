"""How fast replies come into an office's library by the number of processes and of machines, and what the server bears.

    python -m tests.benchmarks.bench_office_import [--count 240] [--ways alone,1x1,1x2,2x1,2x1s] [--searching]

A way is "machines x jobs": so many calls of ``andu import --jobs N`` at once, each on a share of the files as different
machines would have them, into a library that is empty at first. With an ``s`` the same files are named to all machines,
as after a mistake: every reply must come once. ``alone`` is one process that does all itself, reading, storing and
indexing, with no worker beside it. The seconds of processors, of clients and server together, divided by the number of
processors, are the least time any way could take on this machine. With ``--searching`` another client searches
meanwhile, and again when the import is over.
"""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import ParamSpec, TypeVar

from tests.benchmarks.corpus_generator import write_replies
from tests.postgres_server import PostgresServer
from viewer.core.hit import SearchRequest
from viewer.core.progress import CancelToken, ignore_progress
from viewer.importing.worker import Worker
from viewer.services.office_opening import furnish_office
from viewer.services.office_searching import OfficeSearcher
from viewer.services.opening import Workers
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.text.segment import Segmenter

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")

_TICKS = os.sysconf("SC_CLK_TCK")


_ALONE = "alone"
_ASKED = "停车泊位", "养老服务", "社区", "加装电梯", "2023年", "办理结果", "学校"
_PAUSE = 0.1


class Inline(Worker):
    """Does what a worker process does in this one."""

    def run(
        self,
        function: Callable[Parameters, Answer],
        cancel: CancelToken,
        /,
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Answer:
        """Return what the function returns."""
        cancel.checkpoint()
        return function(*args, **kwargs)


def main() -> None:
    """Print the figures."""
    if sys.argv[1:2] == [_ALONE]:
        _import_alone(sys.argv[2], Path(sys.argv[3]), list(map(Path, sys.argv[4:])))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=240)
    parser.add_argument("--ways", default="alone,1x1,1x2,2x1,2x1s")
    parser.add_argument("--searching", action="store_true")
    options = parser.parse_args()
    server = PostgresServer.start(safe=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_replies(folder / "replies", options.count)
        files = sorted((folder / "replies").iterdir())
        for number, way in enumerate(options.ways.split(",")):
            machines, jobs = (1, 0) if way == _ALONE else map(int, way.rstrip("s").split("x"))
            database = server.new_database(f"way{number}")
            OfficeLibrary.open(read_address(server.address(database)), None, folder / "made").close()
            shares = [files if way.endswith("s") else files[machine::machines] for machine in range(machines)]
            asking = Asking(server.address(database), folder / "asking") if options.searching else None
            print(_measure(server, database, shares, jobs), flush=True)
            if asking is not None:
                print(asking.told(), flush=True)
    server.stop()


class Asking:
    """Another client, which searches all the time from when it is made."""

    def __init__(self, address: str, folder: Path) -> None:
        self._library = OfficeLibrary.open(read_address(address), None, folder)
        self._searcher = OfficeSearcher(self._library, Segmenter(folder))
        self._is_over = threading.Event()
        self._took: list[float] = []
        self._thread = threading.Thread(target=self._ask)
        self._thread.start()

    def told(self) -> str:
        """Return how long it waited, during the import and after it."""
        self._is_over.set()
        self._thread.join()
        during, self._took = self._took, []
        for _ in range(len(during)):
            self._search()
            time.sleep(_PAUSE)
        after = self._took
        self._searcher.close()
        self._library.close()
        return f"  another client's searches: meanwhile {_spread(during)}; afterwards {_spread(after)}"

    def _ask(self) -> None:
        while not self._is_over.wait(_PAUSE):
            self._search()

    def _search(self) -> None:
        words = _ASKED[len(self._took) % len(_ASKED)]
        began = time.perf_counter()
        self._searcher.search(SearchRequest(words), cancel=CancelToken())
        self._took.append(time.perf_counter() - began)


def _spread(took: list[float]) -> str:
    middle, *_, high = statistics.quantiles(took, n=20)[9:]
    return f"p50 {middle * 1000:.0f} ms, p95 {high * 1000:.0f} ms of {len(took)}"


def _measure(server: PostgresServer, database: str, shares: list[list[Path]], jobs: int) -> str:
    load, own = server_seconds(server), clients_seconds()
    start = time.perf_counter()
    calls = [start_import(server.address(database), share, jobs, number) for number, share in enumerate(shares)]
    for call in calls:
        assert call.wait() == 0
    seconds = time.perf_counter() - start
    load, own = server_seconds(server) - load, clients_seconds() - own
    with server.connect(database) as connection:
        row = connection.execute("SELECT count(*), count(DISTINCT sha256) FROM andu.documents").fetchone()
    assert row is not None
    said = "the same files" if len(shares) > 1 and shares[0] == shares[1] else "a share of the files each"
    who = f"{len(shares)} machine(s), {jobs} job(s) each, {said}" if jobs else "one process that does all itself"
    speed, cores = int(str(row[0])) / seconds, os.cpu_count() or 1
    return (
        f"{who}: {row[0]} documents ({row[1]} different), {seconds:.1f} s, {speed:.1f} documents/s;"
        f" of processors: clients {own:.1f} s, server {load:.1f} s, so not under {(own + load) / cores:.1f} s"
    )


def start_import(address: str, files: list[Path], jobs: int, machine: int) -> "subprocess.Popen[bytes]":
    """Have a machine import files by so many workers; by none, one process does all itself."""
    cache = files[0].parents[1] / f"cache{machine}"
    names = list(map(str, files))
    command = ["-m", "viewer", "import", "--library", address, "--jobs", str(jobs), *names]
    alone = ["-m", "tests.benchmarks.bench_office_import", _ALONE, address, str(cache), *names]
    environment = os.environ | {"XDG_CACHE_HOME": str(cache), "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.Popen(
        [sys.executable, *(command if jobs else alone)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _import_alone(address: str, cache: Path, files: list[Path]) -> None:
    library = OfficeLibrary.open(read_address(address), None, cache / "office")
    inline = Inline("all")
    services = furnish_office(library, Workers((inline,), inline, inline), cache, Segmenter(cache))
    report = services.importer.import_paths(files, progress=ignore_progress, cancel=CancelToken())
    services.close()
    assert len(report.imported) == len(files)


def clients_seconds() -> float:
    """Return what calls that have ended took of a processor, with their workers."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def server_seconds(server: PostgresServer) -> float:
    """Return what the server and all its backends, also those that have ended, took of a processor."""
    assert server.process is not None
    main = server.process.pid
    children = Path(f"/proc/{main}/task/{main}/children").read_text().split()
    ticks = sum(_stat(main))
    for child in children:
        with suppress(OSError):  # ended since
            ticks += sum(_stat(int(child))[:2])
    return ticks / _TICKS


def _stat(process: int) -> tuple[int, int, int, int]:
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    own, system, ended, ended_system = map(int, fields[11:15])
    return own, system, ended, ended_system


if __name__ == "__main__":
    main()
