"""Names in quotation marks: what is a programme, a site, a meeting, and what is only a manner of speaking."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from viewer.core.entity import EntityType
from viewer.extract.entities.boundary import Boundaries
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.gazetteers import Gazetteers, Head

_LONGEST = 45
_LONGEST_NAME = 18
_QUOTED = re.compile(rf"“((?:[^“”\n]|“[^“”\n]{{1,20}}”){{1,{_LONGEST}}})”")
_CLAUSE = re.compile(r"[，。；：！？,;!?]")
_NUMBERED = re.compile(
    r"^(?=.*\d)[\dNXnxMmABC+＋\-－·.×*]+$|^\d+个?[一-鿿]$|^[一二三四五六七八九十]+[+＋][一-鿿A-Z+＋一二三四五六七八九十]+$"
)
_FRAME = re.compile(
    r"(?:(?!的|、|，|产业集群|建设|试点)[一-鿿]){0,8}?(?:战略|政策体系|产业政策|框架|体系|工程|行动计划|行动|计划|布局|格局|模式|机制|工作法|文件|系统|政策(?!框架|体系))"
)
_TAIL_FACILITY = re.compile(
    r"(?!的|等|为|和|与|在(?!线)|建设|品牌|模式)(?:(?![的了是为被将把获位列由等])[一-鿿A-Za-z0-9]){0,12}?(?:产业园区?|科技园区?|生态园|创意园|软件园|经济园|示范园|园区|基地|广场|大厦|中心|体验馆|展示馆|公园|孵化器|众创空间|菜市场|书房|客厅|驿站)"
)
_TAIL_ORGANISATION = re.compile(
    r"(?!的|等|为|和|与|在)(?:(?![的了是为被将把获位列由等])[一-鿿A-Za-z0-9]){0,14}?(?:联盟|研究院|实验室|协会|联合会|工作室|领导小组|专班|志愿服务队|服务队)"
)
_TAIL_EVENT = re.compile(
    r"(?!的|等|为|和|与|在)(?:(?![的了是为被将把获位列由等])[一-鿿A-Za-z0-9]){0,18}?(?:大会|论坛|峰会|沙龙|大赛|挑战赛|博览会|推进会|启动仪式|发布会|嘉年华|文化节|购物节|艺术节|马拉松)"
)
_KIND = (
    r"(?:工程|计划|行动|平台|品牌|模式|战略|建设|试点|街区|系统|服务|应用|小程序|场景|专项|机制|改革|体系|活动|榜单|称号|荣誉|奖|目标|政策|"
    r"APP|App|app|公众号|热线|示范|创建|资金|专区|专窗|窗口|端|地图|站点|项目|实验区|示范区|先导区|先行区|课堂|课程|学堂|讲堂|空间|驿站|主题|"
    r"工作法|清单|一件事|栏目|码|卡|券|贷|险|联盟|指数|倡议|基金|队伍|队|指标|标签|框架|评估|产品)"
)
_NAME_FOLLOWS = re.compile(rf"(?:(?![的，、]|等)[一-鿿\d.]){{0,6}}?{_KIND}|等(?:[\d一-鿿](?!的)){{0,8}}?{_KIND}")
_NAME_ENDS = re.compile(
    r"(?:工程|计划|行动|模式|机制|体系|实验区|示范区|平台|试点|战略|专项|系统|课堂|学堂|工作法|清单|政策|指数|倡议|品牌|一点通|一键通|e站|E站|云|基地)$"
)
_NAME_PRECEDES = re.compile(
    r"(?:打响|擦亮|推进|推动|实施|深化|开展|启动|依托|通过|建设|创建|评为|推广|构建|持续|落实|深入|全面|纳入|接入|用好|承接|巩固|创新|首批|首个|首家|首座|举办|承办|以|的|、|”)$"
)
_CHRISTENED = re.compile(
    r"(?:推出|上线|发布|开通|获评|荣获|获得|授予|获批|入选|命名为|取名|名为|打造|创立|创办|设立|注册|基于|开发|运营|升级)(?:了|的)?$"
)
_OF_FIGURE = re.compile(
    r"(?:成|为|的|了|好|有|起|出|上|走|破解|解决|打通|做到|变|从|当好|发挥|避免|杜绝|防止|存在|面临|难以)$"
)
_VERBAL = re.compile(
    r"^(?:不|让|把|要|应|能|可|会|没|无需|一次|敢|愿|想|谁|先|再|既|只|有|说|做|看|走|跑|办|最)|(?:难|贵|了|着|过|吗|呢|吧|啊|不足|不够|不高|问题)$"
)
_NEW = re.compile(r"^(?:新|老|旧|大|小|硬|软|真|好|快|慢|高|强|优|美|暖|智|绿|红)[一-鿿]{1,2}$")
_PROPOSAL_HEADING = re.compile(r"的?(?:建议|提案|问题|意见)(?!办理)")
_DEPARTS = re.compile(
    r"(?:效应|作用|现象|地位|角色|难题|瓶颈|矛盾|困境|困局|精神|原则|方式|方法|手段|思路|方针|格局|优势|势头|态势|之|距离|要求|状态|效果|环境|氛围)"
)
_ITEMS = re.compile(r"[、]|”、“")
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Quote:
    """Quoted words at ``[start, end)`` inside their marks, with what stands round them."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """Return the quoted words."""
        return self.text[self.start : self.end]

    @property
    def before(self) -> str:
        """Return the few characters before the opening mark."""
        return self.text[max(0, self.start - 9) : self.start - 1]


def find_quoted(text: str, gazetteers: Gazetteers, boundaries: Boundaries) -> Iterator[Candidate]:
    """Yield what quotation marks name; figures of speech, sayings and headings of proposals are passed over."""
    repeated = _repeated(text)
    for match in _QUOTED.finditer(text):
        quote = Quote(text, match.start(1), match.end(1))
        named = _with_tail(quote, gazetteers, boundaries) or _whole(quote, gazetteers, boundaries, repeated)
        if named is not None:
            yield named


def _repeated(text: str) -> frozenset[str]:
    seen: set[str] = set()
    twice: set[str] = set()
    for match in _QUOTED.finditer(text):
        (twice if match[1] in seen else seen).add(match[1])
    return frozenset(twice)


def _with_tail(quote: Quote, gazetteers: Gazetteers, boundaries: Boundaries) -> Candidate | None:
    """Return the name the quotation opens: “虹桥之源”在线新经济生态园, “3320”数字战略."""
    if _CLAUSE.search(quote.words) or len(quote.words) > _LONGEST_NAME or quote.words in gazetteers.quoted_plain:
        return None
    after = quote.end + 1
    start = _place_before(quote.start - 1, boundaries)
    if _NUMBERED.match(quote.words):
        frame = _FRAME.match(quote.text, after)
        return Candidate(quote.start - 1, frame.end(), EntityType.PROGRAMME, 0.95, confident=True) if frame else None
    if "《" in quote.words or _VERBAL.search(quote.words):
        return None
    for pattern, kind in (
        (_TAIL_EVENT, EntityType.EVENT),
        (_TAIL_FACILITY, EntityType.FACILITY),
        (_TAIL_ORGANISATION, EntityType.ORGANISATION),
    ):
        tail = pattern.match(quote.text, after)
        if tail and not _holds_boundary(tail[0], gazetteers):
            return Candidate(start, tail.end(), kind, 0.9, confident=True)
    return None


def _holds_boundary(tail: str, gazetteers: Gazetteers) -> bool:
    pairs = {tail[i : i + 2] for i in range(len(tail) - 1)} | {tail[i : i + 3] for i in range(len(tail) - 2)}
    return bool(pairs & gazetteers.boundaries - _TAIL_WORDS)


_TAIL_WORDS = frozenset(
    {
        "创新",
        "服务",
        "管理",
        "发展",
        "研究",
        "建设",
        "示范",
        "设计",
        "创建",
        "孵化",
        "治理",
        "提升",
        "促进",
        "试点",
        "保护",
        "培育",
        "投资",
        "联合",
        "协同",
        "改造",
        "更新",
        "整治",
        "指导",
        "保障",
        "运营",
        "合作",
    }
)


def _place_before(start: int, boundaries: Boundaries) -> int:
    return boundaries.place_starts.get(start, start)


def _ends_within(quote: Quote, boundaries: Boundaries) -> range | list[int]:
    return [end for end in range(quote.start + 1, quote.end + 1) if end in boundaries.place_starts]


def _whole(quote: Quote, gazetteers: Gazetteers, boundaries: Boundaries, repeated: frozenset[str]) -> Candidate | None:
    words = quote.words
    if "《" in words or _CLAUSE.search(words):
        return _long_event(quote, gazetteers)
    if words in gazetteers.quoted_plain or _PROPOSAL_HEADING.match(quote.text, quote.end + 1):
        return None
    if _OF_EVENT.match(quote.text, _end_of_chain(quote.text, quote.end + 1)) and len(words) >= _SHORT:
        return Candidate(quote.start, quote.end, EntityType.EVENT, 0.88, confident=True)
    head = _head_of(words, gazetteers)
    if head is not None and _names_by_head(words, head):
        return Candidate(quote.start, quote.end, head.type, 0.88, confident=True)
    if len(words) < _SHORT or len(words) > _LONGEST_NAME + 6 * bool(_NAME_ENDS.search(words)):
        return None
    if _OF_TECHNOLOGY.match(quote.text, quote.end + 1):
        return None
    holds_place = any(quote.start < end <= quote.end for end in _ends_within(quote, boundaries))
    weight = _name_weight(quote, repeated, holds_place=holds_place)
    return (
        Candidate(quote.start, quote.end, EntityType.PROGRAMME, weight, confident=weight > 0 and holds_place)
        if weight
        else None
    )


_OF_EVENT = re.compile(
    r"(?:系列|主题|专题|专场|专项)?(?:活动(?!中心|阵地|平台)|大赛|沙龙|论坛|节目)|等(?:[一-鿿](?!的)){0,4}?(?:大赛|赛事|论坛|展会)"
)
_LONG = 12
_COMPOUND = re.compile(r"[+＋\d]")


def _names_by_head(words: str, head: Head) -> bool:
    """Tell whether the head noun closing quoted words says what they name: a 基地 is an honour, AI+社区 a programme."""
    if len(words) <= 3 or words.endswith("基地") or (_COMPOUND.search(words) and len(words) < _LONG):  # noqa: PLR2004 - a bare head noun is no name
        return False
    if head.type is EntityType.FACILITY and not head.is_strong:
        return len(words) >= _LONG // 2
    return head.type is not EntityType.LOCATION


def _long_event(quote: Quote, gazetteers: Gazetteers) -> Candidate | None:
    head = _head_of(quote.words, gazetteers)
    if head is not None and head.type is EntityType.EVENT and "《" not in quote.words and "。" not in quote.words:
        return Candidate(quote.start, quote.end, EntityType.EVENT, 0.9)
    return None


def _head_of(words: str, gazetteers: Gazetteers) -> Head | None:
    for length in range(min(8, len(words) - 1), 1, -1):
        head = gazetteers.heads.get(words[-length:])
        if head is not None and head.type is not EntityType.DOCUMENT:
            return head
    return None


_CHAIN = re.compile(rf"(?:[、和及与]?“[^“”\n]{{1,{_LONGEST}}}”)*")


def _end_of_chain(text: str, after: int) -> int:
    """Return where the last of several quotations in a row ends: what follows it speaks of them all."""
    chain = _CHAIN.match(text, after)
    return chain.end() if chain else after


_HONOURED = re.compile(
    r"(?:被评为|被列入|被认定|被授予|获评|获批|入选|荣获|成为|正式上线|上线|落地|投用|启用|开园|开业)"
)
_OF_TECHNOLOGY = re.compile(r"(?:等)?(?:关键|核心|新|先进|专利)?技术")


def _name_weight(quote: Quote, repeated: frozenset[str], *, holds_place: bool) -> float:
    """Return how much like a name the quoted words look, 0 for a manner of speaking."""
    words, after = quote.words, quote.end + 1
    points = 0
    points += 2 * bool(re.search(r"[\d+＋A-Za-z]", words))
    points += 2 * bool(_NAME_FOLLOWS.match(quote.text, _end_of_chain(quote.text, after)))
    points += bool(_NAME_PRECEDES.search(quote.before))
    points += 2 * bool(_CHRISTENED.search(quote.before))
    points += 2 * bool(_HONOURED.match(quote.text, after))
    points += 2 * holds_place
    points += 2 * bool(_NAME_ENDS.search(words))
    points += 2 * (words in repeated)
    points -= 4 * words.startswith(("互联网+", "互联网＋"))
    points += 3 <= len(words) <= 8  # noqa: PLR2004 - names are this long
    points -= 3 * bool(_DEPARTS.match(quote.text, after))
    points -= 2 * bool(_VERBAL.search(words))
    points -= 2 * bool(_NEW.match(words))
    points -= bool(_OF_FIGURE.search(quote.before))
    points -= 2 * ("的" in words)
    points -= 2 * bool(_ITEMS.search(words))
    if points >= 3:  # noqa: PLR2004 - two independent signs and a fitting length
        return 0.85
    return 0.0
