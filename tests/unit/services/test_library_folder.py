"""The library is where the user says, in the order in which ways of saying it count."""

from pathlib import Path

import pytest

from viewer.services.library_folder import library_folder

HOME = Path("/home/li")


def chosen(tmp_path: Path, named: str | None = None, platform: str = "linux", **environment: str) -> Path:
    return library_folder(named, environment, executable=tmp_path / "andu", home=HOME, platform=platform)


def test_the_named_folder_comes_first(tmp_path: Path) -> None:
    assert chosen(tmp_path, "/a/文库", ANDU_LIBRARY="/b") == Path("/a/文库")


def test_a_relative_folder_is_meant_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert chosen(tmp_path, "文库") == tmp_path / "文库"


def test_then_the_environment(tmp_path: Path) -> None:
    (tmp_path / "portable").touch()
    assert chosen(tmp_path, ANDU_LIBRARY="/b", XDG_DATA_HOME="/c") == Path("/b")


def test_then_the_folder_beside_a_portable_program(tmp_path: Path) -> None:
    (tmp_path / "portable").touch()
    assert chosen(tmp_path, XDG_DATA_HOME="/c") == tmp_path / "data"


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {"XDG_DATA_HOME": "/c"}, "/c/andu"),
        ("linux", {}, "/home/li/.local/share/andu"),
        ("linux", {"XDG_DATA_HOME": "relative", "ANDU_LIBRARY": ""}, "/home/li/.local/share/andu"),
        ("win32", {"LOCALAPPDATA": "/c"}, "/c/Andu"),
        ("darwin", {}, "/home/li/Library/Application Support/Andu"),
    ],
)
def test_then_the_platforms_place_for_data(
    tmp_path: Path, platform: str, environment: dict[str, str], expected: str
) -> None:
    assert chosen(tmp_path, platform=platform, **environment) == Path(expected)
