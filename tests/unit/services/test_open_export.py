"""The folder holds everything, needs no program, and no word of a document becomes markup or a formula in it."""

import csv
import json
import random
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.torture.small_library import add_reply, new_library
from viewer.core.annotation import NoteContent
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.errors import LibraryError
from viewer.core.metadata import Metadata
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.open_export import OpenExportReport, write_open_folder
from viewer.store.library import Library

EVIL = "=cmd|' /C calc'!A0<script>alert(1)</script>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a library with two replies and a document with a hostile title, each annotated."""
    new_library(tmp_path / "library", 2, seed=1)
    library = Library.open(tmp_path / "library")
    paragraphs = (Paragraph(Span(0, len(EVIL))),)
    reading = Reading(
        Source("a.txt", "text/plain", "e" * 64, 9), Document(EVIL, paragraphs), Metadata(title=EVIL, number="054")
    )
    with library.transaction() as documents:
        documents.add(reading, pipeline_version="1")
        ids = [each.id for each in documents.summaries()]
    for each in ids:
        Annotating(library, creator="张三").annotate(DocumentId(each), Span(0, 3), NoteContent(note=EVIL))
    library.close()
    return tmp_path / "library"


def export(folder: Path, target: Path) -> OpenExportReport:
    library = Library.open(folder)
    try:
        return write_open_folder(library, target, progress=ignore_progress, cancel=CancelToken())
    finally:
        library.close()


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_everything_is_there(folder: Path, tmp_path: Path) -> None:
    report = export(folder, tmp_path / "out")
    assert (report.documents, report.without_original) == (3, (EVIL,))
    assert len(list((tmp_path / "out" / "texts").iterdir())) == 3
    originals = {path.read_bytes() for path in (tmp_path / "out" / "originals").iterdir()}
    assert originals == {path.read_bytes() for path in folder.glob("originals/*/*")}
    assert len(json.loads((tmp_path / "out" / "notes.jsonld").read_bytes())["first"]["items"]) == 3
    assert len(rows(tmp_path / "out" / "notes.csv")) == len(rows(tmp_path / "out" / "documents.csv")) == 4


def test_no_word_of_a_document_becomes_markup(folder: Path, tmp_path: Path) -> None:
    export(folder, tmp_path / "out")
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "default-src 'none'" in page


def test_no_cell_is_a_formula(folder: Path, tmp_path: Path) -> None:
    export(folder, tmp_path / "out")
    cells = [cell for path in (tmp_path / "out").glob("*.csv") for row in rows(path) for cell in row]
    assert EVIL not in cells
    assert "'" + EVIL in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "＝"))]


def test_what_stands_there_is_not_touched(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(LibraryError, match="已经存在"):
        export(folder, tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_every_link_of_the_page_leads_to_a_file(folder: Path, tmp_path: Path) -> None:
    library = Library.open(folder)
    add_reply(library, 77, random.Random(1))  # noqa: S311 - words
    library.close()
    export(folder, tmp_path / "out")
    page = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    links = [piece.split('"')[0] for piece in page.split('href="')[1:]]
    assert len(links) > 10
    assert not [link for link in links if not (tmp_path / "out" / unquote(link)).exists()]
