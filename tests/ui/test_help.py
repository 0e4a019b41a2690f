"""What a person turns to: the manual at the right page, every licence, a report without a word of any document."""

import importlib
import json
import logging
import pkgutil
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintPreviewDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

import viewer.ui
from tests.ui.conftest import Desk
from viewer.ui.actions import ActionId
from viewer.ui.help.licence_dialog import AboutDialog
from viewer.ui.help.licences import components, parts_of_bundle
from viewer.ui.help.log_window import LogWindow
from viewer.ui.help.manual import manual_pages
from viewer.ui.help.manual_window import ManualWindow
from viewer.ui.help.places import PAGES
from viewer.ui.help.program_log import ProgramLog, without_foreign_words
from viewer.ui.help.report import LibraryFacts, problem_report
from viewer.ui.preferences.dialog import PreferencesDialog
from viewer.ui.translation import sentences_of
from viewer.ui.welcome import sample_folder

_QUOTED = re.compile(r"“([^“”]+)”")
_KEYS = re.compile(r"`((?:(?:Ctrl|Alt|Shift)\+|F\d)[^`\s]*)`")


def test_every_page_of_the_manual_has_a_title_and_links_that_lead_somewhere() -> None:
    for language in ("zh", "en"):
        pages = {page.name: page for page in manual_pages(language)}
        assert all(page.title and page.text for page in pages.values())
        links = {part.partition(")")[0] for page in pages.values() for part in page.text.split("](")[1:]}
        assert links <= set(pages)


def test_the_manual_is_whole_in_both_languages() -> None:
    for chinese, english in zip(manual_pages("zh"), manual_pages("en"), strict=True):
        assert english.title.isascii()
        assert len(set(_KEYS.findall(english.text))) == len(set(_KEYS.findall(chinese.text)))


def test_the_manual_speaks_of_keys_that_exist(desk: Desk) -> None:
    keys = {keys.toString() for action in ActionId for keys in desk.interior.actions_table[action].shortcuts()}
    said = {key for language in ("zh", "en") for page in manual_pages(language) for key in _KEYS.findall(page.text)}
    arrows = {"Plus": "+", "加号": "+", "Minus": "-", "减号": "-", "←": "Left", "→": "Right", "↑": "Up", "↓": "Down"}
    named = {"+".join(arrows.get(part, part) for part in key.split("+")) for key in said}
    assert len(named) > 25
    assert named <= keys


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_the_manual_quotes_menus_and_buttons_as_they_are_called(language: str) -> None:
    names = {_plain(pair[language == "en"]) for pair in sentences_of("en").items()}
    quoted = {
        (page.name, _plain(part.strip()))
        for page in manual_pages(language)
        for words in _QUOTED.findall(page.text)
        if "›" in words or page.name in ("office", "compare")
        for part in words.split("›")
    }
    assert len(quoted) > 60
    assert sorted(each for each in quoted if each[1] not in names) == []


def test_the_manual_says_in_which_menu_an_action_is(desk: Desk) -> None:
    menus = desk.interior.actions_table.menus
    found = {_plain(action.text()): _plain(menu.title()) for menu in menus.values() for action in menu.actions()}
    said = [words.split(" › ") for page in manual_pages("zh_CN") for words in _QUOTED.findall(page.text)]
    ways = [way for way in said if len(way) > 1]
    assert len(ways) > 20
    assert [way for way in ways if found.get(way[1]) != way[0]] == []


def _plain(name: str) -> str:
    return re.sub(r"\(&.\)|&(?=.)", "", name).rstrip("….")


def test_the_manual_opens_at_what_the_person_is_at(desk: Desk) -> None:
    desk.panes.top.box.setFocus()
    desk.until(desk.panes.top.box.hasFocus)
    desk.do(ActionId.MANUAL)
    manual = desk.window.findChild(ManualWindow)
    assert isinstance(manual, ManualWindow)
    assert manual.page.toPlainText().startswith("查找")
    manual.field.setText("没有这样的话吧")
    assert "没有这个词" in manual.page.toPlainText()
    manual.field.setText("portable")
    assert manual.list.count() == 1
    manual.close()


def test_the_manual_has_a_page_about_every_window() -> None:
    kinds = {kind.__name__: kind for kind in (*_kinds_of(QWidget), QMessageBox, QPrintPreviewDialog)}
    assert {name for name in PAGES if name not in kinds} == set()
    assert set(PAGES.values()) <= {page.name for page in manual_pages("zh")}
    dialogs = {kind for kind in kinds.values() if issubclass(kind, QDialog) and kind.__module__.startswith("viewer.")}
    without = {kind.__name__ for kind in dialogs if not any(each.__name__ in PAGES for each in kind.__mro__)}
    assert without == {"Form", "ManualWindow", "AboutDialog"}


def test_the_key_of_the_manual_works_in_a_window_above(desk: Desk) -> None:
    desk.do(ActionId.PREFERENCES)
    dialog = desk.window.findChild(PreferencesDialog)
    assert isinstance(dialog, PreferencesDialog)
    dialog.pages.setFocus()
    desk.until(lambda: QApplication.activeModalWidget() is dialog and dialog.pages.tabBar().hasFocus())
    QTest.keyClick(dialog, Qt.Key.Key_F1)
    manual = dialog.findChild(ManualWindow)
    assert isinstance(manual, ManualWindow)  # on the dialog: what stands beside it could not be used
    assert manual.page.toPlainText().startswith("首选项")
    dialog.close()


def _kinds_of(kind: type[QWidget]) -> set[type[QWidget]]:
    """Return all kinds of widgets the program has."""
    for module in pkgutil.walk_packages(viewer.ui.__path__, "viewer.ui."):
        importlib.import_module(module.name)
    found: set[type[QWidget]] = set()
    waiting = [kind]
    while waiting:
        waiting += (new := set(waiting.pop().__subclasses__()) - found)
        found |= new
    return found


def test_every_part_comes_with_its_licence(desk: Desk) -> None:
    known = {component.name.lower(): component for component in components()}
    for name in ("pyside6_essentials", "jieba", "whoosh3", "numpy", "lxml", "jinja2", "resources/search/notice"):
        assert len(known[name].text) > 300
    desk.do(ActionId.ABOUT)
    dialog = desk.window.findChild(AboutDialog)
    assert isinstance(dialog, AboutDialog)
    desk.until(lambda: dialog.parts.count() == len(known))
    assert "MIT" in dialog.text.toPlainText()
    dialog.close()


def test_the_log_is_written_and_begins_anew_when_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viewer.ui.help.program_log._FULL", 10)
    log = ProgramLog(tmp_path / "logs")
    for word in ("first", "second"):
        log.begin()
        logging.getLogger("viewer.test").info(word)
        log.end()
    assert "second" in log.tail()
    assert "first" not in log.tail()
    assert "first" in (tmp_path / "logs" / "andu.former.log").read_text("utf-8")


def test_no_word_of_a_document_is_in_a_report() -> None:
    log = f"ERROR viewer: ValueError: 张三的意见\n  File {Path.home()}/文库/答复.txt"
    assert without_foreign_words(log, home=Path.home()) == "ERROR viewer: ValueError: □\n  File ~/□/□.txt"
    report = problem_report(LibraryFacts(5, 5, "ready"), log)
    assert report.isascii() or set(report) - set(map(chr, range(128))) == {"□"}
    assert "5 documents" in report


def test_the_report_is_shown_before_it_is_saved(desk: Desk, tmp_path: Path) -> None:
    desk.until(lambda: desk.workspace.index_state is not None)
    desk.do(ActionId.LOG)
    window = desk.window.findChild(LogWindow)
    assert isinstance(window, LogWindow)
    window.write_to(str(tmp_path / "report"))
    assert (tmp_path / "report.txt").read_text("utf-8") == window.text.toPlainText()
    assert "5 documents" in window.text.toPlainText()
    window.close()


def test_the_first_start_welcomes_and_offers_the_samples(open_desk: Callable[..., Desk], tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "new")
    assert "欢迎" in desk.panes.lists.empty_library.headline.text()
    desk.do(ActionId.SAMPLES)
    desk.until(lambda: desk.workspace.summaries)
    desk.settle()
    assert len(desk.workspace.summaries) == len(list(sample_folder().glob("*.txt")))


def test_a_bundle_shows_the_parts_it_brings_with_their_texts(tmp_path: Path) -> None:
    parts = [
        {"type": "library", "name": "numpy", "version": "2.4", "licenses": [{"license": {"id": "BSD-3-Clause"}}]},
        {"type": "library", "name": "jieba", "version": "0.42", "licenses": [{"expression": "MIT AND Zlib"}]},
        {"type": "data", "name": "words", "licenses": [{"license": {"id": "MIT"}}]},
    ]
    (tmp_path / "andu.cdx.json").write_text(json.dumps({"components": parts}), "utf-8")
    (tmp_path / "numpy").mkdir()
    (tmp_path / "numpy" / "LICENSE.txt").write_text("the text of numpy", "utf-8")
    jieba, numpy = parts_of_bundle(tmp_path)
    assert (numpy.version, numpy.licence, numpy.text) == ("2.4", "BSD-3-Clause", "the text of numpy")
    assert "Permission is hereby granted" in jieba.text
