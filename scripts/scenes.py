"""The fixed set of scenes: every pane and every window, each played on a library of the founding replies."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QTabWidget, QWidget

from scripts.stage import Stage
from scripts.states import STATES
from viewer.core.errors import ViewerError
from viewer.core.hit import FacetChoice
from viewer.ui import messages
from viewer.ui.across.window import AcrossWindow
from viewer.ui.actions import ActionId
from viewer.ui.figures.editor import FigureForm
from viewer.ui.menus import Menu
from viewer.ui.reader.desk import Target

ROOT = Path(__file__).resolve().parent.parent
QUERY = "人工智能"


@dataclass(frozen=True, slots=True)
class Scene:
    """A name and what is done before the picture; the answer may be a window to be drawn instead of the main one."""

    name: str
    play: Callable[[Stage], QWidget | None]


def show_library(stage: Stage) -> None:
    """Show the list of documents."""
    stage.workspace.clear_search()


def show_filtered(stage: Stage) -> None:
    """Show the list with a filter chosen."""
    stage.workspace.choices.toggle(FacetChoice("year", "2024"))


def show_reader(stage: Stage) -> None:
    """Show a reply from its beginning."""
    stage.workspace.clear_search()
    stage.open_document("050号")


def show_results(stage: Stage) -> None:
    """Show the answer to a query, nothing opened yet."""
    stage.workspace.close_document()
    stage.search(QUERY)


def show_hit(stage: Stage) -> None:
    """Show an answer with a passage opened, two matches further."""
    stage.search(QUERY)
    stage.interior.panes.lists.result_view.select_row(2)
    stage.interior.panes.lists.result_view.row_chosen.emit(2)
    stage.settle()
    stage.interior.panes.reader.next_hit()
    stage.interior.panes.reader.next_hit()


def show_zero_hits(stage: Stage) -> None:
    """Show what is said when nothing is found."""
    stage.workspace.close_document()
    stage.search("海水淡化")


def show_query_error(stage: Stage) -> None:
    """Show what is said when a query cannot be read."""
    stage.search(QUERY)
    stage.search("(人工智能 | 大数据")


def show_find_bar(stage: Stage) -> None:
    """Show the find bar in a reply."""
    stage.workspace.clear_search()
    stage.open_document("050号")
    stage.interior.actions_table[ActionId.FIND].trigger()
    field = stage.interior.panes.reader.find_bar.field
    field.setText("数字经济")
    field.textEdited.emit("数字经济")
    QTest.qWait(300)
    stage.settle()


def show_reading_mode(stage: Stage) -> None:
    """Show a reply alone."""
    stage.open_document("054号")
    stage.interior.actions_table[ActionId.READING_MODE].trigger()


def show_shortcuts(stage: Stage) -> QDialog | None:
    """Show the list of shortcuts."""
    stage.interior.actions_table[ActionId.SHORTCUTS].trigger()
    stage.settle()
    return stage.window.findChild(QDialog)


def show_names(stage: Stage) -> None:
    """Show a reply with its names marked by their kinds, the names beside it, and what is told of one."""
    stage.check(ActionId.MARKS_BY_KIND, wanted=True)
    stage.interior.actions_table[ActionId.READING_MODE].setChecked(False)
    stage.workspace.clear_search()
    stage.open_document("054号")
    stage.show_aside("names")
    stored = stage.interior.panes.reader.stored
    panel = stage.interior.fittings.name_panes.names
    if stored is not None:
        panel.choose(stored.reading.entities[len(stored.reading.entities) // 3])
    stage.settle()
    for _ in range(6):
        stage.interior.actions_table[ActionId.NEXT_MARK].trigger()
    stage.settle()


def show_figures(stage: Stage) -> None:
    """Show a reply with figures only, the table of them beside it, and what is told of one."""
    stage.check(ActionId.MARKS_BY_KIND, wanted=False)
    stage.open_document("050号")
    stage.interior.actions_table[ActionId.MARK_FIGURES].trigger()
    stage.show_aside("figures")
    for _ in range(3):
        stage.interior.actions_table[ActionId.NEXT_MARK].trigger()
    stage.settle()


def show_marks(stage: Stage) -> None:
    """Show marks of every kind again, nothing beside the page."""
    stage.interior.actions_table[ActionId.MARK_ALL].trigger()
    stage.hide_aside()
    stage.open_document("054号")
    stage.interior.panes.reader.page.verticalScrollBar().setValue(500)


def show_lexicon(stage: Stage) -> QWidget:
    """Show the 词库 with a few terms."""
    return stage.opened_by(ActionId.LEXICON)


def show_figure_form(stage: Stage) -> QDialog | None:
    """Show the form that corrects a figure."""
    stage.open_document("050号")
    stored = stage.interior.panes.reader.stored
    if stored is not None and stored.reading.metrics:
        stage.interior.fittings.name_panes.figures.edit_wanted.emit(stored.reading.metrics[0])
    stage.settle()
    return stage.window.findChild(FigureForm)


def show_across(stage: Stage, action: ActionId) -> AcrossWindow:
    """Show a page of the window 跨文档比较, its tables complete."""
    stage.interior.actions_table[action].trigger()
    window = next(
        each for each in QApplication.topLevelWidgets() if isinstance(each, AcrossWindow) and each.isVisible()
    )
    window.resize(stage.window.size())
    stage.until(lambda: bool(window.state.text()) and stage.is_idle)
    stage.settle()
    return window


def show_indicators(stage: Stage) -> QWidget | None:
    """Show the series of figures, one of them drawn."""
    window = show_across(stage, ActionId.INDICATORS)
    page = window.indicators
    names = [each.name for each in page.list.rows_model.rows]
    page.list.choose(next((place for place, name in enumerate(names) if "电商平台" in name), 0))
    return window


def show_ledger(stage: Stage) -> QWidget | None:
    """Show the promises of all replies."""
    return show_across(stage, ActionId.LEDGER)


def show_statistics(stage: Stage) -> QWidget | None:
    """Show how many replies there are by two of their properties."""
    return show_across(stage, ActionId.STATISTICS)


def show_collation(stage: Stage) -> QWidget | None:
    """Show two replies side by side."""
    window = show_across(stage, ActionId.INDICATORS)
    first, second = [each.id for each in stage.workspace.summaries][:2]
    window.compare(first, second)
    stage.until(lambda: window.collation.model.rowCount() > 0)
    return window


def show_selection(stage: Stage) -> None:
    """Show what is offered over a selection."""
    stage.interior.actions_table[ActionId.READING_MODE].setChecked(False)
    stage.open_document("050号")
    stage.select("数字经济企业")
    QTest.mouseRelease(stage.interior.panes.reader.page.viewport(), Qt.MouseButton.RightButton)
    QTest.qWait(600)


def show_notes(stage: Stage) -> None:
    """Show a reply with marks and notes of every colour."""
    stage.open_document("050号")
    stage.show_aside("notes")


def show_bookmarks(stage: Stage) -> None:
    """Show the bookmarks, one made."""
    stage.open_document("050号")
    if not stage.interior.fittings.bookmark_panel.isVisible():
        stage.select("数字经济企业")
        stage.do(ActionId.BOOKMARK)
    stage.show_aside("bookmarks")


def show_tabs(stage: Stage) -> None:
    """Show several replies in tabs."""
    stage.hide_aside()
    for summary in stage.workspace.summaries:
        stage.workspace.documents.open(Target(summary.id), in_new_tab=True)
        stage.until(partial(stage.reads, summary.id))
        stage.settle()


def show_pages(stage: Stage) -> None:
    """Show the pages of a PDF beside its text, its reply alone."""
    for _ in stage.interior.panes.tabs.documents[1:]:
        stage.do(ActionId.CLOSE_DOCUMENT)
    stage.import_all([ROOT / "viewer" / "resources" / "self_test" / "reply.pdf"])
    name = next(each.id for each in stage.workspace.summaries if each.source.name.endswith(".pdf"))
    stage.interior.panes.lists.table.document_chosen.emit(name)
    stage.settle()
    if not stage.interior.actions_table[ActionId.PAGES].isChecked():
        stage.do(ActionId.PAGES)
    QTest.qWait(500)


def show_without_pages(stage: Stage) -> None:
    """Show the reply alone again."""
    if stage.interior.actions_table[ActionId.PAGES].isChecked():
        stage.do(ActionId.PAGES)


def menu_scene(menu: Menu) -> Callable[[Stage], QWidget]:
    """Return what opens a menu."""

    def play(stage: Stage) -> QWidget:
        shown = stage.interior.actions_table.menus[menu]
        shown.popup(stage.window.mapToGlobal(QPoint(0, 30)))
        stage.settle()
        return shown

    return play


def window_scene(action: ActionId) -> Callable[[Stage], QWidget]:
    """Return what opens the window of an action."""
    return lambda stage: stage.opened_by(action)


def show_templates(stage: Stage) -> QWidget:
    """Show the templates, the preview of one written."""
    window = stage.opened_by(ActionId.TEMPLATES)
    QTest.qWait(600)
    return window


def preference_scene(page: int) -> Callable[[Stage], QWidget]:
    """Return what opens a page of the preferences."""

    def play(stage: Stage) -> QWidget:
        dialog = stage.opened_by(ActionId.PREFERENCES)
        tabs = dialog.findChild(QTabWidget)
        if tabs is not None:
            tabs.setCurrentIndex(page)
        return dialog

    return play


def show_save_search(stage: Stage) -> QWidget:
    """Show the form that names a search."""
    stage.search(QUERY)
    return stage.opened_by(ActionId.SAVE_SEARCH)


def show_work(stage: Stage) -> QWidget:
    """Show the list of work and of what was told."""
    return stage.opened(stage.interior.panes.status.all_work.click)


def show_question(stage: Stage) -> QWidget:
    """Show what is asked before documents are taken out."""
    stage.workspace.clear_search()
    stage.settle()
    stage.interior.panes.lists.table.selectRow(0)
    return stage.opened(stage.workspace.ask_to_remove)


def show_fault(stage: Stage) -> QWidget:
    """Show the report of a fault of the program."""
    return stage.opened(lambda: messages.show_fault(stage.window, "  File ...\nValueError"))


def show_trouble(stage: Stage) -> QWidget:
    """Show a fault of the world."""
    error = ViewerError("不能写入“批注.docx”。", advice="文件可能正被 Word 打开，关闭后再试。")
    return stage.opened(lambda: messages.show_error(stage.window, error))


def show_no_library(stage: Stage) -> QWidget | None:
    """Show what is said where a library cannot be opened."""
    folder = Path(tempfile.mkdtemp())
    (folder / "library.db").write_bytes(b"no library" * 1000)
    stage.interior.open_library(folder)
    stage.until(stage.interior.fittings.failure.isVisible)
    return None


SCENES = (
    Scene("library", show_library),
    Scene("filtered", show_filtered),
    Scene("reader", show_reader),
    Scene("results", show_results),
    Scene("hit", show_hit),
    Scene("zero_hits", show_zero_hits),
    Scene("query_error", show_query_error),
    Scene("find_bar", show_find_bar),
    Scene("reading_mode", show_reading_mode),
    Scene("shortcuts", show_shortcuts),
    Scene("names", show_names),
    Scene("figures", show_figures),
    Scene("marks", show_marks),
    Scene("lexicon", show_lexicon),
    Scene("figure_form", show_figure_form),
    Scene("indicators", show_indicators),
    Scene("ledger", show_ledger),
    Scene("statistics", show_statistics),
    Scene("collation", show_collation),
    Scene("selection", show_selection),
    Scene("notes", show_notes),
    Scene("bookmarks", show_bookmarks),
    Scene("all_notes", window_scene(ActionId.ALL_NOTES)),
    Scene("templates", show_templates),
    Scene("tabs", show_tabs),
    Scene("pages", show_pages),
    Scene("after_pages", show_without_pages),
    *(Scene(f"menu_{menu.name.lower()}", menu_scene(menu)) for menu in Menu),
    *(Scene(f"preferences_{number}", preference_scene(number)) for number in range(4)),
    Scene("palette", window_scene(ActionId.PALETTE)),
    Scene("manual", window_scene(ActionId.MANUAL)),
    Scene("news", window_scene(ActionId.NEWS)),
    Scene("about", window_scene(ActionId.ABOUT)),
    Scene("log", window_scene(ActionId.LOG)),
    Scene("tags", window_scene(ActionId.TAGS)),
    Scene("collections", window_scene(ActionId.COLLECTIONS)),
    Scene("synonyms", window_scene(ActionId.SYNONYMS)),
    Scene("corrections", window_scene(ActionId.CORRECTIONS)),
    Scene("save_search", show_save_search),
    Scene("export_notes", window_scene(ActionId.EXPORT_NOTES)),
    Scene("print_preview", window_scene(ActionId.PRINT_PREVIEW)),
    Scene("name_index", lambda stage: show_across(stage, ActionId.NAME_INDEX)),
    *(Scene(name, play) for name, play in STATES),
    Scene("work", show_work),
    Scene("question", show_question),
    Scene("fault", show_fault),
    Scene("trouble", show_trouble),
    Scene("no_library", show_no_library),
)
