"""What is seen when a reply is opened from the list alone: one picture, with everything where it stays."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from tests.ui.conftest import Desk


class Paintings(QObject):
    """Notes how wide a widget was at each of its paintings, and whether the page had its marks."""

    def __init__(self, desk: Desk, watched: QWidget) -> None:
        super().__init__(watched)
        self._page = desk.panes.reader.page
        self.widths: list[int] = []
        self.marked: list[bool] = []
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt calls it
        """Note a painting."""
        if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
            self.widths.append(watched.width())
            self.marked.append(bool(self._page.extraSelections()))
        return super().eventFilter(watched, event)


def open_first(desk: Desk) -> None:
    desk.panes.lists.table.document_chosen.emit(desk.workspace.summaries[0].id)
    desk.until(lambda: desk.panes.reader.stored is not None)


def test_the_first_picture_of_a_page_has_its_width_and_its_marks(desk: Desk) -> None:
    paintings = Paintings(desk, desk.panes.reader.page.viewport())
    open_first(desk)
    desk.until(lambda: bool(paintings.widths))
    desk.until(lambda: desk.runner.is_idle)
    assert paintings.widths[0] == desk.panes.reader.page.viewport().width()
    assert paintings.marked[0]


def test_beside_a_page_that_comes_the_list_is_drawn_at_the_width_it_keeps(desk: Desk) -> None:
    table = desk.panes.lists.table.viewport()
    desk.until(lambda: desk.runner.is_idle)
    alone = table.width()
    paintings = Paintings(desk, table)
    open_first(desk)
    desk.until(lambda: bool(paintings.widths) and paintings.widths[-1] < alone)
    desk.until(lambda: desk.runner.is_idle)
    assert set(paintings.widths) <= {alone, table.width()}
    assert paintings.widths.count(alone) <= 1
