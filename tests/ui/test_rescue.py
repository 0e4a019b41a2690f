"""A damaged database is told in the window, and its backup is one button away."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMessageBox

from tests.ui.conftest import Desk
from viewer.services.backing_up import Backups
from viewer.store.library import Library
from viewer.ui.actions import ActionId


def damage(library: Path, *, with_backup: bool) -> None:
    """Back a library up and write over its database."""
    opened = Library.open(library)
    if with_backup:
        Backups(opened).rotate(datetime.now(UTC))
    opened.close()
    (library / "library.db").write_bytes(b"this is no database" * 1000)


def test_a_damaged_library_comes_back_from_its_backup(open_desk: Callable[..., Desk], library: Path) -> None:
    damage(library, with_backup=True)
    desk = open_desk(library, fails=True)
    desk.until(desk.interior.fittings.failure.isVisible)
    assert desk.interior.actions_table[ActionId.RESCUE_LIBRARY].isEnabled()
    desk.do(ActionId.RESCUE_LIBRARY)
    desk.until(lambda: desk.interior.workspace is not None and len(desk.workspace.summaries) == 5)
    boxes = [each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox) and each.isVisible()]
    assert [("已用备份" in box.text(), box.close()) for box in boxes] == [(True, True)]
    assert len(list(library.glob("library.db.damaged-*"))) == 1


def test_without_a_backup_that_is_told(open_desk: Callable[..., Desk], library: Path) -> None:
    damage(library, with_backup=False)
    desk = open_desk(library, fails=True)
    desk.until(desk.interior.fittings.failure.isVisible)
    desk.do(ActionId.RESCUE_LIBRARY)
    desk.until(lambda: "没有可用的备份" in desk.interior.fittings.failure.headline.text())
    assert not desk.interior.actions_table[ActionId.RESCUE_LIBRARY].isEnabled()
