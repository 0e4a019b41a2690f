"""A damaged database is replaced by its most complete sound backup, and what is damaged is kept."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from viewer.core.errors import LibraryError
from viewer.services.backing_up import Backups
from viewer.services.doctor import is_backup_complete, rescue_database
from viewer.store.library import Library

NOW = datetime(2026, 6, 15, 18, 0, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a library with three changes and a backup after each, the newest dated by a clock that was wrong."""
    library = Library.open(tmp_path / "library")
    for number in range(3):
        with library.transaction():
            library._connections.current().execute(
                "INSERT INTO change_log (at, action, subject, detail) VALUES ('', 'x', ?, '{}')", (str(number),)
            )
        Backups(library).rotate(NOW - timedelta(days=number))
    library.close()
    (tmp_path / "library" / "backups" / "library-schema1-20990101T000000Z.db").write_bytes(b"an old copy")
    return tmp_path / "library"


def subjects(folder: Path) -> list[str]:
    library = Library.open(folder)
    found = [each.subject for each in library.changes()]
    library.close()
    return found


def test_the_backup_with_the_most_changes_is_taken(folder: Path) -> None:
    (folder / "library.db").write_bytes(b"not a database" * 500)
    finding = rescue_database(folder)
    assert finding.mended
    assert subjects(folder) == ["0", "1", "2"]
    assert len(list(folder.glob("library.db.damaged-*"))) == 1


def test_a_damaged_backup_is_passed_over(folder: Path) -> None:
    best = folder / "backups" / "library-20260613T180000Z.db"
    content = bytearray(best.read_bytes())
    content[4096 : 4096 * 9] = bytes(4096 * 8)
    best.write_bytes(content)
    (folder / "library.db").write_bytes(b"")
    assert "20260614" in rescue_database(folder).sentence
    assert subjects(folder) == ["0", "1"]


def test_without_a_sound_backup_nothing_is_touched(folder: Path) -> None:
    for each in (folder / "backups").iterdir():
        each.unlink()
    (folder / "library.db").write_bytes(b"broken")
    with pytest.raises(LibraryError, match="没有可用的备份"):
        rescue_database(folder)
    assert (folder / "library.db").read_bytes() == b"broken"


def test_a_backup_is_complete_only_while_nothing_was_changed_since(folder: Path) -> None:
    assert is_backup_complete(folder)
    library = Library.open(folder)
    with library.transaction():
        library._connections.current().execute(
            "INSERT INTO change_log (at, action, subject, detail) VALUES ('', 'x', 'y', '{}')"
        )
    library.close()
    assert not is_backup_complete(folder)
