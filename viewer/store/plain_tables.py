"""What a person filled in, table by table as it is stored, for those who come after the program."""

from collections.abc import Iterator
from dataclasses import dataclass

from viewer.store.seals import SEALED_TABLES
from viewer.store.sql import Connection

_OF_DOCUMENTS = frozenset({"document", "principal"})


@dataclass(frozen=True, slots=True)
class PlainTable:
    """One table: documents are named by their ids, not by numbers only this database knows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]


def plain_tables(connection: Connection) -> Iterator[PlainTable]:
    """Give every table a person fills that has something in it, and the log of all that was done."""
    ids = {int(row["row"]): str(row["id"]) for row in connection.execute("SELECT row, id FROM documents")}
    for name in (*SEALED_TABLES, "change_log"):
        rows = connection.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()  # noqa: S608 - our own names
        if rows:
            columns = tuple(rows[0].keys())
            yield PlainTable(name, columns, tuple(_plain(columns, tuple(row), ids) for row in rows))


def _plain(
    columns: tuple[str, ...], row: tuple[object, ...], ids: dict[int, str]
) -> tuple[str | int | float | None, ...]:
    return tuple(
        ids.get(value) if column in _OF_DOCUMENTS and isinstance(value, int) else _cell(value)
        for column, value in zip(columns, row, strict=True)
    )


def _cell(value: object) -> str | int | float | None:
    if isinstance(value, bytes):
        return value.hex()
    return value if value is None or isinstance(value, (str, int, float)) else str(value)
