"""Kills a note-taking session at random moments, again and again, and checks that nothing confirmed was lost.

Run: ``python -m tests.torture.kill_notes [kills]``; prints one table line.
"""

import json
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.verdict import Verdict, note
from viewer.core.annotation import AnnotationId
from viewer.store.library import Library

SESSION = Path(__file__).with_name("note_session.py")
ROOT = Path(__file__).parents[2]


@dataclass
class Outcome:
    """What the kills did."""

    kills: int = 0
    confirmed: int = 0
    lost: list[str] = field(default_factory=list)


def kill_repeatedly(folder: Path, kills: int, seed: int) -> Outcome:
    """Run and kill the session on one library, checking it after every kill."""
    rng = random.Random(seed)
    outcome = Outcome()
    notes: dict[str, tuple[str, bool]] = {}
    documents: set[str] = set()
    for number in range(kills):
        under_way = ""
        for event in _session(folder, seed * 1000 + number, lifetime=rng.uniform(0.0, 0.4)):
            under_way = str(event["id"]) if event["event"] == "about" else ""
            outcome.confirmed += event["event"] in ("note", "document")
            if event["event"] == "note":
                notes[str(event["id"])] = (str(event["note"]), bool(event["removed"]))
            elif event["event"] == "document":
                documents.add(str(event["id"]))
        outcome.kills += 1
        _check(folder, Expected(notes, documents, under_way), outcome)
    return outcome


def _session(folder: Path, seed: int, *, lifetime: float) -> list[dict[str, object]]:
    command = [sys.executable, str(SESSION), str(folder), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline()]  # ready: the library is open
        try:
            process.wait(timeout=lifetime)
        except subprocess.TimeoutExpired:
            process.kill()
        lines += process.stdout.readlines()
    return [json.loads(line) for line in lines if line.endswith(b"\n")]


@dataclass
class Expected:
    """What must be there; ``under_way`` is the note whose change was begun and not confirmed: either state is right."""

    notes: dict[str, tuple[str, bool]]
    documents: set[str]
    under_way: str


def _check(folder: Path, expected: Expected, outcome: Outcome) -> None:
    library = Library.open(folder)
    try:
        library.check()
        with library.reading() as table:
            shown = {each.id for each in table.summaries()}
            annotations = library.annotations()
            for note_id, state in list(expected.notes.items()):
                found = annotations.find(AnnotationId(note_id))
                now = (found.note, annotations.is_removed(found.id)) if found else None
                if now is not None and note_id == expected.under_way:
                    expected.notes[note_id] = now
                elif now != state:
                    outcome.lost.append(note_id)
        outcome.lost += sorted(expected.documents - shown)
    finally:
        library.close()


def main() -> None:
    """Print what happened."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        outcome = kill_repeatedly(Path(folder) / "library", kills, seed=11)
    survives = f"{outcome.confirmed} confirmed notes and documents"
    note(Verdict("kill -9 while taking notes", outcome.kills, survives, len(outcome.lost), "nothing to tell"))
    print(f"kill -9 while taking notes: {outcome.kills} kills, {outcome.confirmed} confirmed, {len(outcome.lost)} lost")
    sys.exit(1 if outcome.lost else 0)


if __name__ == "__main__":
    main()
