"""The meeting a proposal was made at, and its number there."""

import re
from collections.abc import Iterator

from viewer.extract.metadata.frame import Frame
from viewer.extract.metadata.labels import fields_in
from viewer.extract.metadata.lines import Found, Line

_NUMERAL = "[0-9一二三四五六七八九十百零〇○两]"
_CORE = re.compile(
    rf"第?(?P<term>{_NUMERAL}{{1,4}})届(?P<middle>[^，。、；：“”《》届]{{0,24}}?)第?(?P<turn>{_NUMERAL}{{1,3}})次"
    r"(?:全体会议|全体委员会议|全体|会议|全会|大会|代表大会)"
)
_BEFORE = re.compile(r"[\u4e00-\u9fff]{0,30}$")
_CUT = re.compile(
    r"\A年|关于|对于(?![都洪田])|[的对在就]|提出|提交|答复|回复|办理|落实|转来|交办|[接收]到|公司|您们?|你们?|贵(?=[单局委党界校院办])|[局厅委办院署]"
)
_BODY = "(?:中国人民政治协商会议|人民代表大会|全国人民代表大会|全国人大|全国政协|人大常委会|政协|人大|人代会|全国)"
_PLACE = "(?:[\u4e00-\u9fff]{0,9}?(?:自治区|自治州|自治县|自治旗|特区|新区|开发区|省|市|州|盟|县|区|旗|镇|乡|街道))"
_PLACE_AND_BODY = re.compile(f"(?:{_PLACE}|{_BODY})+$")
_NAMES_PLACE = re.compile(
    "(?:政协)?(?!全|[省市州盟县区旗镇乡]第?[0-9一二三四五六七八九十])[一-鿿]{2,9}?[省市州盟县区旗镇乡]"
)
_MEETING = re.compile(r"人大|人民代表|人代会|政协|政治协商")

_ANYTHING = re.compile("")
_QUOTED_NEXT = re.compile(
    r"(?:上|期间|中)?，?(?:您|你们?|代表|委员)?(?:所?提出的?|第?[0-9A-Za-z]{1,12}号)?(?:建议|提案|议案)?[《“]关于"
)

_CITIES = "杭甬温嘉湖绍金衢舟台丽"
"""A province may number by its cities: 温36号."""
_NUMBER = (
    rf"(?:[{_CITIES}][0-9]{{1,4}}|[0-9]{{1,3}}\.[0-9]{{1,4}}"
    r"|[A-Za-z]{0,4}-?[0-9]{1,12}(?:-[0-9]{1,6}){0,3}|[一二三四五六七八九十百零〇]{1,6})"
)
_EACH = re.compile(_NUMBER)
_LIST = rf"(?P<number>{_NUMBER}(?:号?[、，和及]第?{_NUMBER})*)"
_KIND = (
    r"(?:人大代表|政协委员|代表|委员|人大|政协|重点|党派|集体|平时|大会|闭会期间)?"
    r"的?(?:提案|建议|议案|书面意见|意见|批评)"
)
_IN_TITLE = re.compile(rf"(?<![〕0-9A-Za-z、.])(?P<ordinal>第?){_LIST}号")
_IN_TEXT = (
    re.compile(rf"(?:提案|建议|议案|意见|》|”)[》”]?（?(?:建议|提案|编号|议案)?：?第?{_LIST}号(?:提案|建议|议案)?）?"),
    re.compile(rf"第{_LIST}号(?:（[^（）]{{1,20}}）)?[“《]?{_KIND}"),
    re.compile(rf"第{_LIST}号(?:（[^（）]{{1,20}}）)?[“《]"),
    re.compile(rf"(?:会议|期间)(?:上)?(?:所?提出)?的?第?{_LIST}号"),
)
_AFTER_MEETING = re.compile(rf"届[^，。]{{1,24}}次[^，。]{{2,24}}?第{_LIST}号")
_READ = 400
_PROPOSAL = re.compile(r"提案|建议|议案|意见|人大|政协|协办件|会办件|主办件")
_WHOLE = re.compile(rf"第?{_LIST}号?")


def read_session(title: Line | None, frame: Frame | None) -> Found | None:
    """Return the meeting as the letter writes it: its fullest naming in the title and, given a frame, the opening.

    Where neither names one, it is the meeting the next lines name right before the proposal they quote.
    """
    namings = [naming for line in _places(title, frame) for naming in _sessions(line)]
    if not namings:
        following = () if frame is None else frame.following
        return next((found for line in following for _, found in _sessions(line, _QUOTED_NEXT)), None)
    meeting = namings[0][0]
    same = [found for key, found in namings if key == meeting]
    return max(same, key=lambda found: (_NAMES_PLACE.match(found.value) is not None, len(found.value)))


def read_number(title: Line | None, frame: Frame | None) -> Found | None:
    """Return the proposal's number as written (``054``, ``DH0271``); several of one letter are one value."""
    found = None if title is None else _title_number(title)
    if found is not None or frame is None:
        return found
    return _opening_number(frame) or _number_above(frame)


def _opening_number(frame: Frame) -> Found | None:
    if frame.opening is None:
        return None
    for pattern in _IN_TEXT:
        match = pattern.search(frame.opening.folded[:_READ])
        if match:
            return _listed(frame.opening, *match.span("number"))
    return None


def _number_above(frame: Frame) -> Found | None:
    for line in frame.head:
        match = _AFTER_MEETING.search(line.folded[:_READ])
        if match:
            return _listed(line, *match.span("number"))
    for field in fields_in(frame.head, "number"):
        match = _WHOLE.fullmatch(field.folded)
        if match:
            return _listed(field.line, *(field.value_start + place for place in match.span("number")))
    return None


def _places(title: Line | None, frame: Frame | None) -> Iterator[Line]:
    if title is not None:
        yield title
    if frame is None:
        return
    if frame.opening is not None:
        yield frame.opening
    yield from frame.head


def _sessions(line: Line, behind: re.Pattern[str] = _ANYTHING) -> Iterator[tuple[tuple[str, str], Found]]:
    """Yield the meetings of a line with ``behind`` right after them, each by its term and turn."""
    for match in _CORE.finditer(line.folded[:_READ]):
        if not behind.match(line.folded, match.end()):
            continue
        start = match.start() - len(_name_before(line.folded, match.start()))
        naming = line.folded[start : match.end()]
        if _MEETING.search(naming) or "委员会" in match["middle"]:
            yield (match["term"], match["turn"]), line.found(start, match.end())


def _name_before(folded: str, end: int) -> str:
    """Return the place and body named directly before the term: 长宁区政协 before 第十五届."""
    before = _BEFORE.search(folded[max(0, end - 30) : end])
    rest = "" if before is None else before[0]
    cuts = [match.end() for match in _CUT.finditer(rest)]
    rest = rest[cuts[-1] :] if cuts else rest
    name = _PLACE_AND_BODY.search(rest)
    return "" if name is None else name[0]


def _title_number(title: Line) -> Found | None:
    quoted = _quoted_ranges(title.folded)
    matches = [match for match in _IN_TITLE.finditer(title.folded) if not _inside(match.start(), quoted)]
    if not matches:  # 关于“某市政协十三届二次会议第103号提案”的答复: quoted is the proposal, not a title of its own
        after_meeting = _AFTER_MEETING.search(title.folded)
        return None if after_meeting is None else _listed(title, *after_meeting.span("number"))
    if _PROPOSAL.search(title.folded) is None:
        return None
    return _listed(title, *min(matches, key=lambda match: not match["ordinal"]).span("number"))


def _listed(line: Line, start: int, end: int) -> Found:
    """Return one number, or several with nothing but commas between them (第12号、第57号 gives 12、57)."""
    parts = (
        line.plain[match.start() + start : match.end() + start] for match in _EACH.finditer(line.folded[start:end])
    )
    return Found("、".join(parts), line.span(start, end))


def _quoted_ranges(folded: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"《[^《》]*》|“[^“”]*”", folded)]


def _inside(index: int, ranges: list[tuple[int, int]]) -> bool:
    return any(start <= index < end for start, end in ranges)
