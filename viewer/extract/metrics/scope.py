"""Tells whose figure it is: the area a sentence names, or the one the document is issued for."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from viewer.core.metadata import Metadata

_LEVELS = "省市州盟区县旗镇乡"
_AREAS = re.compile(
    r"(?:全|我|本)(?:省|市|州|盟|区|县|旗|镇|乡|国|校|院)(?!级|场|民|委|政府|局|人民|中心|内外|里|率先|首|唯一|领先|前|平均|第|范围)|中心城区|全球|全系统|全行业"
)
_AREA_NAME = re.compile(
    r"(?:[\u4e00-\u9fff]{2,8}?(?:自治区|省|自治州|州|市|地区|盟))??(?P<last>[\u4e00-\u9fff]{2,7}?(?:自治区|自治县|自治州|新区|[省市州盟区县旗镇乡]|街道))"
)
_MINISTRY = re.compile(r"中华人民共和国|国家|国务院|^[\u4e00-\u9fff]{2,8}部(?:办公厅)?$|总局|^中国")


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
    """Return the area of the issuing unit, ``None`` where it names none."""
    unit = metadata.issuing_unit
    if not unit:
        return None
    if _MINISTRY.search(unit):
        return DocumentArea("全国", "国")
    name = ""
    position = 0
    while match := _AREA_NAME.match(unit, position):
        name, position = match["last"], match.end()
    return DocumentArea(name, "区" if name.endswith("新区") else name[-1]) if name else None


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
        return self._area.meant_by(words) if self._area else words


def scope_of_rank(words: str, ends: Sequence[str] = ("第", "首位", "榜首", "前")) -> str | None:
    """Return the area a rank is held in: 全市 of 全市第一, ``None`` for 第一."""
    cuts = [index for index in (words.find(end) for end in ends) if index > 0]
    return words[: min(cuts)] if cuts else None
