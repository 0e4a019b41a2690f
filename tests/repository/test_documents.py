"""What the documents point at is there, and the page about the house names every room."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#:]+)\)")
PATH = re.compile(r"`((?:viewer|scripts|tests|corpus|docs|constraints)/[\w./]*)`")

every_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())


@every_document
def test_every_link_leads_somewhere(document: Path) -> None:
    links = LINK.findall(document.read_text(encoding="utf-8"))
    assert not [link for link in links if not (document.parent / link).exists()]


@every_document
def test_every_path_that_is_named_exists(document: Path) -> None:
    paths = PATH.findall(document.read_text(encoding="utf-8"))
    assert not [path for path in paths if not (ROOT / path).exists()]


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    index = (folder / "README.md").read_text(encoding="utf-8")
    assert not [path.name for path in folder.glob("[0-9]*.md") if f"({path.name})" not in index]


def test_the_architecture_names_every_room() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = [path.name for path in (ROOT / "viewer").iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert not [room for room in rooms if f"\n  {room}/" not in page]


def test_every_task_says_what_it_does() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    names = re.findall(r"^\.PHONY:(.*)$", makefile, flags=re.MULTILINE)[0].split()
    assert not [name for name in names if not re.search(rf"^{name}:.*## \w", makefile, flags=re.MULTILINE)]
