"""Scenes of what is rarely seen: the windows of an office, what waits, what is empty, what is asked before a loss."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from scripts.stage import Stage, fail
from viewer.core.company import Company, SignedChange
from viewer.core.document import DocumentId
from viewer.core.entrance import Entrance
from viewer.core.pair import OfferedPair
from viewer.core.progress import ProgressStep
from viewer.jobs.job import JobHandle, Lane
from viewer.jobs.runner import JobRunner
from viewer.ui.actions import ActionId
from viewer.ui.help.manual_window import ManualWindow
from viewer.ui.importing.pair_dialog import PairDialog
from viewer.ui.names.forms import TermForm
from viewer.ui.notes.library_window import LibraryNotesWindow
from viewer.ui.office.conflict_dialog import ConflictDialog, TwoTexts
from viewer.ui.office.copy_form import CopyForm
from viewer.ui.office.forms import AddressForm, PasswordForm
from viewer.ui.office.history_window import HistoryWindow
from viewer.ui.work import WorkSource

Play = Callable[[Stage], QWidget | None]
_MINE = "与去年答复的口径不同，请核对。去年写的是 23 个。"
_THEIRS = "口径已核对，与去年一致。"
_TITLE = "对区政协十五届三次会议第050号提案的答复"
_OFFICE = Entrance("postgresql://lisi@db.example.gov.cn/andu")


def shown(make: Callable[[QWidget], QWidget]) -> Callable[[Stage], QWidget]:
    """Return what shows a window of its own, made for the stage's."""

    def play(stage: Stage) -> QWidget:
        window = make(stage.window)
        window.show()
        stage.settle()
        return window

    return play


def conflict(*, mine: str | None = _MINE, theirs: str | None = _THEIRS, is_note: bool = True) -> Play:
    """Return what shows two texts that stand against each other."""
    texts = TwoTexts("亿元以上交易量电商平台达29个", mine, theirs, "李四" if is_note else "", 2, is_note)
    return shown(lambda parent: ConflictDialog(texts, parent, edits=is_note))


def show_pairs(stage: Stage) -> QWidget:
    """Show two files that seem to be one reply."""
    kept, joined = list(stage.workspace.summaries)[:2]
    twin = replace(joined, source=replace(joined.source, name=f"（定稿）{joined.source.name}"))
    return shown(lambda parent: PairDialog([OfferedPair(kept, twin, 0.97)], parent))(stage)


def show_all_notes(stage: Stage) -> LibraryNotesWindow:
    """Show all notes."""
    window = stage.opened_by(ActionId.ALL_NOTES)
    if not isinstance(window, LibraryNotesWindow):
        raise TypeError(window)
    return window


def show_chosen_note(stage: Stage) -> QWidget:
    """Show what can be done with a note of all notes."""
    window = show_all_notes(stage)
    window.view.choose([window.view.notes.listed()[0].annotation.id])
    return window


def show_empty_trash(stage: Stage) -> QWidget:
    """Show the trash of notes with nothing in it."""
    window = show_all_notes(stage)
    window.tabs.setCurrentIndex(1)
    return window


def show_trash(stage: Stage) -> QWidget:
    """Show the trash of notes with two in it; they go back when the scene is over."""
    window = show_all_notes(stage)
    ids = [note.annotation.id for note in window.view.notes.listed()[:2]]
    window.keeper.remove(ids)
    stage.until(lambda: len(window.view.notes.listed()) > 0 and stage.is_idle)
    window.tabs.setCurrentIndex(1)
    stage.settle()
    return window


def show_purging(stage: Stage) -> QWidget:
    """Show what is asked before the trash is emptied."""
    window = show_all_notes(stage)
    window.tabs.setCurrentIndex(1)
    stage.settle()
    return stage.opened(window.tools.purge.click)


def restore_trash(stage: Stage) -> None:
    """Show all notes beside the page again, those of the trash restored."""
    annotating = stage.interior.library.services.annotating if stage.interior.library is not None else None
    if annotating is not None:
        annotating.restore([each.id for each in annotating.removed()])
    stage.open_document("050号")
    stage.show_aside("notes")


def show_palette(stage: Stage) -> QWidget:
    """Show what the palette finds for initials of pinyin."""
    palette = stage.opened_by(ActionId.PALETTE)
    field = palette.findChild(QLineEdit)
    if field is not None:
        QTest.keyClicks(field, "dc")
    stage.settle()
    return palette


def manual_page(page: str) -> Play:
    """Return what opens a page of the manual."""

    def play(stage: Stage) -> QWidget:
        window = stage.opened_by(ActionId.MANUAL)
        if isinstance(window, ManualWindow):
            window.show_page(page)
        stage.settle()
        return window

    return play


@dataclass(frozen=True, slots=True)
class _Log:
    """A log of changes of three people."""

    def history(self, _document_id: DocumentId | None = None, /, *, before: int | None = None) -> list[SignedChange]:
        """Return what was done lately."""
        rows = (
            ("王五", "remove annotation", "", ""),
            ("李四", "edit annotation", _MINE, _THEIRS),
            ("张三", "annotate", "", _MINE),
        )
        entries = [
            SignedChange(3 - place, f"2026-11-2{2 - place}T01:12:00Z", who, action, "note", was, now, None, _TITLE)
            for place, (who, action, was, now) in enumerate(rows)
        ]
        return [] if before is not None else entries


def show_history(stage: Stage) -> QWidget:
    """Show who did what in an office's library."""
    runner = JobRunner(report=fail, parent=stage.window)
    return shown(lambda parent: HistoryWindow(cast("Company", _Log()), runner, None, parent))(stage)


def show_busy(stage: Stage) -> QWidget:
    """Show what is under way: an import, and scans that are recognised."""
    status = stage.interior.panes.status
    for name, step in (
        ("导入", ProgressStep(37, 120, "关于停车泊位.pdf")),
        ("识别扫描件（OCR）", ProgressStep(2, 9, "扫描件.pdf")),
    ):
        source = WorkSource(stage.window)
        status.follow(source)
        source.work_started.emit(name, JobHandle(Lane.LONG, None))
        source.work_progressed.emit(step)
    return stage.opened(status.all_work.click)


def show_idle(stage: Stage) -> None:
    """Show the window with nothing under way again."""
    stage.interior.panes.status.forget_work()
    stage.hide_aside()


STATES: tuple[tuple[str, Play], ...] = (
    ("conflict_note", conflict()),
    ("conflict_gone", conflict(theirs=None)),
    ("conflict_taught", conflict(mine="名称：长宁区科委", theirs="名称：长宁区科学技术委员会", is_note=False)),
    ("office_address", shown(lambda parent: AddressForm((), parent))),
    ("office_password", shown(lambda parent: PasswordForm(_OFFICE, parent))),
    ("offline_copy", shown(lambda parent: CopyForm(("数字经济调研", "停车", "养老"), parent))),
    ("office_history", show_history),
    ("pairs", show_pairs),
    ("term_form", shown(lambda parent: TermForm(None, parent, can_be_local=True))),
    ("notes_chosen", show_chosen_note),
    ("notes_trash_empty", show_empty_trash),
    ("notes_trash", show_trash),
    ("notes_purging", show_purging),
    ("notes_restored", restore_trash),
    ("palette_pinyin", show_palette),
    ("manual_marks", manual_page("marks")),
    ("manual_office", manual_page("office")),
    ("manual_trouble", manual_page("trouble")),
    ("busy", show_busy),
    ("idle", show_idle),
)
