"""What titles look like: of replies, of reports, of other official papers."""

import re
from enum import IntEnum
from functools import cache

from viewer.extract.metadata.tables import either, words

SHORTEST, LONGEST = 5, 200

_BRACKETS = r"(?:（[^（）]{1,90}）|〔(?:[^〔〕]|〔[0-9]{4}〕){1,30}〕)?"
_NUMBERED_END = re.compile(
    r"号.*(?:办理|落实|答复|处理)(?:的)?情况(?:的?(?:函|报告|说明|汇报|通报))?" + _BRACKETS + "$"
)
_ABOUT = re.compile(r"提案|建议|议案|书面意见|代表意见|人大|政协|社情民意")
_OVERVIEW = re.compile(r"[^。；！？：]{0,40}(?:人大|政协|建议|提案)[^。；！？：]{0,40}情况(?:的?(?:说明|汇报|通报))?")


class TitleForm(IntEnum):
    """How sure a line is the title; the greatest wins."""

    OFFICIAL = 1
    REPORT = 2
    REPLY = 3


def title_form(folded: str) -> TitleForm | None:
    """Return what kind of title a text is as a whole, ``None`` if it is none."""
    if not SHORTEST <= len(folded) <= LONGEST or "收悉" in folded or "如下" in folded:
        return None
    if _ABOUT.search(folded) and _ends_like_reply(folded) and "。" not in folded:
        return TitleForm.REPLY
    if _report().fullmatch(folded):
        return TitleForm.REPORT
    return TitleForm.OFFICIAL if _OVERVIEW.fullmatch(folded) or _official().fullmatch(folded) else None


def _ends_like_reply(folded: str) -> bool:
    return _reply_end().search(folded) is not None or _NUMBERED_END.search(folded) is not None


@cache
def _reply_end() -> re.Pattern[str]:
    return re.compile(f"{either(words('title', 'reply_ends'))}{_BRACKETS}$")


@cache
def _report() -> re.Pattern[str]:
    return re.compile(f"[^。；！？]{{2,80}}{either(words('title', 'report_ends'))}{_BRACKETS}")


@cache
def _official() -> re.Pattern[str]:
    ends = either(words("title", "official_ends"))
    return re.compile(f"[^。；！？：]{{0,40}}关于[^。；！？：]{{2,120}}{ends}{_BRACKETS}")
