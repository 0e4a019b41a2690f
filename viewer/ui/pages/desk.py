"""Keeps the pages beside the text in step with it: what is read, what is marked, where one clicks."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QColor, QDesktopServices, QTextCharFormat
from PySide6.QtWidgets import QInputDialog, QLineEdit, QWidget

from viewer.core.catalog import StoredDocument
from viewer.core.document import DocumentId
from viewer.core.errors import FileReadError, ViewerError
from viewer.core.original import OriginalFile
from viewer.core.page_picture import PagePicture
from viewer.core.place import PagePlaces, Sheet
from viewer.core.span import Span
from viewer.ui.form import like_a_form
from viewer.ui.messages import said
from viewer.ui.pages.keeper import PageKeeper
from viewer.ui.pages.pane import PagesPane
from viewer.ui.pages.reveal import reveal
from viewer.ui.pages.view import PageMark
from viewer.ui.reader.marks import MarkLayer, look_of
from viewer.ui.reader.pane import ReaderPane
from viewer.ui.theme import load_theme

_SHOWN = (MarkLayer.DOUBTS, MarkLayer.NOTES, MarkLayer.NOTES_UPON_NOTES, MarkLayer.HITS, MarkLayer.CURRENT)
_MOST_MARKS = 3000
_OFD = "application/ofd"


class PagesDesk(QObject):
    """Lives as long as its library is open; the pages are read only while the pane is shown."""

    told = Signal(str)
    trouble = Signal(ViewerError)
    separation_wanted = Signal(str)

    def __init__(self, keeper: PageKeeper, pane: PagesPane, reader: ReaderPane, parent: QObject) -> None:
        super().__init__(parent)
        keeper.setParent(self)
        self.keeper = keeper
        self._pane = pane
        self._reader = reader
        self._paper = load_theme("light")  # pages are white in every theme
        self._places = PagePlaces()
        self._shown: StoredDocument | None = None
        self._originals: tuple[OriginalFile, ...] = ()
        self._is_wanted = False
        self._reveals = False
        self._follow_soon = QTimer(self, singleShot=True, interval=40)
        self._mark_soon = QTimer(self, singleShot=True, interval=40)
        self._connect()

    def show_document(self, stored: StoredDocument | None) -> None:
        """Turn to the original of another document."""
        self._shown = stored
        self._places = PagePlaces()
        self._pane.view.show_sheets(())
        self._begin()

    def set_wanted(self, *, wanted: bool) -> None:
        """Read pages only while somebody looks at them."""
        if wanted != self._is_wanted:
            self._is_wanted = wanted
            self._begin()

    def open_original(self) -> None:
        """Open a copy of the original with the system's program."""
        self._reveals = False
        self._copy()

    def reveal_original(self) -> None:
        """Show a copy of the original in its folder."""
        self._reveals = True
        self._copy()

    def close(self) -> None:
        """Stop following and asking."""
        self.keeper.close()
        self._follow_soon.stop()
        self._mark_soon.stop()
        self._reader.moved.disconnect(self._follow_soon.start)
        self._reader.page.marks_changed.disconnect(self._mark_soon.start)
        self._pane.view.disconnect(self)
        self._pane.disconnect(self)
        self._pane.view.show_sheets(())
        self.deleteLater()

    def _connect(self) -> None:
        keeper, pane = self.keeper, self._pane
        keeper.originals_known.connect(self._take_originals)
        pane.original_chosen.connect(self._show_original)
        pane.separation_wanted.connect(self.separation_wanted)
        keeper.sheets_known.connect(self._take_sheets)
        keeper.picture_ready.connect(self._take_picture)
        keeper.places_known.connect(self._take_places)
        keeper.refused.connect(self._take_refusal)
        keeper.copied.connect(self._take_copy)
        keeper.trouble.connect(self.trouble)
        pane.view.pages_wanted.connect(keeper.want_pages)
        pane.view.place_chosen.connect(self._go_to_text)
        pane.opening_wanted.connect(self.open_original)
        pane.revealing_wanted.connect(self.reveal_original)
        pane.password_wanted.connect(self._ask_password)
        self._follow_soon.timeout.connect(self._follow)
        self._mark_soon.timeout.connect(self._mark)
        self._reader.moved.connect(self._follow_soon.start)
        self._reader.page.marks_changed.connect(self._mark_soon.start)

    def _begin(self) -> None:
        if self._shown is None or not self._is_wanted:
            self.keeper.show_document(None)
        elif self.keeper.document_id != self._shown.id:
            self._pane.show_waiting()
            self.keeper.show_document(self._shown.id)

    def _take_originals(self, originals: tuple[OriginalFile, ...]) -> None:
        self._originals = originals
        shown = next((each for each in originals if each.has_pages), originals[0])
        self._pane.show_originals(originals, shown.document_id)

    def _show_original(self, original: str) -> None:
        self._places = PagePlaces()
        self._pane.view.show_sheets(())
        self._pane.show_waiting()
        self.keeper.show_original(DocumentId(original))

    def _take_sheets(self, sheets: tuple[Sheet, ...]) -> None:
        self._pane.view.show_sheets(sheets)
        self._pane.show_pages(is_approximate=self._media_type() == _OFD)
        self._follow_page()
        QTimer.singleShot(0, self.keeper, self.keeper.find_places)

    def _take_picture(self, number: int, scale: float, picture: PagePicture) -> None:
        self._pane.view.take_picture(number, scale, picture)

    def _take_places(self, places: PagePlaces) -> None:
        self._places = places
        self._mark()
        self._follow()

    def _take_refusal(self, error: ViewerError) -> None:
        is_locked = isinstance(error, FileReadError) and error.wants_password
        self._pane.show_reason(said(error.message), "" if is_locked else said(error.advice), wants_password=is_locked)

    def _follow(self) -> None:
        """Bring the page to what is read: the current match where there is one in view, else the line at the eye."""
        if not self._is_wanted or self._shown is None:
            return
        page, offset = self._reader.page, self._reader.page.reading_offset()
        current, hits = self._reader.current_hit, self._reader.hits
        if current is not None and current < len(hits) and hits[current].overlaps(page.visible_span()):
            offset = hits[current].start
        place = self._places.box_at(offset)
        if place is not None:
            self._pane.view.go_to(place.page, place.box.top, only_if_hidden=False)
        else:
            self._follow_page()

    def _follow_page(self) -> None:
        """Go to the page a paragraph is known to stand on, as long as its place on it is not known."""
        stored = self._shown
        if stored is None or self._places.runs:
            return
        document = stored.reading.document
        index = document.paragraph_at(self._reader.page.reading_offset())
        number = document.paragraphs[index].page if index is not None else None
        if number is not None and number != self._pane.view.page:
            self._pane.view.go_to(number)

    def _mark(self) -> None:
        boxes: dict[int, list[PageMark]] = {}
        count = 0
        for layer in _SHOWN:
            for mark in self._reader.page.marks(layer):
                count += 1
                if count > _MOST_MARKS:
                    break
                look = look_of(mark.style, self._paper)
                for placed in self._places.boxes(mark.span):
                    boxes.setdefault(placed.page, []).append(
                        PageMark(placed.box, *_colours(look), is_current=layer is MarkLayer.CURRENT)
                    )
        self._pane.view.show_marks(boxes)

    def _go_to_text(self, number: int, x: float, y: float) -> None:
        offset = self._places.offset_at(number, x, y)
        if offset is not None:
            self._reader.page.go_to(Span(offset, offset))
            self._reader.page.setFocus()

    def _media_type(self) -> str:
        return next((each.media_type for each in self._originals if each.document_id == self.keeper.original), "")

    def _copy(self) -> None:
        if self._shown is not None:
            is_shown = self.keeper.document_id == self._shown.id and self.keeper.original is not None
            self.keeper.copy(self.keeper.original or self._shown.id if is_shown else self._shown.id)

    def _take_copy(self, path: Path) -> None:
        if self._reveals:
            reveal(path)
            self.told.emit(self.tr("已在文件夹中显示原件的副本；文库中的原件不会被改动"))
        elif QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.told.emit(self.tr("已打开原件的副本；文库中的原件不会被改动"))
        else:
            self.told.emit(self.tr("系统中没有能打开这种文件的程序"))

    def _ask_password(self) -> None:
        ask_password(self._pane, self.tr("这份原件有密码。密码只在本次使用中记住。"), self.keeper.unlock)


def ask_password(parent: QWidget, words: str, then: Callable[[str], None]) -> None:
    """Ask for a password, and hand what was typed on."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(dialog.tr("需要密码"))
    dialog.setLabelText(words)
    dialog.setTextEchoMode(QLineEdit.EchoMode.Password)
    dialog.textValueSelected.connect(then)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    like_a_form(dialog).open()


def _colours(look: QTextCharFormat) -> tuple[QColor | None, QColor]:
    """Return the tint and the line of a mark."""
    fill = look.background().color() if look.hasProperty(QTextCharFormat.Property.BackgroundBrush) else None
    return fill, look.underlineColor()
