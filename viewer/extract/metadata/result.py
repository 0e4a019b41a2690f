"""How far a proposal was settled: a class letter (A, B, C) or words such as 解决或采纳."""

import re
from dataclasses import dataclass

from viewer.extract.metadata.forms import DOC_NO
from viewer.extract.metadata.frame import Frame
from viewer.extract.metadata.labels import fields_in
from viewer.extract.metadata.lines import Found, Line

_LETTER = re.compile(r"[（“]?(?P<value>[A-Fa-f甲乙丙丁][1-9]?)[）”]?(?:类|级|档)?(?![0-9A-Za-z\u4e00-\u9fff])[）”]?")
_WORDS = re.compile(
    r"[“（]?(?P<value>(?=[^。：]{0,20}(?:解决|采纳|参考|列入|落实|解释|说明|不予|正在|计划|吸收|办结))[\u4e00-\u9fff、，/]{2,24})[”）]?"
)
_ALONE = re.compile(
    r"(?:办理结果|办理类别|办复类别|类别)?[（〔]?(?P<value>[A-F甲乙丙丁])(?:类|级)[）〕]?|[（〔](?P<bare>[A-F])[）〕]|(?P<letter>[A-D])"
)
_BESIDE = re.compile(r"[（〔]?(?P<value>[A-F甲乙丙丁])类[）〕]?")
_LONGEST_LINE = 60


@dataclass(frozen=True, slots=True)
class Result:
    """The class or words of the result, and the whole field as written."""

    value: Found
    raw: Found


def read_result(title: Line | None, frame: Frame) -> Result | None:
    """Return the result from its label, or a class that stands alone above the text, beside the number or the title."""
    return _labelled(frame) or _alone(frame) or _beside_number(frame) or _after_title(title)


def _labelled(frame: Frame) -> Result | None:
    for field in fields_in((*frame.head, *frame.tail), "result"):
        match = _LETTER.match(field.folded) or _WORDS.fullmatch(field.folded)
        if match:
            raw = field.line.found(field.start, field.value_end)
            return Result(field.found(*match.span("value")), raw)
    return None


def _alone(frame: Frame) -> Result | None:
    for line in frame.head:
        match = _ALONE.fullmatch(line.folded)
        if match:
            start, end = match.span(match.lastgroup or 0)
            return Result(line.found(start, end), line.found(start, _with_class(line, end)))
    return None


def _beside_number(frame: Frame) -> Result | None:
    for line in frame.head:
        match = re.match(DOC_NO, line.folded) if len(line.folded) <= _LONGEST_LINE else None
        beside = match and _BESIDE.search(line.folded, match.end())
        if beside:
            start, end = beside.span("value")
            return Result(line.found(start, end), line.found(start, _with_class(line, end)))
    return None


def _after_title(title: Line | None) -> Result | None:
    if title is None:
        return None
    match = re.search(r"（(?P<value>[A-F甲乙丙丁])类?）$", title.folded)
    if match is None:
        return None
    start, end = match.span("value")
    return Result(title.found(start, end), title.found(start, _with_class(title, end)))


def _with_class(line: Line, end: int) -> int:
    return end + 1 if line.folded[end : end + 1] in ("类", "级") else end
