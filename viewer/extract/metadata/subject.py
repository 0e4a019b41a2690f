"""The proposal's own title, as the letter quotes it."""

import re

from viewer.extract.metadata.frame import Frame
from viewer.extract.metadata.labels import fields_in
from viewer.extract.metadata.lines import Found, Line

_PAIRS = {"《": "》", "“": "”", "「": "」", "〈": "〉", '"': '"'}
_BEFORE = re.compile(
    r"(?:提出|反映|提交|提请|所提|来信|转来|交办|关于|对于|您|你们?|贵[^，。]{1,4}|委员|代表|会议|号|提案|建议|议案|案由|题为|的"
    r"|[，：（》”—。；]|^)(?:了|的)?(?:关于|题为|以|就)?$"
)
_AFTER = re.compile(
    r"(?:的|等|一案|这一|（第?[0-9A-Za-z]+号?[^（）]*）|，|第?[0-9A-Za-z]+号|[0-9一二三四两]件)*"
    r"(?:人大|政协|委员|代表|重点|党派|集体|书面)*(?:提案|建议|议案|意见|书面意见|问题|办理|收悉|已|现|由|，|。|答复|函|转|交|（|[、和及]?[《“])"
)
_UNQUOTED = re.compile(
    r"(?:提出|提交|反映|所提|来信)的(?P<title>关于(?![^，。；]{0,12}第?[0-9A-Za-z]+号)[^。；]{4,70}?的(?:建议|提案|议案))"
    r"(?=收悉|办理|已|（|，|。|及|、|由|现|我)"
)
"""Ministries name the proposal without marks: 您提出的关于完善…制度的建议收悉."""
_UNCLOSED = re.compile(
    r"《(?P<title>关于[^《》“”。；（]{4,60}?的?(?:建议|提案|议案))(?=（第?[0-9A-Za-z]+号[^（）《》]*）|收悉|已收悉|，)[^》]*$"
)
"""Some forget the closing mark: 您提出《关于…的建议（第24号建议）收悉."""
_UNCLOSED_NUMBER = re.compile("（第?[0-9A-Za-z]+号[^（）]*$")
_NAMES_ITSELF = re.compile(r"关于.+(?:建议|提案|议案)")
_END_OF_OPENING = re.compile(r"收悉|如下|收到")
_ENOUGH = re.compile(r"关于|建议|提案|议案|加[强快大]|推[进动]|完善|(?:[\u4e00-\u9fff][，、]?){8,}")
_LONGEST_OPENING = 400


def read_subject(title: Line | None, frame: Frame, *, is_reply: bool) -> Found | None:
    """Return the title of the proposal: quoted in the first sentence or the letter's title, labelled, or unquoted."""
    if not is_reply:
        return None
    opening = frame.opening
    return (
        (opening and _quoted(opening, _first_sentence(opening)))
        or (opening and _unclosed(opening, _first_sentence(opening)))
        or (title and _quoted(title, len(title.folded)))
        or _labelled(frame)
        or (_unquoted(opening, _first_sentence(opening)) if opening else None)
    )


def _first_sentence(line: Line) -> int:
    """Return where the sentence that names the proposal ends."""
    opening = line.folded[:_LONGEST_OPENING]
    match = _END_OF_OPENING.search(opening)
    return match.end() + 1 if match else len(opening.partition("。")[0])


def _quoted(line: Line, end: int) -> Found | None:
    for start, stop in _quotations(line.folded[:end]):
        inside = line.folded[start + 1 : stop]
        is_introduced = _NAMES_ITSELF.fullmatch(inside) or _BEFORE.search(line.folded[:start])
        if is_introduced and _AFTER.match(line.folded[stop + 1 :] + "。") and _ENOUGH.search(inside):
            unclosed = _UNCLOSED_NUMBER.search(inside)
            return line.found(start + 1, start + 1 + unclosed.start() if unclosed else stop)
    return None


def _unclosed(line: Line, end: int) -> Found | None:
    match = _UNCLOSED.search(line.folded[:end])
    return line.found(*match.span("title")) if match else None


def _unquoted(line: Line, end: int) -> Found | None:
    match = _UNQUOTED.search(line.folded[:end])
    return line.found(*match.span("title")) if match else None


def _quotations(folded: str) -> list[tuple[int, int]]:
    """Return the outermost quotations as places of their opening and closing marks."""
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(folded):
        closing = _PAIRS.get(folded[index])
        stop = -1 if closing is None else _closing(folded, index, closing)
        if stop > index + 1:
            found.append((index, stop))
            index = stop
        index += 1
    return found


def _closing(folded: str, start: int, closing: str) -> int:
    opening, depth = folded[start], 0
    for index in range(start, len(folded)):
        if folded[index] == closing and (index > start or opening != closing):
            depth -= 1
            if depth == 0 or opening == closing:
                return index
        elif folded[index] == opening:
            depth += 1
    return -1


def _labelled(frame: Frame) -> Found | None:
    for field in fields_in(frame.head, "subject"):
        match = re.fullmatch(r"[《“]?(?P<title>[^。；]{4,100}?)[》”]?", field.folded)
        if match:
            return field.found(*match.span("title"))
    return None
