"""Lines that were wrapped once and pasted are noticed; true paragraphs are left alone."""

from viewer.importing.hard_wraps import is_hard_wrapped

SENTENCE = "为进一步缓解停车难问题，我局会同街道排查可用地块，新增公共停车泊位，推进错峰共享，完善收费政策。"


def wrapped(text: str, width: int) -> list[str]:
    return [text[start : start + width] for start in range(0, len(text), width)]


def test_wrapped_lines_are_noticed_at_any_usual_width() -> None:
    found = [is_hard_wrapped(wrapped(SENTENCE * 6, width)) for width in (18, 22, 28, 40)]
    assert found == [True] * 4


def test_blank_paragraphs_between_the_lines_do_not_matter() -> None:
    assert is_hard_wrapped([part for line in wrapped(SENTENCE * 6, 28) for part in (line, "")])


def test_true_paragraphs_are_no_wrapped_lines() -> None:
    assert not is_hard_wrapped([SENTENCE * count for count in (1, 3, 2, 5, 4, 2, 1, 3)])


def test_a_list_of_short_items_is_no_wrapped_text() -> None:
    assert not is_hard_wrapped([f"{number}．增设车位" for number in range(40)])


def test_sentences_of_one_length_are_no_wrapped_text() -> None:
    assert not is_hard_wrapped([SENTENCE[:28] + "完成了。"] * 12)
