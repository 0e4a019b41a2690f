"""Small questions to WordprocessingML elements in either OOXML namespace (transitional ECMA-376, strict ISO 29500)."""

from collections.abc import Iterator

from lxml import etree

Element = etree._Element  # noqa: SLF001 - lxml has no public name for its element type

_FALSE = frozenset({"0", "false", "off", "none"})


def name(element: Element) -> str:
    """Return the local name; comments and processing instructions have none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first descendant along a path of local names."""
    for step in path:
        if element is None:
            return None
        element = next((each for each in element if name(each) == step), None)
    return element


def children(element: Element | None, wanted: str) -> Iterator[Element]:
    """Yield the direct children of that local name."""
    if element is not None:
        yield from (each for each in element if name(each) == wanted)


def attribute(element: Element | None, wanted: str) -> str | None:
    """Return an attribute by its local name."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == wanted:
            return str(value)
    return None


def value(element: Element | None, *path: str) -> str | None:
    """Return the ``val`` attribute of the first descendant along the path."""
    return attribute(child(element, *path), "val")


def integer(text: str | None) -> int | None:
    """Return the whole number a text holds, ``None`` when it holds none."""
    try:
        return int(text) if text is not None else None
    except ValueError:
        return None


def is_on(element: Element | None, *path: str) -> bool | None:
    """Return a toggle property: ``None`` when it is not stated."""
    found = child(element, *path)
    if found is None:
        return None
    return (attribute(found, "val") or "true").lower() not in _FALSE
