"""The command line as a person and a script meet it: real processes, real streams, real exit codes."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"


def andu(
    *arguments: str | Path,
    environment: dict[str, str] | None = None,
    **kwargs: Any,  # noqa: ANN401 - as subprocess
) -> subprocess.CompletedProcess[str]:
    """Run ``python -m viewer`` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "viewer", *map(str, arguments)],
        check=False,
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **(environment or {})},
        timeout=120,
        **kwargs,
    )


def answer(*arguments: str | Path) -> Any:  # noqa: ANN401 - JSON
    """Run a command that must succeed and return its JSON."""
    done = andu(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a library with the founding replies."""
    folder = tmp_path_factory.mktemp("end2end") / "文库"
    report = answer("import", CORPUS, "--library", folder)
    assert (len(report["imported"]), report["failed"]) == (5, [])
    return folder


def test_the_founding_replies_are_listed(library: Path) -> None:
    listed = answer("list", "--library", library)
    assert listed["schema"] == "andu/1"
    assert {document["metadata"]["number"] for document in listed["documents"]} >= {"054", "005"}


def test_importing_again_finds_nothing_new(library: Path) -> None:
    report = answer("import", CORPUS, "--library", library)
    assert (report["imported"], len(report["duplicates"])) == ([], 5)


def test_a_document_is_shown_as_inspect_gives_it(library: Path) -> None:
    document_id = answer("list", "--library", library)["documents"][0]["id"]
    shown = answer("show", document_id[:6], "--library", library)
    name = shown["source"]["name"]
    inspected = answer("inspect", CORPUS / name)
    assert {key: shown[key] for key in inspected} == inspected
    assert shown["annotations"] == []


def test_every_span_covers_what_it_says() -> None:
    reading = answer("inspect", CORPUS / "003_1374ff59fa2fbedd.txt")
    text = reading["text"]
    assert "\n".join(text[each["start"] : each["end"]] for each in reading["paragraphs"]) == text
    assert reading["entities"]
    assert reading["metrics"]
    for mark in reading["entities"] + reading["metrics"]:
        assert text[mark["start"] : mark["end"]] == mark["surface"]


def test_a_search_marks_exactly_what_was_asked(library: Path) -> None:
    found = answer("search", "数字化转型", "--library", library, "--limit", "1")
    assert found["total"] >= len(found["hits"]) == 1
    for hit in found["hits"]:
        text = answer("show", hit["id"], "--library", library)["text"]
        assert {text[start:end] for start, end in hit["spans"]} == {"数字化转型"}
        for snippet in hit["snippets"]:
            assert text[snippet["start"] :].startswith(snippet["text"])


def test_pages_and_facets_divide_the_answer(library: Path) -> None:
    everything = answer("search", "长宁", "--library", library)
    second = answer("search", "长宁", "--library", library, "--offset", "1", "--limit", "1")
    assert second["hits"][0]["id"] == everything["hits"][1]["id"]
    year, count = everything["facets"]["year"][0]
    assert answer("search", "长宁", "--library", library, "--facet", f"year={year}")["total"] == count


def test_many_queries_are_answered_line_by_line(library: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("数字化转型\n\n(坏\n早餐\n", encoding="utf-8")
    done = andu("search", "--queries", queries, "--library", library)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["query"] for line in lines] == ["数字化转型", "(坏", "早餐"]
    assert lines[1]["error"]["position"] == 0
    assert done.returncode == 3


def test_a_query_that_cannot_be_read_is_wrong_usage(library: Path) -> None:
    done = andu("search", '"停车', "--library", library, "--json")
    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["kind"] == "QueryError"
    assert done.stderr.startswith("错误：")


def test_words_for_people_are_chinese_and_on_standard_output(library: Path) -> None:
    done = andu("search", "早餐", "--library", library)
    assert done.stdout.startswith("“早餐”：共")
    assert "【早餐】" in done.stdout


def test_output_is_utf_8_in_a_poor_locale(library: Path) -> None:
    poor = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = andu("list", "--library", library, environment=poor)
    assert "代表建议答复" in done.stdout


def test_the_library_may_be_named_by_the_environment(library: Path) -> None:
    done = andu("--json", "list", environment={"ANDU_LIBRARY": str(library)})
    assert json.loads(done.stdout)["total"] == 5


def test_a_reader_that_leaves_early_is_no_fault(library: Path) -> None:
    command = [sys.executable, "-m", "viewer", "show", "a72e", "--json", "--library", str(library)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_an_unknown_document_is_a_failure(library: Path) -> None:
    done = andu("show", "zzzz", "--library", library)
    assert done.returncode == 1
    assert "没有编号为“zzzz”的文档" in done.stderr


def test_an_import_done_in_part_names_what_failed(tmp_path: Path) -> None:
    (tmp_path / "空.txt").touch()
    (tmp_path / "好.txt").write_text("关于停车的答复\n\n您的建议收悉。\n", encoding="utf-8")
    done = andu("import", tmp_path, "--library", tmp_path / "library")
    assert done.returncode == 3
    assert "空.txt" in done.stderr
    assert done.stdout == "新导入 1 份，失败 1 份。\n"


def test_an_import_of_nothing_good_failed(tmp_path: Path) -> None:
    (tmp_path / "空.txt").touch()
    assert andu("import", tmp_path / "空.txt", "--library", tmp_path / "library").returncode == 1


def test_a_removed_document_is_gone_until_it_comes_back(tmp_path: Path) -> None:
    library = tmp_path / "library"
    (document_id,) = answer("import", CORPUS / "000_97f502766859e50e.txt", "--library", library)["imported"]
    assert answer("remove", document_id, "--library", library)["removed"] == [document_id]
    assert answer("list", "--library", library)["total"] == 0
    assert answer("search", "早餐", "--library", library)["total"] == 0
    assert answer("remove", "--purge", "--library", library)["purged"] == [document_id]
    assert not [path for path in (library / "originals").rglob("*") if path.is_file()]


def test_an_index_that_is_gone_or_spoiled_is_renewed_before_answering(library: Path) -> None:
    before = answer("search", "早餐", "--library", library)["total"]
    for path in (library / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(os.urandom(path.stat().st_size))
    assert answer("search", "早餐", "--library", library)["total"] == before
    assert answer("reindex", "--library", library)["indexed"] == 5


def test_no_command_loads_qt_or_the_network(library: Path) -> None:
    program = (
        "import sys; from viewer.cli.command_line import main; main(sys.argv[1:]);"
        "print([name for name in ('PySide6', 'urllib.request', 'http.client') if name in sys.modules])"
    )
    command = [sys.executable, "-c", program, "search", "早餐", "--library", str(library)]
    done = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.skipif(sys.platform == "win32", reason="interrupts by signal")
def test_an_interrupted_import_keeps_what_was_done(tmp_path: Path) -> None:
    for number in range(400):
        text = f"关于第{number}号建议的答复\n\n" + f"　　停车问题第{number}条，现答复如下。\n" * 40
        (tmp_path / f"{number:03}.txt").write_text(text, encoding="utf-8")
    library = tmp_path / "library"
    command = [sys.executable, "-m", "viewer", "import", str(tmp_path), "--library", str(library), "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while not list(library.glob("originals/*/*")):
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=30)
    report = json.loads(out)
    assert report["cancelled"]
    assert process.returncode in {1, 3}
    assert answer("list", "--library", library)["total"] == len(report["imported"])
