"""A library of every schema there ever was opens in the newest with all that was in it; a newer one is refused."""

import sqlite3
from pathlib import Path

import pytest

from tests.unit.store.old_libraries import NUMBERS, make_old_library
from viewer.core.errors import LibraryNewerError
from viewer.services.annotating import Annotating
from viewer.services.bookmarking import Bookmarking
from viewer.store.library import Library
from viewer.store.migrations import NEWEST
from viewer.store.snapshot import is_sound

every_schema = pytest.mark.parametrize("number", NUMBERS)


def test_every_schema_before_the_newest_is_kept_as_a_library() -> None:
    assert set(range(1, NEWEST)) <= set(NUMBERS)


@every_schema
def test_documents_open_whole(number: int, tmp_path: Path) -> None:
    library = Library.open(make_old_library(tmp_path, number))
    library.check()
    with library.reading() as documents:
        readings = [documents.open(each.id).reading for each in documents.summaries()]
    library.close()
    assert sorted(reading.metadata.number or "" for reading in readings) == ["001", "002"]
    for reading in readings:
        text = reading.document.text
        assert [each.span.of(text) for each in reading.entities] == [each.surface for each in reading.entities]
        assert [each.span.of(text) for each in reading.metrics] == [each.surface for each in reading.metrics]


@every_schema
def test_notes_stand_where_they_stood(number: int, tmp_path: Path) -> None:
    library = Library.open(make_old_library(tmp_path, number))
    notes = Annotating(library).all()
    with library.reading() as documents:
        places = [each.span.of(documents.text(each.document_id)) for each in notes if each.span and each.document_id]
    bookmarks = Bookmarking(library).all()
    library.close()
    assert sorted(each.note for each in notes) == (["核对0", "核对1"] if number > 1 else [])
    assert places == [each.selector.quote.exact for each in notes]
    assert len(bookmarks) == (1 if number > 2 else 0)


@every_schema
def test_a_sound_copy_is_made_before_the_first_change(number: int, tmp_path: Path) -> None:
    Library.open(make_old_library(tmp_path, number)).close()
    copies = list((tmp_path / "backups").glob(f"library-schema{number}-*.db"))
    assert len(copies) == (1 if number < NEWEST else 0)
    assert all(is_sound(each) for each in copies)


def test_a_newer_library_is_refused_and_not_touched(tmp_path: Path) -> None:
    Library.open(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "library.db")
    connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    connection.close()
    before = (tmp_path / "library.db").read_bytes()
    with pytest.raises(LibraryNewerError, match="更新版本") as refusal:
        Library.open(tmp_path)
    assert "升级" in refusal.value.advice
    assert (tmp_path / "library.db").read_bytes() == before
