"""Loads what a window is made of when it is first wanted, one module per turn, so that the main window answers."""

import sys
from collections.abc import Callable, Generator, Sequence
from importlib import import_module

from PySide6.QtCore import QObject

from viewer.ui.slices import Slices


class LateModules:
    """The modules of one window, by name, what others need first; the last one is the window's own."""

    def __init__(self, names: Sequence[str], owner: QObject) -> None:
        self._names = tuple(names)
        self._owner = owner
        self._loading: Slices[None] | None = None

    def then(self, deed: Callable[[], object]) -> None:
        """Do something when all are loaded, at once where they are; a deed that waits gives way to a newer one."""
        self.stop()
        if self._names[-1] in sys.modules:
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

    def _load(self) -> Generator[None, None, None]:
        for name in self._names:
            import_module(name)
            yield
