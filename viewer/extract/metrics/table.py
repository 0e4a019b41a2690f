"""Loads the data tables the grammar of figures works with."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def read_table(name: str) -> dict[str, Any]:
    """Return the TOML table ``name`` of the metrics' resources, read once."""
    return tomllib.loads(resources.files("viewer.resources.metrics").joinpath(f"{name}.toml").read_text("utf-8"))
