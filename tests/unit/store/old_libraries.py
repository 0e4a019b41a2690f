"""Libraries as older versions of the program wrote them, from dumps in ``schemas/`` that are never edited."""

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

SCHEMAS = Path(__file__).parent / "schemas"
NUMBERS: Sequence[int] = sorted(int(re.sub(r"\D", "", path.stem)) for path in SCHEMAS.glob("schema*.sql"))


def make_old_library(folder: Path, number: int) -> Path:
    """Write the library of a schema into an empty folder and return that."""
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(folder / "library.db")
    connection.executescript((SCHEMAS / f"schema{number}.sql").read_text(encoding="utf-8"))
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    return folder
