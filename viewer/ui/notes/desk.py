"""The writing desk: what is selected and clicked on the page becomes notes, and notes find their place on the page."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from viewer.core.annotation import Annotation, AnnotationId, MarkColour, MarkStyle, NoteContent
from viewer.core.catalog import StoredDocument
from viewer.core.errors import ViewerError
from viewer.core.span import Span
from viewer.ui.notes.keeper import NoteKeeper
from viewer.ui.notes.margin import NoteMargin
from viewer.ui.notes.marking import marks_of_notes
from viewer.ui.notes.panel import NotePanel
from viewer.ui.notes.selection_bar import SelectionBar
from viewer.ui.reader.marks import MarkLayer
from viewer.ui.reader.page import Page


@dataclass(frozen=True, slots=True)
class NotePanes:
    """The parts of the window that show notes."""

    page: Page
    bar: SelectionBar
    panel: NotePanel
    margin: NoteMargin


class NoteDesk(QObject):
    """Lives as long as its library is open. ``panel_wanted`` asks for the notes to be shown beside the page."""

    panel_wanted = Signal()
    nothing_selected = Signal()
    trouble = Signal(ViewerError)

    def __init__(self, keeper: NoteKeeper, panes: NotePanes, parent: QObject) -> None:
        super().__init__(parent)
        self.keeper = keeper
        keeper.setParent(self)
        self._panes = panes
        self._colour = MarkColour.YELLOW
        self._is_writing = False
        self._awaited: AnnotationId | None = None
        keeper.notes_changed.connect(self._show)
        keeper.annotated.connect(self._take_annotated)
        keeper.trouble.connect(self.trouble)
        keeper.changes.told.connect(self._expect_other_words)
        panes.bar.mark_wanted.connect(self._mark)
        panes.bar.note_wanted.connect(self.write_note)
        panes.panel.note_chosen.connect(self._go_to)
        panes.margin.note_chosen.connect(self._choose)
        panes.panel.editor.note_changed.connect(keeper.edit)
        panes.panel.editor.removal_wanted.connect(keeper.remove)
        panes.panel.editor.place_wanted.connect(self._attach)
        panes.panel.proposals.place_shown.connect(self._show_place)
        panes.panel.proposals.place_confirmed.connect(keeper.attach)
        panes.page.cursorPositionChanged.connect(self._follow_cursor)

    def show_document(self, stored: StoredDocument | None) -> None:
        """Show the notes of the document being read."""
        self._panes.panel.editor.show_note(None)
        self.keeper.show_document(stored.id if stored is not None else None)

    def close(self) -> None:
        """Store what is being typed and let go of the panes."""
        self._panes.panel.editor.show_note(None)
        self.keeper.changes.told.disconnect(self._expect_other_words)
        self.keeper.close()
        self._panes.panel.show_notes(())
        self._panes.margin.show_notes(())
        panes = self._panes
        panes.bar.mark_wanted.disconnect(self._mark)
        panes.bar.note_wanted.disconnect(self.write_note)
        panes.panel.note_chosen.disconnect(self._go_to)
        panes.margin.note_chosen.disconnect(self._choose)
        panes.panel.editor.note_changed.disconnect(self.keeper.edit)
        panes.panel.editor.removal_wanted.disconnect(self.keeper.remove)
        panes.panel.editor.place_wanted.disconnect(self._attach)
        panes.panel.proposals.place_shown.disconnect(self._show_place)
        panes.panel.proposals.place_confirmed.disconnect(self.keeper.attach)
        panes.page.cursorPositionChanged.disconnect(self._follow_cursor)
        panes.bar.hide()

    def highlight(self) -> None:
        """Mark the selection in the colour used last."""
        self._mark(self._colour, MarkStyle.HIGHLIGHT)

    def write_note(self) -> None:
        """Mark the selection and let the person write; without a selection, write on the note at the cursor."""
        span = self._panes.page.selected_span()
        if span is None:
            if self._panes.panel.editor.note is None:
                self.nothing_selected.emit()
                return
            self.panel_wanted.emit()
            self._panes.panel.editor.write()
            return
        self._is_writing = True
        self._annotate(span, NoteContent(colour=self._colour))

    def await_note(self, note_id: AnnotationId) -> None:
        """Choose this note and go to its place as soon as its document's notes are shown."""
        self._awaited = note_id

    def save(self) -> None:
        """Store what is being typed."""
        self._panes.panel.editor.save()

    def undo(self) -> None:
        """Take back the last change of the library, what is being typed included."""
        self.save()
        self.keeper.changes.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.save()
        self.keeper.changes.redo()

    def _expect_other_words(self) -> None:
        self._panes.panel.editor.expect_other_words()

    def _mark(self, colour: MarkColour, style: MarkStyle) -> None:
        span = self._panes.page.selected_span()
        if span is None:
            self.nothing_selected.emit()
            return
        if style is MarkStyle.HIGHLIGHT:
            self._colour = colour
        self._annotate(span, NoteContent(style=style, colour=colour))

    def _annotate(self, span: Span, content: NoteContent) -> None:
        self._panes.bar.hide()
        self.keeper.annotate(trimmed(self._panes.page.shown_document.text, span), content)

    def _take_annotated(self, made: Annotation) -> None:
        page = self._panes.page
        if made.span is not None:
            page.put_cursor(made.span.end)
        if self._is_writing:
            self._is_writing = False
            self.panel_wanted.emit()
            self._panes.panel.show_notes(sorted((*self.keeper.notes, made), key=_place))
            self._panes.panel.choose(made.id)
            self._panes.panel.editor.write()

    def _show(self, notes: list[Annotation]) -> None:
        first, second = marks_of_notes(notes)
        self._panes.page.show_marks(MarkLayer.NOTES, first)
        self._panes.page.show_marks(MarkLayer.NOTES_UPON_NOTES, second)
        self._panes.panel.show_notes(notes)
        self._panes.margin.show_notes(notes)
        self._choose_awaited(notes)

    def _choose(self, note: Annotation) -> None:
        self.panel_wanted.emit()
        self._panes.panel.choose(note.id)

    def _choose_awaited(self, notes: list[Annotation]) -> None:
        for note in notes:
            if note.id == self._awaited:
                self._awaited = None
                self._panes.panel.choose(note.id)
                self._go_to(note)

    def _go_to(self, note: Annotation) -> None:
        if note.span is not None:
            self._panes.page.go_to(note.span)
            return
        self.keeper.propose(note, lambda places: self._propose(note, places))

    def _propose(self, note: Annotation, places: tuple[Span, ...]) -> None:
        strip = self._panes.panel.proposals
        if strip.note is not None and strip.note.id == note.id:
            strip.show_places(places)

    def _show_place(self, place: Span) -> None:
        self._panes.page.go_to(place)
        self._panes.page.select(place)

    def _attach(self, note: Annotation) -> None:
        span = self._panes.page.selected_span()
        if span is None:
            self.nothing_selected.emit()
        else:
            self.keeper.attach(note, span)

    def _follow_cursor(self) -> None:
        """Choose the note the person has clicked on."""
        page = self._panes.page
        if page.selected_span() is not None or not page.hasFocus():
            return
        offset = page.cursor_offset()
        for note in self.keeper.notes:
            if note.span is not None and note.span.start <= offset < note.span.end:
                self._panes.panel.choose(note.id)
                return


def trimmed(text: str, span: Span) -> Span:
    """Leave blanks and line ends at the borders of a selection out of it, unless there is nothing else."""
    words = span.of(text)
    inner = words.strip()
    if not inner:
        return span
    start = span.start + len(words) - len(words.lstrip())
    return Span(start, start + len(inner))


def _place(note: Annotation) -> tuple[bool, int]:
    return note.span is None, note.span.start if note.span is not None else 0
