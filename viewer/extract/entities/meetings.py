"""Sessions, congresses and other meetings that follow a formula: 长宁区政协第十五届二次会议, 党的二十大."""

import re
from collections.abc import Iterator, Mapping

from viewer.core.entity import EntityType
from viewer.extract.entities.candidate import Candidate

_NUMBER = r"[一二三四五六七八九十百\d]+"
_BODY = r"(?:人民代表大会|人大|政协|政治协商会议|党代会|党代表大会|委)(?:常委会|常务委员会)?"
_AREA = "(?:(?!委员会|代表|会议|提出)[一-鿿]){1,13}?[省市区县州盟旗]"
_TERM = rf"第?{_NUMBER}届"
_SITTING = rf"第?{_NUMBER}次(?:全体)?会议"
_SESSION = re.compile(
    "|".join(
        (
            rf"(?:全国|自治[区州县旗]|师市|[省市区县州盟旗])?{_BODY}(?:第?{_NUMBER}届)(?:委员会|人大|人民代表大会)?(?:常委会)?(?:第?{_NUMBER}次(?:全体)?(?:会议|全会))",
            rf"(?:全国|自治[区州县旗]|师市|[省市区县州盟旗])?{_TERM}(?:全国|自治[区州县旗]|师市|[省市区县州盟旗])?{_BODY}{_SITTING}",
            rf"(?:政协|中国人民政治协商会议)(?:{_AREA})?第?{_NUMBER}届(?:全国|{_AREA})?委员会(?:常务委员会)?{_SITTING}",
            rf"(?:政协|人大){_AREA}{_TERM}{_SITTING}",
            rf"中国共产党(?:{_AREA})?第?{_NUMBER}次(?:全国)?代表大会",
            rf"(?:党的|中共)?{_NUMBER}届{_NUMBER}中全会(?:精神)?",
            rf"党的{_NUMBER}大",
            rf"(?:[省市区县州盟旗](?:委)?)(?:第?{_NUMBER}(?:次|届))党(?:代会|代表大会)",
            rf"(?:[省市区县州盟旗]委)?{_NUMBER}届{_NUMBER}次全会",
            rf"[省市区县州盟旗]委{_NUMBER}次党代会",
        )
    )
)
_SPIRIT = re.compile(r"精神$")
_EDITION = re.compile(rf"(?:(?:19|20)\d\d年?)?(?:第{_NUMBER}届)$")


def find_meetings(text: str, place_starts: Mapping[int, int]) -> Iterator[Candidate]:
    """Yield sessions and congresses, with the place before them."""
    for match in _SESSION.finditer(text):
        end = match.end() - 2 if _SPIRIT.search(match[0]) else match.end()
        yield Candidate(_with_place(text, match.start(), place_starts), end, EntityType.EVENT, 0.99)


def with_edition(text: str, start: int) -> int:
    """Return where a recurring event's name begins when 第七届 or 2023年第二届 stands before it."""
    edition = _EDITION.search(text, max(0, start - 12), start)
    return edition.start() if edition else start


def _with_place(text: str, start: int, place_starts: Mapping[int, int]) -> int:
    if start in place_starts:
        return place_starts[start]
    if text[start] in "省市区县州盟旗" and start + 1 in place_starts:
        return place_starts[start + 1]
    if text.startswith("自治", start) and start + 3 in place_starts:
        return place_starts[start + 3]
    if text[start - 2 : start] in {"中共", "中国"}:
        return start - 2
    return start
