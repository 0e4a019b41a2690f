"""Decides which blanks of a source are words' borders and which are only typography next to Chinese characters."""

import re
from enum import Enum, auto
from itertools import pairwise

# Invisible characters (control and format characters, halves of surrogate pairs) never belong to a text.
_INVISIBLE = (
    r"\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u2064\u3164\ufeff\ufff9-\ufffb\ud800-\udfff"
)
INVISIBLE = re.compile(rf"[{_INVISIBLE}\n\r]+")
# What may stand between two words without belonging to either.
BLANK = re.compile(rf"[\s{_INVISIBLE}]+")
HANZI = re.compile(r"[㐀-鿿豈-﫿\U00020000-\U0003ffff]")
_CHINESE = re.compile(r"[⺀-〿぀-ヿ㄀-ㄯㆠ-ㆿ㇀-鿿豈-﫿︰-﹏\uff00-\uff9f\uffe0-\uffef①-⓿○●□■◆△\U00020000-\U0003ffff]")
_EITHER = "“”‘’—…·‧–―°×÷℃％‰→"
_LETTER = re.compile(r"[^\W_]")
_CONTEXT = 60
_SHORTEST_OFFICE = 4
_OFFICE_ENDINGS = ("局", "委员会", "政府", "办公室", "中心", "公司", "厅", "办事处", "管委会")
_WIDE_GAP = 2
_WIDEST_GAP = 4
_COMPOUND_SURNAMES = frozenset(
    re.findall(
        "..",
        "欧阳歐陽司马司馬上官诸葛諸葛东方東方皇甫尉迟尉遲公孙公孫慕容长孙長孫宇文司徒夏侯令狐端木南宫南宮申屠呼延独孤獨孤百里西门",
    )
)
_TITLE = re.compile(r"代表|委员|同志|先生|女士|主任|等|议员|局长|区长|院长|教授|界别|[：:、，]")


class BlankStyle(Enum):
    """How blanks of a line are to be read."""

    PROSE = auto()
    NAMES = auto()


def is_chinese(character: str) -> bool:
    """Tell whether a character is set in a full square: Chinese characters, kana, full-width signs."""
    return _CHINESE.match(character) is not None


def blank_width(blank: str) -> int:
    """Return how many half-width columns a run of blanks is wide."""
    return sum(2 if character == "\u3000" else 4 if character == "\t" else 1 for character in blank)


def kept_blanks(words: list[str], gaps: list[int], style: BlankStyle) -> list[bool]:
    """Say for each gap between two words whether one blank of it stays in the text."""
    if style is BlankStyle.NAMES:
        return _between_names(words)
    return [separates(left, right, gap=gap) for left, right, gap in zip(words[:-1], words[1:], gaps, strict=True)]


def separates(left: str, right: str, *, gap: int = 1) -> bool:
    """Tell whether two words of running text would merge into something else without a blank between them.

    ``gap`` is the width of the blank in columns. Beside quotation marks and dashes the answer is a provisional yes:
    ``is_idle`` settles it once the whole paragraph is known.

    >>> separates("2021", "年初"), separates("SPACE", "HUB")
    (False, True)
    """
    if _is_named_office(left) and _is_named_office(right):
        return True
    if is_chinese(left[-1]) or is_chinese(right[0]):
        wide = gap >= _WIDE_GAP and _is_phrase(left[-2:]) and _is_phrase(right[:2])
        return wide or (gap >= _WIDEST_GAP and (left[-2:] + right[:2]).isalnum() and len(left) > 1)
    return True


def _is_named_office(word: str) -> bool:
    """Tell whether a word is an office by its whole name: two of them sign side by side."""
    return len(word) >= _SHORTEST_OFFICE and word.endswith(_OFFICE_ENDINGS) and all(map(HANZI.match, word))


def is_idle(text: str, place: int) -> bool:
    """Tell whether the blank at ``place`` stands beside a mark that Chinese and Latin share, in Chinese text."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if before not in _EITHER and after not in _EITHER:
        return False
    left = _LETTER.findall(text, max(0, place - _CONTEXT), place)
    right = _LETTER.search(text, place, place + _CONTEXT)
    return bool((left and HANZI.match(left[-1])) or (right and HANZI.match(right.group())))


def _is_phrase(word: str) -> bool:
    return len(word) > 1 and all(map(HANZI.match, word))


def _between_names(words: list[str]) -> list[bool]:
    """Keep blanks between names; a name set apart (谢  高) is one name."""
    kept: list[bool] = []
    half_open = False  # the word on the left is the single first half of a spaced name
    for left, right in pairwise(words):
        if not half_open and len(left) == 1:
            half_open = True
            kept.append(False)
            continue
        half_open = False
        name = _TITLE.split(right, maxsplit=1)[0]
        spaced_name = left in _COMPOUND_SURNAMES and len(name) == 1
        kept.append(bool(name and HANZI.match(left[-1]) and HANZI.match(name)) and not spaced_name)
    return kept
