"""Where the text of a letter begins: the salutation and the first sentence after it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from viewer.extract.metadata.forms import NAME, is_navigation, is_prose
from viewer.extract.metadata.labels import starts_with_label
from viewer.extract.metadata.lines import Line, join_lines
from viewer.extract.metadata.tables import either, words

_LONGEST_SALUTATION = 160
_SENTENCES_BEFORE = 2
"""A web page may say a sentence or two before the letter; behind more of them there is no salutation."""

_OPENING = re.compile(
    r"收悉|(?:答复|回复|函复|函告|反馈|汇报|复函|报告|说明|通报|意见|告知|通知)(?:[一-龥]{0,6})如下"
    r"|^.{0,60}(?:您|你|你们|您们|贵[^，。]{1,8})(?:在[^，。]{0,40})?[，]?(?:所)?提出的?.{0,120}(?:提案|建议|议案|意见)"
)
_READ_FOR_OPENING = 600
_TITLE_BEFORE = re.compile(r".{6,}?号[^：]{0,24}?(?:答复函|答复|复函|回复|的函)(?!函|意见)(?=.)")
_NAMES_GOING_ON = re.compile(rf"(?:尊敬的)?{NAME}(?:（[^（）]{{1,6}}）)?(?:、{NAME})*、(?:{NAME}|[\u4e00-\u9fff])?")


@dataclass(frozen=True, slots=True)
class Beginning:
    """``head`` stands above; the text's lines start at ``start``, the first of them cut down to ``opening``."""

    head: tuple[Line, ...]
    start: int
    salutation: Line | None = None
    opening: Line | None = None


def find_beginning(lines: Sequence[Line]) -> Beginning:
    """Return where the text begins: at the salutation, else at a first sentence, else at the first prose."""
    sentences = [index for index, line in enumerate(lines) if is_prose(line)]
    last = sentences[_SENTENCES_BEFORE] if len(sentences) > _SENTENCES_BEFORE else len(lines) - 1
    for index in range(last + 1):
        beginning = _salutation_at(lines, index)
        if beginning is not None:
            return beginning
        if is_opening(lines[index]):
            return Beginning(tuple(lines[:index]), index, opening=lines[index])
    first = sentences[0] if sentences else len(lines)
    return Beginning(tuple(lines[:first]), first)


def is_opening(line: Line) -> bool:
    """Tell whether a line is the first sentence of a reply or a report."""
    found = _OPENING.search(line.folded[:_READ_FOR_OPENING])
    return found is not None and not starts_with_label(line) and not is_navigation(line)


def _salutation_at(lines: Sequence[Line], index: int) -> Beginning | None:
    line = lines[index]
    after = lines[index + 1] if index + 1 < len(lines) else None
    length = _salutation_length(line, after)
    if not length:
        return None
    title = _TITLE_BEFORE.match(line.folded, 0, length)
    if title:
        head, whole = (*lines[:index], line.part(0, title.end())), line.part(title.end(), length)
    else:
        first = _first_of_names(lines, index)
        head, whole = tuple(lines[:first]), join_lines([*lines[first:index], line.part(0, length)])
    if length < len(line.folded):
        return Beginning(head, index, whole, line.part(length, len(line.folded)))
    start = index + 2 if after is not None and _greeting().fullmatch(after.folded) else index + 1
    return Beginning(head, start, whole, lines[start] if start < len(lines) else None)


def _first_of_names(lines: Sequence[Line], index: int) -> int:
    """Return the line where a list of names begins that was broken before its end."""
    while index > 0 and _NAMES_GOING_ON.fullmatch(lines[index - 1].folded):
        index -= 1
    return index


def _salutation_length(line: Line, after: Line | None) -> int:
    """Return how many characters of the line address somebody; 0 where it is no salutation."""
    folded = line.folded[:_LONGEST_SALUTATION]
    if starts_with_label(line) or is_navigation(line) or "如下" in folded.partition("：")[0]:
        return 0
    match = _to_members().match(folded)
    if match and (match.end() == len(line.folded) or _OPENING.search(line.folded[:_READ_FOR_OPENING], match.end())):
        return match.end()
    is_followed = after is not None and is_opening(after)
    if is_followed and (_to_office().fullmatch(line.folded) or _without_colon().fullmatch(line.folded)):
        return len(line.folded)
    return 0


@cache
def _to_members() -> re.Pattern[str]:
    titles = either(words("salutation", "titles"))
    greeting = either(words("salutation", "greetings"))
    return re.compile(
        f"[^：。；！？]{{2,140}}?{titles}们?(?:（[^（）]{{1,20}}）)?(?:：(?:{greeting}[！!。，]?)?|，?{greeting}[！!]?：)"
    )


@cache
def _greeting() -> re.Pattern[str]:
    return re.compile(f"{either(words('salutation', 'greetings'))}[！!。，：]?")


@cache
def _to_office() -> re.Pattern[str]:
    names = either((*words("unit", "suffixes"), *words("salutation", "groups"), *words("salutation", "persons_titles")))
    greeting = f"(?:{either(words('salutation', 'greetings'))}[！!。，]?)?"
    people = f"{NAME}(?:、{NAME})*"
    return re.compile(
        f"(?:[^：。；！？]{{0,60}}?{names}|[^：。；！？]{{0,20}}(?:人大代表|政协委员){NAME}|{people})：{greeting}"
    )


@cache
def _without_colon() -> re.Pattern[str]:
    return re.compile(f"[^：。；！？，]{{2,60}}?{either(words('salutation', 'titles'))}[，]?")
