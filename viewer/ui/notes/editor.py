"""The form under the list: what is written on one note, its tags, its colour and what is left to do."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.core.annotation import Annotation, MarkColour, MarkStyle, TaskState
from viewer.core.selector import AnchorState
from viewer.ui.appearance import Appearance
from viewer.ui.notes.colour_row import ColourRow
from viewer.ui.typed_tags import typed_tags
from viewer.ui.words_field import WordsField

_SAVE_MS = 700
_NOTE_LINES = 4


class NoteEditor(QFrame):
    """Shows one note and says when the person has changed it: after a moment of rest, or when leaving."""

    note_shown = Signal(object)
    note_changed = Signal(Annotation, Annotation)
    removal_wanted = Signal(Annotation)
    place_wanted = Signal(Annotation)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note: Annotation | None = None
        self._is_filling = False
        self._expects_others = False
        self._rest = QTimer(self, singleShot=True, interval=_SAVE_MS)
        self._rest.timeout.connect(self.save)
        self.colours = ColourRow(appearance, self)
        self.words = WordsField(self)
        self.tags = QLineEdit(self)
        self.todo = QCheckBox(self.tr("待办"), self)
        self.done = QCheckBox(self.tr("完成"), self)
        self.place = QToolButton(self)
        self.remove = QToolButton(self)
        self._dress(appearance)
        self._arrange()
        self._connect()
        self.show_note(None)

    @property
    def note(self) -> Annotation | None:
        """Return the note being edited, as it was last stored."""
        return self._note

    def show_note(self, note: Annotation | None) -> None:
        """Edit this note; what was typed into the one before is stored first."""
        if note is not None and self._note is not None and note.id == self._note.id:
            if self._has_typed() and not self._expects_others:
                seen = self._note  # what is typed was made of the words seen here, not of those another wrote since
                self._note = replace(note, note=seen.note, tags=seen.tags, task=seen.task)
                return
        else:
            self.save()
        self._expects_others = False
        self._is_filling = True
        self._note = note
        self.setVisible(note is not None)
        if note is not None:
            if self.words.toPlainText().strip() != note.note or not self.words.hasFocus():
                self.words.setPlainText(note.note)
            if typed_tags(self.tags.text()) != note.tags or not self.tags.hasFocus():
                self.tags.setText(" ".join(note.tags))
            self.todo.setChecked(note.task is not None)
            self.done.setChecked(note.task is TaskState.DONE)
            self.colours.show_choice(note.colour, note.style)
            self.place.setVisible(note.state is not AnchorState.ANCHORED)
        self._is_filling = False
        self.note_shown.emit(note)

    def stand_below(self, strip: QWidget) -> None:
        """Put a line about the note at the end of the form."""
        self._column.addWidget(strip)

    def let_write(self, *, may: bool, reason: str = "") -> None:
        """Let the note be changed, or only be read, which the reason explains."""
        for part in (self.words, self.tags):
            part.setReadOnly(not may)
            part.setToolTip(reason)
        for control in (self.colours, self.todo, self.done, self.place, self.remove):
            control.setEnabled(may)

    def expect_other_words(self) -> None:
        """Show the note as the library has it next time, even while it is being edited: a change was taken back."""
        self._expects_others = True

    def write(self) -> None:
        """Let the person type."""
        self.words.setFocus()

    def save(self) -> None:
        """Tell of what was changed since the note was last stored."""
        self._rest.stop()
        if self._note is None:
            return
        before, after = self._note, self._typed(self._note)
        if after != before:
            self._note = after
            self.note_changed.emit(before, after)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Store what was typed when the field is left."""
        if event.type() == QEvent.Type.FocusOut:
            self.save()
        return super().eventFilter(watched, event)

    def _has_typed(self) -> bool:
        is_typing = self._rest.isActive() or self.words.is_composing
        return self._note is not None and (is_typing or self._typed(self._note) != self._note)

    def _typed(self, note: Annotation) -> Annotation:
        task = None
        if self.todo.isChecked() or self.done.isChecked():
            task = TaskState.DONE if self.done.isChecked() else TaskState.TODO
        return replace(note, note=self.words.toPlainText().strip(), tags=typed_tags(self.tags.text()), task=task)

    def _dress(self, appearance: Appearance) -> None:
        self.setProperty("panel", "surface")
        self.words.setPlaceholderText(self.tr("写批注（可用 Markdown）"))
        self.words.setAccessibleName(self.tr("批注"))
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(self.words.fontMetrics().lineSpacing() * _NOTE_LINES + 14)
        self.tags.setPlaceholderText(self.tr("标签，用空格或逗号隔开"))
        self.tags.setAccessibleName(self.tr("标签"))
        self.place.setText(self.tr("定位到所选文字"))
        self.place.setToolTip(self.tr("把这条批注放到正文中当前选中的文字上"))
        self.remove.setIcon(appearance.icon("trash"))
        self.remove.setToolTip(self.tr("删除这条批注（可撤销）"))
        self.remove.setAccessibleName(self.tr("删除批注"))

    def _arrange(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(4)
        first.addWidget(self.colours)
        first.addStretch(1)
        first.addWidget(self.remove)
        last = QHBoxLayout()
        last.addWidget(self.todo)
        last.addWidget(self.done)
        last.addStretch(1)
        last.addWidget(self.place)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 10, 10)
        column.setSpacing(6)
        column.addLayout(first)
        column.addWidget(self.words)
        column.addWidget(self.tags)
        column.addLayout(last)

    def _connect(self) -> None:
        self.words.installEventFilter(self)
        self.tags.installEventFilter(self)
        self.words.textChanged.connect(self._start_rest)
        self.tags.textEdited.connect(self._start_rest)
        self.todo.clicked.connect(self.save)
        self.done.clicked.connect(self.save)
        self.colours.colour_chosen.connect(self._choose_colour)
        self.colours.style_chosen.connect(self._choose_style)
        self.remove.clicked.connect(self._remove)
        self.place.clicked.connect(self._place)

    def _start_rest(self) -> None:
        if not self._is_filling:
            self._rest.start()

    def _choose_colour(self, colour: MarkColour) -> None:
        self._change(colour=colour, style=self._note.style if self._note else MarkStyle.HIGHLIGHT)

    def _choose_style(self, style: MarkStyle) -> None:
        self._change(colour=self._note.colour if self._note else MarkColour.YELLOW, style=style)

    def _change(self, *, colour: MarkColour, style: MarkStyle) -> None:
        self.save()
        if self._note is not None:
            before = self._note
            self._note = replace(before, colour=colour, style=style)
            self.colours.show_choice(colour, style)
            self.note_changed.emit(before, self._note)

    def _remove(self) -> None:
        if self._note is not None:
            note, self._note = self._note, None
            self._rest.stop()
            self.hide()
            self.removal_wanted.emit(note)

    def _place(self) -> None:
        if self._note is not None:
            self.place_wanted.emit(self._note)
