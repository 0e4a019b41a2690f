"""Loads what a window is made of when it is first wanted, one module per turn, so that the main window answers."""

import sys
from collections.abc import Callable, Generator

from PySide6.QtCore import QObject

from viewer.ui.slices import Slices

Loading = Callable[[], Generator[None, None, None]]


class LateModules:
    """The modules of one window: the name of its own, and what loads all of them, one per step, that one last."""

    def __init__(self, name: str, load: Loading, owner: QObject) -> None:
        self._name = name
        self._load = load
        self._owner = owner
        self._loading: Slices[None] | None = None

    def then(self, deed: Callable[[], object]) -> None:
        """Do something when all are loaded, at once where they are; a deed that waits gives way to a newer one."""
        self.stop()
        if self._name in sys.modules:
            deed()
            return

        def end(_nothing: None) -> None:
            deed()

        self._loading = Slices(self._load(), end, self._owner)
        self._loading.begin()

    def stop(self) -> None:
        """Load no more, and forget what waits."""
        if self._loading is not None:
            self._loading.stop()
            self._loading = None
