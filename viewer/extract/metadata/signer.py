"""Who signed the letter off (签发)."""

import re
from functools import cache

from viewer.extract.metadata.forms import NAME
from viewer.extract.metadata.frame import Frame
from viewer.extract.metadata.labels import fields_in
from viewer.extract.metadata.lines import Found
from viewer.extract.metadata.tables import either, words


def read_signer(frame: Frame) -> Found | None:
    """Return the signer from a label outside the text, or from a last sentence such as 此复函已经某某局长审签."""
    for field in fields_in((*frame.head, *frame.tail), "signer"):
        match = _name().fullmatch(field.folded)
        if match:
            return field.found(*match.span("name"))
    for line in frame.closing:
        match = _signed_off().search(line.folded)
        if match:
            return line.found(*match.span("name"))
    return None


@cache
def _name() -> re.Pattern[str]:
    posts = either(words("phrases", "posts"))
    return re.compile(f"(?P<name>{NAME}(?:[、，]{NAME})*?)(?:（[^（）]{{1,12}}）|{posts})?")


@cache
def _signed_off() -> re.Pattern[str]:
    posts = either(words("phrases", "posts"))
    return re.compile(
        f"已[经由]?(?:我|本)?(?:[局委办厅院镇乡区县市司站部处]|单位|公司|中心|街道)?(?:{posts})?(?:、{posts})?"
        f"(?P<name>(?![经由]|批复|研究|批准|审核|审定|原则|一致|书面|口头){NAME}){posts}?(?:审核|审阅|审定)?(?:审签|签发|签批|同意)"
    )
