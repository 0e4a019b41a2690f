"""What the letter itself says about being made public."""

import re

from viewer.extract.metadata.forms import DISCLOSURE
from viewer.extract.metadata.frame import Frame
from viewer.extract.metadata.labels import fields_in
from viewer.extract.metadata.lines import Found

_STATEMENT = re.compile(rf"[（〔]?(?:注：)?(?P<words>(?=.{{3}}){DISCLOSURE}|公开)[）〕]?。?")
_BARE = re.compile(r"公开")
_VALUE = re.compile(rf"(?P<words>{DISCLOSURE})")
_WITHOUT_COLON = re.compile(
    rf"(?:政府|信息)*公开(?:属性|方式|类别|类型|形式|选项)(?P<words>(?!公开){DISCLOSURE})(?=$|[^属方类形选])"
)
_YES_OR_NO = re.compile(r"（?[是否]）?")
_AT_END = re.compile(rf"号(?:（?[A-F]类）?)?[（]?(?P<words>(?=.{{4}}){DISCLOSURE})[）]?$")


def read_disclosure(frame: Frame) -> Found | None:
    """Return the words about disclosure: a statement standing alone, or the value of a label (是 keeps its label)."""
    for line in (*frame.tail, *frame.head):
        match = _STATEMENT.fullmatch(line.folded)
        if match and (match[0] != match["words"] or not _BARE.fullmatch(match["words"])):
            return line.found(*match.span("words"))
    return _labelled(frame) or _beside_number(frame)


def _labelled(frame: Frame) -> Found | None:
    for line in (*frame.tail, *frame.head):
        match = _WITHOUT_COLON.match(line.folded)
        if match:
            return line.found(*match.span("words"))
    for field in fields_in((*frame.tail, *frame.head), "disclosure"):
        match = _VALUE.match(field.folded)
        if match:
            return field.found(*match.span("words"))
        if _YES_OR_NO.fullmatch(field.folded):
            return field.line.found(field.start, field.value_end)
    return None


def _beside_number(frame: Frame) -> Found | None:
    for line in frame.head:
        match = _AT_END.search(line.folded)
        if match:
            return line.found(*match.span("words"))
    return None
