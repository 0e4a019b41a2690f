"""What the person likes, in force: theme, looks of the page, ways of the search box and keys follow the preferences."""

from collections.abc import Mapping

from PySide6.QtCore import QObject

from viewer.ui.actions import ActionId
from viewer.ui.appearance import ReadingLook, ThemeChoice
from viewer.ui.fittings import Fittings
from viewer.ui.preferences.table import PreferenceId
from viewer.ui.window import MainWindow

THEMES: Mapping[ActionId, ThemeChoice] = {
    ActionId.THEME_SYSTEM: ThemeChoice.SYSTEM,
    ActionId.THEME_LIGHT: ThemeChoice.LIGHT,
    ActionId.THEME_DARK: ThemeChoice.DARK,
    ActionId.THEME_CONTRAST: ThemeChoice.CONTRAST,
}


class PreferencesInForce(QObject):
    """Follows the preferences of one window as long as it stands."""

    def __init__(self, window: MainWindow, fittings: Fittings) -> None:
        super().__init__(window)
        self._preferences = window.preferences
        self._appearance = window.appearance
        self._actions = fittings.actions
        self._box = fittings.panes.top.box
        self._take()
        self._preferences.changed.connect(self._take)
        self._preferences.shortcuts_changed.connect(self._take_keys)

    def choose_theme(self) -> None:
        """Prefer the theme whose action is checked."""
        chosen = next(choice for row, choice in THEMES.items() if self._actions[row].isChecked())
        self._preferences.put(PreferenceId.THEME, chosen.value)

    def choose_marks(self) -> None:
        """Prefer names marked by kind, or all alike, as the action says."""
        self._preferences.put(PreferenceId.MARKS_BY_KIND, self._actions[ActionId.MARKS_BY_KIND].isChecked())

    def _take(self) -> None:
        wants = self._preferences
        self._appearance.choose(wants.theme())
        for action_id, choice in THEMES.items():
            self._actions[action_id].setChecked(choice is self._appearance.choice)
        self._appearance.read_in(
            ReadingLook(
                wants.text(PreferenceId.READER_FAMILY),
                wants.number(PreferenceId.READER_LINE_HEIGHT),
                wants.number(PreferenceId.READER_MEASURE),
                wants.number(PreferenceId.READER_INDENT),
                wants.flag(PreferenceId.MARKS_BY_KIND),
            )
        )
        self._actions[ActionId.MARKS_BY_KIND].setChecked(wants.flag(PreferenceId.MARKS_BY_KIND))
        self._box.asks_as_typed = wants.flag(PreferenceId.SEARCH_AS_TYPED)
        self._box.remembers = wants.flag(PreferenceId.SEARCH_HISTORY)

    def _take_keys(self) -> None:
        self._actions.give_keys(self._preferences.shortcuts())
