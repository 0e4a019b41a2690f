"""Files open the window, commands do not, and a mistyped command is no file."""

from pathlib import Path

import pytest

from viewer.cli.window_call import WindowCall, window_call


@pytest.fixture
def reply(tmp_path: Path) -> str:
    path = tmp_path / "答复.txt"
    path.touch()
    return str(path)


def test_nothing_opens_the_window() -> None:
    assert window_call([]) == WindowCall()


def test_files_open_in_the_window(reply: str) -> None:
    assert window_call([reply, reply]) == WindowCall((Path(reply), Path(reply)))


def test_the_windows_options_may_stand_anywhere(reply: str) -> None:
    expected = WindowCall((Path(reply),), "文库", "en")
    assert window_call(["--library", "文库", reply, "--lang=en"]) == expected
    assert window_call(["--lang", "en", reply, "--library=文库"]) == expected


@pytest.mark.parametrize(
    "arguments",
    [
        ["list"],
        ["--library", "文库", "list"],
        ["--json", "list"],
        ["--help"],
        ["--version"],
        ["serach", "停车"],
        ["--library"],
        ["--lang", "fr"],
    ],
)
def test_everything_else_belongs_to_the_command_line(arguments: list[str]) -> None:
    assert window_call(arguments) is None


def test_a_command_wins_over_a_file_of_the_same_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "list").touch()
    monkeypatch.chdir(tmp_path)
    assert window_call(["list"]) is None
    assert window_call(["./list"]) == WindowCall((Path("list"),))
