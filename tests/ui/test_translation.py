"""The window speaks another language at once, in every sentence, and Chinese again."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from viewer.app import open_library
from viewer.jobs.runner import JobRunner
from viewer.ui.actions import ActionId
from viewer.ui.dates import written_date
from viewer.ui.preferences.preferences import Preferences
from viewer.ui.preferences.table import PreferenceId
from viewer.ui.program import Program
from viewer.ui.translation import SOURCE_LANGUAGE, Language, sentences_of

UI = Path(__file__).resolve().parents[2] / "viewer" / "ui"
HAN = re.compile("[\u4e00-\u9fff]")
MARKERS = {"tr", "_tr", "translate", "QT_TRANSLATE_NOOP", "translated"}
LEAST_SHARE = 0.95  # rooms grow sentence by sentence; the table follows


def sentences() -> Iterator[str]:
    """Yield the Chinese sentences of the window's source."""
    for file in UI.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                values = [each.value for each in node.args if isinstance(each, ast.Constant)] if name in MARKERS else []
                yield from (value for value in values if isinstance(value, str) and HAN.search(value))


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


def test_the_window_changes_its_language_and_keeps_its_place(
    qapp: QApplication, library: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ANDU_LANG", raising=False)
    faults: list[BaseException] = []
    runner = JobRunner(report=faults.append)
    preferences = Preferences()
    program = Program(qapp, runner, open_library, preferences)
    try:
        program.start(library, ())
        qtbot.waitUntil(lambda: program.window.workspace is not None, timeout=60_000)
        first = program.window
        preferences.put(PreferenceId.LANGUAGE, "en")
        qtbot.waitUntil(lambda: program.window is not first and program.window.workspace is not None, timeout=60_000)
        assert program.window.actions_table[ActionId.FULL_SCREEN].text() == "F&ull Screen"
        assert program.window.isVisible()
        qtbot.waitUntil(lambda: runner.is_idle, timeout=60_000)
        workspace = program.window.workspace
        assert workspace is not None
        assert len(workspace.summaries) == 5
    finally:
        program.window.close()
        runner.close()
        services = program.release_services()
        if services is not None:
            services.close()
        program.window.deleteLater()
        program._language.speak(SOURCE_LANGUAGE)
        program.deleteLater()
        qtbot.wait(1)
    assert not faults
