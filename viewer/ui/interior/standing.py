"""How the panes stand beside each other: which are wanted, which have room, how wide they are."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QGuiApplication

from viewer.ui.actions import ActionId
from viewer.ui.fittings import Fittings
from viewer.ui.settings import Settings
from viewer.ui.window import MainWindow

_NARROW = 1000
_WIDE = 1500
_LIST_SHARE = 0.37
_LIST_SHARE_BESIDE_PAGES = 0.25


class PaneStanding(QObject):
    """Shows and hides the panes of one window; what the person wants is kept with each library."""

    pages_toggled = Signal(bool)

    def __init__(self, window: MainWindow, fittings: Fittings) -> None:
        super().__init__(window)
        self._window = window
        self._panes = fittings.panes
        self._actions = fittings.actions
        self._fittings = fittings
        self._splitter_state = QByteArray()
        self._sidebar_is_wanted = True
        self._aside_is_wanted = False
        self._aside_comes_back = False
        self.pages_are_wanted = False
        self.reads = False
        self._has_documents = False
        window.resized.connect(self.show_panes)
        fittings.pages_pane.closed.connect(self.hide_pages)
        self.show_panes()

    def restore(self, settings: Settings) -> None:
        """Let the panes stand as they were left."""
        self._panes.reader.page.set_zoom(settings.number("zoom", 1.0))
        self._sidebar_is_wanted = settings.flag("window/sidebar", default=True)
        self._aside_is_wanted = settings.flag("window/aside", default=False)
        self.pages_are_wanted = settings.flag("window/pages", default=False)
        self._fittings.reading.restoreState(settings.bytes("window/reading"))
        self._fittings.aside.show_page(settings.text("window/aside_page"))
        self._panes.sidebar.splitter.restoreState(settings.bytes("window/outline"))
        self._panes.lists.table.give_widths(dict(_widths(settings.texts("window/columns"))))
        if not _is_placed_by_compositor(self._window):
            self._window.restoreGeometry(settings.bytes("window/geometry"))
        self._splitter_state = settings.bytes("window/splitter")
        self.show_panes()

    def keep(self, settings: Settings) -> None:
        """Keep how the panes stand."""
        settings.keep("window/geometry", self._window.saveGeometry())
        if self.reads:
            settings.keep("window/splitter", self._fittings.splitter.saveState())
        settings.keep("window/sidebar", self._sidebar_is_wanted)
        settings.keep("window/aside", self._aside_is_wanted or self._aside_comes_back)
        settings.keep("window/pages", self.pages_are_wanted)
        settings.keep("window/reading", self._fittings.reading.saveState())
        settings.keep("window/aside_page", self._fittings.aside.page)
        settings.keep("window/outline", self._panes.sidebar.splitter.saveState())
        settings.keep("window/columns", [f"{name}={at:.1f}" for name, at in self._panes.lists.table.widths.items()])
        settings.keep("zoom", self._panes.reader.page.zoom)

    def show_reader(self, shown: bool) -> None:
        """Give the reader its room, or give it back to the list."""
        newly = shown and not self.reads
        self.reads = shown
        if newly:
            self._divide_as_left()
        self.show_panes()
        if newly:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # so that the page is laid out once
        if not shown and self._actions[ActionId.READING_MODE].isChecked():
            self._actions[ActionId.READING_MODE].setChecked(False)
            self.toggle_reading()

    def note_documents(self, *, are_there: bool) -> None:
        """Show what makes sense only where there are documents."""
        newly = are_there and not self._has_documents
        self._has_documents = are_there
        self.show_panes()
        if newly and not self.reads:
            self._divide()

    def show_panes(self) -> None:
        """Show every pane that is wanted and has room."""
        reading = self._actions[ActionId.READING_MODE].isChecked() and self.reads
        self._panes.reader.stand_alone(alone=reading)
        self._fittings.name_panes.legend.give_way(gives=reading)
        self._fittings.reading.setVisible(self.reads)
        self._fittings.pages_pane.setVisible(self.pages_are_wanted)
        self._actions[ActionId.PAGES].setChecked(self.pages_are_wanted)
        self._panes.lists.setVisible(not reading)
        stands = self._sidebar_fits() and not reading
        self._panes.sidebar.setVisible(stands)
        self._fittings.aside.setVisible(self._aside_is_wanted and self.reads)
        self._actions[ActionId.ASIDE].setChecked(self._aside_is_wanted)
        self._actions[ActionId.SIDEBAR].setChecked(stands)
        can_stand = self._has_documents and not reading and self._window.width() >= _NARROW
        self._actions[ActionId.SIDEBAR].setEnabled(can_stand)

    def toggle_reading(self) -> None:
        """Leave nothing but the text, or bring back what stood beside it; what is asked for meanwhile comes."""
        reading = self._actions[ActionId.READING_MODE].isChecked()
        self._aside_comes_back, wanted = (self._aside_is_wanted, False) if reading else (False, self._aside_was_there())
        self._set_aside(wanted=wanted)
        self.show_panes()
        if reading:
            self._panes.reader.page.setFocus()  # so that the keys of reading work at once

    def toggle_sidebar(self) -> None:
        """Follow what the action of the sidebar says now; where there is no room, what stands at the right goes."""
        self._sidebar_is_wanted = self._actions[ActionId.SIDEBAR].isChecked()
        if self._sidebar_is_wanted and not self._sidebar_fits():
            self._aside_is_wanted = False
            if self.pages_are_wanted:
                self._set_pages(wanted=False)
        self.show_panes()
        if self.reads:
            self._divide()

    def toggle_aside(self) -> None:
        """Follow what the action of the panel at the side says now."""
        self._set_aside(wanted=self._actions[ActionId.ASIDE].isChecked())

    def show_aside_page(self, name: str) -> None:
        """Show the panel at the side, at one of its pages."""
        self._fittings.aside.show_page(name)
        self._set_aside(wanted=True)

    def show_notes(self) -> None:
        """Show the notes of the document at the side."""
        self.show_aside_page("notes")

    def toggle_pages(self) -> None:
        """Follow what the action of the original's pages says now."""
        self._set_pages(wanted=self._actions[ActionId.PAGES].isChecked())

    def hide_pages(self) -> None:
        """Take the pages of the original away."""
        self._set_pages(wanted=False)

    def _aside_was_there(self) -> bool:
        return self._aside_is_wanted or self._aside_comes_back

    def _set_pages(self, *, wanted: bool) -> None:
        self.pages_are_wanted = wanted
        self.show_panes()
        if self.reads:
            self._divide()
        self.pages_toggled.emit(wanted)

    def _set_aside(self, *, wanted: bool) -> None:
        if wanted != self._aside_is_wanted:
            self._aside_is_wanted = wanted
            self.show_panes()
            if self.reads:
                self._divide()
            self.show_panes()

    def _sidebar_fits(self) -> bool:
        room = _WIDE if (self._aside_is_wanted or self.pages_are_wanted) and self.reads else _NARROW
        return self._sidebar_is_wanted and self._has_documents and self._window.width() >= room

    def _divide_as_left(self) -> None:
        """Divide the room before the reader is there: else the list is laid out wide once more, and the page narrow."""
        if not self._fittings.splitter.restoreState(self._splitter_state):
            self._divide()

    def _divide(self) -> None:
        sidebar = round(self._panes.sidebar.minimumWidth() * 1.15) if self._sidebar_fits() else 0
        aside = round(self._fittings.aside.minimumWidth() * 1.1) if self._aside_is_wanted and self.reads else 0
        rest = self._fittings.splitter.width() - sidebar - aside
        listed = round(rest * (_LIST_SHARE_BESIDE_PAGES if self.pages_are_wanted else _LIST_SHARE))
        self._fittings.splitter.setSizes([sidebar, listed, rest - listed, aside])


def _is_placed_by_compositor(window: MainWindow) -> bool:
    """Tell whether Wayland gave the window the whole screen: another size then ends the connection."""
    return QGuiApplication.platformName().startswith("wayland") and window.isMaximized()


def _widths(lines: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Yield what can be read of the kept widths of columns."""
    for line in lines:
        name, _, width = line.partition("=")
        if width.replace(".", "", 1).isdecimal():
            yield name, float(width)
