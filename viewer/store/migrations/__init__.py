"""The numbered steps from an empty database to the newest schema; a released step is never edited."""

import sqlite3
from collections.abc import Callable

from viewer.store.migrations import (
    m0001_founding,
    m0002_notes,
    m0003_lessons,
    m0004_saved_searches,
    m0005_originals,
    m0006_indicator_words,
    m0007_across,
    m0008_seals,
    m0009_spread_names,
    m0010_across_indexes,
    m0011_figure_values,
    m0012_joining_rounds,
    m0013_joined_by_change,
    m0014_who,
)

MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    m0001_founding.migrate,
    m0002_notes.migrate,
    m0003_lessons.migrate,
    m0004_saved_searches.migrate,
    m0005_originals.migrate,
    m0006_indicator_words.migrate,
    m0007_across.migrate,
    m0008_seals.migrate,
    m0009_spread_names.migrate,
    m0010_across_indexes.migrate,
    m0011_figure_values.migrate,
    m0012_joining_rounds.migrate,
    m0013_joined_by_change.migrate,
    m0014_who.migrate,
)

NEWEST = len(MIGRATIONS)
