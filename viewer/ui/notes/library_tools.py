"""The row under the list of all notes: what can be done with the chosen ones, each as one change."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QWidget

from viewer.core.annotation import MarkColour, NoteChange, TaskState
from viewer.ui.appearance import Appearance
from viewer.ui.notes.colour_row import ColourRow
from viewer.ui.typed_tags import typed_tags
from viewer.ui.typography import ui_font


class NoteTools(QFrame):
    """Says what is to be done; the words of a change are those its undoing shows."""

    change_wanted = Signal(NoteChange, str)
    removal_wanted = Signal()
    restoring_wanted = Signal()
    purge_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refusal = ""
        self._purge_refusal = ""
        self._is_trash = False
        self.count = QLabel(self)
        self.count.setProperty("tone", "secondary")
        self.colours = ColourRow(appearance, self, with_styles=False)
        self.tag = QLineEdit(self)
        self.tag.setPlaceholderText(self.tr("加标签，回车"))
        self.tag.setAccessibleName(self.tr("给所选批注加标签"))
        self.tag.setFixedWidth(round(QFontMetricsF(ui_font()).horizontalAdvance("文") * 9) + 20)
        self._tag_menu = QMenu(self)
        self.untag = self._tool(self.tr("去标签"))
        self.untag.setMenu(self._tag_menu)
        self.untag.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.todo = self._tool(self.tr("待办"))
        self.done = self._tool(self.tr("完成"))
        self.no_task = self._tool(self.tr("取消任务"))
        self.remove = self._tool(self.tr("删除"))
        self.restore = QPushButton(self.tr("恢复"), self)
        self.purge = QPushButton(self.tr("清空回收站…"), self)
        self.export = QPushButton(self.tr("导出…"), self)
        self._editing = (
            self.colours,
            self.tag,
            self.untag,
            self.todo,
            self.done,
            self.no_task,
            self.remove,
        )
        self._arrange()
        self._connect()

    def refuse(self, reason: str, *, purging: str) -> None:
        """With a reason let notes only be exported, or not be deleted for good, and say why where one points at it."""
        self._refusal, self._purge_refusal = reason, purging
        for widget in (*self._editing, self.restore):
            widget.setToolTip(reason)
        self.purge.setToolTip(purging)

    def explain(self, words: str) -> None:
        """Say why just these notes are listed."""
        self.count.setText(words)

    def show_chosen(self, chosen: int, listed: int, tags: tuple[str, ...]) -> None:
        """Say how many notes are chosen of how many listed; ``tags`` are what can be taken away.

        What can be done with notes is offered as soon as one is chosen.
        """
        words = self.tr("共 {0} 条，已选 {1} 条") if chosen else self.tr("共 {0} 条")
        self.count.setText(words.format(f"{listed:,}", f"{chosen:,}"))
        may = not self._refusal
        for widget in self._editing:
            widget.setVisible(chosen > 0 and not self._is_trash)
            widget.setEnabled(may)
        self.restore.setEnabled(may and chosen > 0)
        self.purge.setText(self.tr("彻底删除所选…") if chosen else self.tr("清空回收站…"))
        self.purge.setEnabled(listed > 0 and not self._purge_refusal)
        self.export.setText(self.tr("导出所选…") if chosen else self.tr("导出…"))
        self.export.setEnabled(listed > 0)
        self.untag.setEnabled(may and bool(tags))
        self._tag_menu.clear()
        for tag in tags:
            self._tag_menu.addAction(tag.replace("&", "&&")).setData(tag)

    def show_trash(self, *, is_trash: bool) -> None:
        """Offer to restore and to delete for good instead of to edit; ``show_chosen`` follows."""
        self._is_trash = is_trash
        self.export.setVisible(not is_trash)
        for widget in (self.restore, self.purge):
            widget.setVisible(is_trash)

    def _tool(self, name: str) -> QToolButton:
        tool = QToolButton(self)
        tool.setText(name)
        tool.setAutoRaise(True)
        return tool

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.count)
        row.addStretch(1)
        for widget in (*self._editing, self.restore, self.purge, self.export):
            row.addWidget(widget)

    def _connect(self) -> None:
        self.colours.colour_chosen.connect(self._colour)
        self.tag.returnPressed.connect(self._add_tags)
        self._tag_menu.triggered.connect(lambda action: self._remove_tag(str(action.data())))
        self.todo.clicked.connect(self._mark_todo)
        self.done.clicked.connect(self._mark_done)
        self.no_task.clicked.connect(self._drop_task)
        self.remove.clicked.connect(self.removal_wanted)
        self.restore.clicked.connect(self.restoring_wanted)
        self.purge.clicked.connect(self.purge_wanted)
        self.export.clicked.connect(self.export_wanted)

    def _colour(self, colour: MarkColour) -> None:
        self.colours.show_nothing()
        self.change_wanted.emit(NoteChange(colour=colour), self.tr("改颜色"))

    def _add_tags(self) -> None:
        tags = typed_tags(self.tag.text())
        self.tag.clear()
        if tags:
            self.change_wanted.emit(NoteChange(add_tags=tags), self.tr("加标签"))

    def _remove_tag(self, tag: str) -> None:
        self.change_wanted.emit(NoteChange(remove_tags=(tag,)), self.tr("去标签"))

    def _mark_todo(self) -> None:
        self.change_wanted.emit(NoteChange(task=TaskState.TODO), self.tr("设为待办"))

    def _mark_done(self) -> None:
        self.change_wanted.emit(NoteChange(task=TaskState.DONE), self.tr("设为完成"))

    def _drop_task(self) -> None:
        self.change_wanted.emit(NoteChange(drops_task=True), self.tr("取消任务"))
