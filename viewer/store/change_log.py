"""The append-only list of what was done to the library, by whom where that is known, and when."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from viewer.store.sql import Connection, Row
from viewer.store.sqlite_errors import stored


@dataclass(frozen=True, slots=True)
class Change:
    """One entry; ``subject`` is the id of what was changed, ``at`` is ISO 8601 in UTC, ``by`` empty for this person.

    Entries are ordered by ``sequence``, not by ``at``: clocks are set back.
    """

    sequence: int
    at: str
    action: str
    subject: str
    detail: Mapping[str, object]
    by: str = ""


def now() -> str:
    """Return the present moment as the library writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def append_change(
    connection: Connection, action: str, subject: str, detail: Mapping[str, object] | None = None
) -> None:
    """Add one entry; call it inside the transaction that makes the change."""
    connection.execute(
        "INSERT INTO change_log (at, action, subject, detail) VALUES (:at, :action, :subject, :detail)",
        {"at": now(), "action": action, "subject": subject, "detail": json.dumps(detail or {}, ensure_ascii=False)},
    )


def changes(connection: Connection) -> list[Change]:
    """Return all entries, oldest first."""
    rows = connection.execute('SELECT sequence, at, action, subject, detail, "by" FROM change_log ORDER BY sequence')
    return [_change(row) for row in rows]


@stored
def _change(row: Row) -> Change:
    return Change(row["sequence"], row["at"], row["action"], row["subject"], json.loads(row["detail"]), row["by"])
