"""Two documents side by side."""

from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.comparing.collating import collate
from viewer.core.collation import RowKind
from viewer.core.document import Document, Paragraph
from viewer.core.span import Span

FIRST = "我区现有学校六十六所，其中公办学校六十一所。"
SECOND = "下一步，我们将继续增加学位供给，优化学校布局。"
THIRD = "感谢您对我区教育工作的关心和支持，欢迎继续提出意见。"


def document(*paragraphs: str) -> Document:
    spans, start = [], 0
    for each in paragraphs:
        spans.append(Paragraph(Span(start, start + len(each))))
        start += len(each) + 1
    return Document("\n".join(paragraphs), tuple(spans))


def kinds(one: Document, other: Document) -> list[RowKind]:
    return [row.kind for row in collate(one, other)]


def test_a_document_agrees_with_itself() -> None:
    same = document(FIRST, SECOND, THIRD)
    assert kinds(same, same) == [RowKind.SAME] * 3


def test_what_only_one_side_has_is_added_or_dropped() -> None:
    assert kinds(document(FIRST, SECOND), document(FIRST, THIRD)) == [RowKind.SAME, RowKind.ADDED, RowKind.DROPPED]


def test_a_changed_number_is_marked_whole_on_both_sides() -> None:
    one, other = document("现有学校166所，学位充足。"), document("现有学校168所，学位充足。")
    (row,) = collate(one, other)
    assert [row.kind, *(m.of(one.text) for m in row.left_marks), *(m.of(other.text) for m in row.right_marks)] == [
        RowKind.CHANGED,
        "166",
        "168",
    ]


def test_a_paragraph_that_changed_its_place_was_moved() -> None:
    found = kinds(document(FIRST, SECOND, THIRD), document(THIRD, FIRST, SECOND))
    assert sorted(found) == [RowKind.MOVED, RowKind.SAME, RowKind.SAME]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from([FIRST, SECOND, THIRD, "短"]), max_size=6),
    st.lists(st.text("学校一二三", min_size=1), max_size=6),
)
def test_every_paragraph_stands_in_exactly_one_row(ours: list[str], theirs: list[str]) -> None:
    one, other = document(*ours), document(*theirs)
    rows = collate(one, other)
    assert sorted(row.left for row in rows if row.left) == [
        p.span for p in one.paragraphs if p.span.of(one.text).strip()
    ]
    assert [row.right for row in rows if row.right] == [
        p.span for p in other.paragraphs if p.span.of(other.text).strip()
    ]
