"""Finds ranks: 居全市第一, 位列中心城区第二, 全省首位, 排名前20名."""

import re
from collections.abc import Iterator
from fractions import Fraction

from viewer.core.metric import Comparator, MetricType
from viewer.extract.metrics.numeral import read_numeral
from viewer.extract.metrics.quantity import Quantity

_NUMERAL = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,4})"
_VERB = (
    r"(?:稳居|位居|居于|居(?![民住委家中])|位列|名列|(?<![行系排陈])列(?![入为车出支席])|位于|排名|排位|排在|位次[为居]?|跃居|升至|升到|跃升至?"
    r"|跻身|进入|进位至?|上升到|上升至|排(?=全|第|名))(?:在)?"
)
_AREA = (
    r"全(?:市|省|区|县|国|州|旗|球|疆|系统|镇|行业)"
    r"|(?:中心城区|世界|亚洲|国内|省内|市内|区内|县内|本市|我省|我市|华东|长三角|西部|中部|东部)(?:地区)?"
)
_NO_COUNT = (
    r"(?![个家批次届条所轮期幢座部例季款种项产方大者人类时线步天年张台套辆步场站栋]"
    r"|(?:初级|高级|实验|中心|人民|附属)?(?:中学|小学|医院|幼儿园|学校))"
)
_RANKS = re.compile(
    rf"(?:(?:{_VERB}){{1,2}}(?P<place>[^，。；、！？：（）\0\d\s]{{0,14}}?)|(?P<area>{_AREA})(?:排名)?)"
    rf"(?:第(?P<place_number>{_NUMERAL})(?P<unit>位|名)?{_NO_COUNT}|(?P<top>首位|榜首)|(?<![提之以目])前(?P<first>{_NUMERAL})(?:位|名|强)?{_NO_COUNT}(?![月%]))"
    r"|(?P<list_first>前(?P<listed>\d{1,3})(?:名|位|强))(?=[。，；、])",
    re.ASCII,
)


_ORDERS = re.compile(r"[第首榜前]")


def find_ranks(text: str) -> Iterator[Quantity]:
    """Yield the ranks of a normal text from left to right; the figure is the scope with the ordinal."""
    if not _ORDERS.search(text):
        return
    for match in _RANKS.finditer(text):
        numeral = match["place_number"] or match["first"] or match["listed"] or "一"
        value = read_numeral(numeral)
        if value is not None:
            yield _rank(match, Fraction(value), among_first=bool(match["first"] or match["listed"]))


def _rank(match: re.Match[str], value: Fraction, *, among_first: bool) -> Quantity:
    start = match.start("place") if match["place"] is not None else match.start()
    return Quantity(
        start=start,
        end=match.end(),
        number_start=start,
        unit_end=match.end(),
        value=float(value),
        unit="位",
        type=MetricType.RANK,
        comparator=Comparator.AT_MOST if among_first else Comparator.EQUAL,
        qualifier="前" if among_first else None,
        unit_name="位",
        verb_start=match.start(),
    )
