"""``andu annotations`` carries notes between libraries through files."""

import json
from pathlib import Path
from typing import Any

import pytest

from viewer.cli.command_line import main
from viewer.cli.exit_code import ExitCode

TEXT = "关于停车难的答复\n\n张三代表：\n\n全区新增公共停车泊位812个，缓解了停车矛盾。\n"
NOTE = {
    "id": "urn:uuid:00000000-0000-4000-8000-000000000001",
    "type": "Annotation",
    "created": "2024-05-06T08:00:00Z",
    "body": [
        {"type": "TextualBody", "purpose": "commenting", "value": "核对口径"},
        {"type": "TextualBody", "purpose": "tagging", "value": "停车"},
    ],
}


def call(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str]:
    code = main([str(each) for each in arguments])
    return code, capsys.readouterr().out


@pytest.fixture
def library(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    (tmp_path / "停车.txt").write_text(TEXT, encoding="utf-8")
    call(capsys, "import", tmp_path / "停车.txt", "--library", tmp_path / "library")
    return tmp_path / "library"


def only_document(library: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    _, listed = call(capsys, "list", "--json", "--library", library)
    _, shown = call(capsys, "show", json.loads(listed)["documents"][0]["id"], "--json", "--library", library)
    document: dict[str, Any] = json.loads(shown)
    return document


def note_file(folder: Path, library: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    sha256 = only_document(library, capsys)["source"]["sha256"]
    selector = {"type": "TextQuoteSelector", "exact": "公共停车泊位812个", "prefix": "全区新增", "suffix": "，缓解了"}
    path = folder / "notes.jsonld"
    path.write_text(json.dumps([NOTE | {"target": {"source": f"urn:sha256:{sha256}", "selector": selector}}]))
    return path


def test_a_note_finds_its_words(tmp_path: Path, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, "annotations", "import", note_file(tmp_path, library, capsys), "--library", library)
    document = only_document(library, capsys)
    note = document["annotations"][0]
    assert document["text"][note["start"] : note["end"]] == note["quote"] == "公共停车泊位812个"


def test_what_was_exported_is_already_there(tmp_path: Path, library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, "annotations", "import", note_file(tmp_path, library, capsys), "--library", library)
    out = tmp_path / "out.jsonld"
    call(capsys, "annotations", "export", "--output", out, "--library", library)
    _, report = call(capsys, "annotations", "import", out, "--json", "--library", library)
    assert (json.loads(report)["added"], json.loads(report)["unchanged"]) == (0, 1)


@pytest.mark.parametrize("note_format", ["md", "csv", "xlsx", "docx"])
def test_notes_leave_in_every_format(
    tmp_path: Path, library: Path, capsys: pytest.CaptureFixture[str], note_format: str
) -> None:
    call(capsys, "annotations", "import", note_file(tmp_path, library, capsys), "--library", library)
    out = tmp_path / f"out.{note_format}"
    code, _ = call(capsys, "annotations", "export", "--format", note_format, "--output", out, "--library", library)
    assert (code, out.stat().st_size > 50) == (ExitCode.DONE, True)


def test_a_word_file_needs_a_place(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _ = call(capsys, "annotations", "export", "--format", "docx", "--library", library)
    assert code == ExitCode.USAGE


def test_a_file_that_holds_no_notes_is_refused(
    tmp_path: Path, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.jsonld").write_text("不是批注", encoding="utf-8")
    code, _ = call(capsys, "annotations", "import", tmp_path / "x.jsonld", "--library", library)
    assert code == ExitCode.FAILED


def test_an_export_that_cannot_be_written_says_so(
    tmp_path: Path, library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "no such folder" / "out.jsonld"
    assert main(["annotations", "export", "--output", str(out), "--library", str(library)]) == ExitCode.FAILED
    assert "不能写入" in capsys.readouterr().err
