"""Finds, in the lines above the body, those that make up the title and the greeting."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from viewer.core.raw import BlockKind
from viewer.text.cues import Cue, ends_sentence, ends_title, is_office, is_possible_greeting
from viewer.text.lines import Line

_DEEPEST = 60  # lines; a title or a greeting further down is none
_LONGEST_TITLE_LINES = 6
_LONGEST_TITLE = 140
_LONGEST_GREETING_LINES = 8
_BODY_COLUMNS = 60
_AFTER_OFFICE = ("关于", "对", "關於", "對")
_LONGEST_NAME = 6
_NAMES = "[㐀-鿿]{2,4}(?:[、，, ][㐀-鿿]{2,4})*"
_PEOPLE = re.compile(rf"(?:尊敬的?)?{_NAMES}(?:(?:等\d*[名位]?)?(?:代表|委员)|[：:])")
_SPOKEN_TO = re.compile(r"[您你].{0,40}提出|收悉")
_CAPTION = re.compile(r"[表图][\d一二三四五六七八九十]{1,3}[-.：: \u3000]?")
_TITLE_OPENING = re.compile(
    r"(?:.{3,25}(?:局|委员会|委|办公室|政府|厅|部|院|中心|处|署|公司|会))?(?:关于|對?关於|關於|[对對](?=.{0,30}(?:第|届|屆|建议|提案|議案|议案|号)))"
)


@dataclass(frozen=True, slots=True)
class Head:
    """The half-open ranges of lines that hold the title and the greeting; ``None`` where there is none."""

    title: tuple[int, int] | None = None
    greeting: tuple[int, int] | None = None

    def units(self, count: int) -> list[int]:
        """Number the lines that stand together, for ``count`` lines; 0 is free."""
        numbers = [0] * count
        for number, part in enumerate((self.title, self.greeting), start=1):
            if part is not None:
                numbers[part[0] : part[1]] = [number] * (part[1] - part[0])
        return numbers


def find_head(lines: Sequence[Line]) -> Head:
    """Find title and greeting among the first lines."""
    greeting = _greeting(lines)
    end = greeting[0] if greeting else _body_start(lines)
    return Head(_title(lines, end), greeting)


def _body_start(lines: Sequence[Line]) -> int:
    """Return the first line that reads as prose."""
    for index, line in enumerate(lines[:_DEEPEST]):
        if line.cue is Cue.NUMBERED or ends_sentence(line.text) or line.kind is BlockKind.TABLE_ROW:
            return index
        if ("，" in line.text or line.text[-1] in "：:") and not ends_title(line.text) and line.cue is Cue.NONE:
            return index
        if line.width > 2 * _BODY_COLUMNS:
            return index
    return min(len(lines), _DEEPEST)


def _greeting(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Return the lines of the greeting: they end with a colon and stand above all prose."""
    for index, line in enumerate(lines[:_DEEPEST]):
        if _is_greeting(line) or _greets_people(lines, index):
            start = index
            while start and index - start < _LONGEST_GREETING_LINES and _goes_on(lines[start - 1]):
                start -= 1
            return start, index + 1
        if _is_prose(line):
            return _below_title(lines, index)
    return None


def _below_title(lines: Sequence[Line], prose: int) -> tuple[int, int] | None:
    """Return the greeting right below a title, though a form with the proposal's text stands above both."""
    for index in range(prose + 1, min(len(lines), _DEEPEST)):
        above = lines[index - 1]
        if lines[index].cue is Cue.GREETING and ends_title(above.text) and _may_be_title(above):
            return index, index + 1
    return None


def _is_greeting(line: Line) -> bool:
    return (
        (line.cue is Cue.GREETING or _greets_an_office(line.text))
        and line.cue in (Cue.NONE, Cue.GREETING)
        and line.kind in (BlockKind.LINE, BlockKind.PARAGRAPH)
    )


def _greets_people(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is nothing but people's names, with a title or a colon, and the next one speaks to them."""
    following = lines[index + 1 : index + 2]
    return (
        lines[index].cue is Cue.NONE
        and _PEOPLE.fullmatch(lines[index].text) is not None
        and bool(following)
        and _SPOKEN_TO.search(following[0].text) is not None
    )


def _greets_an_office(text: str) -> bool:
    """Tell a greeting of offices, or of one name, from a sentence that ends with a colon."""
    if not is_possible_greeting(text):
        return False
    names = re.split(r"[、，, \u3000]", text[:-1])
    return all(map(is_office, names)) or (len(names) == 1 and len(text) <= _LONGEST_NAME)


def _is_prose(line: Line) -> bool:
    """Tell whether the body has begun: a comma, a full stop or a numbered heading."""
    if line.cue is Cue.NUMBERED:
        return not ends_title(line.text)
    return line.cue is Cue.NONE and ("，" in line.text or ends_sentence(line.text))


def _goes_on(line: Line) -> bool:
    if not line.is_loose or line.cue is not Cue.NONE or ends_title(line.text):
        return False
    # A name may be cut in two where the line was full.
    return line.text[-1] in "、，," or (line.text.count("、") > 1 and not re.search(r"[，。；：]", line.text))


def _title(lines: Sequence[Line], end: int) -> tuple[int, int] | None:
    """Return the lines of the title: the run of plain lines above ``end`` that ends as titles end."""
    for last in range(end - 1, -1, -1):
        if ends_title(lines[last].text) and _may_be_title(lines[last]):
            start = last
            while start and _belongs_above(lines, start - 1, last):
                start -= 1
            return start, last + 1
    return _prominent(lines[:end])


def _prominent(lines: Sequence[Line]) -> tuple[int, int] | None:
    """Return the only line above the body that the source itself sets as a heading or in larger letters."""
    largest = max((line.font_size or 0.0 for line in lines), default=0.0)
    smallest = min((line.font_size or 0.0 for line in lines), default=0.0)
    chosen = [
        index
        for index, line in enumerate(lines)
        if _may_be_title(line)
        and not is_office(line.text)
        and (line.kind is BlockKind.HEADING or (line.font_size or 0.0) > max(1.15 * smallest, 0.99 * largest, 1.0))
    ]
    return (chosen[0], chosen[0] + 1) if len(chosen) == 1 else None


def _may_be_title(line: Line) -> bool:
    return (
        line.kind in (BlockKind.LINE, BlockKind.HEADING, BlockKind.PARAGRAPH)
        and line.cue in (Cue.NONE, Cue.NUMBERED)
        and not ends_sentence(line.text)
        and not _CAPTION.match(line.text)
        and len(line.text) <= _LONGEST_TITLE
    )


def _belongs_above(lines: Sequence[Line], index: int, last: int) -> bool:
    """Tell whether the line at ``index`` is the upper part of a title that goes on below it."""
    line, below = lines[index], lines[index + 1]
    if last - index >= _LONGEST_TITLE_LINES or not _may_be_title(line) or below.starts:
        return False
    if line.kind is not below.kind or line.level != below.level or line.cue is Cue.NUMBERED:
        return False
    if ends_title(line.text) or _differ(line.font_size, below.font_size):
        return False
    if _TITLE_OPENING.match(below.text):
        return is_office(line.text) and below.text.startswith(_AFTER_OFFICE)
    return line.text[-1] not in "：:"


def _differ(first: float | None, second: float | None) -> bool:
    return first is not None and second is not None and abs(first - second) > 0.08 * first
