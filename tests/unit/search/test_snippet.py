"""Snippets are windows of the text with whole marks, cut where people pause."""

from hypothesis import given
from hypothesis import strategies as st

from viewer.core.span import Span
from viewer.search.confirm import Verbatim
from viewer.search.snippet import cut_contexts, cut_snippets


def spans(text: str, *needles: str) -> list[Span]:
    return sorted(Span(*place) for needle in needles for place in Verbatim(needle).ranges(text))


def test_a_snippet_begins_with_the_sentence() -> None:
    text = "前面一句话很长很长。这里说到数字经济的发展。后面还有。"
    (snippet,) = cut_snippets(text, spans(text, "数字经济"))
    assert snippet.text.startswith("这里说到数字经济")
    assert snippet.marks == (Span(4, 8),)


def test_a_snippet_stays_in_its_paragraph() -> None:
    text = "标题\n数字经济\n下一段"
    (snippet,) = cut_snippets(text, spans(text, "数字经济"))
    assert snippet.text == "数字经济"


def test_the_window_with_the_most_different_words_comes_first() -> None:
    text = "数字。" + "一" * 200 + "。数字与企业。" + "二" * 200 + "。企业。"
    best, *others = cut_snippets(text, spans(text, "数字", "企业"))
    assert best.text.startswith("数字与企业")
    assert len(others) == 2


def test_a_word_not_shown_yet_goes_before_more_of_the_same() -> None:
    text = ("数字与数字。" + "一" * 200 + "。") * 4 + "企业。"
    snippets = cut_snippets(text, spans(text, "数字", "企业"))
    assert ["企业" in snippet.text for snippet in snippets] == [False, True, False]


def test_a_text_without_marks_gives_its_beginning() -> None:
    (snippet,) = cut_snippets("第一句。第二句。", ())
    assert (snippet.start, snippet.marks) == (0, ())
    assert snippet.text.startswith("第一句。")


def test_an_empty_text_has_no_snippet() -> None:
    assert cut_snippets("", ()) == ()


def test_a_mark_longer_than_the_window_is_whole() -> None:
    text = "甲" * 500
    (snippet,) = cut_snippets(text, [Span(10, 400)])
    assert [mark.shifted(snippet.start) for mark in snippet.marks] == [Span(10, 400)]


@given(st.text("数字企业一二。,\n", max_size=400))
def test_snippets_are_pieces_of_the_text_with_whole_marks_and_do_not_overlap(text: str) -> None:
    found = spans(text, "数字", "企业")
    snippets = cut_snippets(text, found)
    covered = [Span(snippet.start, snippet.start + len(snippet.text)) for snippet in snippets]
    assert all(span.of(text) == snippet.text for span, snippet in zip(covered, snippets, strict=True))
    assert all(mark.shifted(snippet.start) in found for snippet in snippets for mark in snippet.marks)
    assert all(snippet.marks for snippet in snippets) or not found
    assert not any(one.overlaps(other) for one in covered for other in covered if one is not other)


@given(st.text("数字企业一二。,\n", max_size=600))
def test_contexts_show_every_mark_once_in_the_order_of_the_text(text: str) -> None:
    found = spans(text, "数字", "企业")
    contexts = cut_contexts(text, found)
    shown = [mark.shifted(context.start) for context in contexts for mark in context.marks]
    assert shown == sorted(set(shown))
    assert set(shown) == set(found)
    assert all(text.startswith(context.text, context.start) for context in contexts)
