"""The one way back: across documents, in order, and honest when something cannot be taken back."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QMessageBox

from tests.ui.conftest import Desk
from viewer.core.annotation import Annotation, NoteContent
from viewer.core.span import Span
from viewer.jobs.runner import JobRunner
from viewer.ui.actions import ActionId
from viewer.ui.changes import Changes, Deed, Topic


@pytest.fixture
def changes(runner: JobRunner) -> Iterator[Changes]:
    """Return a way back of nothing yet."""
    changes = Changes(runner)
    yield changes
    changes.deleteLater()


def deed(log: list[str], name: str) -> Deed[None]:
    return Deed(
        name,
        Topic.NOTES,
        do=lambda: log.append(f"do {name}"),
        undo=lambda _: log.append(f"undo {name}"),
    )


def test_deeds_are_taken_back_in_turn_and_done_again(changes: Changes, desk: Desk) -> None:
    log: list[str] = []
    changes.make(deed(log, "a"))
    changes.make(deed(log, "b"))
    for step in (changes.undo, changes.undo, changes.redo):
        step()
    desk.until(lambda: len(log) == 5)
    assert log == ["do a", "do b", "undo b", "undo a", "do a"]
    desk.settle()


def test_what_changed_nothing_cannot_be_taken_back(changes: Changes, desk: Desk) -> None:
    changes.make(Deed("a", Topic.NOTES, do=list, undo=lambda _: None))
    desk.settle()
    assert not changes.stack.canUndo()


def test_with_nothing_to_take_back_it_is_said(changes: Changes) -> None:
    heard: list[str] = []
    changes.told.connect(lambda words, _where: heard.append(words))
    changes.undo()
    changes.redo()
    assert heard == ["没有可以撤销的操作", "没有可以重做的操作"]


def test_a_note_is_taken_back_while_another_document_is_read(desk: Desk) -> None:
    first = desk.read("第050号")
    desk.settle()
    desk.panes.reader.page.select(Span(10, 20))
    desk.do(ActionId.HIGHLIGHT)
    desk.until(lambda: len(desk.workspace.notes.keeper.notes) == 1)
    desk.read("第70号")
    desk.settle()
    assert desk.interior.actions_table[ActionId.UNDO].text() == "撤销标记(&U)"
    desk.do(ActionId.UNDO)
    desk.settle()
    assert desk.opened.services.annotating.of_document(first.id) == []
    assert desk.panes.status._news.text() == f"已撤销：标记（{first.title}）"


def test_what_cannot_be_taken_back_is_told_and_dropped(desk: Desk) -> None:
    services, changes = desk.opened.services, desk.opened.changes
    assert changes is not None
    made = services.annotating.annotate(desk.summary("第050号").id, Span(0, 4), NoteContent())
    changes.make(
        Deed(
            "删除批注", Topic.NOTES, lambda: services.annotating.remove([made.id]), lambda _: restore_twice(desk, made)
        )
    )
    desk.settle()
    desk.do(ActionId.UNDO)
    desk.until(lambda: desk.window.findChildren(QMessageBox))
    for box in desk.window.findChildren(QMessageBox):
        box.close()
    desk.do(ActionId.REDO)
    desk.settle()
    assert not changes.stack.canUndo()


def restore_twice(desk: Desk, made: Annotation) -> None:
    for _ in range(2):
        desk.opened.services.annotating.restore([made.id])


def test_what_is_typed_when_the_window_closes_is_kept(desk: Desk) -> None:
    services = desk.opened.services
    summary = desk.summary("第050号")
    made = services.annotating.annotate(summary.id, Span(0, 4), NoteContent())
    desk.read("第050号")
    desk.until(lambda: len(desk.workspace.notes.keeper.notes) == 1)
    desk.settle()
    desk.panes.notes.panel.choose(made.id)
    desk.panes.notes.panel.editor.words.setPlainText("刚写下的")
    desk.window.close()
    desk.settle()
    assert services.annotating.of_document(summary.id)[0].note == "刚写下的"
