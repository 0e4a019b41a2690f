"""全部批注: every note of the library in one list, changed many at once, and the way back to each passage."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from tests.ui.conftest import CheckModel, Desk
from viewer.core.annotation import (
    Annotation,
    AnnotationId,
    ListedNote,
    MarkColour,
    NoteChange,
    NoteContent,
    Standing,
    TaskState,
)
from viewer.core.document import DocumentId
from viewer.core.selector import AnchorState, Selector, TextQuote
from viewer.core.span import Span
from viewer.ui.actions import ActionId
from viewer.ui.notes.library_filter import NoteFilter, NoteRow, choices_of, matching
from viewer.ui.notes.library_model import LibraryNoteModel
from viewer.ui.notes.library_window import LibraryNotesWindow
from viewer.ui.typed_tags import typed_tags


def listed(  # noqa: PLR0913 - a note has many sides, each of which a test may set
    name: str,
    *,
    title: str | None = "停车",
    note: str = "",
    tags: tuple[str, ...] = (),
    unit: str | None = "区交通委",
    year: int | None = 2024,
    colour: MarkColour = MarkColour.YELLOW,
    state: AnchorState = AnchorState.ANCHORED,
    is_here: bool = True,
) -> ListedNote:
    span = Span(0, len(name))
    annotation = Annotation(
        AnnotationId(name),
        DocumentId(title) if title and is_here else None,
        Selector(span, TextQuote(name), "", ""),
        "2024-01-01",
        "2024-01-01",
        colour=colour,
        note=note,
        tags=tags,
        state=state,
        span=span if state is AnchorState.ANCHORED else None,
    )
    return ListedNote(annotation, title, unit, None, year, is_here)


def rows(*notes: ListedNote) -> list[NoteRow]:
    return [NoteRow.of(note) for note in notes]


def found(notes: list[NoteRow], wanted: NoteFilter) -> list[str]:
    return [row.listed.annotation.id for row in matching(notes, wanted)]


def test_words_are_found_folded_in_quote_note_and_tags() -> None:
    notes = rows(listed("新增泊位８１２個"), listed("乙", note="核对 Wi-Fi"), listed("丙", tags=("口径",)))
    assert found(notes, NoteFilter("812个")) == ["新增泊位８１２個"]
    assert found(notes, NoteFilter("wi-fi 核对")) == ["乙"]
    assert found(notes, NoteFilter("口径")) == ["丙"]


def test_a_note_must_have_every_chosen_value() -> None:
    notes = rows(
        listed("甲", colour=MarkColour.PINK),
        listed("乙", colour=MarkColour.PINK, year=2023),
        listed("丙", state=AnchorState.ORPHANED),
        listed("丁", is_here=False),
    )
    assert found(notes, NoteFilter(chosen={"colour": "pink", "year": "2024"})) == ["甲"]
    assert found(notes, NoteFilter(chosen={"standing": Standing.ORPHANED.value})) == ["丙"]
    assert found(notes, NoteFilter(chosen={"standing": Standing.WAITING.value})) == ["丁"]


def test_a_choice_is_counted_among_what_all_others_leave() -> None:
    notes = rows(listed("甲", year=2023), listed("乙", year=2024), listed("丙", year=2024, unit=None))
    wanted = NoteFilter(chosen={"unit": "区交通委", "year": "2023"})
    assert [(choice.label, choice.count) for choice in choices_of(notes, "year", wanted)] == [("2024", 1), ("2023", 1)]


@pytest.mark.parametrize("form", ["grouped", "flat"])
def test_qt_is_content_with_the_model(check_model: CheckModel, form: str) -> None:
    model = LibraryNoteModel()
    check_model(model)
    model.show_notes([listed("甲"), listed("乙", title="绿化"), listed("丙")])
    model.group(grouped=form == "grouped")
    model.sort(0, Qt.SortOrder.AscendingOrder)
    model.keep(NoteFilter("甲"))
    assert [note.annotation.id for note in model.listed()] == ["甲"]


def test_notes_stand_under_their_documents() -> None:
    model = LibraryNoteModel()
    model.show_notes([listed("甲"), listed("乙", title="绿化"), listed("丙")])
    model.sort(0, Qt.SortOrder.AscendingOrder)
    group = model.index(1, 0, QModelIndex())
    assert (group.data(), model.rowCount(group)) == ("停车", 2)
    note = model.note_at(model.index(1, 0, group))
    assert note is not None
    assert note.annotation.id == "丙"
    assert model.note_at(group) is None


def test_typed_tags_are_parted() -> None:
    assert typed_tags("#口径、核对，口径 停车;a,b") == ("口径", "核对", "停车", "a", "b")


def opened(desk: Desk) -> LibraryNotesWindow:
    """Return the window while it is open."""
    window = desk.opened.all_notes.window
    assert isinstance(window, LibraryNotesWindow)
    return window


@pytest.fixture
def page(desk: Desk) -> Iterator[LibraryNotesWindow]:
    """Return the list of three notes in two replies."""
    services = desk.opened.services
    for title, start, tags in (("第050号", 40, ("口径",)), ("第050号", 90, ()), ("第70号", 60, ("核对",))):
        span = Span(start, start + 12)
        services.annotating.annotate(desk.summary(title).id, span, NoteContent(note=f"第{start}条", tags=tags))
    desk.do(ActionId.ALL_NOTES)
    desk.settle()
    yield opened(desk)
    desk.settle()


def shown(page: LibraryNotesWindow) -> list[Annotation]:
    return [note.annotation for note in page.view.notes.listed()]


def choose(page: LibraryNotesWindow, *words: str) -> None:
    page.view.clearSelection()
    page.view.choose([note.id for note in shown(page) if note.note in words])


def test_all_notes_are_listed_and_looked_through(page: LibraryNotesWindow) -> None:
    assert len(shown(page)) == 3
    QTest.keyClicks(page.filters.words, "60")
    assert [note.note for note in shown(page)] == ["第60条"]
    page.filters.reset()
    page.filters.boxes["tag"].setCurrentIndex(page.filters.boxes["tag"].findData("口径"))
    assert [note.note for note in shown(page)] == ["第40条"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("批注:第40条 OR 批注:第60条", {"第40条", "第60条"}),
        ("标签:口径", {"第40条"}),
        ("第 -标签:口径", {"第90条", "第60条"}),
        ("批注:第9?条", {"第90条"}),
        ("(批注:第40条 | 批注:第90条) 标签:口径", {"第40条"}),
    ],
)
def test_notes_are_asked_in_the_language_of_the_search(
    page: LibraryNotesWindow, desk: Desk, query: str, found: set[str]
) -> None:
    page.filters.words.setText(query)
    desk.until(lambda: {note.note for note in shown(page)} == found)
    desk.settle()


def test_a_query_that_cannot_be_read_is_said_to_be_so(page: LibraryNotesWindow, desk: Desk) -> None:
    page.filters.words.setText("(40")
    desk.until(lambda: "括号" in page.tools.count.text())
    desk.settle()
    assert len(shown(page)) == 3


def test_many_notes_are_changed_and_it_is_taken_back_as_one(page: LibraryNotesWindow, desk: Desk) -> None:
    choose(page, "第40条", "第60条")
    page.tools.tag.setText("税收")
    QTest.keyClick(page.tools.tag, Qt.Key.Key_Return)
    desk.until(lambda: sum("税收" in note.tags for note in shown(page)) == 2)
    assert len(page.view.chosen()) == 2
    page.keeper.changes.undo()
    desk.until(lambda: not any("税收" in note.tags for note in shown(page)))
    assert page.keeper.changes.stack.count() == 1


def test_a_task_and_a_colour_reach_every_chosen_note(page: LibraryNotesWindow, desk: Desk) -> None:
    choose(page, "第40条", "第90条")
    page.tools.todo.click()
    page.tools.change_wanted.emit(NoteChange(colour=MarkColour.GREEN), "")
    desk.settle()
    found = [note for note in shown(page) if note.task is TaskState.TODO and note.colour is MarkColour.GREEN]
    assert {note.note for note in found} == {"第40条", "第90条"}


def test_a_removed_note_is_restored_from_the_trash(page: LibraryNotesWindow, desk: Desk) -> None:
    choose(page, "第90条")
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    desk.until(lambda: len(shown(page)) == 2)
    page.tabs.setCurrentIndex(1)
    assert [note.note for note in shown(page)] == ["第90条"]
    choose(page, "第90条")
    page.tools.restore.click()
    desk.until(lambda: not shown(page))
    page.tabs.setCurrentIndex(0)
    assert len(shown(page)) == 3


def agree(page: LibraryNotesWindow) -> str:
    """Answer the question that is asked with yes; return it."""
    box = page.findChild(QMessageBox)
    assert box is not None
    next(each for each in box.buttons() if box.buttonRole(each) is QMessageBox.ButtonRole.AcceptRole).click()
    return box.text()


def test_the_trash_is_emptied_once_a_person_agrees(page: LibraryNotesWindow, desk: Desk) -> None:
    choose(page, "第90条", "第60条")
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    desk.until(lambda: len(shown(page)) == 1)
    page.tabs.setCurrentIndex(1)
    page.tools.purge.click()
    assert "2 条" in agree(page)
    desk.until(lambda: not shown(page))
    assert desk.opened.services.annotating.removed() == []
    assert len(desk.opened.services.annotating.all()) == 1


def test_of_the_trash_only_what_is_chosen_is_deleted_for_good(page: LibraryNotesWindow, desk: Desk) -> None:
    choose(page, "第90条", "第60条")
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    desk.until(lambda: len(shown(page)) == 1)
    page.tabs.setCurrentIndex(1)
    choose(page, "第90条")
    page.tools.purge.click()
    agree(page)
    desk.until(lambda: [note.note for note in shown(page)] == ["第60条"])


def test_who_may_not_delete_for_good_is_told_why(page: LibraryNotesWindow, desk: Desk) -> None:
    choose(page, "第90条")
    QTest.keyClick(page.view, Qt.Key.Key_Delete)
    desk.until(lambda: len(shown(page)) == 2)
    page.tools.refuse("", purging="这里要“管理员”")
    page.tabs.setCurrentIndex(1)
    assert (page.tools.purge.isEnabled(), page.tools.purge.toolTip()) == (False, "这里要“管理员”")


def test_enter_goes_to_the_passage_and_chooses_the_note(page: LibraryNotesWindow, desk: Desk) -> None:
    desk.read("第70号")
    desk.settle()
    choose(page, "第90条")
    QTest.keyClick(page.view, Qt.Key.Key_Return)
    desk.until(lambda: desk.panes.notes.panel.editor.note is not None)
    desk.settle()
    note = desk.panes.notes.panel.editor.note
    assert note is not None
    assert (note.note, desk.panes.reader.document_id) == ("第90条", desk.summary("第050号").id)


def test_a_change_shows_beside_the_open_reply(page: LibraryNotesWindow, desk: Desk) -> None:
    desk.read("第70号")
    desk.settle()
    choose(page, "第60条")
    page.tools.done.click()
    desk.until(lambda: [note.task for note in desk.workspace.notes.keeper.notes] == [TaskState.DONE])


def test_the_list_closes_with_the_library(page: LibraryNotesWindow, desk: Desk) -> None:
    page.close()
    desk.until(lambda: desk.opened.all_notes.window is None)
    desk.do(ActionId.ALL_NOTES)
    desk.settle()
    assert opened(desk).isVisible()
