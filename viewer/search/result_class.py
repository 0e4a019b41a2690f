"""What a reply's result amounts to, whatever its words: the classes of a table, told by the words of a result."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from viewer.text.fold import fold


def result_class(result: str | None) -> str | None:
    """Return the class of a result, ``None`` where its words say none, as a letter alone does.

    >>> result_class("解决采纳"), result_class("A")
    ('已解决或采纳', None)
    """
    folded = fold(result or "")
    standing = [word for word in _classes() if word in folded]
    return _classes()[max(standing, key=len)] if standing else None


@cache
def _classes() -> Mapping[str, str]:
    table = resources.files("viewer.resources").joinpath("search", "results.toml").read_text("utf-8")
    rows = tomllib.loads(table)["class"]
    return MappingProxyType({fold(word): str(row["name"]) for row in rows for word in row["words"]})
