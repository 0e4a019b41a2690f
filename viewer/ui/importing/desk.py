"""The import desk: what became of files is told, passwords are asked for once, scans that wait are recognised."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QInputDialog, QLineEdit, QPushButton, QWidget

from viewer.core.catalog import ImportReport, after_another_try, files_wanting_password
from viewer.core.document import DocumentId
from viewer.core.pair import OfferedPair
from viewer.core.scan import WaitingScan
from viewer.ui.changes import Deed
from viewer.ui.form import like_a_form
from viewer.ui.importing.report_dialog import ReportDialog, summary_of
from viewer.ui.session import LibrarySession


class ImportDesk(QObject):
    """Imports through the session. Recognising steps aside for an import and goes on after it."""

    told = Signal(str)
    document_wanted = Signal(str)
    scans_changed = Signal(int, bool)

    deed_wanted = Signal(Deed)

    def __init__(self, session: LibrarySession, window: QWidget) -> None:
        super().__init__(session)
        self._session = session
        self._window = window
        self._first: ImportReport | None = None
        self._tried: tuple[str, ...] = ()
        self._scans: tuple[WaitingScan, ...] = ()
        self._steps_aside: tuple[tuple[Path, ...], tuple[str, ...]] | None = None
        self._awaits_scan = False
        self._unpaired: list[DocumentId] = []
        self._dialogs = 0
        session.import_finished.connect(self._take_report)
        session.scans_found.connect(self._take_scans)
        session.recognised.connect(self._take_recognised)
        session.pairs_found.connect(self._offer_pairs)

    @property
    def is_recognising(self) -> bool:
        """Tell whether scans are being recognised."""
        return self._session.is_recognising

    def import_paths(self, paths: Sequence[Path], passwords: Sequence[str] = ()) -> None:
        """Import files and folders, now or as soon as recognising has stepped aside."""
        if self.is_recognising:
            self._steps_aside = (tuple(paths), tuple(passwords))
            self._session.stop_recognising()
            return
        self._session.import_paths(paths, passwords)

    def look_for_scans(self) -> None:
        """Ask which scans wait, and go on with them unless the person has paused that."""
        self._session.find_waiting_scans()

    def toggle_recognition(self) -> None:
        """Pause recognising, or go on with it."""
        if self.is_recognising:
            self._session.stop_recognising()
        elif self._scans:
            self._session.pause_recognition(paused=False)

    def _take_report(self, report: ImportReport) -> None:
        if self._first is not None:
            report = after_another_try(self._first, report, self._tried)
            self._first = None
        else:
            locked = files_wanting_password(report)
            if locked and not report.cancelled:
                self._first, self._tried = report, locked
                self._ask_password()
                return
        self._tell(report)

    def _ask_password(self) -> None:
        count = len(self._tried)
        words = (
            self.tr("“{0}”有密码。").format(Path(self._tried[0]).name)
            if count == 1
            else self.tr("有 {0} 个文件有密码。").format(count)
        )
        dialog = QInputDialog(self._window)
        dialog.setWindowTitle(self.tr("需要密码"))
        dialog.setLabelText(words + self.tr("\n请输入密码；密码只在本次使用中记住，不会保存。"))
        dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
        dialog.setOkButtonText(self.tr("导入"))
        dialog.setCancelButtonText(self.tr("跳过"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button in dialog.findChildren(QPushButton):
            button.setIcon(QIcon())
        dialog.textValueSelected.connect(self._try_password)
        dialog.rejected.connect(self._give_up_password)
        like_a_form(dialog).open()

    def _try_password(self, password: str) -> None:
        if password:
            self.import_paths([Path(path) for path in self._tried], (password,))
        else:
            self._give_up_password()

    def _give_up_password(self) -> None:
        report, self._first = self._first, None
        if report is not None:
            self._tell(report)

    def _tell(self, report: ImportReport) -> None:
        self.told.emit(summary_of(report, self._window))
        self._awaits_scan = not report.imported and len(report.waiting) == 1
        self._unpaired += report.imported
        one = _only_document(report)
        if one is not None:
            self.document_wanted.emit(one)
        elif report.failed or report.duplicates:
            dialog = ReportDialog(report, self._window)
            dialog.retry_wanted.connect(self.import_paths)
            dialog.document_wanted.connect(self.document_wanted)
            self._open(dialog)
        self._look_for_pairs()
        self.look_for_scans()

    def _open(self, dialog: QDialog) -> None:
        self._dialogs += 1
        dialog.finished.connect(self._note_closed)
        dialog.open()

    def _note_closed(self) -> None:
        self._dialogs -= 1
        self._look_for_pairs()

    def _look_for_pairs(self) -> None:
        """Ask about pairs among what is new, one question after the other."""
        if self._unpaired and not self._dialogs:
            new, self._unpaired = tuple(self._unpaired), []
            self._session.find_pairs(new)

    def _take_scans(self, scans: list[WaitingScan]) -> None:
        self._scans = tuple(scans)
        waiting = [scan for scan in scans if not scan.paused]
        if waiting and not self.is_recognising:
            self._session.recognise()
        elif scans and not self.is_recognising:
            self.told.emit(self.tr("{0} 份扫描件的识别已暂停，可在“文件”菜单中继续").format(len(scans)))
        self.scans_changed.emit(len(scans), self.is_recognising)

    def _take_recognised(self, report: ImportReport) -> None:
        if self._steps_aside is not None:
            (paths, passwords), self._steps_aside = self._steps_aside, None
            self._session.import_paths(paths, passwords)
            return
        if report.cancelled:
            self.told.emit(self.tr("识别已暂停，认出的页都已保存"))
            self._session.pause_recognition(paused=True)
            return
        if report.failed:
            self._open(ReportDialog(report, self._window))
        self.told.emit(self.tr("已识别 {0} 份扫描件").format(len(report.imported)))
        self._unpaired += report.imported
        self._look_for_pairs()
        if len(report.imported) == 1 and self._awaits_scan:  # else somebody reads something else by now
            self.document_wanted.emit(report.imported[0])
        self._awaits_scan = False
        self.look_for_scans()

    def separate(self, joined: str) -> None:
        """Make a second original a document of its own again."""
        self.deed_wanted.emit(self._session.separation_of(DocumentId(joined), self.tr("拆开第二份原件")))

    def _offer_pairs(self, pairs: list[OfferedPair]) -> None:
        if not pairs:
            return
        from viewer.ui.importing.pair_dialog import PairDialog  # noqa: PLC0415 - most starts never show it

        dialog = PairDialog(pairs, self._window)
        dialog.joining_wanted.connect(self._join)
        dialog.declining_wanted.connect(self._decline)
        self._open(dialog)

    def _join(self, pairs: list[OfferedPair]) -> None:
        for pair in pairs:
            words = self.tr("合并为一份：{0}").format(pair.kept.title)
            self.deed_wanted.emit(self._session.joining_of(pair, words))

    def _decline(self, pairs: list[OfferedPair]) -> None:
        for pair in pairs:
            self.deed_wanted.emit(self._session.declining_of(pair, self.tr("不是同一份答复")))


def _only_document(report: ImportReport) -> DocumentId | None:
    """Return the document of a single file, whether it is new or was here before: who gives one wants to read it."""
    found = (*report.imported, *(known for _, known in report.duplicates))
    return found[0] if len(found) == 1 and not report.failed and not report.cancelled else None
