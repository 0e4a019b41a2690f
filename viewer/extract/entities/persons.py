"""People a reply names by formula: those it answers, who signed, whom to call."""

import re
from collections.abc import Iterator

from viewer.core.entity import EntityType
from viewer.core.metadata import Metadata
from viewer.extract.entities.candidate import Candidate

_NAME = r"[一-鿿㐀-䶿𠀀-𯿿]{2,4}|[一-鿿㐀-䶿𠀀-𯿿] {1,3}[一-鿿㐀-䶿𠀀-𯿿]|[一-鿿]{2,6}·[一-鿿]{2,8}"
_LABEL = re.compile(
    r"(?:签发人?|主管领导|分管领导|领导签发|签发领导|联系人(?:姓名)?|经办人|承办人|责任人|负责人|咨询人)"
    r"[ ]?(?:及电话|姓名)?[：:][ ]*"
    rf"({_NAME})(?=[^一-鿿]|$|联系|电话|办公|签发|经办|审核)"
)
_SALUTATION = re.compile(
    r"(?m)^(?:尊敬的)?([^，。：:\n]{2,80}?)(?:等)?(?:\d{1,2}[位名])?(?:[省市区县州旗镇乡]?(?:人大|政协))?(?:代表|委员)(?:们|等)?(?:[：:]|$)"
)
_ONE = re.compile(rf"(?:{_NAME})$")
_SPLIT = re.compile(r"[、，,；;和及与]|(?:代表|委员)[、，,]?")
_TITLED = re.compile(
    r"([一-鿿]{2,3})(?=(?:副?(?:市长|区长|县长|省长|主席|主任|局长|书记|部长|院长|校长|镇长|会长|秘书长|总理|总书记)|同志|院士|教授)(?!接待|信箱|热线|办公|联席|会议|负责|牵头|令|室|级))"
)
_SINGLE_SURNAMES_ONLY = 2


def find_persons(text: str, metadata: Metadata, surnames: frozenset[str]) -> Iterator[Candidate]:
    """Yield the people of letterhead, salutation and contact lines, and those a title follows."""
    for match in _LABEL.finditer(text):
        if _is_name(match[1], surnames):
            yield Candidate(
                match.start(1), match.end(1), EntityType.PERSON, 0.98, confident=len(match[1]) > _SINGLE_SURNAMES_ONLY
            )
    yield from _addressed(text, surnames)
    yield from _known(text, metadata)
    for match in _TITLED.finditer(text):
        start = match.start() if _is_name(match[1], surnames) else match.start() + 1
        if match.end(1) - start == _SINGLE_SURNAMES_ONLY or start == match.start():
            name = text[start : match.end(1)]
            if _is_name(name, surnames) and _begins(text, start):
                yield Candidate(start, match.end(1), EntityType.PERSON, 0.7)


def _addressed(text: str, surnames: frozenset[str]) -> Iterator[Candidate]:
    for match in _SALUTATION.finditer(text):
        at = match.start(1)
        for part in re.split(r"([、，,；;和及与]|代表|委员)", match[1]):
            name = part.strip()
            start = at + (len(part) - len(part.lstrip()))
            at += len(part)
            if name and _ONE.fullmatch(name) and _is_name(name, surnames):
                yield Candidate(start, start + len(name), EntityType.PERSON, 0.98, confident=True)


def _known(text: str, metadata: Metadata) -> Iterator[Candidate]:
    names = {*metadata.addressees, metadata.signer, metadata.contact_person} - {None}
    for name in names:
        if name and 1 < len(name) <= 4 and name not in {"委员", "代表"}:  # noqa: PLR2004 - a group is no person
            for match in re.finditer(re.escape(name), text):
                yield Candidate(match.start(), match.end(), EntityType.PERSON, 0.9)


def _is_name(name: str, surnames: frozenset[str]) -> bool:
    plain = name.replace(" ", "")
    return "·" in plain or ((plain[0] in surnames and 1 < len(plain) <= 4) or plain[:2] in surnames)  # noqa: PLR2004


def _begins(text: str, start: int) -> bool:
    return start == 0 or not ("\u4e00" <= text[start - 1] <= "\u9fff") or text[start - 1] in "据由和与及对经请向被、"
