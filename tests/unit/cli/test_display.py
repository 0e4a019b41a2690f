"""Why no window can be shown is said in words, before Qt ends the program."""

from pathlib import Path

import pytest

from viewer.cli.display import reason_for_no_window, words_for_missing_library


@pytest.mark.parametrize(
    "environment", [{"WAYLAND_DISPLAY": "wayland-0"}, {"QT_QPA_PLATFORM": "offscreen"}, {"DISPLAY": "host:0"}]
)
def test_where_a_window_may_be_shown_nothing_is_said(environment: dict[str, str], tmp_path: Path) -> None:
    assert reason_for_no_window(environment, "linux", sockets=tmp_path) is None


def test_without_a_display_the_sentence_says_so(tmp_path: Path) -> None:
    assert "没有图形界面" in (reason_for_no_window({}, "linux", sockets=tmp_path) or "")


def test_a_display_nobody_serves_is_named(tmp_path: Path) -> None:
    assert ":7" in (reason_for_no_window({"DISPLAY": ":7.0"}, "linux", sockets=tmp_path) or "")


def test_a_display_that_is_served_is_fine(tmp_path: Path) -> None:
    (tmp_path / "X7").touch()
    assert reason_for_no_window({"DISPLAY": ":7.0"}, "linux", sockets=tmp_path) is None


def test_windows_always_has_a_display() -> None:
    assert reason_for_no_window({}, "win32") is None


def test_a_missing_library_is_named() -> None:
    error = ImportError("libEGL.so.1: cannot open shared object file: No such file or directory")
    assert "libEGL.so.1" in (words_for_missing_library(error) or "")
    assert words_for_missing_library(ImportError("No module named 'x'")) is None
