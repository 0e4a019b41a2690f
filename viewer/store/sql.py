"""What the tables need of a database: the SQL that SQLite and PostgreSQL both understand, over one connection.

The tables are written once, in the SQL both have: named parameters, ``ON CONFLICT``, ``RETURNING``, ``FILTER``, an
``ORDER BY`` that says where what is missing stands, and lists of values as ``IN (SELECT value FROM json_each(:list))``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

Row: TypeAlias = Any
"""The values of one row, each asked for by its place or by the name of its column."""

Parameters: TypeAlias = Mapping[str, Any] | Sequence[Any]

EVERYTHING = 2**62
"""A ``LIMIT`` that limits nothing."""

IS_SHOWN = "coalesce(documents.removed_at, '') = ''"
"""Asks of documents found by something else whether they are shown. By ``removed_at IS NULL`` SQLite, which keeps no
statistics here, would go through all documents of the library first: a second and more instead of milliseconds."""


class Rows(Protocol):
    """The answer to one statement; rows are plain tuples once ``row_factory`` is ``None``."""

    row_factory: Any

    @property
    def rowcount(self) -> int:
        """Return how many rows the statement changed."""

    def fetchone(self) -> Row:
        """Return the next row, ``None`` after the last."""

    def fetchall(self) -> list[Row]:
        """Return the rows that are left."""

    def __iter__(self) -> Iterator[Row]: ...

    def close(self) -> None:
        """Ask for no more rows."""


class Connection(Protocol):
    """A connection to a library's database, used by one thread at a time."""

    @property
    def IntegrityError(self) -> type[Exception]:  # noqa: N802 - the name PEP 249 gives it
        """Return what a statement raises that a constraint of the schema forbids."""

    def execute(self, sql: str, parameters: Parameters = ..., /) -> Rows:
        """Run one statement."""

    def executemany(self, sql: str, parameters: Iterable[Parameters], /) -> Rows:
        """Run one statement for each of these parameters."""
