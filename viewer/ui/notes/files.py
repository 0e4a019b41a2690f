"""Notes out to files and in from files: a dialog, a job, a sentence about what came of it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.core.annotation import AnnotationId, NoteFormat, NoteImportReport
from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, Progress
from viewer.exporting.whole_file import write_whole
from viewer.jobs.runner import JobRunner
from viewer.ui.changes import Changes, Deed, Topic
from viewer.ui.notes.faces import Annotating, NoteExchange
from viewer.ui.saving import form_of, safe_name, with_suffix
from viewer.ui.sentences import listed


class NoteFiles(QObject):
    """Exports and imports the notes of one library."""

    told = Signal(str)
    conflicts_found = Signal(tuple)
    trouble = Signal(ViewerError)

    def __init__(
        self, exchange: NoteExchange, annotating: Annotating, runner: JobRunner, changes: Changes, window: QWidget
    ) -> None:
        super().__init__(window)
        self._exchange = exchange
        self._annotating = annotating
        self._runner = runner
        self._changes = changes
        self._window = window

    def ask_to_export(self, annotation_ids: Sequence[AnnotationId] | None = None) -> None:
        """Ask for a file and a form, and write these notes, or all of the library, into it."""
        kinds = {
            self.tr("Word 文档 (*.docx)"): NoteFormat.DOCX,
            self.tr("Excel 工作簿 (*.xlsx)"): NoteFormat.XLSX,
            self.tr("CSV 表格 (*.csv)"): NoteFormat.CSV,
            self.tr("Markdown (*.md)"): NoteFormat.MARKDOWN,
            self.tr("批注交换文件 (*.jsonld)"): NoteFormat.JSONLD,
        }
        dialog = self._save_dialog(self.tr("导出批注"), self.tr("批注"), list(kinds))

        def export(name: str) -> None:
            note_format = form_of(name, kinds, dialog.selectedNameFilter())
            exchange = self._exchange
            self._write(
                with_suffix(name, note_format.value),
                lambda: exchange.export(note_format, annotation_ids=annotation_ids),
            )

        dialog.fileSelected.connect(export)
        dialog.open()

    def ask_to_export_reply(self, document_id: DocumentId, title: str) -> None:
        """Ask for a file and write one reply with its notes as comments into it."""
        dialog = self._save_dialog(self.tr("导出带批注的答复"), safe_name(title), [self.tr("Word 文档 (*.docx)")])
        exchange = self._exchange

        def export(name: str) -> None:
            self._write(with_suffix(name, "docx"), lambda: exchange.reply_with_comments(document_id))

        dialog.fileSelected.connect(export)
        dialog.open()

    def ask_to_import(self) -> None:
        """Ask for a file of notes and bring them in."""
        dialog = self._dialog(self.tr("导入批注"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(self.tr("批注交换文件 (*.jsonld *.json)"))
        dialog.fileSelected.connect(self.import_file)
        dialog.open()

    def import_file(self, name: str) -> None:
        """Bring the notes of a file in; taking that back puts the new ones into the trash."""
        exchange, annotating = self._exchange, self._annotating

        def again(report: NoteImportReport) -> NoteImportReport:
            annotating.restore(report.new)
            return report

        self._changes.make(
            Deed(
                self.tr("导入批注"),
                Topic.NOTES,
                do=lambda: exchange.import_notes(_read(Path(name))),
                undo=lambda report: annotating.remove(report.new),
                redo=again,
                done=self._tell_import,
            )
        )

    def close(self) -> None:
        """Let no answer arrive any more."""
        self._runner.cancel_owner(self)
        self.deleteLater()

    def _write(self, path: Path, content: Callable[[], bytes]) -> None:
        def work(_progress: Progress, _cancel: CancelToken) -> str:
            write_whole(path, content())
            return path.name

        self._runner.run(work, owner=self, done=self._tell_export, failed=self.trouble.emit)

    def _tell_export(self, name: str) -> None:
        self.told.emit(self.tr("已导出到“{0}”").format(name))

    def _tell_import(self, report: NoteImportReport) -> None:
        counted = (
            (report.added, self.tr("新增 {0} 条")),
            (report.unchanged, self.tr("{0} 条已有")),
            (len(report.conflicts), self.tr("{0} 条与本机不同，两个版本都保留")),
            (report.to_confirm, self.tr("{0} 条位置待确认")),
            (report.orphaned, self.tr("{0} 条找不到原文")),
            (report.waiting, self.tr("{0} 条等待所属文档导入")),
            (report.in_trash, self.tr("{0} 条在回收站中，没有恢复")),
        )
        said = [sentence.format(count) for count, sentence in counted if count]
        self.told.emit(self.tr("导入批注：{0}").format(listed(said) or self.tr("文件里没有批注")))
        if report.conflicts:
            self.conflicts_found.emit((*report.conflicts_with, *report.conflicts))

    def _save_dialog(self, title: str, name: str, filters: list[str]) -> QFileDialog:
        dialog = self._dialog(title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(filters)
        dialog.selectFile(name)
        return dialog

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"“{path.name}”读不出来。"
        raise ViewerError(message, advice="请选择由“导出批注”生成的 .jsonld 文件。") from error
