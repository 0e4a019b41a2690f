"""Programmes, funds and events a sentence introduces by its verb: 实施…计划, 举办…沙龙, 在…大会上."""

import re
from collections.abc import Iterator

from viewer.core.entity import EntityType
from viewer.extract.entities.boundary import Boundaries
from viewer.extract.entities.candidate import Candidate

_PLAN = re.compile(
    r"(?:实施|启动|开展|推进|落实|入选|纳入|推行|执行|参与|申报|依托|组织)(?:了|好|“)?(?:我[局委办厅院校区市县省镇])?"
    r"((?!\d+[个项])(?:(?![的了和与及、，。；：“”《》]|行动|等)[一-鿿A-Za-z0-9+]){2,16}?)(计划|行动)(?!方案|计划|起来|者|力|上|自|导|小组|规划|生育|任务|方案|投资|总投资|单列|安排|内|外|中|的|性|书|编制|表|指标|用地|目标)"
)
_PLAN_LIST = re.compile(
    r"[、和及与]((?:(?![的了和与及、，。；：“”《》])[一-鿿A-Za-z0-9]){2,12}?计划)(?!生育|任务|方案|投资|的|书)"
)
_WORK = re.compile(
    r"(?:工程|示范项目)(?!款|量|质量|师|技术|进度|审批|管理|施工|类|验收|部|名称|库|资金|立项|法人|业主|地|组|公司|监理|造价|招标|建成|车)"
)
_FUND = re.compile(
    r"(?:(?<=[获得设立了由从安排纳入用向入申享请领到])|(?<=[，、。；]))([省市区县州](?:(?!争取|申请|安排|下达|拨付|筹措|落实|设立)[一-鿿]){2,12}?(?:专项|发展|扶持|引导|奖励|补助|补贴)(?:资金|基金))"
)
_HONOUR = re.compile(
    r"(?:国家级?|全国|省级)(?!首[批个家]|各地?|先进)(?:(?![的了和、，。；第])[一-鿿]){2,12}?(?:试点|示范|先进|模范|创建)(?:县|市|区|城市|镇|村|乡|单位|基地|园区|社区)"
)
_PILOT_AREA = re.compile(
    r"国家(?!级)(?:(?![的了和、，。；第])[一-鿿]){3,14}?(?:先行区|试验区|实验区|先导区|先行先试区|综合示范|示范区|试点城市|示范城市)(?!域)"
)
_FAIR = re.compile(r"(?<![社外提移成递转上相结])[一-鿿](?:博会|洽会|交会|贸会)(?![议谈])")
_HELD = re.compile(
    r"(?:举办|召开|承办|主办|举行|参加|出席|组织|筹办|协办|开展)(?:了|好|过|首届|首次|首场|本届)?(?:\d+余?[场次届期个])?"
    r"((?:(?![的了，。；：、“”《》])[一-鿿A-Za-z0-9·+－-]){4,28}?(?:沙龙|论坛|峰会|大会|大赛|挑战赛|博览会|交易会|推介会|音乐节|文化节|购物节|旅游节|马拉松|洽谈会))(?!常委|代表|堂|厅|议程)"
)
_AT = re.compile(r"在((?:(?![的了，。；：、“”《》])[一-鿿A-Za-z0-9]){4,28}?(?:大会|峰会|论坛|博览会))上")
_JOINT = re.compile(r"暨(?:(?![的了，。；：、“”《》])[一-鿿]){3,16}?(?:大会|会议|峰会|论坛|活动|仪式|沙龙)")
_SHORTEST_JOINED = 3
_LEVEL = re.compile(r"^(?:[省市区县](?:级|里)?)?(?:年度|全[省市区县国])?(?=[一-鿿]{6})")
_COMMON_PLAN = re.compile(
    r"^(?:[一-鿿]{0,4}[一二三四五六七八九十两多几][大项个]|[一-鿿]{0,4}(?:工作|年度|建设|招生|资金|投资|实施|用地|供地|出让|改造|修缮|专项|联合|集中|统一|具体|采购|预算|培训|检查|执法|整治|下一步|计划|施工|养护|治理|五年|三年|更新|项目|各项|有关|相关|上述|这项|生产|教学|学习|轮训|推进|行动|这一|该))$"
)
_SHORTEST_WORK = 6


def find_programmes(text: str, boundaries: Boundaries) -> Iterator[Candidate]:
    """Yield programmes, funds, works and events whose sentence says that they are one."""
    yield from _plans(text)
    yield from _works(text, boundaries)
    for match in _HONOUR.finditer(text):
        yield Candidate(match.start(), match.end(), EntityType.PROGRAMME, 0.8)
    for match in _PILOT_AREA.finditer(text):
        yield Candidate(match.start(), match.end(), EntityType.PROGRAMME, 0.78)
    for match in _FAIR.finditer(text):
        yield Candidate(match.start(), match.end(), EntityType.EVENT, 0.8)
    for match in _FUND.finditer(text):
        yield Candidate(match.start(1), match.end(1), EntityType.PROGRAMME, 0.8)
    yield from _events(text, boundaries)


def _events(text: str, boundaries: Boundaries) -> Iterator[Candidate]:
    for match in _HELD.finditer(text):
        yield Candidate(match.start(1), match.end(1), EntityType.EVENT, 0.72)
    for match in _AT.finditer(text):
        level = _LEVEL.match(match[1])
        yield Candidate(match.start(1) + (level.end() if level else 0), match.end(1), EntityType.EVENT, 0.78)
    for match in _JOINT.finditer(text):
        begun = boundaries.name_start(text, match.start(), official=True, longest=20)
        level = _LEVEL.match(text[begun.start : match.start()])
        start = begun.start + (level.end() if level else 0)
        if begun.edge and match.start() - start >= _SHORTEST_JOINED:
            yield Candidate(start, match.end(), EntityType.EVENT, 0.8)


def _plans(text: str) -> Iterator[Candidate]:
    for match in _PLAN.finditer(text):
        if _COMMON_PLAN.match(match[1]):
            continue
        yield Candidate(match.start(1), match.end(), EntityType.PROGRAMME, 0.78, confident=True)
        following = _PLAN_LIST.match(text, match.end())
        while following:
            yield Candidate(following.start(1), following.end(1), EntityType.PROGRAMME, 0.78, confident=True)
            following = _PLAN_LIST.match(text, following.end())


def _works(text: str, boundaries: Boundaries) -> Iterator[Candidate]:
    """Yield works that a place begins: 平罗县城乡供水一体化工程."""
    for match in _WORK.finditer(text):
        begun = boundaries.name_start(text, match.start(), official=True)
        if (
            begun.has_place
            and begun.place_end != match.start()
            and not begun.has_quote
            and match.end() - begun.start > _SHORTEST_WORK
        ):
            yield Candidate(begun.start, match.end(), EntityType.PROGRAMME, 0.66)
