"""Trees near a query: with a leaf replaced or left out, with one word enough, without quotation marks or fields."""

from collections.abc import Callable
from dataclasses import replace

from viewer.core.query import And, Leaf, Near, Not, Or, Query, Run, Wildcard


def with_leaves(query: Query, change: Callable[[Leaf], Query | None]) -> Query | None:
    """Return the query with every leaf that is not under a NOT changed; ``None`` leaves a leaf out."""
    match query:
        case And(parts):
            return joined(And, _changed(parts, change))
        case Or(parts):
            return joined(Or, _changed(parts, change))
        case Not():
            return query
        case leaf:
            return change(leaf)


def any_word(query: Query) -> Query | None:
    """Return the query with one of its parts enough, its exclusions kept; ``None`` where that changes nothing."""
    if not isinstance(query, And):
        return None
    wanted: list[Query] = [part for part in query.parts if not isinstance(part, Not)]
    excluded: list[Query] = [part for part in query.parts if isinstance(part, Not)]
    return And((Or(tuple(wanted)), *excluded)) if len(wanted) > 1 and excluded else _any_of(wanted)


def unquoted(leaf: Leaf) -> Leaf:
    """Return a passage as a run whose words may stand apart."""
    match leaf:
        case Run(quoted=True):
            return replace(leaf, quoted=False)
        case Near(words, _, position, field):
            return Run(" ".join(words), position, field)
        case _:
            return leaf


def anywhere(leaf: Leaf) -> Leaf:
    """Return a leaf that looks into the whole text instead of a field."""
    return replace(leaf, field=None) if isinstance(leaf, Run | Near | Wildcard) else leaf


def joined(kind: type[And] | type[Or], parts: list[Query]) -> Query | None:
    """Return parts joined, a single part as it is, ``None`` for none and for nothing but exclusions."""
    if not parts or all(isinstance(part, Not) for part in parts):
        return None
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def _any_of(parts: list[Query]) -> Query | None:
    return Or(tuple(parts)) if len(parts) > 1 else None


def _changed(parts: tuple[Query, ...], change: Callable[[Leaf], Query | None]) -> list[Query]:
    return [changed for part in parts if (changed := with_leaves(part, change)) is not None]
