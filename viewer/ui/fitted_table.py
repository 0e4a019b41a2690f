"""A table whose columns fit the room there is: some give way, long ones are narrowed, until a person draws one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

_NARROWEST = 0.5
_SHORT = 9
_SIDES = 20
_SEAMS = 4  # pixels that are nobody's, or a bar would come for one


@dataclass(frozen=True, slots=True)
class Width:
    """How wide a column is in Chinese characters; of those that are ``spare`` the greatest gives way first."""

    characters: int
    spare: int = 0

    @property
    def is_long(self) -> bool:
        """Tell whether the column holds sentences, which may be cut."""
        return self.characters > _SHORT


class FittedTable(QTableView):
    """A table that never scrolls sideways as long as what it must show has room; what gives way is told elsewhere."""

    def __init__(self, widths: Sequence[Width], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widths = tuple(widths)
        self._is_drawn = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns into the room there is."""
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Fit the columns anew, unless a person has drawn one."""
        if not self._is_drawn:
            self._fit()

    def words_in(self, column: int) -> Collection[str]:  # noqa: ARG002 - a table that knows better says it
        """Return words a column must have room for besides its title."""
        return ()

    def longest_in(self, column: int) -> int:  # noqa: ARG002 - as above
        """Return how many characters a long column would like to have room for."""
        return 0

    def dress_columns(self) -> None:
        """Let columns be drawn, the last take what is left, and all fit at first; the model is there by now."""
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        self._fit()
        head.sectionResized.connect(self._note_drawn)

    def _fit(self) -> None:
        em = self.fontMetrics().horizontalAdvance("文")
        room = (self.viewport().width() - _SEAMS) / em
        widths = [self._with_words(column) for column in range(len(self._widths))]
        shown = columns_shown(widths, room)
        wanted = sum(widths[column].characters for column in shown)
        long = sum(widths[column].characters for column in shown if widths[column].is_long)
        share = max(_NARROWEST, 1 - (wanted - room) / long) if long and wanted > room else 1.0
        given = shared_out(max(room - wanted, 0.0), self._wished_for(widths, shown))
        head = self.horizontalHeader()
        for column, width in enumerate(widths):
            characters = width.characters * (share if width.is_long else 1.0) + given.get(column, 0.0)
            head.setSectionHidden(column, column not in shown)
            head.resizeSection(column, int(em * characters))

    def _wished_for(self, widths: Sequence[Width], shown: Collection[int]) -> dict[int, int]:
        """Return how many more characters long columns would like to have."""
        sides = ceil(_SIDES / self.fontMetrics().horizontalAdvance("文"))
        wishes = {
            column: self.longest_in(column) + sides - widths[column].characters
            for column in shown
            if widths[column].is_long
        }
        return {column: wish for column, wish in wishes.items() if wish > 0}

    def _with_words(self, column: int) -> Width:
        """Return the width of a column whose title and words are not cut, whatever language they are in."""
        title = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "") if self.model() else ""
        metrics = self.horizontalHeader().fontMetrics()
        widest = max(metrics.horizontalAdvance(words) for words in (title, *self.words_in(column)))
        least = ceil((widest + _SIDES) / metrics.horizontalAdvance("文"))
        width = self._widths[column]
        return width if width.is_long else replace(width, characters=max(width.characters, least))

    def _note_drawn(self) -> None:
        self._is_drawn = self._is_drawn or QGuiApplication.mouseButtons() == Qt.MouseButton.LeftButton


def shared_out(room: float, wishes: Mapping[int, float]) -> dict[int, float]:
    """Return how much of a room each column gets: all the same, but none more than it wishes for.

    >>> shared_out(9, {0: 2, 1: 40, 2: 30})
    {0: 2, 2: 3.5, 1: 3.5}
    """
    given: dict[int, float] = {}
    for column in sorted(wishes, key=wishes.__getitem__):
        given[column] = min(wishes[column], (room - sum(given.values())) / (len(wishes) - len(given)))
    return given


def columns_shown(widths: Sequence[Width], room: float) -> frozenset[int]:
    """Return which columns are shown in a room of so many characters."""
    shown = dict(enumerate(widths))
    for column in sorted((each for each in shown if widths[each].spare), key=lambda each: -widths[each].spare):
        if sum(width.characters for width in shown.values()) <= room:
            break
        del shown[column]
    return frozenset(shown)
