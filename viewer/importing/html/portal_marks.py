"""What the portals of Chinese offices call their parts, as data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class PortalMarks:
    """Marks of content and furniture; see ``resources/importing/portals.toml``."""

    content: tuple[str, ...]
    furniture: tuple[str, ...]
    title_meta: tuple[str, ...]
    lines: frozenset[str]
    line_starts: tuple[str, ...]
    index_labels: tuple[str, ...]


@cache
def portal_marks() -> PortalMarks:
    """Return the table; it is read once."""
    source = resources.files("viewer.resources.importing") / "portals.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    return PortalMarks(
        content=tuple(each.lower() for each in table["content"]),
        furniture=tuple(table["furniture"]),
        title_meta=tuple(table["title_meta"]),
        lines=frozenset(table["lines"]),
        line_starts=tuple(table["line_starts"]),
        index_labels=tuple("".join(each.split()) for each in table["index_labels"]),
    )
