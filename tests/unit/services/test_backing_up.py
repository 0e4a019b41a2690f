"""A backup counts only when it was opened and checked; a restore never deletes what stood there."""

import hashlib
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from viewer.core.annotation import NoteContent
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.errors import Cancelled, LibraryDamagedError, LibraryError
from viewer.core.metadata import Metadata
from viewer.core.progress import CancelToken, ProgressStep, ignore_progress
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.backing_up import Backups, restore
from viewer.store.library import Library

NOW = datetime(2026, 6, 15, 18, 0, tzinfo=UTC)
CONTENT = "全区新增停车泊位八百余个。"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(tmp_path / "library")
    yield library
    library.close()


@pytest.fixture
def document_id(library: Library, tmp_path: Path) -> DocumentId:
    source = tmp_path / "a.txt"
    source.write_text(CONTENT, encoding="utf-8")
    sha256 = hashlib.sha256(source.read_bytes()).hexdigest()
    library.originals.keep(source, sha256)
    document = Document(CONTENT, (Paragraph(Span(0, len(CONTENT))),))
    with library.transaction() as documents:
        return documents.add(
            Reading(Source("a.txt", "text/plain", sha256, 9), document, Metadata()), pipeline_version="1"
        )


def archive(library: Library, target: Path) -> Path:
    Backups(library).archive(target, progress=ignore_progress, cancel=CancelToken())
    return target


def test_a_rotating_backup_opens_as_a_library_database(library: Library, document_id: DocumentId) -> None:
    path = Backups(library).rotate(NOW)
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT id FROM documents").fetchone() == (document_id,)


def test_old_backups_go_only_after_a_new_one_stands(library: Library) -> None:
    backups = Backups(library)
    for day in range(40):
        backups.rotate(NOW - timedelta(days=40 - day))
    assert len(backups.existing()) <= 31
    assert backups.existing()[0].name == "library-20260614T180000Z.db"


def test_a_backup_is_due_once_a_day(library: Library) -> None:
    backups = Backups(library)
    assert backups.is_due(NOW)
    backups.rotate(NOW)
    assert (backups.is_due(NOW + timedelta(hours=3)), backups.is_due(NOW + timedelta(days=1))) == (False, True)


def test_a_change_after_the_last_backup_leaves_it_behind(library: Library, document_id: DocumentId) -> None:
    backups = Backups(library)
    backups.rotate(datetime.now(UTC) + timedelta(seconds=2))
    assert not backups.is_behind()
    for path in backups.existing():
        path.unlink()
    backups.rotate(NOW - timedelta(days=900))
    Annotating(library).annotate(document_id, Span(2, 6))
    assert backups.is_behind()


def test_a_library_comes_back_with_its_originals_and_notes(
    library: Library, document_id: DocumentId, tmp_path: Path
) -> None:
    note = Annotating(library).annotate(document_id, Span(2, 6), NoteContent(note="核对"))
    path = archive(library, tmp_path / "backup.zip")
    report = restore(path, tmp_path / "restored", progress=ignore_progress, cancel=CancelToken())
    restored = Library.open(report.folder)
    assert Annotating(restored).of_document(document_id) == [note]
    with restored.reading() as documents:
        sha256 = documents.summary(document_id).source.sha256
    assert restored.originals.read(sha256).decode() == CONTENT
    restored.close()


def test_what_stood_there_is_moved_aside(library: Library, tmp_path: Path) -> None:
    path = archive(library, tmp_path / "backup.zip")
    (tmp_path / "target").mkdir()
    (tmp_path / "target" / "keep.txt").write_text("重要", encoding="utf-8")
    report = restore(path, tmp_path / "target", progress=ignore_progress, cancel=CancelToken())
    assert report.former is not None
    assert (report.former / "keep.txt").read_text(encoding="utf-8") == "重要"


@pytest.mark.parametrize("damage", ["truncated", "flipped", "foreign", "empty"])
def test_a_damaged_archive_changes_nothing(
    library: Library, document_id: DocumentId, tmp_path: Path, damage: str
) -> None:
    assert document_id
    content = archive(library, tmp_path / "backup.zip").read_bytes()
    middle = len(content) // 3
    spoiled = {
        "truncated": content[: len(content) // 2],
        "flipped": content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :],
        "foreign": b"PK\x03\x04 something else",
        "empty": b"",
    }[damage]
    (tmp_path / "bad.zip").write_bytes(spoiled)
    with pytest.raises(LibraryError):
        restore(tmp_path / "bad.zip", tmp_path / "restored", progress=ignore_progress, cancel=CancelToken())
    assert not (tmp_path / "restored").exists()


def test_a_missing_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="找不到"):
        restore(tmp_path / "none.zip", tmp_path / "restored", progress=ignore_progress, cancel=CancelToken())


def test_a_member_that_climbs_out_of_the_folder_is_refused(library: Library, tmp_path: Path) -> None:
    path = archive(library, tmp_path / "backup.zip")
    with zipfile.ZipFile(path) as opened:
        members = {name: opened.read(name) for name in opened.namelist()}
    manifest = members["manifest.json"].replace(b'"library.db"', b'"../library.db"')
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as evil:
        evil.writestr("../library.db", members["library.db"])
        evil.writestr("manifest.json", manifest)
    with pytest.raises(LibraryError):
        restore(tmp_path / "evil.zip", tmp_path / "restored", progress=ignore_progress, cancel=CancelToken())
    assert not (tmp_path / "restored").exists()


def test_a_cancelled_backup_leaves_nothing_behind(library: Library, document_id: DocumentId, tmp_path: Path) -> None:
    assert document_id
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        Backups(library).archive(tmp_path / "backup.zip", progress=ignore_progress, cancel=cancel)
    assert list(tmp_path.glob("backup.zip*")) == []


def test_a_backup_interrupted_in_the_middle_goes_on(library: Library, document_id: DocumentId, tmp_path: Path) -> None:
    assert document_id
    cancel = CancelToken()

    def stop(step: ProgressStep) -> None:
        if step.message == "写入备份":
            cancel.cancel()

    with pytest.raises(Cancelled):
        Backups(library).archive(tmp_path / "backup.zip", progress=stop, cancel=cancel)
    assert (tmp_path / "backup.zip.part").exists()
    archive(library, tmp_path / "backup.zip")
    assert not (tmp_path / "backup.zip.part").exists()


def test_a_persons_own_tables_are_in_the_archive(library: Library, tmp_path: Path) -> None:
    (library.folder / "synonyms.toml").write_text("groups = []\n", encoding="utf-8")
    report = restore(
        archive(library, tmp_path / "backup.zip"), tmp_path / "new", progress=ignore_progress, cancel=CancelToken()
    )
    assert (report.folder / "synonyms.toml").read_text(encoding="utf-8") == "groups = []\n"


def test_a_clock_set_forward_and_back_costs_no_backup(library: Library, document_id: DocumentId) -> None:
    backups = Backups(library)
    real = [backups.rotate(NOW + timedelta(days=day)) for day in range(3)]
    backups.rotate(NOW + timedelta(days=30000))
    Annotating(library).annotate(document_id, Span(2, 6))
    assert backups.is_behind()
    backups.rotate(NOW + timedelta(days=3))
    assert not backups.is_behind()
    assert {path.name for path in real} <= {path.name for path in backups.existing()}


def test_contents_that_changed_by_themselves_stop_the_first_backup_of_a_day(
    library: Library, document_id: DocumentId
) -> None:
    assert document_id
    backups = Backups(library)
    backups.rotate(NOW)
    with library.transaction():
        library._connections.current().execute("UPDATE seals SET sum = sum + 1 WHERE what = 'document'")
    backups.rotate(NOW + timedelta(hours=1))
    with pytest.raises(LibraryDamagedError, match="自行改变"):
        backups.rotate(NOW + timedelta(days=1))
    assert [path.name for path in backups.existing()] == ["library-20260615T190000Z.db"]
