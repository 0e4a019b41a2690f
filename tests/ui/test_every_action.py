"""Every action of the menus can be chosen, with a document open and without, and found by its initials."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import Desk
from viewer.ui.actions import ActionId, plain_text
from viewer.ui.palette import PaletteModel

LEAVES = (ActionId.QUIT, ActionId.SHOW_LIBRARY_FOLDER, ActionId.OPEN_ORIGINAL, ActionId.REVEAL_ORIGINAL)
"""These end the program or start another."""

LAST = (ActionId.REMOVE, ActionId.CLOSE_DOCUMENT, ActionId.REREAD, ActionId.RETRY_LIBRARY)
"""After these no document is read any more, or another text of it."""

INITIALS = {
    "dcczjg": ActionId.EXPORT_RESULTS,
    "drwj": ActionId.IMPORT_FILES,
    "drwjj": ActionId.IMPORT_FOLDER,
    "dkqtwk": ActionId.OPEN_LIBRARY,
    "dy": ActionId.PRINT,
    "xpz": ActionId.WRITE_NOTE,
    "jsq": ActionId.BOOKMARK,
    "qbpz": ActionId.ALL_NOTES,
    "ck": ActionId.LEXICON,
    "gzjl": ActionId.CORRECTIONS,
    "fzbzmcc": ActionId.COPY_CITED,
    "sc": ActionId.STAR,
    "jrzt": ActionId.COLLECTIONS,
    "ycwk": ActionId.REMOVE,
    "tyc": ActionId.SYNONYMS,
    "sxx": ActionId.PREFERENCES,
    "cnsx": ActionId.LEDGER,
    "tj": ActionId.STATISTICS,
    "kzw": ActionId.READING_MODE,
    "sswg": ActionId.THEME_DARK,
    "kjjyl": ActionId.SHORTCUTS,
    "sysc": ActionId.MANUAL,
    "gyad": ActionId.ABOUT,
}


@pytest.mark.parametrize("reads", [False, True], ids=["at the list", "in a document"])
def test_every_action_can_be_chosen(desk: Desk, *, reads: bool) -> None:
    if reads:
        desk.read("050号")
    chosen = 0
    for action_id in sorted(set(ActionId) - set(LEAVES), key=lambda each: (each in LAST, list(ActionId).index(each))):
        if desk.interior.actions_table[action_id].isEnabled():
            desk.do(action_id)
            desk.settle()
            _close_what_opened(desk)
            chosen += 1
    assert chosen > (75 if reads else 50)
    assert desk.window.isVisible()


def test_actions_are_found_by_their_initials(desk: Desk) -> None:
    desk.read("050号")
    model = PaletteModel(desk.interior.actions_table, desk.window)
    found = {}
    for typed, action_id in INITIALS.items():
        model.look_for(typed)
        shown = [plain_text(model.action_at(row)) for row in range(model.rowCount())]
        found[typed] = (plain_text(desk.interior.actions_table[action_id]), shown[:1])
    assert [each for each in found.items() if [each[1][0]] != each[1][1]] == []


def _close_what_opened(desk: Desk) -> None:
    for popup in iter(QApplication.activePopupWidget, None):
        popup.close()
    for widget in QApplication.topLevelWidgets():
        if widget.isVisible() and widget is not desk.window:
            widget.close()
    desk.settle()
