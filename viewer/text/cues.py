"""Says what a line or a paragraph is by its words alone: a numbered opening, a field, a date, a greeting."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from viewer.text.blanks import HANZI
from viewer.text.labels import load_labels

FINAL = "。！？!?…"
CLOSERS = "”’」』）)】》〉〕]｝}\"'"
_SHORTEST_GREETING = 3
_LONGEST_GREETING = 120
_LONGEST_SHORT_LINE = 60
_SHORTEST_OFFICE = 3
_LONGEST_OFFICE = 40
_SHORTEST_BARE_LABEL = 3
"""A web page may print 索引号 in one line and its value in the next; shorter ones (题目, 分类) may be text."""

_CHINESE_NUMBER = "〇零一二三四五六七八九十百"
_DAY = r"(?:\d{1,2}|[〇○零一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?:19|20)\d{2}|[一二][〇○ＯOo0零О一二三四五六七八九]{3})"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_WESTERN_DATE = rf"(?:{_MONTH} \d{{1,2}}, ?|\d{{1,2}} {_MONTH},? )(?:19|20)\d{{2}}"
_REPUBLICAN_DATE = rf"(?:中華|中华)?民[國国]\d{{2,3}}年{_DAY}月{_DAY}日"
_TIME_OF_DAY = r"(?: ?\d{1,2}:\d{2}(?::\d{2})?)?"
_DATE = re.compile(
    rf"{_WESTERN_DATE}|{_REPUBLICAN_DATE}"
    rf"|[（(]?(?:{_YEAR}年{_DAY}月(?:{_DAY}日)?|(?:19|20)\d{{2}}([-./])\d{{1,2}}\1\d{{1,2}}){_TIME_OF_DAY}[）)]?"
)
_PRINTED = re.compile(rf"^.{{0,40}}{_YEAR}年{_DAY}月{_DAY}日印发.{{0,10}}$")
_DOCUMENT_NUMBER = re.compile(
    r"^[^\s，。：:；《》]{1,20}[〔［\[【（(﹝](?:19|20)\d{2}[〕］\]】）)﹞]第?\d{1,5}(?:-\d{1,4})?号?$"
)
_DISCLOSURE = re.compile(
    r"^[（(【\[]?(?:此件)?(?:主动|依申请|不予|不)?公开(?:发布)?[）)】\]]?$|^[（(]?此件.{0,16}公开.{0,8}[）)]?$|^[（(]?此页无正文.{0,3}$"
)
_CLASS = re.compile(r"^[（(【\[]?[A-DＡ-Ｄ][1-4]?类?[）)】\]]?$|^[（(【\[][^）)】\]]{1,6}类[）)】\]]$")
_RED_HEAD = re.compile(r"^[㐀-鿿（）()“”]{4,40}文件$")
_ATTACHMENT = re.compile(r"^附件(?:\d{0,2}|[一二三四五六七八九十]{0,2})(?:[：:]|$)|^附[：:]")
_BREADCRUMB = re.compile(r"^.{0,12}(?:首页|首頁|Home)\s*(?:>|>>|»|›|＞|→|/|-)\s*\S")
_PATH = re.compile(r"[^，。；：]{1,24}(?:\s*[>»›＞]\s*[^，。；：>»›＞]{0,24}){2,}")
_BANNER = re.compile(r"[^，。；：]{0,24}欢迎(?:您|你|访问|光临|浏览)[^，。；：]{0,12}")
_SITE_FOOT = re.compile(r"ICP备|公网安备|版权所有|网站标识码|Copyright", re.IGNORECASE)
_DASHED_NUMBER = re.compile(r"[-—–―－─‐·•.~～*\[(（【/|_]+\s*\d{1,4}\s*[-—–―－─‐·•.~～*\])）】/|_]+")
_NAMED_NUMBER = re.compile(
    r"[-—–(（]?\s*第\s*(?:\d{1,4}|[一二三四五六七八九十百]{1,4})\s*页(?:\s*[,，/、]?\s*[(（]?共\s*(?:\d{1,4}|[一二三四五六七八九十百]{1,4})\s*页[)）]?)?\s*[-—–)）]?"
    r"|共\s*\d{1,4}\s*页[,，/、]?\s*第\s*\d{1,4}\s*页"
    r"|[Pp]age\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s*/\s*\d{1,4}\s*页?|[Pp]\.?\s?\d{1,4}"
)
_SECOND_NAME = re.compile(r"(?<=.{3})[（(][㐀-鿿]{2,20}[）)]$")
_INTRODUCES_DATUM = re.compile(
    r"(?:时间|日期|次数|来源|字体|字号|作者|编辑|文号|标题|名称|内容|类别|编号|号码|电话|地址|邮编|邮箱)[：:]$"
)
_END_MARK = re.compile(r"^[（(【\[]?(?:完|全文完|正文完|END)[）)】\]]?$")


_ENGLISH_TITLE = re.compile(r"(?:Reply|Response|Report|Notice|Letter)\b[^:;。]{0,120}[^.:;。]$")
_ENGLISH_GREETING = re.compile(r"(?:Dear|To)\b[^.;]{1,80}[,:，：]$")


class Cue(StrEnum):
    """What a line's words say about its place in a reply."""

    NONE = "none"
    NUMBERED = "numbered"
    FIELD = "field"  # 办理结果：… in the letterhead
    CONTACT = "contact"
    NOTE = "note"  # 抄送：…, 附件：…, （此件公开发布）
    SITE = "site"  # what a web page puts round the text
    DATE = "date"
    DOCUMENT_NUMBER = "document number"
    RED_HEAD = "red head"
    GREETING = "greeting"


@dataclass(frozen=True, slots=True)
class Numbering:
    """The number a line opens with: ``rank`` orders the styles from the outermost, ``length`` is that of the mark."""

    rank: int
    value: int
    length: int


_NUMBERINGS = (
    (1, re.compile(rf"第([{_CHINESE_NUMBER}]{{1,4}}|\d{{1,3}})[编篇部](?=[^的分门]|$)")),
    (2, re.compile(rf"第([{_CHINESE_NUMBER}]{{1,4}}|\d{{1,3}})章")),
    (3, re.compile(rf"第([{_CHINESE_NUMBER}]{{1,4}}|\d{{1,3}})节")),
    (4, re.compile(rf"第([{_CHINESE_NUMBER}]{{1,5}}|\d{{1,3}})条(?=[^的款例件规至和、，。》]|$)")),
    (5, re.compile(r"([一二三四五六七八九十]{1,3})[、．.](?![一二三四五六七八九十\d]{1,3}[、，和级类期季线批轮])")),
    (6, re.compile(r"[（(]([一二三四五六七八九十]{1,3})[）)](?![、，和款项])")),
    (7, re.compile(r"(\d{1,2})(?:[、．]|\.(?![\d.]))(?!\d{1,2}[、，])")),
    (8, re.compile(r"(?:\d{1,2}[.．]){1,3}(\d{1,2})(?=[㐀-鿿])(?![万亿个元年月日号米公平千百％倍人家条次])")),
    (9, re.compile(r"[（(](\d{1,2})[）)](?![、，和款项])")),
    (10, re.compile(r"(\d{1,2})[）)](?=\D)")),
    (11, re.compile(r"([①-⑳])")),
)


_FIRST_OF_NUMBER = frozenset("第（(0123456789一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")


def numbering(text: str) -> Numbering | None:
    """Return the number a line opens with, if it is one that begins headings or list items."""
    if text[:1] not in _FIRST_OF_NUMBER:
        return None
    for rank, pattern in _NUMBERINGS:
        match = pattern.match(text)
        if match:
            return Numbering(rank, number_value(match.group(1)), match.end())
    return None


_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0}


def number_value(words: str) -> int:
    """Return the value of a list number: ``12``, ``十二``, ``二十``, ``⑫``."""
    if words.isdecimal():
        return int(words)
    if "①" <= words <= "⑳":
        return ord(words) - ord("①") + 1
    value = digit = 0
    for character in words:
        if character in "十百":
            value += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[character]
    return value + digit


def _alternatives(words: tuple[str, ...]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    return "|".join(r"[ \u3000]{0,4}".join(map(re.escape, word)) for word in longest_first)


@cache
def _label_patterns() -> tuple[tuple[Cue, re.Pattern[str]], ...]:
    labels = load_labels()
    return (
        (Cue.CONTACT, re.compile(rf"[（(]?(?:{_alternatives(labels.contact)})[ \u3000]{{0,4}}[：:]")),
        (Cue.FIELD, re.compile(rf"[（(【\[]?(?:{_alternatives(labels.letterhead)})[ \u3000]{{0,4}}[：:]")),
        (Cue.NOTE, re.compile(rf"[（(]?(?:{_alternatives(labels.note)})\d{{0,2}}[ \u3000]{{0,4}}[：:]")),
        (Cue.SITE, re.compile(rf"[【\[]?(?:{_alternatives(labels.site)})[ \u3000]{{0,4}}[：:]")),
    )


@cache
def _any_label() -> re.Pattern[str]:
    labels = load_labels()
    every = labels.contact + labels.letterhead + labels.note + labels.site
    return re.compile(rf"(?:{_alternatives(every)})[ \u3000]{{0,4}}[：:]")


@cache
def _toolbar_pattern() -> re.Pattern[str]:
    words = _alternatives(load_labels().toolbar)
    return re.compile(rf"[\s【】\[\]|：:（）()·/]*(?:(?:{words})[\s【】\[\]|：:（）()·/]*)+")


def label_end(text: str, position: int) -> int | None:
    """Return where a known ``label：`` that stands at this place of the text ends."""
    match = _any_label().match(text, position)
    return match.end() if match else None


def is_toolbar(text: str) -> bool:
    """Tell whether a line is nothing but the buttons of a web page."""
    return len(text) <= _LONGEST_SHORT_LINE and len(text) > 1 and _toolbar_pattern().fullmatch(text) is not None


def is_path(text: str) -> bool:
    """Tell whether a line is where a web page stands on its site: 首页 > 政务公开 > 建议提案."""
    return _BREADCRUMB.match(text) is not None or _PATH.fullmatch(text) is not None


def is_page_number(text: str) -> bool:
    """Tell whether a line is a page number by its looks: — 3 —, 第3页 共5页; （3） may be a list mark and is none."""
    if _NAMED_NUMBER.fullmatch(text):
        return True
    return _DASHED_NUMBER.fullmatch(text) is not None and not (text[0] in "(（[【" and text[-1] in ")）]】")


def ends_sentence(text: str) -> bool:
    """Tell whether the last thing but closing quotes and brackets is the end of a sentence."""
    return text.rstrip(CLOSERS)[-1:] in FINAL and text[-1:] != ""


def date_at_end(text: str) -> int | None:
    """Return where a date begins that ends the line."""
    for match in _DATE.finditer(text, max(0, len(text) - 40)):
        if match.end() == len(text):
            return match.start()
    return None


def is_office(text: str) -> bool:
    """Tell whether a short line reads as the name of an office, perhaps with a second one in brackets."""
    return (
        _SHORTEST_OFFICE <= len(text) <= _LONGEST_OFFICE
        and _SECOND_NAME.sub("", text).endswith(load_labels().office_ending)
        and not re.search(r"[，。：:；、？！]", text)
    )


def ends_title(text: str) -> bool:
    """Tell whether a line ends as titles end (…的答复, …报告), brackets behind it aside."""
    if _ENGLISH_TITLE.match(text):
        return True
    return re.sub(r"[（(][^（）()]{1,20}[）)]$", "", text).endswith(load_labels().title_ending)


def is_strong_greeting(text: str) -> bool:
    """Tell whether a line greets addressees by name: ends with a colon and holds a word only greetings hold."""
    if _ENGLISH_GREETING.match(text):
        return True
    return is_possible_greeting(text) and any(word in text for word in load_labels().addressee)


def is_possible_greeting(text: str) -> bool:
    """Tell whether a line could greet anyone: short, one colon at its end, not announcing what follows."""
    return (
        _SHORTEST_GREETING <= len(text) <= _LONGEST_GREETING
        and HANZI.match(text) is not None
        and text[-1] in "：:"
        and not re.search(r"[。；;！？《》：:].", text)
        and not _INTRODUCES_DATUM.search(text)
        and not re.search(r"如下|以下|下列|包括|其中|例如|问题|要|做到|建议[：:]|意见[：:]|措施", text)
        and (numbering(text) is None or text[:-1].endswith(("代表", "委员")))
    )


@cache
def _bare_labels() -> dict[str, Cue]:
    labels = load_labels()
    by_cue = {Cue.FIELD: labels.letterhead, Cue.SITE: labels.site}
    return {label: cue for cue, words in by_cue.items() for label in words if _may_stand_bare(label)}


def _may_stand_bare(label: str) -> bool:
    return len(label) >= _SHORTEST_BARE_LABEL or label == "文号"


def cue_of(text: str) -> Cue:
    """Return what a whole line (or paragraph) says it is, looking at nothing but its words."""
    short = _short_cue(text) if len(text) <= _LONGEST_SHORT_LINE else Cue.NONE
    if short is not Cue.NONE:
        return short
    if text in _bare_labels():
        return _bare_labels()[text]
    for cue, pattern in _label_patterns():
        if pattern.match(text):
            return cue
    if is_strong_greeting(text):
        return Cue.GREETING
    return Cue.NUMBERED if numbering(text) else Cue.NONE


_SHORT_CUES = (
    (Cue.DATE, re.compile(rf"(?:{_DATE.pattern})$")),
    (Cue.DOCUMENT_NUMBER, _DOCUMENT_NUMBER),
    (Cue.FIELD, _CLASS),
    (Cue.RED_HEAD, _RED_HEAD),
    (Cue.NOTE, _DISCLOSURE),
    (Cue.NOTE, _PRINTED),
    (Cue.NOTE, _ATTACHMENT),
    (Cue.NOTE, _END_MARK),
    (Cue.SITE, _BREADCRUMB),
    (Cue.SITE, re.compile(rf"(?:{_PATH.pattern}|{_BANNER.pattern})$")),
    (Cue.SITE, re.compile(rf".*(?:{_SITE_FOOT.pattern})", re.IGNORECASE)),
)


def _short_cue(text: str) -> Cue:
    return next((cue for cue, pattern in _SHORT_CUES if pattern.match(text)), Cue.NONE)
