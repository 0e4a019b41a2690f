"""A day on a real desktop: files dragged in, words found, marked, written on, exported, and there again tomorrow."""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.end2end.desktop import ROOT, Desktop, desktop, missing_tools

LACKING = missing_tools()
pytestmark = pytest.mark.skipif(
    bool(LACKING), reason=f"needs {' '.join(LACKING)} (scripts/system_packages.py --desktop)"
)

QUERY = "数字经济企业"
PASSAGE = "数字经济企业6100余家"
NOTE = "核对口径 2024"


def test_what_was_done_today_is_there_tomorrow(tmp_path: Path) -> None:
    with desktop(tmp_path) as desk:
        program = desk.start_andu(tmp_path / "library")
        neighbour = import_by_drag(desk)
        find(desk)
        mark_and_write(desk)
        exported = export(desk, tmp_path / "notes.csv")
        assert PASSAGE in exported
        assert NOTE in exported
        arrived = drag_out(desk, neighbour)
        assert PASSAGE in arrived["text"]
        assert "第050号提案的答复》" in arrived["text"]
        assert f"{PASSAGE}" in arrived["html"]
        desk.leave(program)
        again = desk.start_andu(tmp_path / "library")
        assert_all_is_there(desk)
        desk.leave(again)


def import_by_drag(desk: Desktop) -> subprocess.Popen[str]:
    """Drag the folder of the founding replies out of another program into the empty window."""
    target = desk.named("欢迎使用案牍")
    neighbour = desk.start(sys.executable, "tests/end2end/neighbour.py", ROOT / "corpus")
    desk.line_of(neighbour)
    taken = partial(desk.has_line_of, neighbour)
    desk.drag(desk.named("files", "label").middle, target.middle, taken)
    assert json.loads(desk.line_of(neighbour)) == {"taken": True}
    desk.named("第050号提案的答复", "cell")
    return neighbour


def find(desk: Desktop) -> None:
    """Type a Chinese query and open a hit."""
    desk.click(desk.named("在全部文档中查找"))
    desk.type_into("在全部文档中查找", QUERY)
    desk.keys("Return")
    desk.click(desk.find(lambda node: node.role == "list item" and "6100" in node.name))
    desk.on_page(PASSAGE)


def mark_and_write(desk: Desktop) -> None:
    """Select a passage with the mouse and write a note on it."""
    select(desk)
    desk.keys("ctrl+m")
    desk.find(lambda node: node.role == "text" and node.is_focused and node.name == "批注")
    desk.type_into("批注", NOTE)
    desk.find(lambda node: node.role == "list item" and PASSAGE in node.name and NOTE in node.name)


def select(desk: Desktop) -> None:
    """Select the passage with the mouse, where it is not selected yet."""
    left, top, right, bottom = desk.on_page(PASSAGE)
    selected = partial(desk.shows, lambda node: node.selected == PASSAGE)
    desk.drag((left + 1, top), (right - 1, bottom), selected)


def drag_out(desk: Desktop, neighbour: subprocess.Popen[str]) -> dict[str, str]:
    """Drag the passage into the other program, and return what arrived there."""
    select(desk)
    _, _, right, bottom = desk.on_page(PASSAGE)
    target = desk.named("drop here", "label").middle
    desk.drag((right - 12, bottom), target, partial(desk.has_line_of, neighbour))
    arrived: dict[str, str] = json.loads(desk.line_of(neighbour))
    return arrived


def export(desk: Desktop, file: Path) -> str:
    """Write the notes to a file of the form Markdown, by the keyboard alone."""
    desk.keys("ctrl+shift+p")
    desk.find(lambda node: node.is_focused and node.name == "命令面板")
    desk.type("dcpz")
    desk.keys("Return")
    desk.find(lambda node: node.role in ("dialog", "file chooser") and "导出批注" in node.name)
    desk.type_into("文件名", str(file))
    desk.keys("Return")
    desk.until(file.exists)
    return file.read_text("utf-8")


def assert_all_is_there(desk: Desktop) -> None:
    """See the reply, the query and the note where they were."""
    desk.on_page(PASSAGE)
    desk.find(lambda node: QUERY in node.text and node.name == "在全部文档中查找")
    desk.find(lambda node: PASSAGE in node.name and NOTE in node.name)
