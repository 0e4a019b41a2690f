"""Says why two replies belong together, and which units handled a case."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import process
from rapidfuzz.distance import Indel

from viewer.comparing.shingles import plain_words
from viewer.core.document import Document
from viewer.core.metadata import DocumentKind
from viewer.core.relation import Case, HandlingUnit, RelatedDocument, RelationKind, Tie
from viewer.core.span import Span

_SAME_SUBJECT = 0.62
_SHORTEST_SUBJECT = 4
_FRAME = re.compile(
    r"关于|对|的?(?:代表)?(?:建议|提案|议案|意见)|的?(?:答复|复函|函复|回复|办理情况)|进一步|加强|推进|推动|加快|促进|提升|优化|完善|切实|我区|我市|本区|本市|长期|有关|问题|情况|[的在和与及]"
)
_NUMBER = re.compile(r"\D*0*(\d+)\D*")
_ORDINALS = re.compile(r"[一二三四五六七八九十]+届|[一二三四五六七八九十]+次")
_LABELLED = re.compile(r"(主办|会办|协办|分办|承办)(?:单位|部门)?[：:]\s*([^\n。；]{2,80})")
_TOGETHER = re.compile(
    r"(?:会同|商请|会商|征求)((?:(?!研究|认真|共同|开展|意见|就)[^，。；]){2,60})(?=研究|认真|共同|意见|，)"
)
_SEPARATOR = re.compile(r"[、，,\s]+|以及|和|及")
_NOBODY = re.compile(r"(?:各?(?:有关|相关|各|职能|成员)|上述|其他)")
"""What begins so is no unit in particular: 有关部门."""
_LEVELS = "省市区县州旗盟"
_AREA = re.compile(rf"(?![{_LEVELS}])(?:(?![第届次])[\u4e00-\u9fff]){{2,7}}?[{_LEVELS}]")
_UNIT = re.compile(
    r"[\u4e00-\u9fff]{1,18}(?:局|委|办|部门|街道|镇|公司|集团|院|支队|中心|政府|部|厅|处|所|大队|署|会)\Z"
)


def tied(own: Case, ties: Iterable[Tie]) -> list[int]:
    """Return the rows of the documents that may be related to one; there may be twenty thousand to ask of."""
    known = list(ties)
    number = None if own.number is None else case_number(own.number)
    subject, heading = subject_words(own.subject), plain_words(own.subject or "")
    found = {
        each.row
        for each in known
        if (each.number is not None and each.number == number) or (each.heading and heading and heading in each.heading)
    }
    if len(subject) >= _SHORTEST_SUBJECT:
        alike = process.extract(
            subject,
            [each.subject for each in known],
            scorer=Indel.normalized_similarity,
            score_cutoff=_SAME_SUBJECT,
            limit=None,
        )
        found.update(known[place].row for words, _, place in alike if len(words) >= _SHORTEST_SUBJECT)
    return sorted(found)


def relations(own: Case, others: Iterable[Case]) -> list[RelatedDocument]:
    """Return how other documents are related to one by what all of them say of themselves."""
    subject = subject_words(own.subject)
    found = (_relation(own, other, subject) for other in others if other.id != own.id)
    return [each for each in found if each is not None]


def _relation(own: Case, other: Case, subject: str) -> RelatedDocument | None:
    if _is_same_case(own, other):
        is_reply = other.kind in (DocumentKind.REPLY_TO_DEPUTY, DocumentKind.REPLY_TO_PROPOSAL)
        kind = RelationKind.SAME_CASE if is_reply else RelationKind.PROPOSAL
        return related(other, kind, f"同为{own.session or ''}第{own.number}号")
    if _is_proposal_of(own, other):
        return related(other, RelationKind.PROPOSAL, "标题与来件题目相同")
    likeness = _subject_likeness(subject, subject_words(other.subject))
    if likeness >= _SAME_SUBJECT:
        return related(other, RelationKind.SAME_SUBJECT, f"题目相近（{likeness:.0%}）")
    return None


def related(other: Case, kind: RelationKind, reason: str, shared: int = 0) -> RelatedDocument:
    """Return a document as related for a reason."""
    return RelatedDocument(other.id, other.title, other.issuing_unit, other.date, kind, reason, shared)


def handling_units(document: Document) -> tuple[HandlingUnit, ...]:
    """Return the units a reply says handled the case, with their parts."""
    found: dict[str, HandlingUnit] = {}
    for unit in (*_labelled(document.text), *_together(document.text)):
        found.setdefault(unit.name, unit)
    return tuple(found.values())


def _labelled(text: str) -> Iterator[HandlingUnit]:
    for match in _LABELLED.finditer(text):
        for span in _split(text, Span(match.start(2), match.end(2))):
            yield HandlingUnit(span.of(text), match[1], span)


def _together(text: str) -> Iterator[HandlingUnit]:
    for match in _TOGETHER.finditer(text):
        for span in _split(text, Span(match.start(1), match.end(1))):
            if _UNIT.fullmatch(span.of(text)) and not _NOBODY.match(span.of(text)):
                yield HandlingUnit(span.of(text), "会同", span)


def _split(text: str, span: Span) -> Sequence[Span]:
    spans, start = [], span.start
    for match in [*_SEPARATOR.finditer(text, span.start, span.end), None]:
        end = match.start() if match else span.end
        if end - start > 1:
            spans.append(Span(start, end))
        start = match.end() if match else end
    return spans


def _is_same_case(one: Case, two: Case) -> bool:
    if one.number is None or two.number is None or one.session is None or two.session is None:
        return False
    return (
        case_number(one.number) == case_number(two.number)
        and _session(one.session) == _session(two.session)
        and (one.kind == two.kind or DocumentKind.OTHER in (one.kind, two.kind))
        and _may_be_of_one_area(one, two)
    )


def _may_be_of_one_area(one: Case, two: Case) -> bool:
    """Tell whether two cases of one number may be of one congress: every district has its 054 of a 17th term.

    Where a document does not say which district it is of, their subjects must not be different ones.
    """
    areas = (_area(one), _area(two))
    if None not in areas:
        return areas[0] == areas[1]
    subjects = (subject_words(one.subject), subject_words(two.subject))
    return "" in subjects or _subject_likeness(*subjects) >= _SAME_SUBJECT


def _area(case: Case) -> str | None:
    """Return the area whose congress a case was brought to: from its session, else from the unit that answers."""
    session = (case.session or "").replace("政协", "").replace("中国人民政治协商会议", "")
    if "全国" in session:
        return "全国"
    if named := _areas(session):
        return named[-1]
    level = next((character for character in session if character in _LEVELS), "")
    answering = _areas(case.issuing_unit or "")
    return next((area for area in answering if area.endswith(level)), None) if level else None


def _areas(words: str) -> list[str]:
    """Return the areas words begin with, the widest first: 上海市 and 长宁区."""
    found: list[str] = []
    position = 0
    while match := _AREA.match(words, position):
        found.append(match[0])
        position = match.end()
    return found


def _session(session: str) -> tuple[str, ...]:
    """Return what tells a session, however it is written: 届 and 次, and whether congress or conference."""
    return (*_ORDINALS.findall(session), "人大" if "人大" in session or "人民代表" in session else "政协")


def case_number(number: str) -> str:
    """Return the digits of a case's number, however it is written."""
    match = _NUMBER.fullmatch(number)
    return match[1] if match else number


def _is_proposal_of(own: Case, other: Case) -> bool:
    subject, title = own.subject, other.title
    if subject is None or other.kind is not DocumentKind.OTHER or "答复" in title:
        return False
    words = plain_words(subject)
    return len(words) > _SHORTEST_SUBJECT and words in plain_words(title)


def subject_words(subject: str | None) -> str:
    """Return the words of a subject that tell it from others, without what most subjects share."""
    return plain_words(_FRAME.sub("", subject or ""))


def _subject_likeness(one: str, two: str) -> float:
    if min(len(one), len(two)) < _SHORTEST_SUBJECT:
        return 0.0
    return float(Indel.normalized_similarity(one, two, score_cutoff=_SAME_SUBJECT))
