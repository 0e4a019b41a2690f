"""Which facet values the person chose; list, results and sidebar all follow it."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from viewer.core.hit import FacetChoice


class Choices(QObject):
    """The chosen facet values, in the order they were chosen."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chosen: tuple[FacetChoice, ...] = ()

    @property
    def chosen(self) -> tuple[FacetChoice, ...]:
        """Return the chosen values."""
        return self._chosen

    def toggle(self, choice: FacetChoice) -> None:
        """Choose a value, or give it up."""
        if choice in self._chosen:
            self.replace(kept for kept in self._chosen if kept != choice)
        else:
            self.replace((*self._chosen, choice))

    def clear(self) -> None:
        """Give up every choice."""
        self.replace(())

    def replace(self, choices: Iterable[FacetChoice]) -> None:
        """Choose exactly these."""
        chosen = tuple(choices)
        if chosen != self._chosen:
            self._chosen = chosen
            self.changed.emit()
