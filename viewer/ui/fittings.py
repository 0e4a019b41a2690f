"""Builds the panes of the window, one after the other, and puts them together at the end."""

from collections.abc import Generator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QSplitter

from viewer.ui.actions import Actions
from viewer.ui.aside.panel import AsidePage, AsidePanel
from viewer.ui.equipment import equip
from viewer.ui.figures.panel import FigurePanel
from viewer.ui.focus_frame import FocusFrame
from viewer.ui.library.pane import ListPane
from viewer.ui.names.desk import NamePanes
from viewer.ui.names.legend import Legend
from viewer.ui.names.panel import NamePanel
from viewer.ui.names.popup import MarkPopup
from viewer.ui.notes.bookmark_panel import BookmarkPanel
from viewer.ui.notes.desk import NotePanes
from viewer.ui.notes.margin import NoteMargin
from viewer.ui.notes.panel import NotePanel
from viewer.ui.notes.selection_bar import SelectionBar
from viewer.ui.notice_page import NoticePage
from viewer.ui.pages.original_notice import OriginalNotice
from viewer.ui.pages.pane import PagesPane
from viewer.ui.reader.pane import ReaderPane
from viewer.ui.reader.tabs import DocumentTabs
from viewer.ui.sidebar import Sidebar
from viewer.ui.window import MainWindow
from viewer.ui.workspace import Panes


@dataclass(frozen=True, slots=True)
class Fittings:
    """Everything built in that is there whatever library is open."""

    actions: Actions
    panes: Panes
    bookmark_panel: BookmarkPanel
    name_panes: NamePanes
    aside: AsidePanel
    failure: NoticePage
    pages_pane: PagesPane
    original_notice: OriginalNotice
    splitter: QSplitter
    reading: QSplitter


def fit_out(window: MainWindow) -> Generator[None, None, Fittings]:
    """Build the panes of a window, each step in a moment; nothing shows before ``move_in``."""
    look, equipment = window.appearance, equip(window)
    yield
    lists = ListPane(look, window)
    yield
    sidebar = Sidebar(look, window)
    yield
    reader = ReaderPane(look, window)
    yield
    tabs, pages_pane, original = DocumentTabs(window), PagesPane(look, window), OriginalNotice(look, window)
    yield
    notes = NotePanes(
        reader.page, SelectionBar(reader.page, look), NotePanel(look, window), NoteMargin(reader.page, look)
    )
    bookmarks = BookmarkPanel(look, window)
    yield
    legend, popup = Legend(look, window), MarkPopup(reader.page, look)
    names = NamePanes(reader.page, legend, popup, NamePanel(look, window), FigurePanel(look, window))
    yield
    fittings = Fittings(
        equipment.actions,
        Panes(window.top, sidebar, lists, reader, equipment.status, notes, tabs),
        bookmarks,
        names,
        _build_aside(window, notes, bookmarks, names),
        NoticePage(look, "warning", window),
        pages_pane,
        original,
        QSplitter(Qt.Orientation.Horizontal, window),
        QSplitter(Qt.Orientation.Horizontal, window),
    )
    yield
    _arrange(fittings)
    for area in fittings.splitter.findChildren(QAbstractScrollArea):
        if area.focusPolicy() & Qt.FocusPolicy.TabFocus:
            FocusFrame(area, look)
    return fittings


def move_in(window: MainWindow, fittings: Fittings) -> None:
    """Show the panes in the window; to be called in the turn in which they get something to say."""
    window.stack.addWidget(fittings.splitter)
    window.stack.addWidget(fittings.failure)


def _build_aside(window: MainWindow, notes: NotePanes, bookmarks: BookmarkPanel, names: NamePanes) -> AsidePanel:
    return AsidePanel(
        (
            AsidePage("notes", _tr("批注"), notes.panel),
            AsidePage("bookmarks", _tr("书签"), bookmarks),
            AsidePage("names", _tr("实体"), names.names),
            AsidePage("figures", _tr("指标"), names.figures),
        ),
        window,
    )


def _arrange(fittings: Fittings) -> None:
    panes, reading, splitter = fittings.panes, fittings.reading, fittings.splitter
    panes.reader.stand_on_top(panes.tabs)
    for notice in (fittings.original_notice, fittings.name_panes.legend):
        panes.reader.stand_above_page(notice)
        panes.reader.page.column_moved.connect(notice.align_with)
    for part in (panes.reader, fittings.pages_pane):
        reading.addWidget(part)
    fittings.pages_pane.hide()
    for pane in (panes.sidebar, panes.lists, reading, fittings.aside):
        splitter.addWidget(pane)
    for place, stretch in enumerate((0, 2, 3, 0)):
        splitter.setStretchFactor(place, stretch)
    for each in (reading, splitter):
        each.setChildrenCollapsible(False)
        each.setHandleWidth(1)
    for hidden in (panes.sidebar, reading, fittings.aside):
        hidden.hide()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Fittings", text)
