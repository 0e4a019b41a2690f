"""What a screen reader is told: every control by name and role, lists row by row, the text, where the focus is."""

import json
from pathlib import Path

import pytest

from tests.end2end.desktop import ROOT, SYSTEM_PYTHON, Desktop, Node, desktop, missing_tools
from viewer.core.progress import CancelToken, ignore_progress
from viewer.services.opening import open_services

LACKING = missing_tools()
WAY = "scripts/system_packages.py --desktop"
pytestmark = pytest.mark.skipif(bool(LACKING), reason=f"needs {' '.join(LACKING)} ({WAY})")

TITLE = "第050号提案的答复"
REPLY = ROOT / "corpus" / "000_97f502766859e50e.txt"
NAMELESS_ROLES = {"filler", "panel", "scroll bar", "split pane", "layered pane"}
WINDOWS = ("F12", "ctrl+shift+p", "ctrl+slash", "F1", "ctrl+shift+k", "ctrl+shift+b", "ctrl+alt+i")


def test_a_screen_reader_is_told_of_everything(tmp_path: Path) -> None:
    library = tmp_path / "library"
    services = open_services(library)
    services.importer.import_paths([REPLY], progress=ignore_progress, cancel=CancelToken())
    services.close()
    with desktop(tmp_path) as desk:
        program = desk.start_andu(library)
        row = desk.find(lambda node: node.role == "table cell" and "号" in node.name)
        assert "未读" in row.name
        desk.click(row)
        assert_text_is_read(desk)
        assert_all_is_named(desk)
        assert_focus_is_told(desk)
        for keys in WINDOWS:
            assert_window_is_named(desk, keys)
        desk.leave(program)


def assert_text_is_read(desk: Desktop) -> None:
    """The reader is a text with the document's own characters."""
    page = desk.find(lambda node: node.name == "正文" and node.role == "text" and len(node.text) > 500)
    text = REPLY.read_text("utf-8")
    assert sum(line.strip() in text.replace("\n", "") for line in page.text.split("\n")[:3]) >= 1


def assert_all_is_named(desk: Desktop) -> None:
    """Whatever the focus can stand on says what it is."""
    assert nameless(desk.look()) == []


def nameless(seen: list[Node]) -> list[Node]:
    """Return what can be operated and has no name; empty cells of a table are what they are."""
    operable = [node for node in seen if node.is_focusable or "button" in node.role or node.role == "check box"]
    silent = [node for node in operable if not (node.name or node.text or node.description)]
    return [node for node in silent if node.role not in {"table cell", *NAMELESS_ROLES}]


def assert_focus_is_told(desk: Desktop) -> None:
    """Each move of the focus is told with the name of where it went."""
    follower = desk.start(SYSTEM_PYTHON, Path(__file__).with_name("eyes.py"), "follow")
    desk.line_of(follower)
    desk.keys("ctrl+l")
    desk.keys("Tab")
    told = [json.loads(desk.line_of(follower)) for _ in range(2)]
    assert told[0]["name"] == "在全部文档中查找"
    assert all(each["name"] for each in told)
    follower.terminate()


def assert_window_is_named(desk: Desktop, keys: str) -> None:
    """A window opened by a key has a title, and no control without a name."""
    before = {node.name for node in desk.look() if node.depth == 1}
    desk.keys(keys)
    opened = desk.find(lambda node: node.depth == 1 and node.name not in before)
    assert opened.name
    assert nameless(desk.look()) == [], keys
    desk.keys("Escape" if keys not in ("ctrl+shift+b", "ctrl+alt+i") else "alt+F4")
    desk.until(lambda: opened.name not in {node.name for node in desk.look() if node.depth == 1})
