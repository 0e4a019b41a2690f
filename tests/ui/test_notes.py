"""Marking and writing in the window: on the disk at once, beside the text, and taken back with Ctrl+Z."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from tests.ui.conftest import Desk
from viewer.core.annotation import Annotation, AnnotationId, MarkColour, MarkStyle, TaskState
from viewer.core.selector import AnchorState, Selector, TextQuote
from viewer.core.span import Span
from viewer.ui.actions import ActionId
from viewer.ui.notes.desk import trimmed
from viewer.ui.notes.margin import tip_of
from viewer.ui.notes.marking import marks_of_notes
from viewer.ui.words_field import MOST_CHARACTERS

WORDS = "数字经济企业6100余家"


@pytest.fixture
def reading(desk: Desk) -> Desk:
    """Return the desk with a reply open."""
    desk.read("第050号")
    desk.settle()
    return desk


def notes(reading: Desk) -> tuple[Annotation, ...]:
    return reading.workspace.notes.keeper.notes


def select(reading: Desk, words: str) -> None:
    page = reading.panes.reader.page
    start = page.shown_document.text.index(words)
    page.select(Span(start, start + len(words)))


def mark(reading: Desk, words: str = WORDS) -> Annotation:
    before = len(notes(reading))
    select(reading, words)
    reading.do(ActionId.HIGHLIGHT)
    reading.until(lambda: len(notes(reading)) == before + 1)
    reading.settle()
    return next(note for note in notes(reading) if note.selector.quote.exact == words)


def test_a_marked_passage_is_in_the_library_at_once(reading: Desk) -> None:
    made = mark(reading)
    assert (made.selector.quote.exact, made.colour, made.state) == (WORDS, MarkColour.YELLOW, AnchorState.ANCHORED)


def test_a_mark_is_taken_back_and_done_again(reading: Desk) -> None:
    mark(reading)
    reading.do(ActionId.UNDO)
    reading.until(lambda: not notes(reading))
    reading.do(ActionId.REDO)
    reading.until(lambda: len(notes(reading)) == 1)
    reading.settle()


def test_writing_a_note_opens_the_pane_and_keeps_what_is_typed(reading: Desk) -> None:
    select(reading, WORDS)
    reading.do(ActionId.WRITE_NOTE)
    reading.until(lambda: reading.panes.notes.panel.editor.note is not None)
    assert reading.interior.fittings.aside.isVisible()
    QTest.keyClicks(reading.panes.notes.panel.editor.words, "check")
    reading.panes.notes.panel.editor.save()
    reading.until(lambda: any(note.note == "check" for note in notes(reading)))
    reading.settle()


def test_tags_and_a_task_are_stored(reading: Desk) -> None:
    made = mark(reading)
    editor = reading.panes.notes.panel.editor
    reading.panes.notes.panel.choose(made.id)
    editor.tags.setText("税收、 核对")
    editor.todo.click()
    reading.until(lambda: any(note.task is TaskState.TODO for note in notes(reading)))
    assert notes(reading)[0].tags == ("税收", "核对")
    reading.settle()


def test_a_removed_note_comes_back_with_undo(reading: Desk) -> None:
    made = mark(reading)
    reading.panes.notes.panel.choose(made.id)
    reading.panes.notes.panel.editor.remove.click()
    reading.until(lambda: not notes(reading))
    reading.do(ActionId.UNDO)
    reading.until(lambda: [note.id for note in notes(reading)] == [made.id])
    reading.settle()


def test_notes_stay_with_their_document(reading: Desk) -> None:
    mark(reading)
    reading.read("第70号")
    reading.settle()
    assert notes(reading) == ()
    reading.read("第050号")
    reading.until(lambda: len(notes(reading)) == 1)
    reading.settle()


def test_nothing_selected_says_what_to_do(reading: Desk) -> None:
    reading.panes.reader.page.put_cursor(0)
    reading.do(ActionId.HIGHLIGHT)
    reading.settle()
    assert notes(reading) == ()


def note(start: int, end: int, style: MarkStyle = MarkStyle.HIGHLIGHT) -> Annotation:
    span = Span(start, end)
    selector = Selector(span, TextQuote("x"), "", "")
    return Annotation(AnnotationId(f"{start}-{end}"), None, selector, "", "", style=style, span=span)


def test_overlapping_notes_are_both_drawn_and_no_layer_overlaps() -> None:
    first, second = marks_of_notes([note(0, 10), note(5, 15), note(8, 20), note(20, 22)])
    for layer in (first, second):
        assert all(one.span.end <= other.span.start for one, other in pairwise(layer))
    assert {mark.span for mark in (*first, *second)} == {Span(0, 10), Span(20, 22), Span(5, 15), Span(15, 20)}


def test_blanks_at_the_borders_of_a_selection_are_left_out() -> None:
    assert trimmed("甲\n乙 \n丙", Span(1, 5)) == Span(2, 3)


def test_a_selection_of_blanks_alone_stays_as_it_is() -> None:
    assert trimmed("甲  乙", Span(1, 3)) == Span(1, 3)


def doubtful(reading: Desk) -> Annotation:
    """Return a note whose words now stand in two places."""
    made = mark(reading)
    services = reading.opened.services
    services.annotating.amend(made, replace(made, state=AnchorState.TO_CONFIRM, span=None))
    reading.workspace.notes.keeper.reload()
    reading.until(lambda: notes(reading)[0].state is AnchorState.TO_CONFIRM)
    return notes(reading)[0]


def test_a_doubtful_note_shows_its_old_words_and_moves_only_when_confirmed(reading: Desk) -> None:
    note_in_doubt = doubtful(reading)
    panel = reading.panes.notes.panel
    panel.choose(note_in_doubt.id)
    panel.note_chosen.emit(note_in_doubt)
    reading.settle()
    assert WORDS in panel.proposals.quote.text()
    panel.proposals.show_places((Span(30, 40), Span(60, 72)))
    panel.proposals.next.click()
    assert reading.panes.reader.page.selected_span() == Span(60, 72)
    assert notes(reading)[0].state is AnchorState.TO_CONFIRM
    panel.proposals.confirm.click()
    reading.until(lambda: notes(reading)[0].span == Span(60, 72))
    assert panel.proposals.isHidden()
    reading.settle()


def test_a_confirmed_place_is_taken_back(reading: Desk) -> None:
    note_in_doubt = doubtful(reading)
    reading.panes.notes.panel.proposals.place_confirmed.emit(note_in_doubt, Span(60, 72))
    reading.until(lambda: notes(reading)[0].span == Span(60, 72))
    reading.do(ActionId.UNDO)
    reading.until(lambda: notes(reading)[0].state is AnchorState.TO_CONFIRM)
    reading.settle()


def write(reading: Desk, words: str, text: str) -> Annotation:
    made = mark(reading, words)
    services = reading.opened.services
    services.annotating.amend(made, replace(made, note=text))
    reading.workspace.notes.keeper.reload()
    reading.until(lambda: any(each.note == text for each in notes(reading)))
    reading.settle()
    return next(each for each in notes(reading) if each.note == text)


def test_a_note_with_words_has_a_sign_in_the_margin_that_chooses_it(reading: Desk) -> None:
    written = write(reading, WORDS, "核对口径")
    reading.panes.reader.page.go_to_top_of(written.selector.position.start)
    margin = reading.panes.notes.margin
    ((rect, note),) = margin.signs()
    QTest.mouseClick(margin, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, rect.center())
    chosen = reading.panes.notes.panel.editor.note
    assert chosen is not None
    assert chosen.id == note.id == written.id
    assert reading.interior.fittings.aside.isVisible()
    reading.settle()


def test_a_mark_without_words_has_no_sign(reading: Desk) -> None:
    made = mark(reading)
    reading.panes.reader.page.go_to_top_of(made.selector.position.start)
    assert reading.panes.notes.margin.signs() == []


def test_resting_on_a_mark_finds_the_shortest_note_there(reading: Desk) -> None:
    write(reading, "数字经济企业6100余家", "长")
    short = write(reading, "6100余家", "短")
    place = short.selector.position.start
    found = reading.panes.notes.margin.note_under(place)
    assert found is not None
    assert found.note == "短"
    assert reading.panes.notes.margin.note_under(place - 100) is None


def test_a_tool_tip_shows_words_as_they_are() -> None:
    assert "&lt;b&gt;甲" in tip_of(replace(note(0, 4), note="<b>甲"))


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_a_book_pasted_into_a_note_is_cut_and_that_is_said(reading: Desk) -> None:
    mark(reading)
    reading.panes.notes.panel.choose(notes(reading)[0].id)
    field = reading.panes.notes.panel.editor.words
    book = QMimeData()
    book.setText("数字经济" * 1_000_000)
    field.insertFromMimeData(book)
    assert len(field.toPlainText()) < MOST_CHARACTERS + 1
    assert "最多" in QToolTip.text()
    QToolTip.hideText()
    reading.panes.notes.panel.editor.save()
    reading.settle()


def test_the_placeholder_makes_room_for_what_an_input_method_composes(reading: Desk) -> None:
    mark(reading)
    reading.panes.notes.panel.choose(notes(reading)[0].id)
    field = reading.panes.notes.panel.editor.words
    before = field.placeholderText()
    QApplication.sendEvent(field, QInputMethodEvent("ni hao", []))
    assert before
    assert field.placeholderText() == ""
    QApplication.sendEvent(field, QInputMethodEvent("", []))
    assert field.placeholderText() == before
