"""A real PostgreSQL for the length of a test run: made in a temporary folder, spoken to through a socket file."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psycopg

OWNER = "andu_owner"
PORT = 5432
NOT_HERE = "needs PostgreSQL: install the package postgresql (scripts/system_packages.py does)"

_PLACES = "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql*/bin"
_ORDINARY_USER = "nobody"
_QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_SMALL = {"shared_buffers": "64MB", "max_wal_size": "512MB", "max_connections": "60", "listen_addresses": ""}
_PATIENCE = 180.0


def programs() -> Path | None:
    """Return the folder of the newest server's programs on this machine."""
    found = [path for pattern in _PLACES for path in Path("/").glob(pattern[1:]) if (path / "initdb").exists()]
    if found:
        return max(found, key=lambda path: [int(part) for part in path.parts[-2].split("-")[-1:] if part.isdecimal()])
    there = shutil.which("initdb")
    return Path(there).parent if there else None


@dataclass(slots=True)
class PostgresServer:
    """One running server; ``safe`` ones keep what was confirmed even when they are killed."""

    folder: Path
    bin: Path
    options: Mapping[str, str]
    port: int = PORT
    process: subprocess.Popen[bytes] | None = None

    @classmethod
    def start(cls, *, safe: bool = False, options: Mapping[str, str] | None = None, port: int = PORT) -> Self:
        """Make a new cluster and start its server; the port matters only to one that also listens to a network."""
        folder = Path(tempfile.mkdtemp(prefix="andu-pg-"))
        place = programs()
        assert place is not None
        server = cls(folder, place, {**_SMALL, **({} if safe else _QUICK), **(options or {})}, port)
        if os.geteuid() == 0:
            os.chown(folder, *_ordinary_ids())
        made = server._run(
            "initdb", "-D", str(server.data), "-U", OWNER, "-E", "UTF8", "--locale=C", "--auth=trust", "--no-sync"
        )
        assert made.returncode == 0, made.stderr.decode()
        server.go()
        return server

    @property
    def data(self) -> Path:
        """Return the folder of the cluster."""
        return self.folder / "data"

    def go(self) -> None:
        """Start the server, also after it was killed, and wait until it answers."""
        self._begin()
        self.wait()

    def wait(self) -> None:
        """Wait until the server answers; one that would not start beside dying backends of the last is tried again."""
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                self.connect("postgres").close()
            except psycopg.OperationalError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.05)
                if self.process is None or self.process.poll() is not None:
                    self._begin()
            else:
                return

    def _begin(self) -> None:
        settings = [word for name, value in self.options.items() for word in ("-c", f"{name}={value}")]
        user, group = _ordinary_ids() if os.geteuid() == 0 else (None, None)
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.bin / "postgres", "-D", self.data, "-k", self.folder, "-p", str(self.port), *settings],
                stdout=subprocess.DEVNULL,
                stderr=log,
                user=user,
                group=group,
            )

    def kill(self) -> None:
        """Kill the postmaster without warning, and wait until its backends are gone as well."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        end = time.monotonic() + _PATIENCE
        while self._run("pg_ctl", "status", "-D", str(self.data)).returncode == 0 and time.monotonic() < end:
            time.sleep(0.02)

    def is_waited_for(self) -> bool:
        """Tell whether somebody waits for a lock that another has."""
        with self.connect("postgres") as connection:
            row = connection.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)").fetchone()
        return row == (True,)

    def stand_still(self) -> None:
        """Stop the postmaster and all backends in their tracks: they keep their connections and answer nobody."""
        self._signal_all(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let a server that stands still go on."""
        self._signal_all(signal.SIGCONT)

    def _signal_all(self, number: signal.Signals) -> None:
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        for process in [self.process.pid, *map(int, children)]:
            with suppress(ProcessLookupError):  # ended since
                os.kill(process, number)

    def stop(self) -> None:
        """Stop the server and delete its cluster."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGQUIT)
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def connect(self, database: str, user: str = OWNER) -> psycopg.Connection[tuple[object, ...]]:
        """Return a plain connection, as a client that is not ours has one."""
        return psycopg.connect(
            host=str(self.folder), port=self.port, dbname=database, user=user, autocommit=True, connect_timeout=10
        )

    def address(self, database: str, user: str = OWNER) -> str:
        """Return the address of a library."""
        return f"postgresql:///{database}?host={self.folder}&port={self.port}&user={user}"

    def new_database(self, name: str, template: str = "template0") -> str:
        """Make a database and return its name."""
        with self.connect("postgres") as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'.encode())
        return name

    def new_user(self, name: str, role: str) -> str:
        """Let a person log in with a role of ours and return the name."""
        with self.connect("postgres") as connection:
            connection.execute(f'CREATE ROLE "{name}" LOGIN IN ROLE {role}'.encode())
        return name

    def _run(self, program: str, *words: str) -> subprocess.CompletedProcess[bytes]:
        user, group = _ordinary_ids() if os.geteuid() == 0 else (None, None)  # root it refuses
        command = [str(self.bin / program), *words]
        return subprocess.run(command, capture_output=True, check=False, cwd=self.folder, user=user, group=group)


def _ordinary_ids() -> tuple[int, int]:
    entry = pwd.getpwnam(_ORDINARY_USER)
    return entry.pw_uid, entry.pw_gid
