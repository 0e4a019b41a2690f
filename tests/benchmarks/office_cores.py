"""What two workers, and two machines, bring an import where the server has a core to itself.

    sudo python -m tests.benchmarks.office_cores [--count 200] [--core 0.4] [--ways alone,1x1,1x2,2x1]

An experiment for a machine of two cores: the server runs on the second one alone, and every process of a client gets
``--core`` of the first one, so that two workers take nothing from each other or from the server. A machine has as many
such cores as workers. Needs Linux with the cpu controller of cgroups (version 1), and root. The ways are those of
``bench_office_import``.
"""

import argparse
import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.benchmarks.bench_office_import import clients_seconds, server_seconds, start_import
from tests.benchmarks.corpus_generator import write_replies
from tests.postgres_server import PostgresServer
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary

_GROUPS = Path("/sys/fs/cgroup/cpu")
_PERIOD = 20_000  # microseconds
_BEFORE_ALL_OTHERS = 262_144
_LOOK_SECONDS = 0.02
_CLIENTS, _SERVER = {0}, {1}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--core", type=float, default=0.4)
    parser.add_argument("--ways", default="alone,1x1,1x2,2x1")
    options = parser.parse_args()
    server = PostgresServer.start(safe=True)
    assert server.process is not None
    os.sched_setaffinity(server.process.pid, _SERVER)
    os.sched_setaffinity(0, _CLIENTS)
    first: float | None = None
    with tempfile.TemporaryDirectory() as name, _group(_GROUPS / "andu-server", None) as group:
        (group / "cgroup.procs").write_text(str(server.process.pid))
        write_replies(Path(name) / "replies", options.count)
        files = sorted((Path(name) / "replies").iterdir())
        for number, way in enumerate(options.ways.split(",")):
            address = server.address(server.new_database(f"way{number}"))
            OfficeLibrary.open(read_address(address), None, Path(name) / "made").close()
            machines, jobs = (1, 0) if way == "alone" else map(int, way.split("x"))
            own, load, began = clients_seconds(), server_seconds(server), time.perf_counter()
            _import(address, [files[machine::machines] for machine in range(machines)], jobs, options.core)
            seconds = time.perf_counter() - began
            own, load = clients_seconds() - own, server_seconds(server) - load
            first = first or seconds
            print(
                f"{way}: {options.count} replies, {seconds:.1f} s, {options.count / seconds:.2f} a second,"
                f" {first / seconds:.2f} x the first; of processors: clients {own:.1f} s, server {load:.1f} s",
                flush=True,
            )
    server.stop()


def _import(address: str, shares: list[list[Path]], jobs: int, core: float) -> None:
    """Let every machine import its share."""
    calls = [start_import(address, share, jobs, number) for number, share in enumerate(shares)]
    guards = [threading.Thread(target=_confine, args=(call, max(1, jobs), core)) for call in calls]
    for guard in guards:
        guard.start()
    for guard in guards:
        guard.join()
    assert all(call.returncode == 0 for call in calls)


def _confine(call: "subprocess.Popen[bytes]", cores: int, core: float) -> None:
    """Hold a machine, and each of its processes, to what is theirs until the import is over."""
    with _group(_GROUPS / f"andu-machine-{call.pid}", cores * core) as machine:
        known: set[int] = set()
        while call.poll() is None:
            for process in {call.pid, *_children(call.pid)} - known:
                known.add(process)
                own = _made(machine / str(process), core)
                with suppress(OSError):  # ended since
                    (own / "cgroup.procs").write_text(str(process))
            time.sleep(_LOOK_SECONDS)


def _children(process: int) -> Iterator[int]:
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            yield from map(int, (task / "children").read_text().split())


@contextmanager
def _group(path: Path, cores: float | None) -> Iterator[Path]:
    """Make a group that goes before all others, and take it away with those inside."""
    _made(path, cores)
    (path / "cpu.shares").write_text(str(_BEFORE_ALL_OTHERS))
    try:
        yield path
    finally:
        for process in (path / "cgroup.procs").read_text().split():
            (_GROUPS / "cgroup.procs").write_text(process)
        for group in (*(each for each in path.iterdir() if each.is_dir()), path):
            _take_away(group)


def _take_away(group: Path) -> None:
    while (group / "cgroup.procs").read_text():
        time.sleep(_LOOK_SECONDS)  # processes that were killed are still going
    group.rmdir()


def _made(path: Path, cores: float | None) -> Path:
    path.mkdir()
    if cores is not None:
        (path / "cpu.cfs_period_us").write_text(str(_PERIOD))
        (path / "cpu.cfs_quota_us").write_text(str(int(cores * _PERIOD)))
    return path


if __name__ == "__main__":
    main()
