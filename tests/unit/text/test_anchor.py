"""Annotations find their place again, and say so when they cannot."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.core.document import Document, Paragraph
from viewer.core.selector import AnchorState
from viewer.core.span import Span
from viewer.text.anchor import resolve, select

THANKS = "感谢您对我区工作的关心和支持，我们将认真研究吸纳所提建议。"


def document_of(*paragraphs: str) -> Document:
    spans, start = [], 0
    for each in paragraphs:
        spans.append(Paragraph(Span(start, start + len(each))))
        start += len(each) + 1
    return Document("\n".join(paragraphs), tuple(spans))


def find(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start, start + len(words))


TEXTS = st.lists(st.text(alphabet="区政府停车位增加12个，。 𠮷", min_size=1, max_size=30), min_size=1, max_size=6)


@settings(max_examples=60)
@given(TEXTS, st.data())
def test_a_selection_is_found_again_in_the_same_text(paragraphs: list[str], data: st.DataObject) -> None:
    document = document_of(*paragraphs)
    start = data.draw(st.integers(0, len(document.text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(document.text))))
    assert resolve(document, select(document, span, normalizer="1")).span == span


def test_an_empty_selection_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot select"):
        select(document_of("全区停车位"), Span(2, 2), normalizer="1")


def test_a_selection_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot select"):
        select(document_of("全区停车位"), Span(2, 20), normalizer="1")


def test_a_paragraph_inserted_above_moves_the_anchor_along() -> None:
    before = document_of("一、关于停车难问题", "全区新增公共停车泊位八百余个，缓解了停车矛盾。")
    after = document_of("办理结果：采纳", "一、关于停车难问题", "全区新增公共停车泊位八百余个，缓解了停车矛盾。")
    selector = select(before, find(before, "新增公共停车泊位"), normalizer="1")
    assert resolve(after, selector).span == find(after, "新增公共停车泊位")


def test_blanks_and_line_ends_of_another_extraction_do_not_matter() -> None:
    before = document_of("全区新增公共停车泊位812个，缓解了停车矛盾。")
    after = document_of("全区新增公共停", "车泊位 812 个，缓解了停车矛盾。")
    answer = resolve(after, select(before, find(before, "公共停车泊位812个"), normalizer="1"))
    assert answer.span is not None
    assert answer.span.of(after.text) == "公共停\n车泊位 812 个"


def test_a_changed_figure_is_never_anchored_silently() -> None:
    before = document_of("2022年全区新增公共停车泊位812个，缓解了停车矛盾。")
    after = document_of("2022年全区新增公共停车泊位813个，缓解了停车矛盾。")
    answer = resolve(after, select(before, Span(0, 20), normalizer="1"))
    assert (answer.state, answer.span) == (AnchorState.TO_CONFIRM, None)


def test_a_changed_figure_is_offered_where_it_stands() -> None:
    before = document_of("2022年全区新增公共停车泊位812个，缓解了停车矛盾。")
    after = document_of("根据要求：", "2022年全区新增公共停车泊位813个，缓解了停车矛盾。")
    answer = resolve(after, select(before, Span(0, 19), normalizer="1"))
    assert answer.proposals[0].of(after.text) == "2022年全区新增公共停车泊位813个"


def test_a_negation_that_appeared_is_never_anchored_silently() -> None:
    before = document_of("经研究，该路段具备设置公交专用道的条件，予以采纳。")
    after = document_of("经研究，该路段不具备设置公交专用道的条件，予以采纳。")
    selector = select(before, find(before, "该路段具备设置公交专用道的条件"), normalizer="1")
    assert resolve(after, selector).state is AnchorState.TO_CONFIRM


def test_a_changed_plain_word_keeps_its_anchor() -> None:
    before = document_of("经研究，该路段具备设置公交专用道的条件，予以采纳并尽快实施。")
    after = document_of("经研究，该路段具有设置公交专用道的条件，予以采纳并尽快实施。")
    selector = select(before, find(before, "该路段具备设置公交专用道的条件"), normalizer="1")
    assert resolve(after, selector).span == find(after, "该路段具有设置公交专用道的条件")


def test_among_look_alikes_the_context_decides() -> None:
    before = document_of("一、关于停车。" + THANKS, "二、关于绿化。" + THANKS)
    after = document_of("现答复如下：", "一、关于停车。" + THANKS, "二、关于绿化。" + THANKS)
    second = before.text.rindex(THANKS)
    answer = resolve(after, select(before, Span(second, second + len(THANKS)), normalizer="1"))
    assert answer.span is not None
    assert answer.span.start == after.text.rindex(THANKS)


def test_a_deleted_look_alike_does_not_move_to_its_twin() -> None:
    before = document_of("一、关于停车。" + THANKS, "二、关于绿化。" + THANKS)
    after = document_of("一、关于停车。" + THANKS, "二、关于绿化。")
    second = before.text.rindex(THANKS)
    answer = resolve(after, select(before, Span(second, second + len(THANKS)), normalizer="1"))
    assert answer.state is AnchorState.TO_CONFIRM


def test_words_that_are_gone_leave_an_orphan() -> None:
    before = document_of("全区新增公共停车泊位八百余个，缓解了停车矛盾。")
    after = document_of("下一步，将加强校园周边食品安全监管。")
    answer = resolve(after, select(before, Span(0, 15), normalizer="1"))
    assert answer.state is AnchorState.ORPHANED


def test_a_short_quote_in_foreign_surroundings_is_not_trusted() -> None:
    before = document_of("停车泊位不足的问题由来已久，群众反映强烈，需要综合施策。")
    after = document_of("关于校园周边，另需说明停车泊位一事已转有关部门处理完毕。")
    answer = resolve(after, select(before, Span(0, 4), normalizer="1"))
    assert answer.state is AnchorState.TO_CONFIRM


def test_a_long_unique_paragraph_is_recognised_wherever_it_moved() -> None:
    moved = "全区新增公共停车泊位八百余个，有效缓解了老旧小区停车矛盾。"
    before = document_of("一、基本情况", moved, "二、下一步打算", "三、结语")
    after = document_of("一、基本情况", "二、下一步打算", "三、结语", moved)
    assert resolve(after, select(before, find(before, moved), normalizer="1")).span == find(after, moved)
