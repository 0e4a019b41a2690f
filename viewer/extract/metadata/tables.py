"""The word lists of the letterhead reader, loaded once from the resources."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("viewer.resources").joinpath(name).read_text(encoding="utf-8"))


def field_labels() -> dict[str, tuple[str, ...]]:
    """Return the labels of each field; the field ``""`` holds labels that only end the value before them."""
    table = _table("field_labels.toml")
    labels = {field: tuple(words) for field, words in table["labels"].items()}
    return labels | {"": tuple(table["stops"]["labels"])}


def words(section: str, name: str) -> tuple[str, ...]:
    """Return one word list of ``letter_forms.toml``."""
    return tuple(_table("letter_forms.toml")[section][name])


def either(choices: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(choices, key=len, reverse=True)) + ")"
