"""Collates two documents: paragraphs are matched by likeness, in order where it holds, across it elsewhere."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from viewer.comparing.shingles import plain_words
from viewer.core.collation import CollatedRow, RowKind
from viewer.core.document import Document
from viewer.core.span import Span

_ALIKE = 0.55
_TOKEN = re.compile(r"\d+(?:\.\d+)?|[a-zA-Z]+|.", re.DOTALL)
_NEAR = 2
_MOST_PARAGRAPHS = 3_000


def collate(left: Document, right: Document) -> tuple[CollatedRow, ...]:
    """Return the paragraphs of both in the order of the second; blank ones are left out."""
    ours = [each.span for each in left.paragraphs if each.span.of(left.text).strip()]
    theirs = [each.span for each in right.paragraphs if each.span.of(right.text).strip()]
    partners = _partners([each.of(left.text) for each in ours], [each.of(right.text) for each in theirs])
    in_order = _longest_run(partners)
    rows: list[CollatedRow] = []
    told: set[int] = set()
    for number, span in enumerate(theirs):
        partner = partners.get(number)
        if partner is None:
            rows.append(CollatedRow(RowKind.ADDED, None, span, (), (span,)))
            continue
        if number in in_order:
            rows.extend(_dropped(ours, partners, told, partner))
        rows.append(_row(left, right, ours[partner], span, moved=number not in in_order))
        told.add(partner)
    rows.extend(_dropped(ours, partners, told, len(ours)))
    return tuple(rows)


def _dropped(ours: Sequence[Span], partners: dict[int, int], told: set[int], before: int) -> Iterator[CollatedRow]:
    matched = set(partners.values())
    for number in range(before):
        if number not in matched and number not in told:
            told.add(number)
            yield CollatedRow(RowKind.DROPPED, ours[number], None, (ours[number],), ())


def _row(left: Document, right: Document, one: Span, two: Span, *, moved: bool) -> CollatedRow:
    first, second = one.of(left.text), two.of(right.text)
    marks = ((), ()) if first == second else _differences(first, second)
    ours = tuple(Span(one.start + each.start, one.start + each.end) for each in marks[0])
    theirs = tuple(Span(two.start + each.start, two.start + each.end) for each in marks[1])
    kind = RowKind.MOVED if moved else RowKind.SAME if not ours and not theirs else RowKind.CHANGED
    return CollatedRow(kind, one, two, ours, theirs)


def _differences(first: str, second: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return what only one of two paragraphs has; numbers and Latin words count as one piece each."""
    ours, theirs = _pieces(first), _pieces(second)
    one = [each[0] for each in ours]
    two = [each[0] for each in theirs]
    left: list[Span] = []
    right: list[Span] = []
    for tag, start, end, begin, finish in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if end > start:
            left.append(Span(ours[start].start(), ours[end - 1].end()))
        if finish > begin:
            right.append(Span(theirs[begin].start(), theirs[finish - 1].end()))
    return tuple(_closed(left)), tuple(_closed(right))


def _pieces(text: str) -> list[re.Match[str]]:
    return list(_TOKEN.finditer(text))


def _closed(spans: Sequence[Span]) -> Iterator[Span]:
    """Join differences with hardly anything between them: a reader sees one change."""
    current: Span | None = None
    for span in spans:
        if current is not None and span.start - current.end < _NEAR:
            current = Span(current.start, span.end)
            continue
        if current is not None:
            yield current
        current = span
    if current is not None:
        yield current


def _partners(ours: Sequence[str], theirs: Sequence[str]) -> dict[int, int]:
    """Return for paragraphs of the second document their partner in the first: equal ones, then the likest pairs."""
    ours, theirs = ours[:_MOST_PARAGRAPHS], theirs[:_MOST_PARAGRAPHS]
    one, two = [plain_words(each) for each in ours], [plain_words(each) for each in theirs]
    partners: dict[int, int] = {}
    for block in SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks():
        partners |= {block.b + step: block.a + step for step in range(block.size)}
    free_ours = [number for number in range(len(ours)) if number not in set(partners.values())]
    free_theirs = [number for number in range(len(theirs)) if number not in partners]
    if not free_ours or not free_theirs:
        return partners
    likeness = cdist(
        [two[number] for number in free_theirs],
        [one[number] for number in free_ours],
        scorer=Indel.normalized_similarity,
        score_cutoff=_ALIKE,
    )
    pairs = [
        (float(likeness[row, column]), -abs(free_theirs[row] - free_ours[column]), free_theirs[row], free_ours[column])
        for row, column in zip(*likeness.nonzero(), strict=True)
    ]
    taken: set[int] = set()
    for _score, _distance, number, partner in sorted(pairs, reverse=True):
        if number not in partners and partner not in taken:
            partners[number] = partner
            taken.add(partner)
    return partners


def _longest_run(partners: dict[int, int]) -> set[int]:
    """Return the paragraphs of the second document whose partners stand in the same order: the others were moved."""
    numbers = sorted(partners)
    best: list[tuple[int, int | None]] = []
    for place, number in enumerate(numbers):
        before = [(best[other][0], other) for other in range(place) if partners[numbers[other]] < partners[number]]
        length, link = max(before, default=(0, None))
        best.append((length + 1, link))
    run: set[int] = set()
    last: int | None = max(range(len(best)), key=lambda each: best[each][0], default=None)
    while last is not None:
        run.add(numbers[last])
        last = best[last][1]
    return run
