"""Tells whose figure it is: the area a sentence names, or the one the document is issued for."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from viewer.core.metadata import Metadata
from viewer.extract.gazetteers import load_gazetteers

_LEVELS = "省市州盟区县旗镇乡"
_AREAS = re.compile(
    r"(?:全|我|本)(?:省|市|州|盟|区|县|旗|镇|乡|国|校|院)(?!级|场|民|委|政府|局|人民|中心|内外|里|率先|首|唯一|领先|前|平均|第|最|范围"
    r"|名[中校师牌]|重点|示范|文明|百强|十强|千强|劳模|劳动模范|优秀|先进|卫生|人大|政协|两会|试点|双拥|绿化|爱卫|五一|三八|统一|一流|统考|性)"
    r"|(?<![和与及、])中心城区|全球"
)
_UNLISTED_AREA = re.compile(
    r"(?![省市区县旗州乡镇]|城市|城乡|乡村|园林|社区|园区|都市)(?:(?![和及与])[\u4e00-\u9fff]){2,8}?"
    r"(?:自治[区县州]|新区|街道|(?<![城都])市|(?<![社小景片辖校])区|(?<!城)乡(?!村)|[省州盟县旗镇])"
)
"""An area no list of divisions holds: a town, a street, a new district. A bare level (市教育局) is not a name."""
_BARE_LEVEL = re.compile(r"[省市区县州旗](?!域|直|属|级|场监督管理总)")
_MINISTRY = re.compile(r"中华人民共和国|国家|国务院|^[^委]{2,8}部(?:办公厅)?$|总局|^中国")
_ABOVE = re.compile(r"中共|中国人民银行|国家[\u4e00-\u9fff]{2,4}?总?局")
"""Before the area of a local branch: 国家税务总局长宁区税务局 speaks for the district."""


@dataclass(frozen=True, slots=True)
class DocumentArea:
    """The area a document is issued for: its name and its level (市 of 天门市)."""

    name: str
    level: str

    def meant_by(self, words: str) -> str:
        """Return what 全区, 我区 or 全市 means here: this area's name where the level agrees, else the words."""
        level = words[-1]
        if level == self.level or (words.startswith(("我", "本")) and level not in _LEVELS):
            return self.name
        return f"全{level}" if words.startswith(("我", "本")) else words


def read_document_area(metadata: Metadata) -> DocumentArea | None:
    """Return the area of the issuing unit, 全市 where it only says 市教育局, ``None`` where it names none."""
    unit = metadata.issuing_unit
    if not unit:
        return None
    name = ""
    above = _ABOVE.match(unit)
    position = above.end() if above else 0
    while end := _area_end(unit, position):
        name, position = unit[position:end], end
    if name:
        return DocumentArea(name, name[-1])
    if _MINISTRY.search(unit):
        return DocumentArea("全国", "国")
    return DocumentArea(f"全{unit[0]}", unit[0]) if _BARE_LEVEL.match(unit) else None


def _area_end(unit: str, position: int) -> int | None:
    """Return where the area that begins here ends: a listed division of any length, else what is shaped like one."""
    longest = min(len(unit), position + _longest_division())
    for end in range(longest, position + 1, -1):
        if unit[position:end] in _divisions():
            return end
    match = _UNLISTED_AREA.match(unit, position)
    return match.end() if match else None


@cache
def _divisions() -> frozenset[str]:
    """Return the names of all divisions, the prefectures' also as they are called in short: 恩施州."""
    places = load_gazetteers().places
    prefectures = {place.short + "州" for place in places if place.name.endswith("自治州")}
    return frozenset(place.name for place in places) | prefectures


@cache
def _longest_division() -> int:
    return max(map(len, _divisions()))


class Scopes:
    """The areas a paragraph names, asked for the one that governs a place."""

    def __init__(self, text: str, area: DocumentArea | None) -> None:
        mentions = list(_AREAS.finditer(text))
        self._starts = [match.start() for match in mentions]
        self._words = [match[0] for match in mentions]
        self._area = area

    def at(self, position: int, sentence_start: int) -> str | None:
        """Return the scope of a figure at ``position``: the last area of its sentence, else the document's."""
        index = bisect_right(self._starts, position) - 1
        if index >= 0 and self._starts[index] >= sentence_start:
            return self.meant_by(self._words[index])
        return self._area.name if self._area else None

    def meant_by(self, words: str) -> str:
        """Return the area that words like 全区 mean in this document."""
        area = self._area or DocumentArea(f"全{words[-1]}", words[-1])
        return area.meant_by(words)


def scope_of_rank(words: str, ends: Sequence[str] = ("第", "首位", "榜首", "前")) -> str | None:
    """Return the area a rank is held in: 全市 of 全市第一, ``None`` for 第一."""
    cuts = [index for index in (words.find(end) for end in ends) if index > 0]
    return words[: min(cuts)] if cuts else None
