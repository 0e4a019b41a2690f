"""Turns the SQL both databases share into what psycopg sends: its placeholders, and lists as arrays."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from viewer.store.sql import Parameters

_LIST = re.compile(r"\bIN \(SELECT value FROM json_each\(:(\w+)\)\)")
_TOKEN = re.compile(r"'(?:[^']|'')*'|\"[^\"]*\"|::\w+|:(?P<name>\w+)|(?P<place>\?)|(?P<percent>%)")
_ROWS = re.compile(r"(?P<head>INSERT INTO [^()]+\([^()]*\) VALUES )(?P<values>\([^()]*\))", re.DOTALL)
_AS_LIST = "_as_list"


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as psycopg takes it; ``lists`` are the parameters that come as JSON and leave as arrays."""

    sql: str
    lists: tuple[str, ...]

    def values(self, parameters: Parameters) -> Parameters:
        """Return the parameters as this statement wants them."""
        if not self.lists or not isinstance(parameters, Mapping):
            return parameters
        return {**parameters, **{name + _AS_LIST: array_literal(json.loads(parameters[name])) for name in self.lists}}

    def many_rows(self) -> tuple[str, str] | None:
        """Return what stands before the values of a plain INSERT and the values, ``None`` of another statement."""
        found = _ROWS.fullmatch(self.sql)
        return (found["head"], found["values"]) if found else None


@lru_cache(1024)
def translated(sql: str) -> Statement:
    """Return a statement of the shared SQL as psycopg takes it.

    >>> translated("SELECT '50%' FROM t WHERE a = :a AND b IN (SELECT value FROM json_each(:b))").sql
    "SELECT '50%%' FROM t WHERE a = %(a)s AND b = ANY(%(b_as_list)s)"
    """
    lists: dict[str, None] = {}

    def as_array(found: re.Match[str]) -> str:
        lists[found[1]] = None
        return f"= ANY(:{found[1]}{_AS_LIST})"

    return Statement(_TOKEN.sub(_placeholder, _LIST.sub(as_array, sql)), tuple(lists))


def array_literal(values: Sequence[Any]) -> str:
    r"""Return an array whose type PostgreSQL finds out from what it is compared with.

    >>> array_literal(["a", 'b"c', 3])
    '{"a","b\\\\"c","3"}'
    """
    quoted = (str(value).replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "{" + ",".join(f'"{value}"' for value in quoted) + "}"


def _placeholder(found: re.Match[str]) -> str:
    if found["name"]:
        return f"%({found['name']})s"
    if found["place"]:
        return "%s"
    return found[0].replace("%", "%%")
