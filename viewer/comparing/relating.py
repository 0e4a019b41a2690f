"""Says why two replies belong together, and which units handled a case."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from viewer.comparing.shingles import plain_words
from viewer.core.catalog import DocumentSummary
from viewer.core.document import Document
from viewer.core.metadata import DocumentKind
from viewer.core.relation import HandlingUnit, RelatedDocument, RelationKind
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
_UNIT = re.compile(
    r"[\u4e00-\u9fff]{1,18}(?:局|委|办|部门|街道|镇|公司|集团|院|支队|中心|政府|部|厅|处|所|大队|署|会)\Z"
)


def relation(own: DocumentSummary, other: DocumentSummary) -> RelatedDocument | None:
    """Return how another document is related to one by what both say of themselves, ``None`` for not at all."""
    if own.id == other.id:
        return None
    if _is_same_case(own, other):
        is_reply = other.metadata.kind in (DocumentKind.REPLY_TO_DEPUTY, DocumentKind.REPLY_TO_PROPOSAL)
        kind = RelationKind.SAME_CASE if is_reply else RelationKind.PROPOSAL
        return related(other, kind, f"同为{own.metadata.session or ''}第{own.metadata.number}号")
    if _is_proposal_of(own, other):
        return related(other, RelationKind.PROPOSAL, "标题与来件题目相同")
    likeness = _subject_likeness(_subject(own), _subject(other))
    if likeness >= _SAME_SUBJECT:
        return related(other, RelationKind.SAME_SUBJECT, f"题目相近（{likeness:.0%}）")
    return None


def related(other: DocumentSummary, kind: RelationKind, reason: str, shared: int = 0) -> RelatedDocument:
    """Return a document as related for a reason."""
    metadata = other.metadata
    return RelatedDocument(other.id, other.title, metadata.issuing_unit, metadata.date, kind, reason, shared)


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
            if _UNIT.fullmatch(span.of(text)):
                yield HandlingUnit(span.of(text), "会同", span)


def _split(text: str, span: Span) -> Sequence[Span]:
    spans, start = [], span.start
    for match in [*_SEPARATOR.finditer(text, span.start, span.end), None]:
        end = match.start() if match else span.end
        if end - start > 1:
            spans.append(Span(start, end))
        start = match.end() if match else end
    return spans


def _is_same_case(own: DocumentSummary, other: DocumentSummary) -> bool:
    one, two = own.metadata, other.metadata
    if one.number is None or two.number is None or one.session is None or two.session is None:
        return False
    return (
        _number(one.number) == _number(two.number)
        and _session(one.session) == _session(two.session)
        and (one.kind == two.kind or DocumentKind.OTHER in (one.kind, two.kind))
    )


def _session(session: str) -> tuple[str, ...]:
    """Return what tells a session, however it is written: 届 and 次, and whether congress or conference."""
    return (*_ORDINALS.findall(session), "人大" if "人大" in session or "人民代表" in session else "政协")


def _number(number: str) -> str:
    match = _NUMBER.fullmatch(number)
    return match[1] if match else number


def _is_proposal_of(own: DocumentSummary, other: DocumentSummary) -> bool:
    subject, title = own.metadata.subject, other.title
    if subject is None or other.metadata.kind is not DocumentKind.OTHER or "答复" in title:
        return False
    words = plain_words(subject)
    return len(words) > _SHORTEST_SUBJECT and words in plain_words(title)


def _subject(summary: DocumentSummary) -> str:
    words = _FRAME.sub("", summary.metadata.subject or "")
    return plain_words(words)


def _subject_likeness(one: str, two: str) -> float:
    if min(len(one), len(two)) < _SHORTEST_SUBJECT:
        return 0.0
    return float(Indel.normalized_similarity(one, two, score_cutoff=_SAME_SUBJECT))
