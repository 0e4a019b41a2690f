"""The grammar: options on either side of the command, complaints in Chinese."""

import pytest

from viewer.cli.arguments import COMMANDS, parsed


def complaint(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as leaving:
        parsed(arguments)
    assert leaving.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    return captured.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--library", "文库", "list", "--json"),
        ("list", "--library", "文库", "--json"),
        ("--json", "list", "--library=文库"),
        ("--library", "别处", "--json", "list", "--library", "文库"),
    ],
)
def test_shared_options_stand_before_or_after_the_command(arguments: tuple[str, ...]) -> None:
    options = parsed(arguments)
    assert (options.command, options.library, options.json) == ("list", "文库", True)


def test_every_published_command_is_there() -> None:
    published = "import inspect list show search metrics entities annotations reindex doctor backup restore remove"
    assert {command.name for command in COMMANDS} >= set(published.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["import"], "缺少参数：路径"),
        (["serach", "停车"], "不能是 'serach'"),
        (["list", "--colour"], "不认识的参数：--colour"),
        (["search", "停车", "--limit", "-1"], "不小于 0 的整数"),
        (["search", "停车", "--limit", "x"], "不小于 0 的整数"),
        (["search", "停车", "--sort", "size"], "不能是 'size'"),
        (["search", "停车", "--facet", "颜色=红"], "字段=值"),
        (["list", "--library"], "缺少内容"),
        ([], "缺少参数"),
    ],
)
def test_wrong_usage_is_explained_in_chinese(
    capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    said = complaint(capsys, *arguments)
    assert said.startswith("错误：")
    assert words in said
    assert "用法：andu" in said


def test_facets_may_be_named_in_either_language() -> None:
    options = parsed(["search", "停车", "--facet", "年份=2023", "--facet", "unit=区交通委"])
    assert [(facet.field, facet.value) for facet in options.facet] == [("year", "2023"), ("issuing_unit", "区交通委")]


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parsed(["search", "--help"])
    said = capsys.readouterr().out
    assert said.startswith("用法：andu search")
    assert not any(word in said for word in ("usage", "options:", "positional", "show this help"))
