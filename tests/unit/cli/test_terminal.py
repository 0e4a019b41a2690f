"""Results go to one stream, everything else to the other, in UTF-8, and progress keeps quiet."""

import io
import json
import sys

import pytest

from viewer.cli.terminal import Terminal
from viewer.core.errors import LibraryError
from viewer.core.progress import ProgressStep


class Screen(io.StringIO):
    """A stream that somebody looks at."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_json_is_the_only_thing_on_standard_output() -> None:
    out, messages = io.StringIO(), io.StringIO()
    terminal = Terminal(out, messages, json=True)
    terminal.print("words")
    terminal.print_json({"title": "案牍"})
    assert out.getvalue() == '{"title": "案牍"}\n'


def test_words_are_printed_without_json() -> None:
    out, messages = io.StringIO(), io.StringIO()
    terminal = Terminal(out, messages)
    terminal.print("words")
    terminal.print_json({"title": "案牍"})
    assert out.getvalue() == "words\n"


def test_json_on_a_screen_is_laid_out_with_spans_on_one_line() -> None:
    out = Screen()
    Terminal(out, io.StringIO(), json=True).print_json({"spans": [[1, 2]], "text": "[\n 1,\n 2\n]"})
    assert "[1, 2]" in out.getvalue()
    assert json.loads(out.getvalue()) == {"spans": [[1, 2]], "text": "[\n 1,\n 2\n]"}


def test_output_is_utf_8_whatever_the_locale() -> None:
    raw = io.BytesIO()
    terminal = Terminal(io.TextIOWrapper(raw, encoding="ascii"), io.StringIO())
    terminal.print("案牍𠮷\udcff")
    terminal.flush()
    assert raw.getvalue() == "案牍𠮷?\n".encode()


def test_an_error_is_told_with_its_advice() -> None:
    messages = io.StringIO()
    Terminal(io.StringIO(), messages).say_error(LibraryError("坏了。", advice="修一修。"))
    assert messages.getvalue() == "错误：坏了。\n建议：修一修。\n"


def test_progress_on_a_screen_is_one_line_that_goes_away() -> None:
    messages = Screen()
    terminal = Terminal(io.StringIO(), messages)
    terminal.show_progress(ProgressStep(1, 2, "一\n.txt"))
    terminal.end_progress()
    assert "\n" not in messages.getvalue()
    assert "1/2 一 .txt" in messages.getvalue()
    assert messages.getvalue().endswith("\r\x1b[K")


def test_short_work_shows_no_progress_where_nobody_watches() -> None:
    messages = io.StringIO()
    terminal = Terminal(io.StringIO(), messages)
    for done in range(5):
        terminal.show_progress(ProgressStep(done, 5, "a"))
    assert messages.getvalue() == ""


def test_long_work_shows_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0.0, 1.0, 11.0, 12.0])
    monkeypatch.setattr("viewer.cli.terminal.time.monotonic", lambda: next(moments))
    messages = io.StringIO()
    terminal = Terminal(io.StringIO(), messages)
    for done in range(4):
        terminal.show_progress(ProgressStep(done, 9, "a"))
    assert messages.getvalue() == "2/9 a\n"


def test_marks_stand_out_with_and_without_colour() -> None:
    assert Terminal(io.StringIO(), sys.stderr).highlighted("停车") == "【停车】"
    assert "停车" in Terminal(Screen(), sys.stderr).highlighted("停车")
