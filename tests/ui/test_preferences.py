"""Preferences hold at once and after the next start; keys are given and taken; actions are found by pinyin."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox

from tests.ui.conftest import CheckModel, Desk
from viewer.ui.actions import ActionId, Actions, plain_text
from viewer.ui.appearance import Appearance, ThemeChoice
from viewer.ui.palette import CommandPalette, PaletteModel
from viewer.ui.preferences.dialog import PreferencesDialog
from viewer.ui.preferences.preferences import Preferences
from viewer.ui.preferences.shortcut_model import ShortcutModel
from viewer.ui.preferences.shortcut_page import ShortcutPage
from viewer.ui.preferences.table import ROWS, TABLE, PreferenceId


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings" / "preferences.ini"


@pytest.fixture
def actions(appearance: Appearance) -> Iterator[Actions]:
    actions = Actions(appearance, appearance)
    yield actions
    actions.deleteLater()


def test_what_is_kept_is_there_after_the_next_start(file: Path) -> None:
    preferences = Preferences(file)
    assert preferences.is_new
    preferences.put(PreferenceId.THEME, "contrast")
    preferences.put(PreferenceId.READER_MEASURE, 52.0)
    preferences.put_shortcut("find", ("Ctrl+Shift+X", "F10"))
    again = Preferences(file)
    assert not again.is_new
    assert (again.theme(), again.number(PreferenceId.READER_MEASURE)) == (ThemeChoice.CONTRAST, 52.0)
    assert again.shortcuts() == {"find": ("Ctrl+Shift+X", "F10")}


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.id.value)
def test_a_value_that_makes_no_sense_is_the_default(row: object) -> None:
    for preference in TABLE:
        if preference is row and not preference.is_family:
            assert preference.read("what is this") == preference.default
            assert preference.read(None) == preference.default


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(content=b"=x")
@given(content=st.binary(max_size=200))
def test_a_damaged_file_is_no_fault(file: Path, content: bytes) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    preferences = Preferences(file)
    assert all(isinstance(preferences[each], type(ROWS[each].default)) for each in PreferenceId)


def test_of_a_damaged_file_the_rest_holds_and_it_is_kept_aside(file: Path) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_text("[shortcuts]\nfind=F10\nhalf a li")
    preferences = Preferences(file)
    assert preferences.kept_aside is not None
    assert "find=F10" in preferences.kept_aside.read_text()
    assert preferences.shortcuts() == {"find": ("F10",)}
    preferences.put(PreferenceId.SEARCH_AS_TYPED, value=False)
    assert Preferences(file).kept_aside is None


def test_libraries_are_remembered_the_latest_first(file: Path) -> None:
    preferences = Preferences(file)
    for name in ("a", "b", "a"):
        preferences.remember_library(Path("/libraries") / name)
    assert Preferences(file).libraries() == (Path("/libraries/a"), Path("/libraries/b"))


def test_preferences_travel_to_another_pc_without_its_libraries(file: Path, tmp_path: Path) -> None:
    here = Preferences(file)
    here.put(PreferenceId.SEARCH_AS_TYPED, value=False)
    here.put_shortcut("find", ())
    here.remember_library(Path("/mine"))
    assert here.write_to(tmp_path / "carried.ini")
    there = Preferences(tmp_path / "there.ini")
    assert there.take_over(tmp_path / "carried.ini")
    assert not there.flag(PreferenceId.SEARCH_AS_TYPED)
    assert there.shortcuts() == {"find": ()}
    assert there.libraries() == ()


@pytest.mark.parametrize("content", ["[notes]\ntitle=x\n", "[look]\ntheme=light\nhalf a li"])
def test_a_file_that_holds_no_whole_preferences_changes_nothing(file: Path, tmp_path: Path, content: str) -> None:
    preferences = Preferences(file)
    preferences.put(PreferenceId.THEME, "dark")
    (tmp_path / "other.ini").write_text(content)
    assert not preferences.take_over(tmp_path / "other.ini")
    assert preferences.theme() is ThemeChoice.DARK


def test_a_reset_brings_back_every_default(file: Path) -> None:
    preferences = Preferences(file)
    preferences.put(PreferenceId.THEME, "dark")
    preferences.put_shortcut("find", ("F10",))
    preferences.reset()
    assert preferences.theme() is ThemeChoice.SYSTEM
    assert preferences.shortcuts() == {}


def test_keys_of_ones_own_replace_those_of_the_table(actions: Actions) -> None:
    actions.give_keys({"find": ("Ctrl+Shift+X",)})
    assert [keys.toString() for keys in actions[ActionId.FIND].shortcuts()] == ["Ctrl+Shift+X"]
    actions.give_keys({})
    assert actions[ActionId.FIND].shortcuts() == [QKeySequence("Ctrl+F")]


def test_the_table_of_shortcuts_keeps_qts_rules(check_model: CheckModel, actions: Actions) -> None:
    model = ShortcutModel(actions)
    check_model(model)
    assert model.index(model.row_of(ActionId.FIND), 2).data() == "Ctrl+F"


def test_an_action_is_listed_by_its_usual_name_whatever_it_would_do_now(actions: Actions) -> None:
    actions[ActionId.UNDO].setText("撤销标记(&U)")
    model = ShortcutModel(actions)
    assert model.index(model.row_of(ActionId.UNDO), 1).data() == "撤销"


@pytest.mark.parametrize(
    ("typed", "first"),
    [("全屏", ActionId.FULL_SCREEN), ("qp", ActionId.FULL_SCREEN), ("quanping", ActionId.FULL_SCREEN)],
)
def test_an_action_is_found_by_its_name_its_pinyin_and_its_initials(
    check_model: CheckModel, actions: Actions, typed: str, first: ActionId
) -> None:
    model = PaletteModel(actions)
    check_model(model)
    model.look_for(typed)
    assert model.action_at(0) is actions[first]


def test_the_palette_does_what_is_chosen(desk: Desk) -> None:
    desk.do(ActionId.PALETTE)
    palette = desk.window.findChild(CommandPalette)
    assert isinstance(palette, CommandPalette)
    palette.field.setText("qp")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert desk.window.isFullScreen()
    desk.do(ActionId.FULL_SCREEN)


def test_a_theme_chosen_in_the_dialog_is_worn_at_once(desk: Desk) -> None:
    desk.do(ActionId.PREFERENCES)
    dialog = desk.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    field = dialog.fields[PreferenceId.THEME]
    assert isinstance(field, QComboBox)
    place = field.findData("contrast")
    field.setCurrentIndex(place)
    field.activated.emit(place)
    assert desk.window.palette().window().color().name() == "#000000"
    assert desk.interior.actions_table[ActionId.THEME_CONTRAST].isChecked()
    dialog.close()


def test_a_wider_measure_sets_the_page_anew(desk: Desk) -> None:
    desk.read("050号")
    before = desk.panes.reader.page.viewport().width()
    desk.do(ActionId.PREFERENCES)
    dialog = desk.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    field = dialog.fields[PreferenceId.READER_MEASURE]
    assert isinstance(field, QDoubleSpinBox)
    field.setValue(20)
    assert desk.panes.reader.page.viewport().width() < before
    dialog.close()


def test_the_page_of_shortcuts_is_made_when_it_is_turned_to(desk: Desk) -> None:
    desk.do(ActionId.PREFERENCES)
    dialog = desk.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    assert dialog.findChild(ShortcutPage) is None
    dialog.pages.setCurrentIndex(dialog.pages.count() - 1)
    page = dialog.findChild(ShortcutPage)
    assert isinstance(page, ShortcutPage)
    assert page.isVisible()
    dialog.close()


def test_a_key_that_is_taken_is_said_so_and_moves_when_wanted(desk: Desk) -> None:
    desk.do(ActionId.PREFERENCES)
    dialog = desk.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    page = dialog.shortcuts
    dialog.show_shortcuts()
    page.select(ActionId.FULL_SCREEN)
    page.keys.setKeySequence(QKeySequence("Ctrl+F"))
    assert plain_text(desk.interior.actions_table[ActionId.FIND]) in page.news.text()
    page.give.click()
    assert desk.interior.actions_table[ActionId.FULL_SCREEN].shortcut() == QKeySequence("Ctrl+F")
    assert QKeySequence("Ctrl+F") not in desk.interior.actions_table[ActionId.FIND].shortcuts()
    page.restore.click()
    assert desk.interior.actions_table[ActionId.FULL_SCREEN].shortcut() == QKeySequence("F11")
    dialog.close()


def test_without_searching_as_typed_enter_asks(open_desk: Callable[..., Desk], library: Path) -> None:
    desk = open_desk(library)
    desk.window.preferences.put(PreferenceId.SEARCH_AS_TYPED, value=False)
    box = desk.panes.top.box
    QTest.keyClicks(box, "5G")
    desk.qtbot.wait(350)
    assert desk.panes.lists.table.isVisible()
    QTest.keyClick(box, Qt.Key.Key_Return)
    desk.settle()
    assert desk.workspace.conversation.query == "5G"
