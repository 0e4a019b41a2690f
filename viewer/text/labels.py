"""The word lists by which lines of a reply are recognised, read from the resources."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Labels:
    """The lists of ``resources/text/labels.toml``; what each is for is said there."""

    letterhead: tuple[str, ...]
    contact: tuple[str, ...]
    note: tuple[str, ...]
    site: tuple[str, ...]
    toolbar: tuple[str, ...]
    title_ending: tuple[str, ...]
    office_ending: tuple[str, ...]
    addressee: tuple[str, ...]
    paragraph_opening: tuple[str, ...]
    paragraph_surely_opening: tuple[str, ...]


@cache
def load_labels() -> Labels:
    """Return the word lists; they are read once."""
    source = resources.files("viewer.resources") / "text" / "labels.toml"
    table = tomllib.loads(source.read_text(encoding="utf-8"))
    return Labels(**{name: tuple(words) for name, words in table.items()})
