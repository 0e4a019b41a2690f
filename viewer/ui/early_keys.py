"""Does what keys asked for in the first second, when the window was seen and nobody was there yet to do it."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction, QKeySequence

from viewer.ui.actions import Actions
from viewer.ui.window import MainWindow

_RESUMED_MS = 1_000  # until what was read last is open again, and what can be done with it


class EarlyKeys(QObject):
    """Each key acts once, as soon as what it stands for can be done; what cannot be done in the end is forgotten."""

    def __init__(self, window: MainWindow, actions: Actions) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions

    def act(self) -> None:
        """Do what can be done now."""
        for keys in tuple(self._window.early_keys):
            action = self._action_of(QKeySequence(keys))
            if action is not None and action.isEnabled():
                self._window.early_keys.remove(keys)
                QTimer.singleShot(0, action, action.trigger)

    def end(self) -> None:
        """Do the rest as soon as that may be; from then on keys act by themselves."""
        self.act()
        QTimer.singleShot(_RESUMED_MS, self, self._forget)

    def _forget(self) -> None:
        self.act()
        self._window.forget_early_keys()

    def _action_of(self, keys: QKeySequence) -> QAction | None:
        return next((each for each in self._actions.findChildren(QAction) if keys in each.shortcuts()), None)
