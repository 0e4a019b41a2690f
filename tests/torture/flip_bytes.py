"""Flips single bytes anywhere in a library and asks whether that is noticed, harmless, and mended from a backup.

Run: ``python -m tests.torture.flip_bytes [--flips 300] [--seed 1]``; prints one row for each part of the library.

Three flips in four hit bytes that are not zero: much of a small database is empty space, where a flip does nothing.
Harmless: everything the library says is what it said before. Noticed: opening, reading or ``doctor`` says so in a
sentence. After a noticed flip in the database a rescue must bring a sound library back, in the index a rebuild.
"""

import argparse
import random
import sqlite3
import sys
import tempfile
import traceback
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from tests.torture.small_library import copy_of, new_library, place_of, services_of
from tests.torture.verdict import Verdict, note
from viewer.core.annotation import NoteContent
from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.hit import SearchRequest
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.doctor import rescue_database
from viewer.services.index_writing import rebuild_index
from viewer.services.opening import Services
from viewer.store.library import Library

HEAD = f"{'flipped in':12}{'flips':>7}{'noticed':>9}{'harmless':>10}{'mended':>8}{'unnoticed':>11}"
_PARTS = {"library.db": 0.6, "index": 0.3, "originals": 0.1}
_MEANT = 0.75
_QUESTIONS = ('"公共停车泊位"', "张三", "停车", "第3批")


@dataclass
class Row:
    """What the flips in one part came to."""

    part: str
    flips: int = 0
    noticed: int = 0
    harmless: int = 0
    mended: int = 0
    unnoticed: list[str] = field(default_factory=list)
    sentence: str = ""

    def line(self) -> str:
        """Return the row of the table."""
        counts = f"{self.flips:7}{self.noticed:9}{self.harmless:10}{self.mended:8}"
        return f"{self.part:12}{counts}{len(self.unnoticed):11}"


def flip_part(part: str, prototype: Path, folder: Path, flips: int, seed: int) -> Row:
    """Flip bytes of one part, each in a fresh copy."""
    row = Row(part)
    said = _everything(prototype)
    chance = random.Random(f"{part} {seed}")
    for _ in range(flips):
        place = copy_of(prototype, folder / "place")
        path = _some_file(place / part, chance)
        at = _some_place(path, chance)
        _flip(path, at, 1 << chance.randrange(8))
        row.flips += 1
        _judge(row, place, said, f"{path.name} at {at}")
    return row


def _some_file(part: Path, chance: random.Random) -> Path:
    """Return a file of the part, the larger the likelier."""
    files = [part] if part.is_file() else sorted(each for each in part.rglob("*") if each.is_file())
    return chance.choices(files, [each.stat().st_size for each in files])[0]


def _some_place(path: Path, chance: random.Random) -> int:
    content = path.read_bytes()
    at = chance.randrange(len(content))
    if chance.random() < _MEANT:
        while not content[at]:
            at = chance.randrange(len(content))
    return at


def _flip(path: Path, at: int, bits: int) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ bits]))


def _judge(row: Row, place: Path, said: object, where: str) -> None:
    try:
        sentence = _noticed(place)
    except Exception as error:  # noqa: BLE001 - a person would be shown a fault of the program
        row.unnoticed.append(f"{where}: {traceback.format_exception(error)[-2:]}")
        return
    if sentence is not None:
        row.noticed += 1
        row.sentence = sentence
        row.mended += _mended(row, place, said, f"{where}: {sentence}")
    elif _everything(place) == said:
        row.harmless += 1
    else:
        row.unnoticed.append(where)


def _noticed(place: Path) -> str | None:
    """Return the sentence with which the library tells that something is wrong with it."""
    try:
        with services_of(place) as services:
            findings = services.examine(repair=False, progress=ignore_progress, cancel=CancelToken())
            if findings:
                return findings[0].sentence
            _everything_of(services)
    except ViewerError as error:
        return error.message
    return None


def _mended(row: Row, place: Path, said: object, told: str) -> int:
    try:
        if row.part == "library.db":
            rescue_database(place)
        elif row.part == "index":
            library = Library.open(place)
            with library.reading() as documents:
                rebuild_index(place_of(library), documents.shown_ids(), progress=ignore_progress)
            library.close()
        else:
            return 0  # told; the file itself must come from elsewhere
        is_as_before = _everything(place) == said
    except ViewerError as error:
        row.unnoticed.append(f"{told} – not mended: {error.message}")
        return 0
    if not is_as_before:
        row.unnoticed.append(f"{told} – mended into something else")
    return int(is_as_before)


def _everything(place: Path) -> object:
    with services_of(place) as services:
        return _everything_of(services)


def _everything_of(services: Services) -> object:
    """Return all the library says: documents, notes, the log, originals, and what searches find."""
    library = services._library
    with library.reading() as documents:
        readings = [documents.open(each.id) for each in documents.summaries()]
    originals = [library.originals.read(each.reading.source.sha256) for each in readings]
    hits = [
        [(hit.id, hit.spans) for hit in services.searcher.search(SearchRequest(each), cancel=CancelToken()).hits]
        for each in _QUESTIONS
    ]
    return readings, originals, library.annotations().all(), library.bookmarks().all(), library.changes(), hits


def make_prototype(folder: Path) -> Path:
    """Return a library with documents, notes, an index, and a backup of just this state."""
    place = folder / "prototype"
    ids = sorted(new_library(place, 12, seed=4))
    library = Library.open(place)
    annotating = Annotating(library, creator="张三")
    for number, document_id in enumerate(ids):
        annotating.annotate(DocumentId(document_id), Span(0, 6 + number), NoteContent(note=f"批注{number}" * 20))
    library.close()
    with services_of(place) as services:
        services.index.wait(progress=ignore_progress, cancel=CancelToken())
        services.backups.rotate(datetime.now(UTC))
    with sqlite3.connect(place / "library.db") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return place


def main() -> int:
    """Print the table; 1 when a flip went unnoticed and did harm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flips", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="andu-torture-") as name:
        folder = Path(name)
        prototype = make_prototype(folder)
        rows = [
            flip_part(part, prototype, folder, max(1, int(options.flips * share)), options.seed)
            for part, share in _PARTS.items()
        ]
    print(HEAD)
    for row in rows:
        print(row.line())
        told = f"{row.noticed} told ({row.mended} mended), e.g. {row.sentence}" if row.noticed else "nothing to tell"
        survives = f"noticed, or harmless ({row.harmless})"
        note(Verdict(f"flipped byte in {row.part}", row.flips, survives, len(row.unnoticed), told))
        for each in row.unnoticed[:12]:
            print(f"    {each}")
    return 1 if any(row.unnoticed for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
