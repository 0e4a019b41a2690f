"""What makes typed text a question."""

import pytest

from viewer.search.asking import asking_words, is_asked, light_words


@pytest.mark.parametrize("text", ["老楼怎么装电梯？", "断头路什么时候打通", "必须参加课后服务吗", "有没有治理的措施?"])
def test_words_people_ask_with_make_a_question(text: str) -> None:
    assert is_asked(text)


@pytest.mark.parametrize("text", ["数字经济", "数字经济？", "那么", "停车难？", "关于推进数字经济发展的建议"])
def test_a_name_or_a_title_is_no_question(text: str) -> None:
    assert not is_asked(text)


def test_words_to_ask_with_say_nothing_about_what_is_asked() -> None:
    assert {"什么", "怎么", "吗"} <= asking_words() & light_words()
