"""``andu offline-copy`` and ``sync``: out of the office, written, back, and a conflict decided."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.plain_reading import plain_reading
from tests.postgres_server import PostgresServer
from viewer.cli.command_line import main
from viewer.cli.exit_code import ExitCode
from viewer.core.annotation import NoteContent
from viewer.core.label import LabelChange
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.labelling import Labelling
from viewer.services.library_place import open_store
from viewer.store.store import Store

TEXT = "对第12号建议的答复\n\n张三代表：\n\n2023年，全区新增停车泊位812个。\n"
Opened = Callable[[str], Store]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    return lambda place: open_store(place, cache=tmp_path / "cache")


@pytest.fixture
def office(postgres: PostgresServer, office_database: str, tmp_path: Path, opened: Opened) -> str:
    """Return the address of an office's library with one reply in the collection 停车."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8", newline="")
    reading = plain_reading(TEXT)
    store = opened(postgres.address(office_database))
    store.originals.keep(tmp_path / "a.txt", reading.source.sha256)
    with store.transaction() as documents:
        known = documents.add(reading, pipeline_version="1")
    made = Labelling(store).add_collection("停车")
    Labelling(store).change([known], LabelChange(add_to=(made.id,)))
    Annotating(store).annotate(known, Span(0, 4), NoteContent(note="原话"))
    store.close()
    return store.place


def rewrite(store: Store, text: str) -> None:
    (note,) = Annotating(store).all()
    Annotating(store).edit(replace(note, note=text))
    store.close()


def test_a_copy_goes_out_and_comes_back(
    office: str, opened: Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    copy = str(tmp_path / "copy")
    assert main(["offline-copy", copy, "--collection", "停车", "--library", office]) == ExitCode.DONE
    assert "取回 1 份文档、1 条批注" in capsys.readouterr().out
    rewrite(opened(copy), "我的")
    rewrite(opened(office), "别人的")
    assert main(["sync", "--library", copy]) == ExitCode.PARTLY
    said = capsys.readouterr().out
    assert ("我的：我的" in said, "的：别人的" in said) == (True, True)
    assert main(["sync", "--library", copy, "--json"]) == ExitCode.PARTLY
    (conflict,) = json.loads(capsys.readouterr().out)["conflicts"]
    assert main(["sync", "--library", copy, "--note", conflict["note"][:8], "--keep", "mine"]) == ExitCode.DONE
    store = opened(office)
    assert [each.note for each in Annotating(store).all()] == ["我的"]
    store.close()


def test_a_library_of_ones_own_is_not_synchronised(
    opened: Opened, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened(str(tmp_path / "own")).close()
    assert main(["sync", "--library", str(tmp_path / "own")]) == ExitCode.FAILED
    assert "不是离线副本" in capsys.readouterr().err
