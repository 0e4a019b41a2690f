"""Companies known by the tail of their name, or by being called one: 头部企业矽睿科技, 虎博科技入驻."""

import re
from collections.abc import Iterator, Sequence

from viewer.core.entity import EntityType
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.gazetteers import Gazetteers

_TAIL = "科技|智能|信息|电子|电商|机器人|生物|医药|医疗|传媒|股份|资本|半导体|微电子|咖啡|新能源|智造|数科|软件|航空|汽车|集团|投资|控股|环保|环境|水务|重工|光电|物流|酒店"
_SURE_TAIL = "科技|电商|智造|数科|半导体|微电子|股份|咖啡|信息|智能|机器人"
_NAMED = re.compile(
    rf"(?<![一-鿿])([一-鿿]{{2,4}})({_SURE_TAIL})(?=[、，。；：）”\n]|等|和|与|及|入驻|在|已|获|入选|作为|是|落户|自主|成功|研发|旗下|成立|推出|联合|公司)"
)
_CALLED = re.compile(
    rf"(?:企业|公司|独角兽|平台|集团|品牌|独角兽”|“小巨人”)“?((?:(?![的等为在和与、])[一-鿿A-Za-z]){{2,5}}(?:{_TAIL})|[一-鿿]{{2}}(?:科技|智能|电商|股份))(?=[、，。；：）”\n]|等|和|与|及|入驻|在|已|获|落户|为)"
)
_MOVED_IN = re.compile(
    rf"(?:推动|引进|引入|支持|吸引|助力|如|走访|联合|会同|携手|与|和|、|，|有)((?:(?![的等为在和与、是对由将及向让使被把从])[一-鿿A-Za-z]){{2,4}}(?:{_SURE_TAIL}))(?=入驻|落户|落地|签约|成立|合作|共建|旗下|打造|[、，。；]|等)"
)
_LAST_OF_LIST = re.compile(r"(?:科技|智能|信息|电子|电商|股份)和([一-鿿]{2,6}?)(?=等)")
_SURE = 0.64
_BESIDE = 0.68
_GENERIC_ITEM = re.compile(
    r"^[各市区县省全本我该]|(?:企业|机构|公司|单位|部门|平台|银行|院校|高校|学校|医院|协会|政府|街道|领域|行业|产业|园区|项目|服务)$|[的等]"
)
_PLAIN = frozenset(
    ["金融", "绿色", "医药", "文化", "教育", "体育", "农业", "林业", "信息", "电子", "数字", "前沿", "核心", "关键", "高新", "先进", "创新", "军事", "航天", "航空", "海洋", "民生", "现代", "智慧", "智能", "网络", "生物", "人工", "中小", "大型", "重点", "社会", "公共", "商业", "产业", "工业", "交通", "城市", "乡村", "农村", "社区", "国家", "地方", "群众", "企业", "市场", "投资", "资本", "技术", "科学", "安全", "健康", "生态", "环境", "节能", "低碳", "新型", "高端", "低端", "自主", "国产", "进口", "海外", "国内", "国际", "全面", "推动", "推进", "加强", "加快", "促进", "提升", "强化", "深化", "发展", "建设", "完善", "优化", "支持", "鼓励", "服务", "管理", "保障", "引导", "打造", "聚焦", "围绕", "依托", "运用", "利用", "应用", "研发", "生产", "制造", "销售", "设计", "开发", "个人", "相关", "有关", "基础", "基本", "主要", "其他", "各类", "各种", "政务", "公开", "统计", "数据", "档案", "气象", "地理", "空间", "工程", "财政", "税收", "资产", "固定", "民间", "社保", "医保", "就业", "人才", "劳动", "招聘", "招商", "采购", "供应", "冷链", "快递", "配送", "现代", "智慧", "旅游", "品质", "精品", "连锁", "星级", "经济", "民宿", "无人", "新能", "传统", "燃油", "电动", "合资", "国有", "外商", "直接", "间接", "风险", "股权", "创业", "天使", "种子", "产融", "科创", "文创", "硬核", "尖端", "未来", "公司", "集团", "平台", "品牌", "独角", "系统", "传感", "芯片", "算力", "算法", "模型", "区块", "元宇", "互联", "物联", "移动", "通信", "卫星", "遥感", "北斗", "水利", "农机", "种业", "食品", "医学", "中医", "妇幼", "精准", "远程", "基层", "公立", "民营", "临床"]
)


def find_companies(text: str, gazetteers: Gazetteers) -> Iterator[Candidate]:
    """Yield companies that context or tail give away."""
    for pattern, weight, confident in ((_NAMED, 0.64, True), (_CALLED, 0.8, True), (_MOVED_IN, 0.68, True)):
        for match in pattern.finditer(text):
            if _may_be_company(match[1], gazetteers):
                end = match.end(2) if pattern is _NAMED else match.end(1)
                yield Candidate(match.start(1), end, EntityType.COMPANY, weight, confident=confident)
    for match in _LAST_OF_LIST.finditer(text):
        yield Candidate(match.start(1), match.end(1), EntityType.COMPANY, 0.62, confident=True)


def _may_be_company(name: str, gazetteers: Gazetteers) -> bool:
    root = re.sub(rf"(?:{_TAIL})$", "", name)
    pairs = {root[at : at + 2] for at in range(len(root) - 1)}
    return len(root) > 1 and not pairs & (_PLAIN | gazetteers.boundaries | gazetteers.generic_modifiers)


_LEFT_ITEM = re.compile(
    r"(?:^|[，。；：、“（(\n]|(?<=[一-鿿])(?=以|如|包括|引进|引入|既有|还有|也有))(?:如|例如|以|包括|有|引进|引入|既有|还有|也有)?"
    r"([一-鿿A-Za-z]{2,6})、$"
)
_RIGHT_ITEM = re.compile(r"、([一-鿿A-Za-z]{2,6}?)(?=[、，。；）]|等|入选|入驻|为代表)")
_LONGEST_ITEM = 10


def find_company_neighbours(text: str, chosen: Sequence[Candidate], gazetteers: Gazetteers) -> Iterator[Candidate]:
    """Yield the items beside sure companies of one list: what stands between 、 and a company is one too."""
    sure = [one for one in chosen if one.type is EntityType.COMPANY and one.weight >= _SURE]
    taken = {at for one in chosen if one.weight > _BESIDE for at in range(one.start, one.end)}
    for company in sure:
        yield from _leftwards(text, company.start, taken, gazetteers)
        yield from _rightwards(text, company.end, taken, gazetteers)


def _leftwards(text: str, at: int, taken: set[int], gazetteers: Gazetteers) -> Iterator[Candidate]:
    while match := _LEFT_ITEM.search(text, max(0, at - _LONGEST_ITEM), at):
        if not taken.isdisjoint(range(*match.span(1))) or not _is_item(match[1], gazetteers):
            return
        yield Candidate(match.start(1), match.end(1), EntityType.COMPANY, _BESIDE)
        at = match.start(1)


def _rightwards(text: str, at: int, taken: set[int], gazetteers: Gazetteers) -> Iterator[Candidate]:
    while match := _RIGHT_ITEM.match(text, at):
        if not taken.isdisjoint(range(*match.span(1))) or not _is_item(match[1], gazetteers):
            return
        yield Candidate(match.start(1), match.end(1), EntityType.COMPANY, _BESIDE)
        at = match.end(1)


def _is_item(name: str, gazetteers: Gazetteers) -> bool:
    pairs = {name[at : at + 2] for at in range(len(name) - 1)}
    plain = _PLAIN | gazetteers.boundaries | gazetteers.generic_modifiers
    return name[0] not in gazetteers.boundaries and not pairs & plain and not _GENERIC_ITEM.search(name)
