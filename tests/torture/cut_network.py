"""Cuts the network between an office's server and its clients in mid-work, and mends it again.

    python -m tests.torture.cut_network [--only import,notes,sync,window,commands]

Server and clients are in two network namespaces (root, iproute2, iptables). Prints for every work and every way of
cutting how soon it was said, what of what was confirmed is missing afterwards (nothing may be), and how the work goes
on when the line is back. What only makes the line bad must not stop the work.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg import sql

from tests.benchmarks.corpus_generator import write_replies
from tests.guarded_server import start_guarded
from tests.postgres_server import PostgresServer
from tests.torture.far_office import BAD, CUTS, PASSWORD, SERVER, Far, Fault, two_places
from viewer.core.label import LabelChange
from viewer.services.labelling import Labelling
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary

_PORT = 54_321
_REPLIES = 48
_PATIENCE = 120.0
_BAD_SECONDS = 8.0
_FROZEN_SECONDS = 2.0
_SENTENCE = "连接不上办公室文库的服务器"


@dataclass
class Office:
    """The server, and what is needed to work with it from afar."""

    server: PostgresServer
    folder: Path
    root: Path
    faults: int = 0

    def address(self, database: str) -> str:
        """Return the address a client elsewhere uses."""
        return f"postgresql://zhang@{SERVER}:{_PORT}/{database}?sslrootcert={self.root}"

    def library(self, name: str) -> str:
        """Make a library and return the name of its database."""
        self.server.new_database(name)
        OfficeLibrary.open(read_address(self.server.address(name)), None, self.folder / "owner").close()
        return name

    def andu(self, *words: str) -> Far:
        """Run ``andu`` at the other end of the line."""
        return self._far("-m", "viewer", *words)

    def client(self, work: str, database: str) -> Far:
        """Run one of the works of ``far_client`` at the other end of the line."""
        return self._far("-m", "tests.torture.far_client", work, self.address(database))

    def held(self, database: str, table: str) -> set[str]:
        """Return the ids of what the server has."""
        with self.server.connect(database) as connection:
            rows = connection.execute(sql.SQL("SELECT id FROM andu.{}").format(sql.Identifier(table))).fetchall()
        return {str(row[0]) for row in rows}

    def tell(self, work: str, fault: Fault, said: str, *, is_right: bool) -> None:
        """Print a row; what is not as it must be is counted."""
        self.faults += not is_right
        print(f"{work:10}{fault.name:24}{'' if is_right else 'WRONG: '}{said}", flush=True)

    def _far(self, *words: str) -> Far:
        return Far.run(words, {"XDG_CACHE_HOME": str(self.folder / "cache"), "QT_QPA_PLATFORM": "offscreen"})


def main() -> int:
    """Run all works through all faults and return whether something was not as it must be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--only", default="commands,notes,import,sync,window")
    options = parser.parse_args()
    works: dict[str, Callable[[Office, Fault, str], None]] = {
        "commands": _commands, "notes": _notes, "import": _import, "sync": _sync, "window": _window,
    }  # fmt: skip
    with two_places(), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server, root = start_guarded(folder, _PORT, name=f"IP:{SERVER}", safe=True)
        office = Office(server, folder, root)
        write_replies(folder / "replies", _REPLIES)
        try:
            office.library("first")
            server.new_user("zhang", "andu_editor")
            with server.connect("postgres") as connection:
                connection.execute(f"ALTER ROLE zhang PASSWORD '{PASSWORD}'".encode())
            for work in options.only.split(","):
                for number, fault in enumerate((*CUTS, *BAD)):
                    works[work](office, fault, office.library(f"{work}{number}"))
        finally:
            server.stop()
    return 1 if office.faults else 0


def _commands(office: Office, fault: Fault, database: str) -> None:
    """Call short commands when the line is already bad: each ends, with a sentence, within seconds."""
    for words in ["list"], ["search", "停车"]:
        fault.begin()
        try:
            called = office.andu(*words, "--library", office.address(database))
            took = called.end(_PATIENCE)
        finally:
            fault.end()
        ends = called.code == (0 if fault in BAD else 1) and (fault in BAD or _SENTENCE in called.said)
        said = (f"ended after {took:.1f} s" if took else "did not end") + ("" if ends else f": {called.said}")
        office.tell(words[0], fault, said, is_right=ends)


def _notes(office: Office, fault: Fault, database: str) -> None:
    """Write notes without end."""
    client = office.client("notes", database)
    if not client.wait_for("confirmed", _PATIENCE):
        office.tell("notes", fault, f"did not begin: {client.said[-2_000:]}", is_right=False)
        client.end(0.0)
        return
    client.listen(1.0)
    began = time.monotonic()
    _during(fault, client, "refused")
    told = _told(client)
    refused = [each["at"] - began for each in told if each["event"] == "refused"]
    mended, seen = time.monotonic(), len(client.said)
    while "confirmed" not in client.said[seen:] and time.monotonic() < mended + _PATIENCE and client.listen(0.1):
        pass
    back = time.monotonic() - mended
    client.listen(1.0)
    is_alive = client.listen(0.0)
    client.end(0.0)
    confirmed = [each["id"] for each in _told(client) if each["event"] == "confirmed"]
    lost = set(confirmed) - office.held(database, "annotations")
    soon = f"said after {refused[0]:.1f} s" if refused else "nothing said"
    said = f"{soon}, goes on {back:.1f} s after it was mended, {len(confirmed)} confirmed, {len(lost)} lost"
    office.tell(
        "notes", fault, said, is_right=is_alive and not lost and bool(refused) == (fault in CUTS) and back < _PATIENCE
    )


def _import(office: Office, fault: Fault, database: str) -> None:
    """Import with two jobs; after the cut call it again."""
    words = ("import", "--jobs", "2", "--library", office.address(database), str(office.folder / "replies"))
    called = office.andu(*words)
    while not office.held(database, "documents") and called.listen(0.1):
        pass
    fault.begin()
    try:
        confirmed = office.held(database, "documents")
        took = called.end(_PATIENCE)
    finally:
        fault.end()
    again = office.andu(*words)
    again.end(_PATIENCE)
    held = office.held(database, "documents")
    ends = called.code == (0 if fault in BAD else 1) and (fault in BAD or _SENTENCE in called.said)
    said = (
        f"{'ended' if fault in BAD else 'said'} after {took or _PATIENCE:.1f} s with {len(confirmed)} stored,"
        f" {len(confirmed - held)} lost; called again: {len(held)} of {_REPLIES}, each once"
    )
    is_right = ends and bool(confirmed) and confirmed <= held and len(held) == _REPLIES and again.code == 0
    office.tell("import", fault, said, is_right=is_right)


def _sync(office: Office, fault: Fault, database: str) -> None:
    """Fetch an offline copy; after the cut go on with it, and compare."""
    owner = OfficeLibrary.open(read_address(office.server.address(database)), None, office.folder / "owner")
    first = office.andu("import", "--library", office.address(database), str(office.folder / "replies"))
    first.end(2 * _PATIENCE)
    with owner.reading() as documents:
        ids = documents.shown_ids()
    if len(ids) != _REPLIES:
        office.tell("sync", fault, f"did not begin, {len(ids)} imported: {first.said[-2_000:]}", is_right=False)
        owner.close()
        return
    Labelling(owner).change(ids, LabelChange(add_to=(Labelling(owner).add_collection("停车").id,)))
    owner.close()
    copy = office.folder / f"copy-{database}"
    called = office.andu("offline-copy", "--library", office.address(database), str(copy), "--collection", "停车")
    called.wait_for("正在取回文档", _PATIENCE)
    fault.begin()
    try:
        took = called.end(_PATIENCE)
    finally:
        fault.end()
    office.andu("sync", "--library", str(copy)).end(_PATIENCE)
    listed = office.andu("list", "--json", "--library", str(copy))
    listed.end(_PATIENCE)
    here = {each for each in office.held(database, "documents") if each in listed.said}
    ends = called.code == (0 if fault in BAD else 1) and (fault in BAD or _SENTENCE in called.said)
    verb = "ended" if fault in BAD else "said"
    said = f"{verb} after {took or _PATIENCE:.1f} s; done again: {len(here)} of {len(ids)} replies in the copy"
    office.tell("sync", fault, said, is_right=ends and len(here) == len(ids) == _REPLIES)


def _window(office: Office, fault: Fault, database: str) -> None:
    """Read and search in an open window."""
    files = sorted((office.folder / "replies").iterdir())[:4]
    office.andu("import", "--library", office.address(database), *map(str, files)).end(_PATIENCE)
    client = office.client("window", database)
    if not client.wait_for('"link": "connected"', _PATIENCE):
        office.tell("window", fault, f"did not begin: {client.said[-2_000:]}", is_right=False)
        client.end(0.0)
        return
    client.listen(2.0)
    began = time.monotonic()
    _during(fault, client, '"link": "away"')
    mended = time.monotonic()
    told = _told(client)
    away = [each["at"] - began for each in told if each.get("link") == "away"]
    seen = len(client.said)
    if away:
        while '"link": "connected"' not in client.said[seen:] and client.listen(0.1):
            if time.monotonic() > mended + _PATIENCE:
                break
    back = time.monotonic() - mended
    is_alive = client.listen(1.0)
    client.end(0.0)
    told = _told(client)
    pause = max((float(each["pause"]) for each in told if "pause" in each), default=_FROZEN_SECONDS)
    soon = f"said to be away after {away[0]:.1f} s, back after {back:.1f} s" if away else "stayed connected"
    said = f"{soon}, longest pause of the event loop {pause * 1000:.0f} ms"
    faults = [each["error"] for each in told if each["event"] == "fault"]
    is_right = is_alive and not faults and bool(away) == (fault in CUTS) and back < _PATIENCE
    office.tell("window", fault, f"{said} {faults or ''}", is_right=is_right and pause < _FROZEN_SECONDS)


def _during(fault: Fault, client: Far, awaited: str) -> None:
    """Let the fault last until the client has noticed it, or for a while if it need not."""
    fault.begin()
    try:
        if fault in CUTS:
            client.wait_for(awaited, _PATIENCE)
            client.listen(1.0)
        else:
            client.listen(_BAD_SECONDS)
    finally:
        fault.end()


def _told(client: Far) -> list[dict[str, Any]]:
    return [json.loads(line) for line in client.said.splitlines() if line.startswith("{") and line.endswith("}")]


if __name__ == "__main__":
    sys.exit(main())
