"""Copies of an office's library to take along: made, and brought in step again, as jobs that can be stopped."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from viewer.core.entrance import Entrance
from viewer.core.errors import LibraryPasswordError, ViewerError
from viewer.core.in_step import Conflict, Keep, NoteConflict, SyncReport
from viewer.core.progress import CancelToken, Progress
from viewer.jobs.job import Lane
from viewer.jobs.runner import JobRunner
from viewer.ui import messages
from viewer.ui.office.conflict_dialog import ConflictDialog, TwoTexts
from viewer.ui.office.copy_form import CopyForm
from viewer.ui.office.door import Door
from viewer.ui.office.faces import OfflineCopies
from viewer.ui.sentences import in_steps
from viewer.ui.work import WorkSource


class CopyDesk(WorkSource):
    """Lives as long as its library is open. ``origin_known`` says whether it is a copy; ``synchronised`` that it may
    have other documents and notes now; ``library_wanted`` that a copy that was made shall be opened.
    """  # noqa: D205 - one sentence

    origin_known = Signal(str)
    synchronised = Signal()
    library_wanted = Signal(Path)
    told = Signal(str)
    trouble = Signal(ViewerError)

    def __init__(self, offline: OfflineCopies, runner: JobRunner, door: Door, window: QWidget) -> None:
        super().__init__(window)
        self._offline = offline
        self._runner = runner
        self._door = door
        self._window = window
        self._entrance: Entrance | None = None
        self._conflicts: list[Conflict] = []

    def look(self) -> None:
        """Find out whether the open library is a copy; ``origin_known`` follows if it is."""
        offline = self._offline

        def work(_progress: Progress, _cancel: CancelToken) -> str | None:
            return offline.origin()

        self._runner.run(work, owner=self, done=self._take_origin, failed=self.trouble.emit)

    def ask_to_copy(self) -> None:
        """Ask which collections shall go where, and copy them."""
        offline = self._offline

        def work(_progress: Progress, _cancel: CancelToken) -> list[str]:
            return offline.collections()

        self._runner.run(work, owner=self, done=self._show_form, failed=self.trouble.emit, slot="collections")

    def synchronise(self) -> None:
        """Bring the open copy in step with the library it comes from."""
        if self._entrance is not None:
            self._begin_round(self._entrance)

    def close(self) -> None:
        """Let no answer arrive any more; a round that was cut off is done again."""
        self._runner.cancel_owner(self)

    def _take_origin(self, origin: str | None) -> None:
        if origin is not None:
            self._entrance = Entrance(origin)
            self.origin_known.emit(origin)

    def _show_form(self, names: list[str]) -> None:
        if not names:
            self.told.emit(self.tr("办公室文库里还没有专题；先把要带走的文档加入一个专题"))
            return
        form = CopyForm(names, self._window)
        form.chosen.connect(self._copy)
        form.open()

    def _copy(self, folder: Path, names: tuple[str, ...]) -> None:
        offline = self._offline

        def work(progress: Progress, cancel: CancelToken) -> SyncReport:
            return offline.copy_to(folder, names, progress=progress, cancel=cancel)

        self._run(self.tr("取回离线副本"), work, partial(self._tell_copied, folder), self.trouble.emit)

    def _begin_round(self, entrance: Entrance) -> None:
        offline = self._offline

        def work(progress: Progress, cancel: CancelToken) -> SyncReport:
            return offline.synchronise(entrance, progress=progress, cancel=cancel)

        def fail(error: ViewerError) -> None:
            if isinstance(error, LibraryPasswordError):
                self._door.ask_password(entrance, self._begin_round)
            else:
                self.trouble.emit(error)

        def take(report: SyncReport) -> None:
            self._entrance = entrance
            self._take_report(report)

        self._run(self.tr("同步"), work, take, fail)

    def _run(
        self,
        name: str,
        work: Callable[[Progress, CancelToken], SyncReport],
        done: Callable[[SyncReport], None],
        failed: Callable[[ViewerError], None],
    ) -> None:
        handle = self._runner.run(
            work,
            owner=self,
            done=done,
            failed=failed,
            progress=self.work_progressed.emit,
            ended=self.work_ended.emit,
            lane=Lane.LONG,
            slot="round",
        )
        self.work_started.emit(name, handle)

    def _tell_copied(self, folder: Path, report: SyncReport) -> None:
        question = messages.Question(
            self.tr("离线副本已取回。现在打开它吗？"),
            self._words_of(report),
            self.tr("打开离线副本"),
        )
        messages.ask(self._window, question, lambda: self.library_wanted.emit(folder))

    def _take_report(self, report: SyncReport) -> None:
        self.told.emit(self._words_of(report))
        self.synchronised.emit()
        self._conflicts = list(report.conflicts)
        self._ask_next()

    def _words_of(self, report: SyncReport) -> str:
        said = [
            self.tr("取回 {0} 份文档、{1} 条批注，上传 {2} 条批注").format(report.documents, report.down, report.up)
        ]
        if report.taught_down or report.taught_up:
            said.append(self.tr("取回 {0} 处更正和判断，上传 {1} 处").format(report.taught_down, report.taught_up))
        if report.refused:
            said.append(self.tr("{0} 处按您的角色不能上传，留在本机").format(report.refused))
        if report.gone:
            said.append(self.tr("{0} 份文档办公室文库里已没有，本机的原样保留").format(len(report.gone)))
        if report.without_original:
            said.append(self.tr("{0} 份文档取不到原件，只取了正文").format(len(report.without_original)))
        if report.conflicts:
            said.append(self.tr("{0} 处两边都改过，请逐一选择").format(len(report.conflicts)))
        return in_steps(said)

    def _ask_next(self) -> None:
        if not self._conflicts:
            return
        conflict = self._conflicts.pop(0)
        is_note = isinstance(conflict, NoteConflict)
        texts = TwoTexts(conflict.passage, *conflict.texts, conflict.who, left=len(self._conflicts), is_note=is_note)
        dialog = ConflictDialog(texts, self._window, edits=False)
        dialog.kept.connect(lambda keep, _: self._settle(conflict, keep))
        dialog.rejected.connect(self._ask_next)
        dialog.open()

    def _settle(self, conflict: Conflict, keep: Keep) -> None:
        offline, entrance = self._offline, self._entrance
        if entrance is None:
            return

        def work(_progress: Progress, _cancel: CancelToken) -> None:
            offline.settle(entrance, conflict, keep)

        def go_on(_nothing: None) -> None:
            if self._conflicts:
                self._ask_next()
            else:
                self._begin_round(entrance)  # what was decided goes to the other side

        self._runner.run(work, owner=self, done=go_on, failed=self.trouble.emit, lane=Lane.LONG)
