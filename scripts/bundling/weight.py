"""What a bundle may weigh: the table says it for each, and a build that is heavier ends."""

import tomllib
from pathlib import Path

from scripts.bundling.payload import TABLE
from scripts.bundling.pins import Target


def weight(folder: Path) -> int:
    """Return the bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def allowed(target: Target, *, full: bool, table: Path = TABLE) -> int:
    """Return how many bytes the bundle for a target may have."""
    limits: dict[str, int] = tomllib.loads(table.read_text(encoding="utf-8"))["most_bytes"]
    return limits[f"{target.name}-full" if full else target.name]


def complaint(folder: Path, most: int) -> str | None:
    """Return a line where a bundle is heavier than it may be."""
    found = weight(folder)
    return f"{folder} has {found:,} bytes, {found - most:,} more than it may (most_bytes)" if found > most else None
