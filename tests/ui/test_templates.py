"""Templates in the window: copied, changed, previewed, used, and taken back; conflicts of imports are shown."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from tests.ui.conftest import Desk
from viewer.core.annotation import NoteContent, NoteFormat
from viewer.core.span import Span
from viewer.ui.actions import ActionId
from viewer.ui.notes.library_window import LibraryNotesWindow
from viewer.ui.notes.template_window import TemplateWindow


@pytest.fixture
def templates(desk: Desk) -> TemplateWindow:
    """Return the window of templates over an open reply."""
    desk.read("第050号")
    desk.do(ActionId.TEMPLATES)
    window = desk.window.findChild(TemplateWindow)
    assert isinstance(window, TemplateWindow)
    desk.until(lambda: window.list.count() > 0)
    desk.settle()
    return window


def test_a_shipped_template_is_shown_with_what_it_makes_and_cannot_be_changed(
    templates: TemplateWindow, desk: Desk
) -> None:
    desk.until(lambda: templates.preview.toPlainText().startswith("《"))
    assert templates.text.isReadOnly()
    assert not templates.save.isEnabled()
    desk.settle()


def test_a_copy_is_changed_used_and_seen_on_the_clipboard(templates: TemplateWindow, desk: Desk) -> None:
    templates.copy.click()
    desk.until(lambda: templates.shown is not None and not templates.shown.is_shipped)
    templates.text.setPlainText("{{ title }}！")
    templates.save.click()
    desk.settle()
    templates.use.click()
    desk.until(lambda: templates.shown is not None and templates.shown.is_chosen)
    desk.settle()
    desk.panes.reader.page.select(Span(0, 4))
    desk.do(ActionId.COPY_CITED)
    desk.until(lambda: QGuiApplication.clipboard().text().endswith("！"))
    desk.do(ActionId.UNDO)
    desk.until(lambda: templates.shown is not None and not templates.shown.is_chosen)
    desk.settle()


def test_a_broken_template_says_so_instead_of_a_preview(templates: TemplateWindow, desk: Desk) -> None:
    templates.copy.click()
    desk.until(lambda: templates.shown is not None and not templates.shown.is_shipped)
    templates.text.setPlainText("{% for %}")
    desk.until(lambda: "模板" in templates.news.text() and "有误" in templates.news.text())
    templates.reset.click()
    desk.until(lambda: templates.preview.toPlainText().startswith("《"))
    desk.settle()


def test_versions_that_differ_are_both_shown_after_an_import(desk: Desk, tmp_path: Path) -> None:
    services = desk.opened.services
    made = services.annotating.annotate(desk.summary("第050号").id, Span(0, 4), NoteContent(note="甲"))
    other = services.annotating.annotate(desk.summary("第70号").id, Span(0, 4), NoteContent(note="丙"))
    file = tmp_path / "notes.jsonld"
    file.write_bytes(services.notes.export(NoteFormat.JSONLD))
    assert json.loads(file.read_text(encoding="utf-8"))["total"] == 2
    services.annotating.amend(made, replace(made, note="乙"))
    desk.opened.note_files.import_file(str(file))
    notes = desk.opened.all_notes
    desk.until(lambda: notes.window is not None)
    desk.settle()
    page = notes.window
    assert isinstance(page, LibraryNotesWindow)
    assert {note.annotation.note for note in page.view.notes.listed()} == {"甲", "乙"}
    desk.do(ActionId.UNDO)
    desk.until(lambda: len(services.annotating.all()) == 2)
    desk.settle()
    assert other.id in {note.id for note in services.annotating.all()}
