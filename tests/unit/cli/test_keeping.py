"""``andu backup``, ``restore`` and ``doctor`` keep a library whole."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from viewer.cli.command_line import main
from viewer.cli.exit_code import ExitCode

TEXT = "对第12号建议的答复\n\n张三代表：\n\n2023年，全区新增停车泊位812个。\n"
Call = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keeping")
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    main(["import", str(folder / "a.txt"), "--library", str(folder / "library")])
    return folder / "library"


@pytest.fixture
def library(sound: Path, tmp_path: Path) -> Path:
    shutil.copytree(sound, tmp_path / "library")
    return tmp_path / "library"


@pytest.fixture
def call(library: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*arguments: str | Path, folder: Path = library) -> tuple[int, str]:
        capsys.readouterr()
        code = main([*map(str, arguments), "--library", str(folder), "--json"])
        return code, capsys.readouterr().out

    return run


def kinds(out: str) -> list[tuple[str, bool]]:
    return [(each["kind"], each["mended"]) for each in json.loads(out)["findings"]]


def test_a_sound_library_is_called_sound(call: Call) -> None:
    code, out = call("doctor")
    assert (code, json.loads(out)["sound"]) == (ExitCode.DONE, True)


def test_a_backup_comes_back_whole(call: Call, tmp_path: Path) -> None:
    call("backup", tmp_path / "b.zip")
    call("restore", tmp_path / "b.zip", folder=tmp_path / "restored")
    _, out = call("search", "停车泊位", folder=tmp_path / "restored")
    assert (json.loads(out)["total"], json.loads(out)["complete"]) == (1, True)


def test_a_missing_original_is_told_and_nothing_invented(call: Call, library: Path) -> None:
    for original in (library / "originals").rglob("*"):
        if original.is_file():
            original.unlink()
    code, out = call("doctor", "--repair")
    assert (code, kinds(out)) == (ExitCode.FAILED, [("original missing", False)])


def test_an_original_that_was_changed_is_told(call: Call, library: Path) -> None:
    original = next(each for each in (library / "originals").rglob("*") if each.is_file())
    original.write_bytes(original.read_bytes() + b"x")
    assert kinds(call("doctor")[1]) == [("original changed", False)]


def test_a_lost_index_is_built_again(call: Call, library: Path) -> None:
    shutil.rmtree(library / "index")
    code, out = call("doctor", "--repair")
    assert (code, kinds(out)) == (ExitCode.DONE, [("index behind", True)])
    assert json.loads(call("search", "停车泊位")[1])["total"] == 1


def test_a_ruined_database_without_backup_is_left_as_it_is(call: Call, library: Path) -> None:
    database = library / "library.db"
    database.write_bytes(b"not a database at all" * 400)
    before = database.read_bytes()
    assert (call("doctor", "--repair")[0], database.read_bytes()) == (ExitCode.FAILED, before)
