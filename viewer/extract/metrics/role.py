"""Tells what a figure says about its indicator: its level, growth, share, target, cap or rank."""

import re

from viewer.core.metric import Comparator, MetricRole, MetricType
from viewer.extract.metrics.quantity import Quantity

_SENTENCE_WITHIN = 60
_VERB_WITHIN = 10
_GROWTH = re.compile(
    r"(?:增长|增幅|增速|同比|环比|提高|上升|提升|下降|减少|降低|回落|增加|降幅|降价|涨价|改善|上涨|下调|上调|上浮|下浮|缩短|压缩|压减|压降|削减|"
    r"收窄|扩大|涨幅|翻|增|降|跌|净增)(?:了|率|幅度|幅|均|约|近|超过|超|分别|不低于|达|达到|为|、|和|\d|[%.])*\Z"
)
_CHANGED_RATE = re.compile(r"(?:降低|提高|提升|减少|压降)[\u4e00-\u9fff]{2,8}率\Z")
_LEVEL_AFTER_CHANGE = re.compile(r"(?:到|至|为)(?:约|近|超过|超)?\Z")
_BY_HOW_MUCH = re.compile(r"(?:增幅|增速|降幅|增长率|涨幅|增长|增加|下降)(?:分别|均)?(?:达到|达|为)\Z")
_FROM_FIGURE = re.compile(r"\d[^，。；、\d]{0,8}\Z")
"""What a change leads to is a level: 由42分钟下降为17分钟."""
_COMPARED = re.compile(
    r"同比|与(?:上年|去年)(?:末|同期)?相?比|环比|比上年|较上年|较去年|比去年|上年同期|去年同期|较.{1,8}(?:增|减|提|下)|比.{1,8}(?:增|减|提|下)"
)
_SHARE = re.compile(r"占(?!地|用|有|据|道)|比重|份额|占比")
_FUTURE = re.compile(
    r"力争|(?<!通过)争取(?![，、；。]|上级|中央|到(?!\d|年|[今明]年)|.{0,12}(?:资金|补助)|.{0,4}项目)|(?<![原较比按照])(?<![列纳]入)(?<!规划)计划|拟(?!定|合)|预计|(?<![合到过于出及])预期|(?<![列纳]入)规划(?!面积|建筑面积|总|和?自然资源|资源|计划|[局委院师])|(?<!公共)预算安排|(?<!为)目标(?!(?:任务|值|数)?的|\d)|(?<!为)(?<!为了)确保|(?<![已曾])(?<!及时|先后|陆续|全部)将(?!其|原|.{0,6}纳入|[^，。；]{2,20}[由从])|下一步|下步|今后|未来(?![、，。；”大路广城社科园中])|"
    r"(?<![主重需必首紧概摘简想纲])要(?!求|素|件|点|害|地)|应当|届时|可新增|有望(?=[获达实突增新])|(?:建成|完工|竣工|投用|投产|投入使用|实施|改造)后，?[^，。；\d]{0,6}(?:可|将|能)"
)
_PAST = re.compile(
    r"(?<!一)共(?:完成|建成|投入|新建|实施|发放|培训)|已(?!.{0,3}(?:列入|纳入计划))|截至|截止|(?<![由从较比项])(?:目前|当前)|累计|去年|[\u4e00-\u9fff]{2}(?<![为除])了(?![解])|共有|现有|上年"
)
_AS_TARGET = re.compile(r"的[^，。；、]{0,4}目标|年?度?目标(?:任务|值|数)")
_OF_TASK = re.compile(r"(?:年度?|目标)任务(?:数?为|是)?\Z")
_BY_RATE = re.compile(r"的(?:速度|增速|幅度)(?:逐年)?(?:递增|增长|上升)")
_CHANGED_FROM = re.compile(r"[由从](?:[^，。；、\d]{1,8}的)?(?:约|近|超过?)?\Z")
_CHANGED_TO = re.compile(r"[\u4e00-\u9fff]{1,4}[到至为]")
"""What a plan starts from is as it is: 由目前的38%提高到50%."""
_SENTENCE_TURN = re.compile(r"[。！？](?!其中)")
_OF_WHOLE = re.compile(r"的[^，。；]*")
_TURNED = re.compile(r"已|现有?|目前|原|而|但|去年|上年|截[至止]|[0-9]{4}年|近年|完成了|[由从](?=[^，。；]{1,8}\Z)")
_PROPORTION = re.compile(r"比(?:例|值)?(?:不低于|不高于|为|达到?|约)?\Z")
_SHARES = frozenset({MetricType.PERCENT, MetricType.RATIO})
_RATIOS = frozenset({MetricType.PERCENT, MetricType.POINT, MetricType.RATIO})


def read_role(quantity: Quantity, text: str, sentence_start: int, *, ahead: bool) -> MetricRole:
    """Return the role of a figure from the words before it in its sentence.

    A target stays a target when it speaks of growth or of a share, because it has not happened yet. A decrease is
    growth too: its value is as written and its indicator says 下降.
    ``ahead`` tells that the figure's period or its section's heading lies in the future.
    """
    if quantity.type is MetricType.RANK:
        return MetricRole.RANK
    near = text[max(sentence_start, quantity.start - _VERB_WITHIN) : quantity.number_start]
    if _is_future(quantity, text, sentence_start, ahead=ahead):
        return MetricRole.CAP if quantity.comparator is Comparator.AT_MOST else MetricRole.TARGET
    if quantity.comparator is Comparator.AT_MOST:
        return MetricRole.CAP
    if _is_growth(quantity, text, near, sentence_start):
        return MetricRole.GROWTH
    clause = re.split(r"[，。；：\n]", text[max(sentence_start, quantity.start - _SENTENCE_WITHIN) : quantity.start])[
        -1
    ]
    if quantity.type in _SHARES and (_SHARE.search(clause) or _is_part(quantity, clause)):
        return MetricRole.SHARE
    return MetricRole.LEVEL


def goes_on_planned(text: str, sentence_start: int, last: int, start: int) -> bool:
    """Tell whether what the figure that ends at ``last`` was planned for goes on to the one at ``start``.

    It does where a word of intent began the sentence, or a 其中 goes on with the one before, and nothing between the
    figures speaks of the past.
    """
    between = text[last:start]
    goes_on = sentence_start >= last or text.startswith("其中", sentence_start)
    turned = _SENTENCE_TURN.search(between) or _PAST.search(between) or _TURNED.search(between)
    if turned or _OF_WHOLE.fullmatch(between):
        return False
    return goes_on or _FUTURE.search(text, sentence_start, last) is not None


def _is_part(quantity: Quantity, clause: str) -> bool:
    """Tell whether a fraction states a part of something, not a proportion like 师生比1:19."""
    is_fraction = quantity.type is MetricType.RATIO and not quantity.unit and quantity.value < 1
    return is_fraction and not _PROPORTION.search(clause)


def _is_growth(quantity: Quantity, text: str, near: str, sentence_start: int) -> bool:
    if quantity.type is MetricType.POINT or _BY_RATE.match(text, quantity.end):
        return True
    words = text[max(sentence_start, quantity.start - _VERB_WITHIN) : quantity.start]
    if _LEVEL_AFTER_CHANGE.search(words) and (_FROM_FIGURE.search(words) or not _BY_HOW_MUCH.search(words)):
        return False
    if quantity.unit == "倍" and near.startswith("翻"):
        return True
    if not _GROWTH.search(words):
        is_changed = quantity.type is MetricType.PERCENT and _CHANGED_RATE.search(words)
        return bool(is_changed) or text.startswith("翻", quantity.start)
    if quantity.type in _RATIOS:
        return True
    clause = text[max(sentence_start, quantity.start - _SENTENCE_WITHIN // 2) : quantity.start]
    return bool(_COMPARED.search(clause))


def _is_future(quantity: Quantity, text: str, sentence_start: int, *, ahead: bool) -> bool:
    within = max(sentence_start, quantity.start - _SENTENCE_WITHIN), quantity.number_start
    if _AS_TARGET.match(text, quantity.end):
        return True
    if quantity.type is not MetricType.PERCENT and _OF_TASK.search(text, *within):
        return True
    if _CHANGED_FROM.search(text, *within) and _CHANGED_TO.match(text, quantity.end):
        return False
    future = past = -1
    for match in _FUTURE.finditer(text, *within):
        future = match.start()
    for match in _PAST.finditer(text, *within):
        past = match.start()
    if future > past or (ahead and past < 0):
        return True
    required = quantity.comparator is Comparator.AT_LEAST and not quantity.suffix and quantity.qualifier != "上"
    return required and past < 0
