"""Paragraph and character styles, followed up to their ancestors."""

from dataclasses import dataclass

from viewer.importing.docx.wordml import Element, attribute, child, children, integer, is_on, value

_MAX_ANCESTORS = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says that matters for reading; ``None`` is "not stated"."""

    hidden: bool | None = None
    outline: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    half_points: int | None = None
    first_line_chars: int | None = None


class Styles:
    """The styles of one document."""

    def __init__(self, root: Element | None) -> None:
        self._elements = {attribute(each, "styleId") or "": each for each in children(root, "style")}
        self._default = next(
            (
                attribute(each, "styleId") or ""
                for each in children(root, "style")
                if attribute(each, "type") == "paragraph" and attribute(each, "default") in ("1", "true")
            ),
            "",
        )
        self._known: dict[str, Style] = {}

    def style(self, style_id: str | None) -> Style:
        """Return a style with what it inherits; the default paragraph style for ``None``."""
        key = style_id if style_id is not None else self._default
        if key not in self._known:
            self._known[key] = self._resolve(key)
        return self._known[key]

    def _resolve(self, style_id: str) -> Style:
        merged = Style()
        current: str | None = style_id
        for _ in range(_MAX_ANCESTORS):
            element = self._elements.get(current or "")
            if element is None:
                break
            merged = _inherit(merged, _stated(element))
            current = value(element, "basedOn")
        return merged


def _inherit(own: Style, ancestor: Style) -> Style:
    return Style(
        hidden=ancestor.hidden if own.hidden is None else own.hidden,
        outline=ancestor.outline if own.outline is None else own.outline,
        list_id=ancestor.list_id if own.list_id is None else own.list_id,
        list_level=ancestor.list_level if own.list_level is None else own.list_level,
        half_points=ancestor.half_points if own.half_points is None else own.half_points,
        first_line_chars=ancestor.first_line_chars if own.first_line_chars is None else own.first_line_chars,
    )


def _stated(element: Element) -> Style:
    properties = child(element, "pPr")
    return Style(
        hidden=is_on(element, "rPr", "vanish"),
        outline=integer(value(properties, "outlineLvl")),
        list_id=value(properties, "numPr", "numId"),
        list_level=integer(value(properties, "numPr", "ilvl")),
        half_points=integer(value(element, "rPr", "sz")),
        first_line_chars=integer(attribute(child(properties, "ind"), "firstLineChars")),
    )
