"""全部批注: a window of its own with the notes of the whole library, and its trash."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFontMetricsF, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from viewer.core.annotation import AnnotationId, ListedNote, NoteChange
from viewer.core.company import Role
from viewer.core.errors import ViewerError
from viewer.ui import messages
from viewer.ui.actions import ActionId, give_shortcut
from viewer.ui.appearance import Appearance
from viewer.ui.messages import said
from viewer.ui.notes.library_filter import NoteFilter, is_query
from viewer.ui.notes.library_filters import NoteFilters
from viewer.ui.notes.library_keeper import LibraryNoteKeeper
from viewer.ui.notes.library_tools import NoteTools
from viewer.ui.notes.library_view import LibraryNoteView
from viewer.ui.typography import ui_font

_SIZE = (87, 52)


@dataclass(frozen=True, slots=True)
class _Shelves:
    notes: tuple[ListedNote, ...] = ()
    trash: tuple[ListedNote, ...] = ()


class LibraryNotesWindow(QWidget):
    """Stands beside the main window, so that a passage can be read while the list stays."""

    note_wanted = Signal(ListedNote)
    export_wanted = Signal(list)
    closed = Signal()

    def __init__(self, keeper: LibraryNoteKeeper, appearance: Appearance) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.keeper = keeper
        keeper.setParent(self)
        self._shelves = _Shelves()
        self.tabs = QTabBar(self)
        self.tabs.addTab(self.tr("批注"))
        self.tabs.addTab(self.tr("回收站"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.filters = NoteFilters(appearance, self)
        self.view = LibraryNoteView(appearance, self)
        self.tools = NoteTools(appearance, self)
        self._empty = QLabel(self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("tone", "hint")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        self.setWindowTitle(self.tr("全部批注"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("panel", "window")
        refusal = keeper.changes.refusal
        self.tools.refuse(refusal(Role.ANNOTATOR), purging=refusal(Role.ADMIN))
        self._arrange()
        self._connect()
        self._show_shelf()

    @property
    def is_trash(self) -> bool:
        """Tell whether the trash is shown."""
        return self.tabs.currentIndex() == 1

    def reload(self) -> None:
        """Read the notes again."""
        self.keeper.reload()

    def show_only(self, ids: Sequence[AnnotationId]) -> None:
        """List these notes alone, until the filters are cleared."""
        self.tabs.setCurrentIndex(0)
        self.filters.keep_only(ids)
        self.tools.explain(self.tr("导入的批注与本机不同，两个版本都保留；可删去不要的一个"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell that the window is gone."""
        self.keeper.close()
        super().closeEvent(event)
        self.closed.emit()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.tabs)
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        column.addWidget(self.tools)
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        wanted = QSize(round(character * _SIZE[0]), round(character * _SIZE[1]))
        self.resize(wanted.boundedTo(self.screen().availableSize()))

    def _connect(self) -> None:
        self.keeper.listed.connect(self._take)
        self.keeper.trouble.connect(self._show_trouble)
        self.keeper.found.connect(self._take_found)
        self.keeper.query_failed.connect(self._take_query_failure)
        self.tabs.currentChanged.connect(self._show_shelf)
        self.filters.filter_changed.connect(self._keep)
        self.filters.grouping_changed.connect(self._group)
        self.view.chosen_changed.connect(self._show_chosen)
        self.view.note_wanted.connect(self._want)
        self.view.removal_wanted.connect(self._remove)
        self.tools.change_wanted.connect(self._change)
        self.tools.removal_wanted.connect(self._remove)
        self.tools.restoring_wanted.connect(self._restore)
        self.tools.purge_wanted.connect(self._ask_to_purge)
        self.tools.export_wanted.connect(self._export)
        give_shortcut(self, ActionId.UNDO, self.keeper.changes.undo)
        give_shortcut(self, ActionId.REDO, self.keeper.changes.redo)
        for keys, deed in (
            (QKeySequence.StandardKey.Find, self.filters.words.setFocus),
            (QKeySequence.StandardKey.Refresh, self.keeper.reload),
            (QKeySequence(Qt.Key.Key_Escape), self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(deed)

    def _take(self, notes: list[ListedNote], trash: list[ListedNote]) -> None:
        self._shelves = _Shelves(tuple(notes), tuple(trash))
        self.tabs.setTabText(0, self.tr("批注 {0}").format(f"{len(notes):,}"))
        self.tabs.setTabText(1, self.tr("回收站 {0}").format(f"{len(trash):,}"))
        self._show_shelf()
        if is_query(self.filters.words.text()):
            self._keep(self.filters.wanted())

    def _show_shelf(self) -> None:
        self.tools.show_trash(is_trash=self.is_trash)
        self.view.show_notes(self._shelves.trash if self.is_trash else self._shelves.notes)
        self._show_rest()

    def _keep(self, wanted: NoteFilter) -> None:
        if is_query(wanted.words):
            notes = [row.listed for row in self.view.notes.rows]
            self.keeper.find(wanted.words, notes)
            return
        self.view.keep(wanted)
        self._show_rest()

    def _take_found(self, query: str, ids: frozenset[AnnotationId]) -> None:
        wanted = self.filters.wanted()
        if wanted.words == query:
            only = ids if wanted.only is None else ids & wanted.only
            self.view.keep(replace(wanted, words="", only=only))
            self._show_rest()

    def _take_query_failure(self, query: str, error: ViewerError) -> None:
        if self.filters.words.text() == query:
            self.tools.explain(f"{said(error.message)} {said(error.advice)}")

    def _group(self, grouped: bool) -> None:
        self.view.group(grouped=grouped)

    def _show_rest(self) -> None:
        """Show what follows from the listed notes: counts, choices, a hint where there are none."""
        rows = self.view.notes.rows
        self.filters.show_rows(rows)
        self._stack.setCurrentWidget(self.view if self.view.notes.rowCount() else self._empty)
        if rows:
            self._empty.setText(self.tr("没有符合条件的批注。"))
        elif self.is_trash:
            self._empty.setText(self.tr("回收站是空的。\n\n删除的批注会留在这里，清空前可以随时恢复。"))
        else:
            self._empty.setText(self.tr("还没有批注。\n\n在正文中选中一段文字，点颜色即可标记。"))
        self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self.view.chosen()
        tags = dict.fromkeys(tag for note in chosen for tag in note.annotation.tags)
        self.tools.show_chosen(len(chosen), len(self.view.notes.listed()), tuple(tags))

    def _ids(self) -> list[AnnotationId]:
        return [note.annotation.id for note in self.view.chosen()]

    def _want(self, note: ListedNote) -> None:
        if not self.is_trash:
            self.note_wanted.emit(note)

    def _change(self, change: NoteChange, text: str) -> None:
        if self._ids():
            self.keeper.change(self._ids(), change, text)

    def _remove(self) -> None:
        if self._ids() and not self.is_trash and self.tools.remove.isEnabled():
            self.keeper.remove(self._ids())

    def _restore(self) -> None:
        if self._ids():
            self.keeper.restore(self._ids())

    def _ask_to_purge(self) -> None:
        ids = self._ids() or [note.annotation.id for note in self._shelves.trash]
        question = messages.Question(
            self.tr("要彻底删除回收站中的 {0} 条批注吗？").format(f"{len(ids):,}"),
            self.tr("彻底删除后不能撤销，也不能恢复；更改记录中仍留有原来的文字。"),
            self.tr("彻底删除"),
            dangerous=True,
        )
        messages.ask(self, question, lambda: self.keeper.purge(ids))

    def _export(self) -> None:
        notes: Sequence[ListedNote] = self.view.chosen() or self.view.notes.listed()
        self.export_wanted.emit([note.annotation.id for note in notes])

    def _show_trouble(self, error: ViewerError) -> None:
        messages.show_error(self, error)
