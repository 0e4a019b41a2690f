"""The numbered steps from an empty database to the newest schema; a released step is never edited."""

from collections.abc import Callable

from viewer.store.postgres.connection import PostgresConnection
from viewer.store.postgres.migrations import (
    p0001_founding,
    p0002_roles,
    p0003_postings,
    p0004_news,
    p0005_joined_by_change,
    p0006_chunks,
    p0007_moved_history,
    p0008_quick_columns,
    p0009_entries_of,
    p0010_guards,
    p0011_series_of_editors,
)

MIGRATIONS: tuple[Callable[[PostgresConnection], None], ...] = (
    p0001_founding.migrate,
    p0002_roles.migrate,
    p0003_postings.migrate,
    p0004_news.migrate,
    p0005_joined_by_change.migrate,
    p0006_chunks.migrate,
    p0007_moved_history.migrate,
    p0008_quick_columns.migrate,
    p0009_entries_of.migrate,
    p0010_guards.migrate,
    p0011_series_of_editors.migrate,
)

NEWEST = len(MIGRATIONS)
