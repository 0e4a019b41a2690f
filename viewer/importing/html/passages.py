"""Cuts a page into passages: the runs of text a browser shows on lines of their own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from viewer.core.raw import BlockKind

Element = etree._Element  # noqa: SLF001 - lxml has no public name for its element type

# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul", "td", "th",
))
_UNSEEN = frozenset((
    "script", "style", "noscript", "template", "head", "title", "meta", "link", "object", "embed", "applet",
    "iframe", "frame", "frameset", "svg", "canvas", "audio", "video", "select", "option", "button", "input",
    "textarea", "map", "area", "datalist", "img",
))
# fmt: on
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_PAGE_PARTS = ("header", "footer")  # what LibreOffice calls the running headers it exports
_WHITE = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of a page: its text, what it is, how much of it is links, and the element it stands in.

    ``broken`` tells that a line break and no new block ended the passage before it, ``gap`` how many empty lines
    stand between the two.
    """

    text: str
    kind: BlockKind
    level: int
    linked: int
    element: Element
    broken: bool = False
    gap: int = 0


def passages(root: Element) -> list[Passage]:
    """Return the page's passages in order; hidden elements and scripts show nothing."""
    collector = _Collector()
    for event in _events(root):
        collector.take(event)
    collector.flush()
    return collector.found


@dataclass(frozen=True, slots=True)
class _Event:
    """Entering or leaving an element, or a run of text inside one."""

    element: Element
    name: str
    text: str = ""


def _events(root: Element) -> Iterator[_Event]:
    """Walk the tree without recursion: saved pages can be nested thousands deep."""
    stack: list[tuple[Element, bool]] = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        name = element.tag.lower() if isinstance(element.tag, str) else ""
        if leaving:
            yield _Event(element, "/" + name)
            if element.tail and element is not root:
                parent = element.getparent()
                yield _Event(parent if parent is not None else element, "#text", element.tail)
            continue
        if not name or name in _UNSEEN or _is_hidden(element):
            if element.tail and element is not root:
                parent = element.getparent()
                yield _Event(parent if parent is not None else element, "#text", element.tail)
            continue
        yield _Event(element, name)
        if element.text:
            yield _Event(element, "#text", element.text)
        stack.append((element, True))
        stack += [(child, False) for child in reversed(element)]


def _is_hidden(element: Element) -> bool:
    if element.get("title") in _PAGE_PARTS and element.tag == "div":
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style") or "")) or element.get("hidden") is not None


class _Collector:
    """Gathers text until a block begins or ends; rows of tables wait until it is clear whether they hold data."""

    def __init__(self) -> None:
        self.found: list[Passage] = []
        self._parts: list[str] = []
        self._linked = 0
        self._links = 0
        self._heading = 0
        self._element: Element | None = None
        self._broken = False
        self._gap = 0
        self._typed = 0
        self._rows: list[list[list[Passage]]] = []  # the open rows, innermost last: cells of passages

    def take(self, event: _Event) -> None:
        """Follow one event of the walk."""
        match event.name:
            case "#text" if self._typed:
                self._add_typed(event)
            case "#text":
                self._add(event)
            case "br":
                self.flush(broken=True)
            case "a":
                self._links += 1
            case "/a":
                self._links = max(0, self._links - 1)
            case name if name.lstrip("/") in _BLOCKS:
                self.flush()
                self._typed += (name == "pre") - (name == "/pre" and self._typed > 0)
                self._heading = _HEADINGS.get(name, 0)
                self._step_table(event)

    def _step_table(self, event: _Event) -> None:
        if event.name == "tr":
            self._rows.append([])
        elif event.name in ("td", "th") and self._rows:
            self._rows[-1].append([])
        elif event.name == "/tr" and self._rows:
            self._end_row(event.element)

    def _add(self, event: _Event) -> None:
        if self._element is None and event.text.strip():
            self._element = event.element
        self._parts.append(event.text)
        if self._links:
            self._linked += len("".join(event.text.split()))

    def _add_typed(self, event: _Event) -> None:
        """Keep the line ends of text in ``pre``."""
        first, *others = event.text.split("\n")
        self._add(_Event(event.element, "#text", first))
        for line in others:
            self.flush(broken=True)
            self._add(_Event(event.element, "#text", line))

    def flush(self, *, broken: bool = False) -> None:
        """End the passage at hand."""
        text = _WHITE.sub(" ", "".join(self._parts)).strip(" ")
        element, linked = self._element, self._linked
        self._parts, self._element, self._linked = [], None, 0
        if text.strip() and element is not None:
            kind = BlockKind.HEADING if self._heading else BlockKind.PARAGRAPH
            self._emit([Passage(text, kind, self._heading, linked, element, self._broken, self._gap)])
            self._gap = 0
        elif broken and self._broken:
            self._gap += 1
        self._broken = broken

    def _emit(self, found: list[Passage]) -> None:
        if self._rows and self._rows[-1]:
            self._rows[-1][-1].extend(found)
        else:
            self.found.extend(found)

    def _end_row(self, element: Element) -> None:
        cells = self._rows.pop()
        filled = [cell for cell in cells if cell]
        if len(filled) > 1 and all(_is_data(cell) for cell in filled):
            text = "\t".join(" ".join(each.text for each in cell) for cell in cells)
            linked = sum(each.linked for cell in cells for each in cell)
            self._emit([Passage(text, BlockKind.TABLE_ROW, 0, linked, element)])
        else:
            self._emit([each for cell in filled for each in cell])


_LONGEST_CELL = 200
_MOST_LINES_IN_CELL = 4


def _is_data(cell: list[Passage]) -> bool:
    """Tell a cell with a datum from one that a page uses to place whole parts of itself."""
    nested = any(each.kind is BlockKind.TABLE_ROW for each in cell)
    letters = sum(len(each.text) for each in cell)
    return not nested and len(cell) <= _MOST_LINES_IN_CELL and letters <= _LONGEST_CELL
