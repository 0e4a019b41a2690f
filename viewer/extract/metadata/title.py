"""The title of a letter, whether it stands in one line or was broken over several."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from viewer.core.document import ParagraphRole
from viewer.extract.metadata.doc_no import BEHIND_TITLE
from viewer.extract.metadata.forms import is_navigation, is_prose, is_unit, unit_pattern
from viewer.extract.metadata.frame import Frame
from viewer.extract.metadata.heading_lines import stands_for_itself
from viewer.extract.metadata.labels import fields_in, fields_of, starts_with_label
from viewer.extract.metadata.lines import Line, join_lines
from viewer.extract.metadata.title_forms import LONGEST, TitleForm, title_form

MOST_LINES = 4
_YEAR = re.compile("(?:19|20)[0-9]{2}年?度?")
_LAST_WORD = re.compile("[\u4e00-\u9fff]{1,4}")

_BURIED = re.compile(r"(?:关于对?|对)[^：]{2,40}届[^：]{2,40}号[^：]{2,60}$")
_MEETING = re.compile(r"[0-9一二三四五六七八九十]届.{0,30}[0-9一二三四五六七八九十]次")
_NAMES_REPORT = re.compile(r"[^。，；！？：]{6,60}(?:情况|规划|计划|行动|方案|工作|年度|进展)$")
_MARKED = re.compile(r"(?=.*[\u4e00-\u9fff]{2})[^。；！？：]{4,80}")
_ABOUT_SOMETHING = re.compile(r"关于|对")
_IS_MEANT = re.compile(r"届|《|“|会议|[0-9]年")
_START = re.compile(r"对|关于|就|答复|[^，。：]{0,24}(?:人大|政协|人民代表|届)")


@dataclass(frozen=True, slots=True)
class Title:
    """The title's words (several lines joined) and what form they have."""

    line: Line
    form: TitleForm


def read_title(frame: Frame) -> Title | None:
    """Return the title, preferring that of a reply, then the one nearest to the text; ``None`` if there is none."""
    titles = [*_buried(frame), *_labelled(frame), *_candidates(frame.head)]
    return max(reversed(titles), key=_completeness, default=None)


def read_marked_title(frame: Frame) -> Title | None:
    """Return the line the source itself marks as title; meant for documents that are no letters."""
    for line in frame.head:
        if line.role is ParagraphRole.TITLE and _may_be_title(line) and _MARKED.fullmatch(line.folded):
            return Title(line, TitleForm.OFFICIAL)
    return None


def _completeness(title: Title) -> tuple[TitleForm, bool, bool]:
    """Rank by form, then by what a damaged or shortened copy of the title lacks."""
    return title.form, bool(_MEETING.search(title.line.folded)), "号" in title.line.folded


def _labelled(frame: Frame) -> Iterator[Title]:
    for field in fields_in(frame.head, "title"):
        form = title_form(field.folded)
        if form is not None:
            yield Title(field.line.part(field.value_start, field.value_end), form)


def _buried(frame: Frame) -> Iterator[Title]:
    """Yield titles that were run together with a label or a menu before them."""
    for line in frame.head:
        match = _BURIED.search(line.folded[:LONGEST])
        form = title_form(match[0]) if match and match.start() else None
        if match and form is TitleForm.REPLY and title_form(line.folded) is None:
            yield Title(line.part(*match.span()), form)


def _candidates(lines: Sequence[Line]) -> list[Title]:
    candidates: list[Title] = []
    index = 0
    while index < len(lines):
        title, used = _title_at(lines[index : index + MOST_LINES])
        if title is not None:
            candidates.append(title)
        index += used
    return candidates


def _title_at(lines: Sequence[Line]) -> tuple[Title | None, int]:
    """Return the title beginning in the first line, and how many lines were used up."""
    for count in range(1, len(lines) + 1):
        if not _may_be_title(lines[count - 1]) or (count > 1 and not _goes_on(lines[: count - 1])):
            break
        whole = join_lines(lines[:count])
        form = title_form(whole.folded)
        if form is not None and not _is_letterhead(whole.folded):
            whole = _without_number(_without_menu(whole))
            return _continued(Title(whole, form), lines[count : count + 1], count)
    return None, 1


def _continued(title: Title, following: Sequence[Line], count: int) -> tuple[Title, int]:
    """Add the last word of a title that was already whole before it: 的答复 and, in the next line, 函."""
    for line in following:
        if _LAST_WORD.fullmatch(line.folded):
            longer = title.line + line
            if title_form(longer.folded) is title.form:
                return Title(longer, title.form), count + 1
    return title, count


def _without_menu(line: Line) -> Line:
    """Return the title without words of a web page that were run together with it: all before 关于 but a unit."""
    match = _ABOUT_SOMETHING.search(line.folded)
    if match is None or match.start() == 0 or is_unit(line.folded[: match.start()]):
        return line
    rest = line.part(match.start(), len(line.folded))
    return line if _IS_MEANT.search(line.folded[: match.start()]) or title_form(rest.folded) is None else rest


def _without_number(line: Line) -> Line:
    """Return the title without the document's number in brackets behind it."""
    match = BEHIND_TITLE.search(line.folded)
    return line.part(0, match.start()) if match and match.start() else line


def _may_be_title(line: Line) -> bool:
    return not (
        _has_label(line)
        or is_navigation(line)
        or is_prose(line)
        or stands_for_itself(line)
        or _YEAR.fullmatch(line.folded)
    )


def _goes_on(lines: Sequence[Line]) -> bool:
    """Tell whether lines that are no title yet may be the beginning of one."""
    first = lines[0]
    if _NAMES_REPORT.search(first.folded) and len(lines) == 1:
        return True
    if is_unit(first.folded):
        return len(lines) == 1 or bool(_START.match(lines[1].folded))
    return bool(_START.match(first.folded)) or all(line.role is ParagraphRole.TITLE for line in lines)


def _has_label(line: Line) -> bool:
    return starts_with_label(line) or any(
        "：" in field.line.folded[field.start : field.value_start] for field in fields_of(line)
    )


@cache
def _letterhead() -> re.Pattern[str]:
    return re.compile(f"{unit_pattern()}(?:文件|函|（函）)?")


def _is_letterhead(folded: str) -> bool:
    return _letterhead().fullmatch(folded) is not None
