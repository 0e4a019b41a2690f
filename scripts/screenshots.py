"""Draws a fixed set of scenes of the real window to build/screenshots/, or one picture of a library.

Every scene is a real library, imported from corpus/, driven as a person would drive it.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from scripts.scenes import QUERY, ROOT, SCENES
from scripts.stage import Stage
from viewer.app import build_application
from viewer.core.annotation import MarkColour, NoteContent
from viewer.core.entity import EntityType
from viewer.core.lexicon import LexiconTerm
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.span import Span
from viewer.furnishing import open_library
from viewer.ui.appearance import ThemeChoice

CORPUS = sorted((ROOT / "corpus").glob("*.txt"))
PICTURES = ROOT / "build" / "screenshots"
Screens = Mapping[str, tuple[QSize, ...]]
SCREENS: Screens = {
    "1": (QSize(1366, 768),),
    "1.25": (QSize(1366, 768),),
    "1.5": (QSize(1920, 1080),),
    "1.75": (QSize(1920, 1080),),
    "2": (QSize(2732, 1536),),
}
HARD_SCREENS: Screens = {
    "1": (QSize(800, 600), QSize(3840, 2160)),
    "3": (QSize(2400, 1800),),
}
TERMS = (
    LexiconTerm("云桥码头", EntityType.FACILITY),
    LexiconTerm("一网统管", EntityType.PROGRAMME, "城市运行一网统管"),
    LexiconTerm("数字孪生", EntityType.TECHNOLOGY),
    LexiconTerm("区科委", EntityType.ORGANISATION, "长宁区科学技术委员会"),
)
LONG_LINE = 40
CLAUSE = re.compile(r"[^，。；：、“”《》]{8,24}")
NOTES = ("与去年答复的口径不同，请核对。", "", "可引用到调研报告第三部分。", "", "下次走访时问进展")
THEMES = "light,dark,contrast"


def draw_all(folder: Path, screens: Sequence[QSize], scale: str, chosen: argparse.Namespace) -> None:
    """Draw every scene at one scale, on screens of these real sizes."""
    application = build_application(sys.argv[:1])
    library = prepare_library(folder / "library")
    for theme in (each for each in ThemeChoice if each.value in chosen.theme.split(",")):
        for size in screens:
            logical = QSize(round(size.width() / float(scale)), round(size.height() / float(scale)))
            name = f"{theme.value}_{size.width()}x{size.height()}_{round(float(scale) * 100)}"
            if chosen.scene in "empty":
                stage = Stage(application, folder / f"empty_{name}", logical, theme)
                stage.draw(PICTURES / f"empty_{name}.png")
                stage.close()
            stage = Stage(application, Path(shutil.copytree(library, folder / name)), logical, theme)
            draw_scenes(stage, name, chosen.scene)
            stage.close()


def prepare_library(folder: Path) -> Path:
    """Make a library of the founding replies with a few terms and notes of a person, and return its folder."""
    services = open_library(folder)
    services.importer.import_paths(CORPUS, progress=ignore_progress, cancel=CancelToken())
    for term in TERMS:
        services.teaching.add_term(term)
    services.spreading.spread(progress=ignore_progress, cancel=CancelToken())
    reply = next(each for each in services.catalog.summaries() if "050号" in each.title)
    text = services.documents.open(reply.id).reading.document.text
    clauses = [each for line in text.split("\n") if len(line) > LONG_LINE for each in CLAUSE.findall(line)[1:2]]
    for clause, colour, words in zip(clauses, MarkColour, NOTES, strict=False):
        span = Span(text.index(clause), text.index(clause) + len(clause))
        services.annotating.annotate(reply.id, span, NoteContent(colour=colour, note=words))
    services.close()
    return folder


def draw_scenes(stage: Stage, name: str, wanted: str) -> None:
    """Draw what is said about an import that failed in part, and all other scenes, in this order."""
    if wanted in "failures":
        draw_failures(stage, name)
    for scene in (each for each in SCENES if wanted in each.name):
        window = scene.play(stage)
        stage.draw(PICTURES / f"{scene.name}_{name}.png", window)
        if window is not None:
            window.close()
            QTest.qWait(1)


def draw_failures(stage: Stage, name: str) -> None:
    """Import files that cannot be imported, and draw what is said about them."""
    with tempfile.TemporaryDirectory() as folder:
        stage.import_all(make_bad_files(Path(folder)))
    dialog = stage.window.findChild(QDialog)
    if dialog is not None:
        stage.draw(PICTURES / f"failures_{name}.png", dialog)
        dialog.close()
        QTest.qWait(1)


def make_bad_files(folder: Path) -> list[Path]:
    """Write an empty file, a file that is no text, and a reply the library has already."""
    empty, binary, twin = folder / "空白.txt", folder / "扫描件.txt", folder / "答复（副本）.txt"
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 64)
    twin.write_bytes(CORPUS[0].read_bytes())
    return [empty, binary, twin]


def draw_one(library: Path, query: str, picture: Path) -> None:
    """Draw the window on a library with the answer to a query, its first passage opened."""
    application = build_application(sys.argv[:1])
    stage = Stage(application, library, SCREENS["1"][0], ThemeChoice.LIGHT)
    stage.search(query)
    lists = stage.interior.panes.lists
    if lists.results.rowCount():
        lists.result_view.select_row(0)
        lists.result_view.row_chosen.emit(0)
    stage.draw(picture)
    stage.close()


def main() -> None:
    """Draw one picture, or every scene at every scale, each scale in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path)
    parser.add_argument("--query", default=QUERY)
    parser.add_argument("--picture", type=Path)
    parser.add_argument("--scale", help="draw the scenes at this scale only")
    parser.add_argument(
        "--hard", action="store_true", help="draw them on very small, very large and very dense screens"
    )
    parser.add_argument("--theme", default=THEMES, help="draw them in these themes only, parted by commas")
    parser.add_argument("--scene", default="", help="draw only scenes whose name contains this")
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    screens = HARD_SCREENS if chosen.hard else SCREENS
    if chosen.library and chosen.picture:
        draw_one(chosen.library.absolute(), chosen.query, chosen.picture)
    elif chosen.scale:
        with tempfile.TemporaryDirectory() as folder:
            draw_all(Path(folder), screens[chosen.scale], chosen.scale, chosen)
    else:
        for scale in screens:
            command = [sys.executable, "-m", "scripts.screenshots", *sys.argv[1:], "--scale", scale]
            subprocess.run(command, check=True, env={**os.environ, "QT_SCALE_FACTOR": scale})


if __name__ == "__main__":
    main()
