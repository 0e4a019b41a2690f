"""Names in the window: marked, told, listed, corrected for here or everywhere, and kept in the 词库."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox

from tests.ui.conftest import CheckModel, Desk
from viewer.core.document import DocumentId
from viewer.core.entity import Entity, EntityType, MarkSource
from viewer.core.knowledge import GivenCorrection, KnownTerm, LessonId, MetricCorrection, Scope
from viewer.core.lexicon import LexiconTerm
from viewer.core.span import Span
from viewer.ui.actions import ActionId
from viewer.ui.appearance import Appearance, ThemeChoice
from viewer.ui.names.correction_model import words_of
from viewer.ui.names.correction_window import CorrectionWindow
from viewer.ui.names.desk import NameDesk
from viewer.ui.names.forms import JoinForm, TermForm
from viewer.ui.names.lexicon_window import LexiconWindow
from viewer.ui.names.marking import KINDS, marks_of_names, standing_at
from viewer.ui.names.mention_model import MentionModel, mention_rows
from viewer.ui.names.menu import Verb, Wish
from viewer.ui.names.name_model import NameModel, groups_of
from viewer.ui.names.term_file import read_terms, write_terms
from viewer.ui.names.term_model import TermModel
from viewer.ui.reader.marks import MarkLayer, MarkStyle, look_of

ALL = frozenset(KINDS)


def entity(
    start: int, surface: str, type_: EntityType = EntityType.ORGANISATION, canonical: str | None = None
) -> Entity:
    return Entity(Span(start, start + len(surface)), surface, type_, MarkSource.RULE, canonical)


def names_of(desk: Desk) -> NameDesk:
    return desk.opened.names


def marks_in(desk: Desk, layer: MarkLayer) -> list[Span]:
    return [mark.span for mark in desk.panes.reader.page._layers.get(layer, ())]


def surfaces(desk: Desk) -> list[str]:
    stored = desk.panes.reader.stored
    assert stored is not None
    return [each.surface for each in stored.reading.entities]


def first(desk: Desk, type_: EntityType) -> Entity:
    stored = desk.panes.reader.stored
    assert stored is not None
    return next(each for each in stored.reading.entities if each.type is type_)


def shared_name(desk: Desk) -> Entity:
    """Return a name of the document being read that another document holds too."""
    stored, services = desk.panes.reader.stored, desk.opened.services
    assert stored is not None
    for each in stored.reading.entities:
        found = services.across.name(each.canonical or each.surface, each.type)
        if found is not None and len(found.documents) > 1:
            return each
    pytest.fail("no name stands in two documents")


def wish(desk: Desk, offset: int, wished: Wish) -> None:
    menu = names_of(desk).menu_at(offset)
    names_of(desk).fulfil(wished)
    menu.deleteLater()
    desk.settle()


def test_every_kind_has_a_look_of_its_own_without_its_colour(appearance: Appearance) -> None:
    for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        appearance.choose(choice)
        looks = [look_of(kind, appearance.theme) for kind in KINDS]
        signs = {(look.underlineStyle(), look.hasProperty(look.Property.BackgroundBrush)) for look in looks}
        assert len(signs) == len(KINDS)


def test_marks_of_names_never_overlap() -> None:
    found = [entity(0, "上海市长宁区"), entity(3, "长宁区"), entity(6, "科委")]
    for by_kind in (True, False):
        assert [mark.span for mark in marks_of_names(found, ALL, by_kind=by_kind)] == [Span(0, 6), Span(6, 8)]


def test_names_are_marked_alike_until_their_kinds_are_wanted(desk: Desk) -> None:
    desk.read("050号")
    page, toggle = desk.panes.reader.page, desk.interior.actions_table[ActionId.MARKS_BY_KIND]
    assert {mark.style for mark in page.marks(MarkLayer.ENTITIES)} == {MarkStyle.NAME}
    toggle.trigger()
    assert {MarkStyle.ORGANISATION, MarkStyle.LOCATION} <= {mark.style for mark in page.marks(MarkLayer.ENTITIES)}
    toggle.trigger()
    assert {mark.style for mark in page.marks(MarkLayer.ENTITIES)} == {MarkStyle.NAME}


def test_a_name_and_a_figure_differ_without_their_colours(appearance: Appearance) -> None:
    name, figure = (look_of(style, appearance.theme) for style in (MarkStyle.NAME, MarkStyle.METRIC))
    assert name.underlineStyle() != figure.underlineStyle()
    assert not name.hasProperty(name.Property.BackgroundBrush)


def test_what_stands_at_an_offset_ends_before_its_end() -> None:
    found = [entity(2, "科委"), entity(6, "经委")]
    assert standing_at(found, 3) is found[0]
    assert standing_at(found, 4) is None
    assert standing_at(found, 0) is None


def test_names_are_listed_by_type_the_most_mentioned_first(check_model: CheckModel) -> None:
    found = [entity(0, "科委"), entity(5, "张三", EntityType.PERSON), entity(9, "经委"), entity(12, "经委")]
    model = NameModel()
    check_model(model)
    model.show_names(groups_of(found))
    assert [model.index(row).data() for row in range(model.rowCount())] == ["人物", "张三", "机构", "经委", "科委"]


def test_a_name_is_found_by_any_of_its_forms() -> None:
    model = NameModel()
    model.show_names(groups_of([entity(0, "科委", canonical="科学技术委员会"), entity(4, "经委")]))
    model.filter_by("科委")
    assert [model.index(row).data() for row in range(model.rowCount())] == ["机构", "科学技术委员会"]


def test_a_mention_stands_marked_in_its_surroundings(check_model: CheckModel, desk: Desk) -> None:
    desk.read("050号")
    stored = desk.panes.reader.stored
    assert stored is not None
    rows = mention_rows(stored.reading.document, stored.reading.entities)
    model = MentionModel()
    check_model(model)
    model.show_rows(rows)
    assert all(row.mark and row.entity and row.mark.of(row.text) == row.entity.surface for row in rows)


def test_a_document_opens_with_its_names_marked_and_counted(desk: Desk) -> None:
    desk.read("050号")
    assert len(marks_in(desk, MarkLayer.ENTITIES)) == len(surfaces(desk))
    chip = desk.interior.fittings.name_panes.legend.chips[MarkStyle.ORGANISATION]
    assert chip.text().strip().startswith("机构 ")
    desk.until(chip.isVisible)


def test_a_type_can_be_switched_off_and_stays_off_next_time(
    desk: Desk, library: Path, open_desk: Callable[..., Desk]
) -> None:
    desk.read("050号")
    before = len(marks_in(desk, MarkLayer.ENTITIES))
    desk.interior.fittings.name_panes.legend.chips[MarkStyle.ORGANISATION].click()
    assert len(marks_in(desk, MarkLayer.ENTITIES)) < before
    desk.close()
    again = open_desk(library)
    assert MarkStyle.ORGANISATION not in again.interior.fittings.name_panes.legend.shown
    assert MarkStyle.PERSON in again.interior.fittings.name_panes.legend.shown


def test_one_can_see_figures_only_everything_or_nothing(desk: Desk) -> None:
    desk.read("050号")
    desk.do(ActionId.MARK_FIGURES)
    assert not marks_in(desk, MarkLayer.ENTITIES)
    assert marks_in(desk, MarkLayer.METRICS)
    desk.do(ActionId.MARK_NONE)
    assert not marks_in(desk, MarkLayer.METRICS)
    desk.do(ActionId.MARK_ALL)
    assert marks_in(desk, MarkLayer.ENTITIES)


def test_resting_on_a_name_tells_of_it(desk: Desk) -> None:
    desk.read("050号")
    page, popup = desk.panes.reader.page, desk.interior.fittings.name_panes.popup
    marked = first(desk, EntityType.ORGANISATION)
    page.go_to(marked.span)
    place = page.cursorRect(page.textCursor())
    at = QPoint(place.left() + 3, place.center().y())
    assert page.offset_at(at) == marked.span.start
    QApplication.sendEvent(page.viewport(), QHelpEvent(QHelpEvent.Type.ToolTip, at, page.mapToGlobal(at)))
    desk.settle()
    assert popup.isVisible()
    assert popup.heading.text().startswith("机构 · ")
    assert "份文档" in popup.lines.text()


def test_what_is_told_goes_away_with_the_mouse(desk: Desk) -> None:
    desk.read("050号")
    page, popup = desk.panes.reader.page, desk.interior.fittings.name_panes.popup
    desk.do(ActionId.NEXT_MARK)
    assert popup.isVisible()
    QTest.mouseMove(page.viewport(), QPoint(5, page.viewport().height() - 5))
    QTest.mouseMove(page.viewport(), QPoint(9, page.viewport().height() - 9))
    assert not popup.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_right_click_on_a_name_offers_to_correct_it_and_what_every_page_offers(desk: Desk) -> None:
    desk.read("050号")
    page = desk.panes.reader.page
    marked = first(desk, EntityType.ORGANISATION)
    page.go_to(marked.span)
    place = page.cursorRect(page.textCursor())
    at = QPoint(place.left() + 3, place.center().y())
    click = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, page.viewport().mapToGlobal(at))
    QApplication.sendEvent(page.viewport(), click)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions()]
    assert any(marked.surface[:8] in each for each in words)
    assert {"不是实体", "改类型", "合并为同一名称…", "加入词库…"} <= set(words)
    assert desk.interior.actions_table[ActionId.COPY].text() in words
    menu.close()


def test_a_name_can_be_corrected_in_a_document_closed_and_opened_again(desk: Desk) -> None:
    desk.read("050号")
    desk.do(ActionId.CLOSE_DOCUMENT)
    assert not marks_in(desk, MarkLayer.ENTITIES)
    desk.read("050号")
    desk.settle()
    assert marks_in(desk, MarkLayer.ENTITIES)


def test_the_words_of_a_document_are_never_taken_for_markup(desk: Desk) -> None:
    popup = desk.interior.fittings.name_panes.popup
    assert popup.heading.textFormat() == popup.lines.textFormat() == Qt.TextFormat.PlainText


def test_the_keys_walk_from_mark_to_mark_and_tell(desk: Desk) -> None:
    desk.read("050号")
    desk.do(ActionId.NEXT_MARK)
    begin = desk.panes.reader.page.selected_span()
    desk.do(ActionId.NEXT_MARK)
    second = desk.panes.reader.page.selected_span()
    desk.do(ActionId.PREVIOUS_MARK)
    assert begin is not None
    assert second is not None
    assert begin.end <= second.start
    assert desk.panes.reader.page.selected_span() == begin
    assert desk.interior.fittings.name_panes.popup.isVisible()


def test_choosing_a_name_lists_its_mentions_and_the_other_documents(desk: Desk) -> None:
    desk.read("050号")
    panel = desk.interior.fittings.name_panes.names
    panel.choose(shared_name(desk))
    desk.settle()
    rows = [panel.mentions.mentions.row_at(row) for row in range(panel.mentions.mentions.rowCount())]
    assert any(row.entity is not None for row in rows)
    assert any(row.document is not None for row in rows)


def test_another_document_opens_at_the_name(desk: Desk) -> None:
    desk.read("050号")
    panel = desk.interior.fittings.name_panes.names
    stored = desk.panes.reader.stored
    assert stored is not None
    shared = shared_name(desk)
    panel.choose(shared)
    desk.settle()
    model = panel.mentions.mentions
    row = next(row for row in range(model.rowCount()) if model.row_at(row).document is not None)
    panel.mentions.clicked.emit(model.index(row))
    desk.settle()
    assert desk.panes.reader.stored is not stored
    assert panel.chosen is not None
    assert panel.chosen.name == (shared.canonical or shared.surface)


def test_a_name_can_be_looked_for_in_all_documents(desk: Desk) -> None:
    desk.read("050号")
    panel = desk.interior.fittings.name_panes.names
    panel.choose(first(desk, EntityType.ORGANISATION))
    panel.search.click()
    desk.settle()
    assert panel.chosen is not None
    assert desk.panes.top.box.text() == f'"{panel.chosen.name}"'


def test_what_is_no_name_is_gone_and_comes_back_with_undo(desk: Desk) -> None:
    desk.read("050号")
    marked = first(desk, EntityType.COMPANY)
    before = surfaces(desk)
    wish(desk, marked.span.start, Wish(Verb.DISMISS, scope=Scope.DOCUMENT))
    assert marked.surface not in surfaces(desk)
    desk.do(ActionId.UNDO)
    desk.settle()
    assert surfaces(desk) == before
    desk.do(ActionId.REDO)
    desk.settle()
    assert marked.surface not in surfaces(desk)


def corrections(desk: Desk) -> CorrectionWindow:
    desk.do(ActionId.CORRECTIONS)
    desk.settle()
    window = desk.window.findChild(CorrectionWindow)
    assert isinstance(window, CorrectionWindow)
    return window


def test_what_was_corrected_is_listed_leads_to_its_place_and_is_taken_back(desk: Desk) -> None:
    summary = desk.read("050号")
    marked = first(desk, EntityType.COMPANY)
    before = surfaces(desk)
    wish(desk, marked.span.start, Wish(Verb.DISMISS, scope=Scope.HERE))
    window = corrections(desk)
    assert window.model.index(0, 0).data() == f"“{marked.surface}”不是实体"
    assert window.model.index(0, 2).data() == "仅此处"
    desk.read("第70号")
    window.table.doubleClicked.emit(window.table.model().index(0, 0))
    desk.until(lambda: desk.panes.reader.document_id == summary.id)
    desk.until(lambda: desk.panes.reader.page.selected_span() == marked.span)
    window.table.selectRow(0)
    window.take_back.click()
    desk.until(lambda: surfaces(desk) == before and not window.model.rowCount())
    desk.do(ActionId.UNDO)
    desk.until(lambda: window.model.rowCount() == 1 and surfaces(desk) != before)
    desk.settle()


def test_a_correction_everywhere_is_taken_back_while_another_document_is_read(desk: Desk) -> None:
    desk.read("050号")
    marked = first(desk, EntityType.ORGANISATION)
    before = surfaces(desk)
    wish(desk, marked.span.start, Wish(Verb.DISMISS, scope=Scope.LIBRARY))
    desk.read("第70号")
    desk.settle()
    desk.do(ActionId.UNDO)
    desk.settle()
    desk.read("050号")
    desk.settle()
    assert surfaces(desk) == before


def test_a_corrected_figure_is_listed_with_what_was_said() -> None:
    given = MetricCorrection(LessonId("a"), DocumentId("d"), "310亿元", "约", "。", "", "", value=3.2e10, unit="元")
    assert words_of(GivenCorrection(given, "答复")) == "指标“310亿元”改为 数值：32,000,000,000，单位：元"


def test_a_name_gets_another_type_in_every_document(desk: Desk) -> None:
    desk.read("050号")
    marked = first(desk, EntityType.ORGANISATION)
    wish(desk, marked.span.start, Wish(Verb.RETYPE, EntityType.COMPANY, Scope.LIBRARY))
    stored = desk.panes.reader.stored
    assert stored is not None
    types = {each.type for each in stored.reading.entities if each.surface == marked.surface}
    assert types == {EntityType.COMPANY}


def test_a_correction_keeps_the_place_being_read(desk: Desk) -> None:
    desk.read("050号")
    desk.settle()
    page = desk.panes.reader.page
    page.verticalScrollBar().setValue(200)
    assert page.verticalScrollBar().value() == 200
    shown = page.document()
    wish(desk, first(desk, EntityType.COMPANY).span.start, Wish(Verb.DISMISS, scope=Scope.HERE))
    assert page.verticalScrollBar().value() == 200
    assert page.document() is shown


def test_a_name_takes_the_range_that_is_selected(desk: Desk) -> None:
    desk.read("050号")
    marked = first(desk, EntityType.ORGANISATION)
    shorter = Span(marked.span.start, marked.span.end - 1)
    desk.panes.reader.page.select(shorter)
    wish(desk, marked.span.start, Wish(Verb.RESIZE, scope=Scope.HERE))
    stored = desk.panes.reader.stored
    assert stored is not None
    assert shorter in [each.span for each in stored.reading.entities]
    assert marked.span not in [each.span for each in stored.reading.entities]


def test_a_selection_becomes_a_name(desk: Desk) -> None:
    desk.read("050号")
    stored = desk.panes.reader.stored
    assert stored is not None
    start = stored.reading.document.text.index("感谢")
    desk.panes.reader.page.select(Span(start, start + 2))
    wish(desk, start, Wish(Verb.MARK, EntityType.EVENT, Scope.HERE))
    assert "感谢" in surfaces(desk)


def test_a_selection_of_blanks_is_no_place_for_a_name(desk: Desk) -> None:
    desk.read("050号")
    text = desk.panes.reader.page.shown_document.text
    start = text.index("\n")
    desk.panes.reader.page.select(Span(start, start + 1))
    assert names_of(desk).place_at(start).selection is None


def test_two_forms_are_joined_under_one_name(desk: Desk) -> None:
    desk.read("050号")
    marked = first(desk, EntityType.COMPANY)
    wish(desk, marked.span.start, Wish(Verb.JOIN))
    form = desk.window.findChild(JoinForm)
    assert isinstance(form, JoinForm)
    form.name.setEditText("某某集团")
    form.accept()
    desk.settle()
    again = next(each for each in desk.panes.reader.stored.reading.entities if each.span == marked.span)  # type: ignore[union-attr]
    assert (again.canonical, again.source) == ("某某集团", MarkSource.USER)


def open_lexicon(desk: Desk) -> LexiconWindow:
    desk.do(ActionId.LEXICON)
    desk.settle()
    window = desk.window.findChild(LexiconWindow)
    assert isinstance(window, LexiconWindow)
    return window


def add(desk: Desk, words: str) -> None:
    window = (
        open_lexicon(desk) if desk.window.findChild(LexiconWindow) is None else desk.window.findChild(LexiconWindow)
    )
    assert isinstance(window, LexiconWindow)
    window.ask_for_term()
    form = window.findChild(TermForm)
    assert isinstance(form, TermForm)
    form.term.setText(words)
    form.type.setCurrentIndex(form.type.findData(EntityType.PROGRAMME.value))
    form.accept()
    desk.settle()


def test_a_term_of_the_lexicon_is_marked_where_it_stands(desk: Desk) -> None:
    desk.read("050号")
    add(desk, "协调联动")
    text = desk.panes.reader.page.shown_document.text
    assert ("协调联动" in surfaces(desk)) == ("协调联动" in text)
    window = desk.window.findChild(LexiconWindow)
    assert isinstance(window, LexiconWindow)
    assert [known.term.term for known in window.model.terms] == ["协调联动"]


def test_a_removed_term_comes_back_with_undo(desk: Desk) -> None:
    desk.read("050号")
    add(desk, "协调联动机制")
    window = desk.window.findChild(LexiconWindow)
    assert isinstance(window, LexiconWindow)
    window.table.selectAll()
    window.remove.click()
    desk.settle()
    assert window.model.rowCount() == 0
    desk.do(ActionId.UNDO)
    desk.settle()
    assert window.model.rowCount() == 1


def test_a_term_may_hold_in_one_document_alone(desk: Desk) -> None:
    desk.read("050号")
    add(desk, "协调联动机制")
    window = desk.window.findChild(LexiconWindow)
    assert isinstance(window, LexiconWindow)
    window.table.selectAll()
    window.edit.click()
    form = window.findChildren(TermForm)[-1]
    form.reach.setCurrentIndex(1)
    form.accept()
    desk.settle()
    (known,) = window.model.terms
    assert known.document_id == desk.panes.reader.document_id
    assert read_terms(write_terms([known])).terms == ()


def test_a_term_of_two_characters_is_asked_about_first(desk: Desk) -> None:
    add(desk, "答复")
    window = desk.window.findChild(LexiconWindow)
    assert isinstance(window, LexiconWindow)
    assert window.model.rowCount() == 0
    box = window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    next(button for button in box.buttons() if "仍要" in button.text()).click()
    desk.settle()
    assert window.model.rowCount() == 1


def test_a_known_term_is_answered_with_a_sentence(desk: Desk) -> None:
    add(desk, "协调联动")
    add(desk, "协调联动")
    box = desk.window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    assert "已有" in box.text()


def test_the_lexicon_goes_out_to_a_file_and_comes_in_again(desk: Desk, tmp_path: Path) -> None:
    add(desk, "协调联动")
    window = desk.window.findChild(LexiconWindow)
    assert isinstance(window, LexiconWindow)
    window.write_file(str(tmp_path / "词库.csv"))
    window.table.selectAll()
    window.remove.click()
    desk.settle()
    window.read_file(str(tmp_path / "词库.csv"))
    desk.settle()
    assert [known.term.term for known in window.model.terms] == ["协调联动"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_a_file_of_terms_is_read_in_what_excel_writes(encoding: str) -> None:
    read = read_terms("词,类型,全称\r\n黑湖,企业,黑湖科技\r\n坏行,没有这类,\r\n云桥,loc,\r\n".encode(encoding))
    assert read.terms == (
        LexiconTerm("黑湖", EntityType.COMPANY, "黑湖科技"),
        LexiconTerm("云桥", EntityType.LOCATION),
    )
    assert read.bad_lines == (3,)


def test_written_terms_are_no_formulas() -> None:
    known = KnownTerm(LessonId("1"), LexiconTerm("=1+1", EntityType.TECHNOLOGY), None, "", "2024-01-01T00:00:00Z")
    assert "'=1+1" in write_terms([known]).decode("utf-8-sig")
    assert read_terms(write_terms([known])).terms == (known.term,)


def test_terms_are_rows(check_model: CheckModel) -> None:
    model = TermModel()
    check_model(model)
    model.show_terms(
        [KnownTerm(LessonId("1"), LexiconTerm("云桥", EntityType.LOCATION), None, "", "2024-01-05T00:00Z")]
    )
    assert [model.index(0, column).data() for column in range(5)] == ["云桥", "地点", "", "全部文档", "2024年1月5日"]


def test_no_dialog_is_modal_to_the_program(desk: Desk) -> None:
    assert not open_lexicon(desk).isModal()
    assert desk.window.findChild(QDialog) is not None
