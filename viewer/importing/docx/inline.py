"""The text of one paragraph as it prints: insertions in, deletions, hidden text and field codes out."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from viewer.importing.docx.styles import Styles
from viewer.importing.docx.wordml import Element, attribute, child, integer, is_on, name, value

_LEFT_OUT = frozenset(
    {
        "del", "moveFrom", "delText", "instrText", "delInstrText", "pPr", "rPr", "sdtPr", "sdtEndPr", "rt",
        "footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef", "annotationRef", "commentReference",
        "softHyphen", "Fallback", "object", "smartTagPr", "customXmlPr",
    }
)  # fmt: skip
_CONSTANT = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_TEXT_BOX = "txbxContent"


@dataclass(slots=True)
class InlineText:
    """What a paragraph holds: its lines (a manual line break starts a new one) and the text boxes anchored in it."""

    lines: list[str] = field(default_factory=lambda: [""])
    text_boxes: list[Element] = field(default_factory=list)
    half_points: int | None = None

    def add(self, text: str) -> None:
        """Append text; a newline begins another line."""
        first, *others = text.split("\n")
        self.lines[-1] += first
        self.lines += others


def inline_text(paragraph: Element, styles: Styles) -> InlineText:
    """Read one ``w:p``."""
    found = InlineText()
    depth: list[bool] = []  # one entry per open complex field: has its result begun?
    for element in _visible(paragraph, styles, found):
        kind = name(element)
        if kind == "fldChar":
            _step_field(depth, attribute(element, "fldCharType") or "")
        elif all(depth):
            found.add(_printed(element, kind))
    return found


def _step_field(depth: list[bool], step: str) -> None:
    if step == "begin":
        depth.append(False)
    elif step == "separate" and depth:
        depth[-1] = True
    elif step == "end" and depth:
        depth.pop()


def _visible(element: Element, styles: Styles, found: InlineText) -> Iterator[Element]:
    for each in element:
        kind = name(each)
        if not kind or kind in _LEFT_OUT:
            continue
        if kind == _TEXT_BOX:
            found.text_boxes.append(each)
        elif kind == "r" and _is_hidden(each, styles):
            continue
        else:
            if kind == "r" and found.half_points is None:
                found.half_points = integer(value(each, "rPr", "sz"))
            yield each
            yield from _visible(each, styles, found)


def _is_hidden(run: Element, styles: Styles) -> bool:
    properties = child(run, "rPr")
    stated = is_on(properties, "vanish")
    if stated is None:
        style_id = value(properties, "rStyle")
        stated = styles.style(style_id).hidden if style_id else None
    return bool(stated)


def _printed(element: Element, kind: str) -> str:
    if kind == "t":
        return (element.text or "").replace("\n", " ").replace("\r", "")
    if kind == "br":
        return "\n" if attribute(element, "type") in (None, "textWrapping", "page") else ""
    if kind == "sym":
        return _symbol(attribute(element, "char") or "")
    return _CONSTANT.get(kind, "")


def _symbol(code: str) -> str:
    """Return a symbol-font character; those fonts live in the private area, where nothing can be read."""
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    return character if not "\ue000" <= character <= "\uf8ff" and character.isprintable() else ""
