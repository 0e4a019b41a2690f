"""``andu entities`` and ``andu metrics`` answer from all documents at once."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from viewer.cli.command_line import main
from viewer.cli.exit_code import ExitCode

FIRST = "对第12号建议的答复\n\n张三代表：\n\n2023年，全区新增停车泊位812个，由长宁区科学技术委员会支持。\n"
SECOND = "对第13号建议的答复\n\n李四代表：\n\n2024年，全区新增停车泊位约900个，由长宁区科学技术委员会支持。\n"
Call = Callable[..., tuple[int, str]]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("across")
    (folder / "a.txt").write_text(FIRST, encoding="utf-8")
    (folder / "b.txt").write_text(SECOND, encoding="utf-8")
    main(["import", str(folder / "a.txt"), str(folder / "b.txt"), "--library", str(folder / "library")])
    return folder / "library"


@pytest.fixture
def call(library: Path, capsys: pytest.CaptureFixture[str]) -> Call:
    def run(*arguments: str | Path) -> tuple[int, str]:
        capsys.readouterr()
        code = main([*map(str, arguments), "--library", str(library)])
        return code, capsys.readouterr().out

    return run


def test_a_name_is_listed_once_with_all_its_documents(call: Call) -> None:
    _, out = call("entities", "--type", "ORG", "--name", "科学技术委员会", "--json")
    names = json.loads(out)["entities"]
    assert [(each["name"], each["mentions"], len(each["documents"])) for each in names] == [
        ("长宁区科学技术委员会", 2, 2)
    ]


def test_names_nobody_bears_are_no_error(call: Call) -> None:
    code, out = call("entities", "--name", "没有这个名字", "--json")
    assert (code, json.loads(out)["entities"]) == (ExitCode.DONE, [])


def test_figures_of_one_indicator_come_with_sentence_and_document(call: Call) -> None:
    _, out = call("metrics", "--indicator", "停车泊位", "--json")
    points = [point for series in json.loads(out)["indicators"] for point in series["points"]]
    assert {(point["value"], point["comparator"]) for point in points} == {(812, "="), (900, "~")}
    assert all(point["surface"] in point["text"] and point["document"]["title"] for point in points)


def test_figures_leave_as_csv_with_numbers_and_words(call: Call) -> None:
    _, out = call("metrics", "--indicator", "停车泊位", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert sorted((row["数值"], row["比较"]) for row in rows) == [("812", "等于"), ("900", "约")]


def test_a_workbook_needs_a_place(call: Call) -> None:
    assert call("metrics", "--format", "xlsx")[0] == ExitCode.USAGE


def test_a_workbook_is_written(call: Call, tmp_path: Path) -> None:
    call("metrics", "--format", "xlsx", "--output", tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes().startswith(b"PK")
