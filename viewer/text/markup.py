"""Finds the marks that OCR programs and Markdown put into plain text, so that they can be left out of the reading."""

import re
from dataclasses import dataclass

from viewer.core.span import Span

_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+(?=\S)")
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
_RULE = re.compile(r"[ \t\u3000]*([-_=*─━—－])(?:[ \t]*\1){2,}[ \t\u3000]*")
_BULLET = re.compile(r"[ \t]*(?:[-*+]|>(?:[ \t]*>)*)[ \t]+(?=\S)")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*")
_TABLE_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*")
_MARKED_UP = re.compile(
    r"^[ \t]{0,3}#{1,6}[ \t]+\S|^[ \t]*\*\*\S.*\S\*\*|^!\[[^\]\n]*\]\([^)\n]*\)"
    r"|^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*\||\d\\\.|<br ?/?>",
    re.MULTILINE,
)
_TAGS = "br|p|div|span|b|i|u|em|strong|sup|sub|center|font|table|thead|tbody|tr|td|th|ul|ol|li|hr|img|a|h[1-6]"
_INLINE = re.compile(
    r"(?P<image>!\[[^\]]{0,200}\]\([^)\s]{0,2000}\))"
    r"|(?P<link>\[(?P<label>[^\[\]]{1,200})\]\((?:https?:|/|#|\.|mailto:)[^)\s]{0,2000}\))"
    r"|(?P<escape>\\(?=[\\`*_{}\[\]()#+\-.!|~<>&$]))"
    rf"|(?P<tag></?(?:{_TAGS})(?:\s[^<>]{0, 500})?/?>)"
    r"|(?P<entity>&nbsp;)"
    r"|(?P<strong>\*\*\*?|__)"
    r"|(?P<strike>~~)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Markup:
    """What the marks of one line say: the spans to leave out (offsets in the line) and what kind of line it is."""

    dropped: tuple[Span, ...] = ()
    heading: int = 0
    is_rule: bool = False
    is_row: bool = False
    is_item: bool = False


def is_marked_up(text: str) -> bool:
    """Tell whether a text uses Markdown at all; asterisks in plain text may hide a name (张**)."""
    return _MARKED_UP.search(text) is not None


def is_rule(line: str) -> bool:
    """Tell whether a line is a drawn rule."""
    return _RULE.fullmatch(line) is not None


def read_markup(line: str) -> Markup:
    """Find the marks of one line of a marked-up text."""
    if _TABLE_RULE.fullmatch(line):
        return Markup(is_rule=False, is_row=True, dropped=(Span(0, len(line)),))
    heading = _HEADING.match(line)
    item = None if heading else _BULLET.match(line)
    opening = heading or item
    dropped = [Span(opening.start(), opening.end())] if opening else []
    closing = _CLOSING_HASHES.search(line) if heading else None
    dropped += _inline(line, opening.end() if opening else 0, closing.start() if closing else len(line))
    if closing:
        dropped.append(Span(closing.start(), closing.end()))
    return Markup(
        dropped=tuple(dropped),
        heading=len(heading.group(1)) if heading else 0,
        is_row=is_row(line),
        is_item=item is not None,
    )


def is_row(line: str) -> bool:
    """Tell whether a line is a table row drawn with bars."""
    return line.count("|") > 2 and _TABLE_ROW.fullmatch(line) is not None  # noqa: PLR2004


def _inline(line: str, start: int, end: int) -> list[Span]:
    dropped: list[Span] = []
    open_strong: dict[str, Span] = {}
    for match in _INLINE.finditer(line, start, end):
        span = Span(*match.span())
        if match.group("link"):
            label = match.span("label")
            dropped += [Span(span.start, label[0]), Span(label[1], span.end)]
        elif match.group("strong") or match.group("strike"):
            _pair(line, match.group(), span, open_strong, dropped)
        else:
            dropped.append(span)
    return sorted(dropped)


def _pair(line: str, mark: str, span: Span, open_marks: dict[str, Span], dropped: list[Span]) -> None:
    """Drop emphasis marks two by two; a mark without its partner is text."""
    opener = open_marks.pop(mark, None)
    before, after = line[span.start - 1 : span.start], line[span.end : span.end + 1]
    if opener is not None and opener.end < span.start:
        dropped += [opener, span]
    elif after.strip() and (after.isalnum() or not before.isalnum()):
        open_marks[mark] = span
