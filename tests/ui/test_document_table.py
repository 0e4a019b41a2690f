"""The document list as a picture: what is drawn when it is scrolled, and what stands below its last row."""

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from tests.ui.test_models import summary
from viewer.core.metadata import Metadata
from viewer.ui.appearance import Appearance, ThemeChoice
from viewer.ui.library.document_model import DocumentModel, Index
from viewer.ui.library.document_table import DocumentTable
from viewer.ui.library.pane import ListPane
from viewer.ui.library.row_delegate import RowDelegate
from viewer.ui.theme import Role


class CountingDelegate(RowDelegate):
    """Notes which rows are drawn."""

    def __init__(self, appearance: Appearance, table: DocumentTable) -> None:
        super().__init__(appearance, table)
        self.rows: set[int] = set()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw and note."""
        self.rows.add(index.row())
        super().paint(painter, option, index)


def table_of(rows: int, appearance: Appearance, qtbot: QtBot) -> DocumentTable:
    model = DocumentModel()
    model.show_documents([summary(number, Metadata(title=f"第{number}号答复")) for number in range(rows)])
    table = DocumentTable(model, appearance)
    model.setParent(table)
    qtbot.addWidget(table)
    table.resize(700, 500)
    table.show()
    qtbot.waitExposed(table)
    return table


def test_scrolling_draws_the_rows_that_come_in_and_no_others(appearance: Appearance, qtbot: QtBot) -> None:
    table = table_of(200, appearance, qtbot)
    delegate = CountingDelegate(appearance, table)
    table.setItemDelegate(delegate)
    qtbot.waitUntil(lambda: len(delegate.rows) > 5)
    shown = max(delegate.rows)
    delegate.rows.clear()
    table.verticalScrollBar().setValue(2 * table.rowHeight(0))
    qtbot.waitUntil(lambda: shown + 2 in delegate.rows)
    assert min(delegate.rows) >= shown - 1


def test_the_ground_below_the_last_row_follows_the_theme(appearance: Appearance, qtbot: QtBot) -> None:
    table = table_of(2, appearance, qtbot)
    for choice in (ThemeChoice.DARK, ThemeChoice.LIGHT):
        appearance.choose(choice)
        picture = table.viewport().grab().toImage()
        below = picture.pixelColor(picture.width() // 2, picture.height() - 5)
        assert below == appearance.theme[Role.SURFACE]


def test_a_document_read_before_it_is_listed_is_selected_when_it_is(appearance: Appearance, qtbot: QtBot) -> None:
    pane = ListPane(appearance)
    qtbot.addWidget(pane)
    old, new = (summary(number, Metadata(title=f"第{number}号答复")) for number in (1, 2))
    pane.show_documents([old], ())
    pane.select_document(old.id)
    pane.select_document(new.id)
    assert pane.table.selected_ids() == (old.id,)
    pane.refill([old, new], ())
    assert pane.table.selected_ids() == (new.id,)
