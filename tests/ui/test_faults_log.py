"""A fault of the program goes to the log with its place, and without a word of any document."""

from viewer.ui.faults import _without_words

WORDS = "张三代表提出的停车难问题"


def _fail() -> None:
    raise ValueError(WORDS)


def test_the_log_gets_the_place_and_the_kind_but_no_words() -> None:
    try:
        _fail()
    except ValueError as error:
        logged = _without_words(error)
    assert "_fail" in logged
    assert logged.endswith("ValueError")
    assert WORDS not in logged
