"""Finds the sentences of intent of a reply and grades them; what is done already is none, a study is a weak one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viewer.core.commitment import Commitment, Strength
from viewer.core.document import Document, ParagraphRole
from viewer.core.entity import Entity, EntityType
from viewer.core.metadata import Metadata
from viewer.core.metric import Metric, MetricRole, Period
from viewer.core.span import Span
from viewer.extract.commitments.cue_table import CueTable, cue_table
from viewer.extract.metrics.period import DocumentDate, PeriodMention, find_periods, read_document_date

_HALF_WIDTH = re.compile(r"[,:](?![0-9])|(?<![0-9])[,:]|[;!?()]", re.ASCII)
_FULL_WIDTH = dict(zip(",:;!?()", "，：；！？（）", strict=True))
_SENTENCE = re.compile(r"[^。；！？\n]+[。；！？]?[”’）]?")
_CLAUSE = re.compile(r"[^，：]+")
_BODY = re.compile(
    r"(?:\A|[，、；])(?:由)?([\u4e00-\u9fff]{1,14}(?:局|委|办|中心|部门|街道|镇|公司|集团|院|支队|大队|所|处|政府|学校|医院))[也还]?\Z"
)
_OF_THING = re.compile(r"(?:新)?(?:建成|投用|完成|竣工|新建|改造)的")
"""Behind a time that only says which things are meant: 今年新建成的充电桩."""
_UNTIL = re.compile(r"[到至](20\d\d)年")
_THIS_YEAR = re.compile(r"(?:今|本|当)?年内|年底前|年末前")
_NAMED_TIME = re.compile(r"\d|[今明]年|十[四五六]五(?!”?规划)")
_SHORTEST = 8
_LONGEST_HEADING = 30
_SHORT_CLAUSE = 3
_LAST_MONTH_AHEAD = 9
_DEED_WITHIN = 16
_FINISHED_WITHIN = 60
_BODY_ROLES = frozenset({ParagraphRole.BODY, ParagraphRole.HEADING})
_ACTORS = frozenset({EntityType.ORGANISATION, EntityType.LOCATION})
_ENDINGS = "。；！？，"
_COLONS = "："
_SEMICOLONS = "；"
_FULL_STOPS = ("。", "！", "？")


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a sentence is looked at with; ``text`` is the document's with full-width points, as long as it is."""

    text: str
    original: str
    entities: Sequence[Entity]
    metrics: Sequence[Metric]
    today: DocumentDate | None
    table: CueTable


def find_commitments(
    document: Document, metadata: Metadata, entities: Sequence[Entity], metrics: Sequence[Metric]
) -> tuple[Commitment, ...]:
    """Return the promises of a document in reading order."""
    text = _HALF_WIDTH.sub(lambda match: _FULL_WIDTH[match[0]], document.text)
    reading = _Reading(text, document.text, entities, metrics, read_document_date(metadata.date), cue_table())
    found = (_judged(each, reading) for each in _sentences(document, reading))
    return tuple(each for each in found if each is not None)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """One sentence; what stands before it may say that intent follows, and itself what follows it.

    What stands behind a ``finished`` one says that it is done: 2021年，建设农田2万亩。目前已全部竣工。
    """

    span: Span
    intended: bool
    announces: bool
    finished: bool


def _sentences(document: Document, reading: _Reading) -> Iterator[_Sentence]:
    """Give every sentence of the body."""
    table = reading.table
    section, section_level = False, 0
    for paragraph in document.paragraphs:
        words = paragraph.span.of(reading.text)
        if paragraph.role not in _BODY_ROLES:
            continue
        if paragraph.role is ParagraphRole.HEADING:
            if not section or paragraph.level <= section_level:
                section, section_level = table.opens.search(words) is not None, paragraph.level
            continue
        if len(words) <= _LONGEST_HEADING and table.opens.search(words) and words[-1:] not in _ENDINGS:
            section, section_level = True, 1
            continue
        opened, stated, goes_on, told = section, False, False, False
        matches = list(_SENTENCE.finditer(words))
        for match, after in zip(matches, [*matches[1:], None], strict=True):
            sentence = match[0]
            clauses = list(_CLAUSE.finditer(sentence))
            is_intent = _cue(sentence, clauses, reading) is not None
            is_said = _word_of_intent(sentence, clauses, reading) is not None
            if table.ahead.search(sentence) or (is_said and _ends_with(sentence, _COLONS)):
                opened = True
                if _ends_with(sentence, _COLONS) or after is None:
                    section = True
            span = Span(paragraph.span.start + match.start(), paragraph.span.start + match.end())
            follows = stated and table.follows.search(sentence) is not None
            announces = _announces(sentence, after[0] if after else None, table)
            finished = table.finished.search(words, match.end(), match.end() + _FINISHED_WITHIN) is not None
            yield _Sentence(span, opened or ((follows or goes_on) and not told), announces, finished)
            told = told or table.told.search(sentence) is not None
            stated = stated or is_intent
            goes_on = (goes_on or is_intent) and _ends_with(sentence, _SEMICOLONS)


def _ends_with(sentence: str, marks: str | tuple[str, ...]) -> bool:
    return sentence.rstrip().endswith(marks)


def _announces(sentence: str, after: str | None, table: CueTable) -> bool:
    """Tell whether a sentence only announces what follows: 一是加强政策宣传. An item of a list announces nothing."""
    if len(sentence) > _LONGEST_HEADING or not table.lists.search(sentence) or table.intends.search(sentence):
        return False
    if _ends_with(sentence, _SEMICOLONS):
        return False
    if after is None:
        return not _ends_with(sentence, _FULL_STOPS)
    return table.lists.search(after) is None


def _judged(sentence: _Sentence, reading: _Reading) -> Commitment | None:
    table = reading.table
    span = _trimmed(sentence.span, reading.text)
    words = span.of(reading.text)
    if len(words) < _SHORTEST or table.none.search(words) or sentence.announces:
        return None
    clauses = list(_CLAUSE.finditer(words))
    cue = _word_of_intent(words, clauses, reading) if sentence.finished else _cue(words, clauses, reading)
    if cue is None and not (sentence.intended and not table.done.search(words)):
        return None
    start = cue.start() if cue else 0
    if table.refused.search(words, _clause_start(clauses, start)):
        return None
    deadline = _deadline(words, reading)
    figure = _figure(span.start + _clause_start(clauses, start), span.end, reading)
    return Commitment(
        span=span,
        words=span.of(reading.original),
        what=_what(words, clauses, start, table).of(span.of(reading.original)),
        strength=_strength(words[start:], deadline, figure, table),
        cue=cue[0] if cue else "",
        who=_who(words, span, start, reading),
        deadline_words=deadline.text if deadline else None,
        deadline=deadline.end if deadline else None,
        figure=figure,
    )


def _trimmed(span: Span, text: str) -> Span:
    words = span.of(text)
    return Span(span.start + len(words) - len(words.lstrip()), span.end - (len(words) - len(words.rstrip())))


def _cue(words: str, clauses: Sequence[re.Match[str]], reading: _Reading) -> re.Match[str] | None:
    """Return what makes a sentence one of intent: a word that says so, else a deed at a time still ahead."""
    return _word_of_intent(words, clauses, reading) or reading.table.ahead.search(words) or _deed_ahead(words, reading)


def _word_of_intent(words: str, clauses: Sequence[re.Match[str]], reading: _Reading) -> re.Match[str] | None:
    """Return the first word of intent in a clause that does not speak of what is done, or of a time that is over."""
    for match in reading.table.intends.finditer(words):
        clause = next((each for each in clauses if each.start() <= match.start() < each.end()), None)
        is_done = clause is not None and reading.table.done.search(clause[0])
        is_told = match[0].startswith("争取") and reading.table.scene.search(words, 0, match.start())
        if not is_done and not is_told and not _is_over(words[match.start() :], reading):
            return match
    return None


def _deed_ahead(words: str, reading: _Reading) -> re.Match[str] | None:
    """Return the deed that a time ahead makes a promise: 2021年，新建基站1.2万个 in a reply of May 2021.

    Late in a year its figures are what was done, not what will be.
    """
    today, table = reading.today, reading.table
    if today is None or table.meanwhile.search(words):
        return None
    deadline = _deadline(words, reading)
    if deadline is None or deadline.end is None or _NAMED_TIME.search(deadline.text) is None:
        return None
    clause = words.rfind("，", 0, words.find(deadline.text)) + 1
    if table.done.search(words, clause):
        return None
    is_this_year = deadline.end[:4] == f"{today.day.year}" and deadline.text.endswith("年")
    if is_this_year and today.day.month > _LAST_MONTH_AHEAD:
        return None
    start = words.find(deadline.text)
    deed = table.deeds.search(words, start)
    return deed if deed is not None and deed.start() - start - len(deadline.text) <= _DEED_WITHIN else None


def _is_over(words: str, reading: _Reading) -> bool:
    """Tell whether words begin with a time before the document was written: 到2023年底 in a reply of 2024."""
    year = _UNTIL.match(words)
    return year is not None and reading.today is not None and int(year[1]) < reading.today.day.year


def _clause_start(clauses: Sequence[re.Match[str]], offset: int) -> int:
    return max((each.start() for each in clauses if each.start() <= offset), default=0)


def _deadline(words: str, reading: _Reading) -> Period | None:
    """Return the last time named that was still ahead when the document was written."""
    today = reading.today
    mentions = [
        each
        for each in find_periods(words, today)
        if each.period.end and (not each.compared or words[: each.start].endswith("于"))
    ]
    if today is not None:
        day = today.day.isoformat()
        mentions = [each for each in mentions if each.period.end is not None and each.period.end > day]
    else:
        mentions = [each for each in mentions if _is_intended_by(words, each, reading.table)]
    done = [clause for clause in _CLAUSE.finditer(words) if reading.table.done.search(clause[0])]
    mentions = [each for each in mentions if not any(clause.start() <= each.start < clause.end() for clause in done)]
    named = [
        each
        for each in mentions
        if not _is_quoted(words, each.start)
        and not each.period.text.endswith("规划")
        and _OF_THING.match(words, each.end) is None
    ]
    if named:
        return _finest(named).period
    this_year = _THIS_YEAR.search(words)
    if this_year is None or today is None:
        return None
    return Period(this_year[0], None, f"{today.day.year}-12-31")


def _finest(mentions: Sequence[PeriodMention]) -> PeriodMention:
    """Return the first time, or the first within it that says the month: 今年建设…，预计10月底投入使用."""
    first = mentions[0]
    within = [
        each
        for each in mentions[1:]
        if first.period.text.endswith("年") and "月" in each.period.text and _year(each) == _year(first)
    ]
    return within[0] if within else first


def _year(mention: PeriodMention) -> str:
    return (mention.period.end or "")[:4]


def _is_intended_by(words: str, mention: PeriodMention, table: CueTable) -> bool:
    """Tell whether the clause of a time means it as one to come, where no date of the document tells."""
    if words[max(0, mention.start - 1) : mention.start] in {"到", "至"}:
        return True
    clause = next((each for each in _CLAUSE.finditer(words) if each.start() <= mention.start < each.end()), None)
    return clause is not None and table.intends.search(clause[0]) is not None


def _is_quoted(words: str, offset: int) -> bool:
    before = words[:offset]
    return before.count("《") > before.count("》")


def _figure(start: int, end: int, reading: _Reading) -> str | None:
    inside = [
        each
        for each in reading.metrics
        if start <= each.span.start and each.span.end <= end and not _is_past(each, reading.today)
    ]
    stated = [
        each.surface for each in inside if each.role is not MetricRole.CAP and not each.surface.endswith(("大", "类"))
    ]
    return "、".join(stated) or None


def _is_past(metric: Metric, today: DocumentDate | None) -> bool:
    end = metric.period.end if metric.period is not None else None
    return end is not None and today is not None and end < today.day.isoformat()


def _strength(words: str, deadline: Period | None, figure: str | None, table: CueTable) -> Strength:
    weak = table.weak.search(words)
    if weak is not None and not (deadline and figure):
        is_main = weak.start() <= _reach(words, table)
        if is_main:
            return Strength.WEAK
    return Strength.FIRM if deadline or figure else Strength.PLANNED


def _reach(words: str, table: CueTable) -> int:
    """Return how far the main clause goes: a weak word far behind a plain deed does not weaken it."""
    ends = [match.end() for match in _CLAUSE.finditer(words)]
    first = 1 if table.ahead.search(words) or (ends and ends[0] <= _SHORT_CLAUSE) else 0
    return ends[min(first, len(ends) - 1)] if ends else 0


def _what(words: str, clauses: Sequence[re.Match[str]], cue: int, table: CueTable) -> Span:
    """Return where in the words of a promise stands what is promised, without the words that lead to it."""
    end = len(words.rstrip(_ENDINGS))
    what = words[_clause_start(clauses, cue) : end]
    while True:
        shorter = table.fronts.sub("", what, count=1).lstrip("，、： ")
        if shorter == what or not shorter:
            return Span(end - len(what), end)
        what = shorter


def _who(words: str, span: Span, cue: int, reading: _Reading) -> str | None:
    """Return who is to do it, in the document's words, where the sentence says so before its cue."""
    own = [match for match in reading.table.selves.finditer(words) if match.start() <= cue]
    named = [
        each
        for each in reading.entities
        if each.type in _ACTORS and span.start <= each.span.start and each.span.end <= span.start + cue
    ]
    candidates = [(match.start(), match[0]) for match in own[-1:]]
    candidates += [(each.span.start - span.start, each.surface) for each in named[-1:]]
    if (written := _BODY.search(words[:cue])) is not None:
        candidates.append((written.start(1), written[1]))
    near = [(start, name) for start, name in candidates if not re.search(r"[，；]", words[start:cue])]
    return max(near)[1] if near else None
