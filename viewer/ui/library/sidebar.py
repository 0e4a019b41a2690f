"""The filters with their counts, as a list the keyboard can walk."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from viewer.core.hit import FacetChoice
from viewer.ui.appearance import Appearance
from viewer.ui.library.facet_delegate import FacetDelegate
from viewer.ui.library.facet_model import FacetModel, FacetRowKind
from viewer.ui.theme import Role

_ACTIVATING = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FacetView(QListView):
    """Shows the filters; a click or the space bar chooses a value, folds a heading, or shows the rest."""

    choice_toggled = Signal(FacetChoice)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.facets = FacetModel(self)
        self.setModel(self.facets)
        self.setItemDelegate(FacetDelegate(appearance, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        # Lower or higher, what it shows stands where it stood: the outline comes and goes with every document. Qt draws
        # all of it anew on a ground of its own style sheet.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_StaticContents)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("筛选"))
        self.clicked.connect(self._act_on)
        appearance.theme_changed.connect(self.viewport().update)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the space bar and Enter do what a click does."""
        if event.key() in _ACTIVATING and self.currentIndex().isValid():
            self._act_on(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw all of it anew where it is wider or narrower: counts stand at the right."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.viewport().update()

    def _act_on(self, index: QModelIndex) -> None:
        row = self.facets.row_at(index.row())
        if row.kind is FacetRowKind.HEADING:
            self.facets.toggle_folded(row.field)
        elif row.kind is FacetRowKind.MORE:
            self.facets.show_whole(row.field)
        else:
            self.choice_toggled.emit(FacetChoice(row.field, row.text))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground as well; say so where there is nothing to filter by."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._appearance.theme[Role.WINDOW])
        painter.end()
        super().paintEvent(event)
        if self.facets.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(self._appearance.theme[Role.TEXT_FAINT])
            place = self.viewport().rect().adjusted(14, 6, -14, 0)
            painter.drawText(
                place, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), self.tr("没有可筛选的项目")
            )
