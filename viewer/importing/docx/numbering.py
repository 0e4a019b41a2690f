"""Reads the rules of automatic list numbers from the numbering part of a DOCX."""

from dataclasses import replace

from viewer.importing.docx.wordml import Element, attribute, child, children, integer, is_on, value
from viewer.importing.list_numbers import Level, ListNumbers, ListRules


def list_numbers(root: Element | None) -> ListNumbers:
    """Return the lists of a ``w:numbering`` part, which may be absent."""
    abstract = {attribute(each, "abstractNumId") or "": _levels(each) for each in children(root, "abstractNum")}
    return ListNumbers({attribute(each, "numId") or "": _rules(each, abstract) for each in children(root, "num")})


def _rules(num: Element, abstract: dict[str, dict[int, Level]]) -> ListRules:
    source = value(num, "abstractNumId") or ""
    levels = dict(abstract.get(source, {}))
    restarts = False
    for override in children(num, "lvlOverride"):
        index = integer(attribute(override, "ilvl")) or 0
        redefined = child(override, "lvl")
        if redefined is not None:
            levels[index] = _level(redefined)
        start = integer(value(override, "startOverride"))
        if start is not None:
            old = levels.get(index, Level())
            levels[index] = replace(old, start=start)
            restarts = True
    return ListRules(f"{source}/{attribute(num, 'numId')}" if restarts else source, levels)


def _levels(abstract: Element) -> dict[int, Level]:
    return {integer(attribute(each, "ilvl")) or 0: _level(each) for each in children(abstract, "lvl")}


def _level(element: Element) -> Level:
    start = integer(value(element, "start"))
    return Level(
        start=1 if start is None else start,
        number_format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        style=value(element, "pStyle"),
        legal=bool(is_on(element, "isLgl")),
    )
