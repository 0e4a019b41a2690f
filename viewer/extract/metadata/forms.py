"""What single lines of a letter look like: a unit's name, a sentence, a date, navigation of a web page."""

import re
from functools import cache

from viewer.extract.metadata.labels import starts_with_label
from viewer.extract.metadata.lines import Line
from viewer.extract.metadata.tables import either, words

SHORTEST_PROSE = 25
LONGEST_UNIT = 45

NAME = r"(?:[\u4e00-\u9fff]{1,12}(?:[·•・][\u4e00-\u9fff]{1,12})+|[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}?)"
"""A person's name: two to four characters, or parts joined by the dot of a transcribed name."""

_ZERO = "〇○零OoО0Ｏ０"
_NUMERAL = f"[{_ZERO}一二三四五六七八九]"
DATE = (
    r"(?:(?:19|20)[0-9]{2}年[0-9]{1,2}月(?:[0-9]{0,2}日)?"
    r"|(?:19|20)[0-9]{2}[-.／/－][0-9]{1,2}[-.／/－][0-9]{1,2}"
    rf"|[一二]{_NUMERAL}{{3}}年[一二三四五六七八九十]{{1,2}}月(?:[一二三四五六七八九十廿]{{1,3}}日)?)"
)
"""A date as official letters write it, in folded text."""

DISCLOSURE = (
    r"(?:此件|本件|该件|本文|此文)?(?:可以|可|同意|不同意|不予|不宜|宜|拟)?"
    r"(?:主动|依申请|全文|部分|暂不|删减后|免予|予以|对外|向社会|网上)?"
    r"(?:不)?公开(?:发布)?"
)
"""Words that say whether a document may be shown to everybody."""

_SITE_OWNER = re.compile(
    r"主办单位：.{0,30}(?:政府|政府办公室|政府办|信息中心|网|承办单位：.*|地址：.*)$|主办单位：.*(?:地址|版权|技术支持)|[\u4e00-\u9fff]{4,30}(?:主办|承办)$"
)
_BEHIND_UNIT = re.compile(r"（(?:盖章|公章|章|印章|印|[\u4e00-\u9fff]{2,20}(?:局|办公室|办|委员会|委|中心|处))）$")
"""What may stand in brackets behind the unit that signs: a note of its seal, or its second name."""

DOC_NO = r"[\u4e00-\u9fff]{2,16}(?:第)?[〔（](?:19|20)[0-9]{2}(?:年)?[）〕](?:第|闭|会|大)?[0-9]{1,5}(?:-[0-9]{1,4})?号"
"""The number of an official document: 长发改〔2024〕19号."""


@cache
def unit_pattern() -> str:
    """Return the pattern of a unit's name, to be anchored by the caller."""
    return rf"[\u4e00-\u9fffA-Za-z0-9（）“”·]{{1,{LONGEST_UNIT}}}?{either(words('unit', 'suffixes'))}"


@cache
def _unit_line() -> re.Pattern[str]:
    return re.compile(f"(?!.*{either(words('unit', 'never_inside'))})[\u4e00-\u9fff]{unit_pattern()}")


def is_unit(folded: str) -> bool:
    """Tell whether a text is, as a whole, the name of an office or company."""
    return unit_length(folded) > 0


def unit_length(folded: str) -> int:
    """Return how much of the text is a unit's name, leaving out a note of its seal; 0 where it is no name."""
    name = _BEHIND_UNIT.sub("", folded)
    return len(name) if len(name) <= LONGEST_UNIT and _unit_line().fullmatch(name) else 0


def is_prose(line: Line) -> bool:
    """Tell whether a line is a sentence of the letter's body rather than a field of its frame."""
    return len(line.folded) >= SHORTEST_PROSE and "。" in line.folded and not starts_with_label(line)


def is_navigation(line: Line) -> bool:
    """Tell whether a line is a web page's path or toolbar."""
    folded = line.folded
    return folded.startswith(words("page", "navigation_starts")) or any(mark in folded for mark in (">", "»", "›"))


def is_footer(line: Line) -> bool:
    """Tell whether a line belongs to the web page below the letter."""
    return (
        line.folded.startswith(words("page", "footer_starts"))
        or any(mark in line.folded for mark in words("page", "footer_inside"))
        or _SITE_OWNER.match(line.folded) is not None
    )
