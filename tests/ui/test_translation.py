"""The window speaks another language at once, in every sentence, and Chinese again."""

import ast
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import WAIT_MS, has_opened
from viewer.backstage import arrive
from viewer.core.collation import ROW_NAMES
from viewer.core.commitment import STATE_NAMES, STRENGTH_NAMES
from viewer.core.relation import RELATION_NAMES
from viewer.core.series import VERDICT_NAMES
from viewer.jobs.runner import JobRunner
from viewer.store.postgres.postgres_errors import (
    busy_error,
    forbidden_error,
    not_brought_up_error,
    offline_error,
    password_error,
)
from viewer.ui.actions import ActionId
from viewer.ui.appearance import Appearance
from viewer.ui.dates import written_date
from viewer.ui.interior.interior import Interior
from viewer.ui.library.columns import COLUMNS, words_of
from viewer.ui.library.document_model import DocumentModel
from viewer.ui.library.document_table import DocumentTable
from viewer.ui.messages import said
from viewer.ui.preferences.preferences import Preferences
from viewer.ui.preferences.table import PreferenceId
from viewer.ui.program import Program
from viewer.ui.sentences import in_steps, listed
from viewer.ui.translation import SOURCE_LANGUAGE, Language, sentences_of

UI = Path(__file__).resolve().parents[2] / "viewer" / "ui"
HAN = re.compile("[\u4e00-\u9fff]")
MARKERS = {"tr", "_tr", "translate", "QT_TRANSLATE_NOOP", "translated", "Column"}
LEAST_SHARE = 0.99  # rooms grow sentence by sentence; the table follows


def called(function: ast.expr) -> str:
    """Return the name of what is called: ``tr`` of ``self.tr``, ``Column`` of ``Column[Row]``."""
    named = function.value if isinstance(function, ast.Subscript) else function
    return named.attr if isinstance(named, ast.Attribute) else getattr(named, "id", "")


def sentences() -> Iterator[str]:
    """Yield the Chinese sentences of the window's source."""
    for file in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = called(node.func)
                values = [each.value for each in node.args if isinstance(each, ast.Constant)] if name in MARKERS else []
                yield from (value for value in values if isinstance(value, str) and HAN.search(value))


def test_names_from_below_the_window_have_their_translation() -> None:
    names = [*VERDICT_NAMES.values(), *STATE_NAMES.values(), *STRENGTH_NAMES.values(), *ROW_NAMES.values()]
    assert [name for name in (*names, *RELATION_NAMES.values()) if name not in sentences_of("en")] == []


def test_a_filled_in_sentence_from_below_is_translated_with_what_was_filled_in(language: Language) -> None:
    language.speak("en")
    assert said("“甲.pdf”有 3 页，超过上限 2 页") == "“甲.pdf” has 3 pages, over the limit of 2"
    assert said("“甲.pdf”打不开：文件已不在原处") == "“甲.pdf” cannot be opened: The file is no longer there"
    assert said("谁也没有说过的话") == "谁也没有说过的话"


def test_parts_of_a_sentence_have_the_commas_of_the_language(language: Language) -> None:
    assert (listed(["甲", "", "乙", "丙"]), in_steps(["甲", "乙"]), listed([])) == ("甲，乙，丙", "甲；乙", "")
    language.speak("en")
    assert (listed(["a", "b", "c"]), in_steps(["a", "b"])) == ("a, b, c", "a; b")


def test_what_a_server_does_not_permit_is_said_in_the_language_of_the_window(language: Language) -> None:
    language.speak("en")
    errors = [offline_error(), password_error(), forbidden_error(), busy_error(), not_brought_up_error(is_new=False)]
    assert not [words for each in errors for words in (said(each.message), said(each.advice)) if HAN.search(words)]


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    language = Language(qapp)
    yield language
    language.speak(SOURCE_LANGUAGE)
    language.deleteLater()


def test_every_sentence_of_the_window_has_its_translation() -> None:
    said, known = set(sentences()), sentences_of("en")
    missing = sorted(said - set(known))
    assert len(missing) <= len(said) * (1 - LEAST_SHARE), missing


def test_translations_keep_what_is_filled_in() -> None:
    for source, other in sentences_of("en").items():
        assert sorted(re.findall(r"{(\d*)", source)) == sorted(re.findall(r"{(\d*)", other)) or "年" in source, source
        assert not HAN.search(other.replace("title:养老  unit:教育局", "")), other


def test_dates_are_written_as_the_language_writes_them(language: Language) -> None:
    assert written_date("2024-04-05") == "2024年4月5日"
    language.speak("en")
    assert (written_date("2024-04-05"), written_date("2024-04")) == ("2024-04-05", "2024-04")


def test_kinds_of_documents_are_not_cut_in_english(language: Language, appearance: Appearance, qtbot: QtBot) -> None:
    language.speak("en")
    table = DocumentTable(DocumentModel(), appearance)
    qtbot.addWidget(table)
    table.resize(1400, 300)
    table.show()
    column = next(place for place, each in enumerate(COLUMNS) if each.name == "kind")
    widest = max(table.fontMetrics().horizontalAdvance(words) for words in words_of(COLUMNS[column]))
    assert table.columnWidth(column) > widest


def test_the_window_changes_its_language_and_keeps_its_place(
    qapp: QApplication, library: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ANDU_LANG", raising=False)
    faults: list[BaseException] = []
    runner = JobRunner(report=faults.append)
    preferences = Preferences()
    program = Program(qapp, partial(arrive, runner=runner), preferences)
    try:
        program.start(library, ())
        qtbot.waitUntil(lambda: has_opened(program), timeout=WAIT_MS)
        first = program.window
        preferences.put(PreferenceId.LANGUAGE, "en")
        qtbot.waitUntil(lambda: program.window is not first and has_opened(program), timeout=WAIT_MS)
        assert isinstance(program.inside, Interior)
        assert program.inside.actions_table[ActionId.FULL_SCREEN].text() == "F&ull Screen"
        assert program.window.isVisible()
        qtbot.waitUntil(lambda: runner.is_idle, timeout=60_000)
        assert program.inside.workspace is not None
        assert len(program.inside.workspace.summaries) == 5
    finally:
        program.window.close()
        runner.close()
        program.close_library()
        program.window.deleteLater()
        program._language.speak(SOURCE_LANGUAGE)
        program.deleteLater()
        qtbot.wait(1)
    assert not faults
