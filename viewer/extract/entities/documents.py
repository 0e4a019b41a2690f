"""Documents named in a text: 《》, document numbers, numbered proposals, quoted titles, plans."""

import re
from collections.abc import Iterator

from viewer.core.entity import EntityType
from viewer.extract.entities.boundary import Boundaries
from viewer.extract.entities.candidate import Candidate

_LONGEST_TITLE = 90
_TITLE = re.compile(r"《[^《》\n]{1,90}(?:《[^《》\n]{1,80}》[^《》\n]{0,60}){0,3}》|〈[^〈〉\n《》]{4,80}〉")
_DOC_NUMBER = re.compile(r"[〔\[［（(【]((?:19|20)\d\d)[〕\]］）)】](?:第)?\d{1,5}(?:-\d{1,3})?号")
_NUMBER_PREFIX = re.compile(r"[一-鿿A-Za-z0-9\-]{1,12}$")
_NUMBER_LEAD = re.compile(r".*(?:根据|按照|依据|印发|下发|转发|参照|附件|文号|编号|的|和|及|与|》)(?=[一-鿿]{2})")
_PROPOSAL = re.compile(
    r"(?:第|(?<=会议)[一-鿿])?[A-Za-z]{0,3}\d{1,10}(?:-\d{1,4}){0,3}号(?:[（(][^（）()\n]{2,12}[）)])?(?:人大)?(?:代表|委员|政协|党派|集体|重点)?(?:建议案|建议|提案|议案)"
    r"|(?:建议|提案|议案)(?:编号[:：]?)?第[A-Za-z]{0,3}\d{1,10}号"
    r"|第[A-Za-z]{0,3}\d{2,10}号(?:[（(][^（）()\n]{2,12}号[）)])"
)
_QUOTED_TITLE = re.compile(r"“([^“”\n]{6,80}(?:“[^“”\n]{1,20}”[^“”\n]{0,60})*)”")
_ASKING = re.compile(r"(?:提出|来信|提交|反映|关于)(?:的|了)?(?:关于)?$")
_RECEIVED = re.compile(r"(?:等)?的?(?:建议|提案|议案|来函|信)?，?[^。，\n]{0,6}(?:收悉|收到|交办|交我|交由)")
_FIVE_YEAR_PLAN = re.compile(
    r"“?十[二三四五六]五”?(?:国家|市级|区级|发展|专项|总体|整体|[一-鿿]{2,8}专项|[一-鿿]{2,8}发展)?规划(?:纲要)?"
)
_QUOTED_PLAN = re.compile(
    r"“([^“”\n]{2,24})”((?!的)[^“”《》，。；：、（）\n]{0,12}?"
    r"(?:(?:三年|五年|专项)?行动(?:计划|方案)|实施方案|工作方案|发展规划|专项规划|管理办法|实施意见|若干措施))"
)
_PLAN_WITHIN = re.compile(
    r"(?:行动计划|行动方案|实施方案|工作方案|规划|规划纲要|条例|办法|若干措施|实施意见|指导意见)$"
)
_PLAN = re.compile(r"(?:三年|五年|专项)?行动(?:计划|方案)|政府工作报告|国土空间总体规划|控制性详细规划")
_ROUND = re.compile(r"第[一二三四五六七八九十\d]+(?:轮|批|期)")
_LIST = re.compile(r"“([^“”\n]{2,16})”(?:榜单|名录|目录|白皮书|蓝皮书)")
_REPORT_YEAR = re.compile(r"(?:19|20)\d\d年$")
_REGISTER = re.compile(
    r"(?:世界|中国|全国|国家级|国家|省级)(?:(?![的了和、，。；第])[一-鿿]){3,16}?名录|(?:中央|省委|市委)(?:一|1)号文件"
)
_ENOUGH = 3


def find_documents(text: str, boundaries: Boundaries) -> Iterator[Candidate]:
    """Yield documents that a text names outright."""
    yield from _titles(text)
    yield from _document_numbers(text)
    for match in _PROPOSAL.finditer(text):
        yield Candidate(match.start(), match.end(), EntityType.DOCUMENT, 1.0)
    yield from _quoted_titles(text)
    for match in _FIVE_YEAR_PLAN.finditer(text):
        start = match.start()
        if match[0].startswith("“") == ("”" in match[0]):
            yield Candidate(start, match.end(), EntityType.DOCUMENT, 0.97)
    yield from _quoted_plans(text)
    for match in _REGISTER.finditer(text):
        yield Candidate(match.start(), match.end(), EntityType.DOCUMENT, 0.85)
    yield from _plans(text, boundaries)


def _titles(text: str) -> Iterator[Candidate]:
    for match in _TITLE.finditer(text):
        yield Candidate(match.start(), match.end(), EntityType.DOCUMENT, 1.0)


def _document_numbers(text: str) -> Iterator[Candidate]:
    for match in _DOC_NUMBER.finditer(text):
        before = text[max(0, match.start() - 14) : match.start()]
        prefix = _NUMBER_PREFIX.search(before)
        if prefix is None:
            continue
        lead = _NUMBER_LEAD.match(prefix[0])
        start = match.start() - len(prefix[0]) + (lead.end() if lead else 0)
        yield Candidate(start, match.end(), EntityType.DOCUMENT, 1.0)


def _quoted_titles(text: str) -> Iterator[Candidate]:
    for match in _QUOTED_TITLE.finditer(text):
        if "《" in match[1]:
            continue
        asked = _ASKING.search(text, max(0, match.start() - 10), match.start())
        received = _RECEIVED.match(text, match.end())
        if received or (asked and match[1].startswith("关于") and text.startswith(("的", "建议", "提案"), match.end())):
            yield Candidate(match.start(1), match.end(1), EntityType.DOCUMENT, 1.0)


def _quoted_plans(text: str) -> Iterator[Candidate]:
    for match in _QUOTED_PLAN.finditer(text):
        yield Candidate(match.start(), match.end(), EntityType.DOCUMENT, 0.96)
    for match in re.finditer(r"“([^“”\n，。；]{4,40})”", text):
        if _PLAN_WITHIN.search(match[1]):
            yield Candidate(match.start(1), match.end(1), EntityType.DOCUMENT, 0.96)
    for match in _LIST.finditer(text):
        yield Candidate(match.start(), match.end(), EntityType.DOCUMENT, 0.9)


def _plans(text: str, boundaries: Boundaries) -> Iterator[Candidate]:
    for match in _PLAN.finditer(text):
        found = boundaries.name_start(text, match.start(), official=True)
        start = found.start
        year = _REPORT_YEAR.search(text, max(0, start - 5), match.start())
        rounds = _ROUND.search(text, max(0, start - 4), match.start())
        start = min([start, *(mark.start() for mark in (year, rounds) if mark)])
        if match.start() - start >= _ENOUGH and found.edge:
            yield Candidate(start, match.end(), EntityType.DOCUMENT, 0.85 if rounds or year or found.has_place else 0.7)
