"""The library on disk: SQLite is the truth, originals are never touched; the only sqlite3."""
