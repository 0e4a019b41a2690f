"""The narrow pane at the left: saved searches, collections, filters, and the outline of the open document."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSplitter, QToolButton, QVBoxLayout, QWidget

from viewer.core.catalog import StoredDocument
from viewer.ui.appearance import Appearance
from viewer.ui.labels.collection_view import CollectionView
from viewer.ui.library.sidebar import FacetView
from viewer.ui.reader.outline import OutlineView
from viewer.ui.search.saved_view import SavedView
from viewer.ui.typography import Step, ui_font

_LEAST_CHARACTERS = 13
_BELOW_OUTLINE = 10


class Sidebar(QWidget):
    """Shows the outline only where there is one; offers to clear the filters only where some are chosen."""

    clear_wanted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.facets = FacetView(appearance, self)
        self.outline = OutlineView(appearance, self)
        self.saved = SavedView(appearance, self)
        self.collections = CollectionView(appearance, self)
        self.new_collection = QToolButton(self)
        self.new_collection.setIcon(appearance.icon("plus"))
        self._let_make_collections("")
        self.new_collection.setAccessibleName(self.tr("新建专题"))
        self.new_collection.clicked.connect(self.collections.new_wanted)
        self.collections.permits_changed.connect(self._let_make_collections)
        appearance.theme_changed.connect(lambda: self.new_collection.setIcon(appearance.icon("plus")))
        self.clear = QToolButton(self)
        self.clear.setText(self.tr("清除"))
        self.clear.setToolTip(self.tr("清除全部筛选"))
        self.clear.clicked.connect(self.clear_wanted)
        policy = self.clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # else what stands below would move when a filter is chosen
        self.clear.setSizePolicy(policy)
        self.clear.hide()
        self._saved_part = self._part(self.tr("已存查找"), self.saved)
        self._saved_part.hide()
        self._outline_part = self._part(self.tr("目录"), self.outline)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.addWidget(self._part(self.tr("筛选"), self.facets, self.clear))
        self.splitter.addWidget(self._outline_part)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([300, 260])
        self._outline_part.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._saved_part)
        column.addWidget(self._part(self.tr("专题"), self.collections, self.new_collection))
        column.addWidget(self.splitter, 1)
        self.setMinimumWidth(round(QFontMetricsF(ui_font()).horizontalAdvance("文") * _LEAST_CHARACTERS))

    def show_document(self, stored: StoredDocument | None) -> None:
        """Show the outline of the open document, if it has headings."""
        if stored is not None:
            self.outline.outline.show_document(stored.reading.document)
        has_outline = stored is not None and self.outline.outline.rowCount() > 0
        self._outline_part.setVisible(has_outline)
        self._fit_outline()

    def _fit_outline(self) -> None:
        """Give the outline no more room than its headings take; the filters can use it."""
        head = self._outline_part.sizeHint().height() - self.outline.sizeHint().height()
        rows = self.outline.outline.rowCount() * max(self.outline.sizeHintForRow(0), 0)
        self._outline_part.setMaximumHeight(head + rows + _BELOW_OUTLINE)

    def show_saved(self, count: int) -> None:
        """Show the saved searches where there are any."""
        self._saved_part.setVisible(count > 0)

    def offer_clearing(self, *, offered: bool) -> None:
        """Show or hide the way to clear all filters."""
        self.clear.setVisible(offered)

    def _let_make_collections(self, refusal: str) -> None:
        self.new_collection.setEnabled(not refusal)
        self.new_collection.setToolTip(refusal or self.tr("新建专题"))

    def _part(self, title: str, content: QWidget, tool: QWidget | None = None) -> QFrame:
        part = QFrame(self)
        part.setProperty("panel", "side")
        head = QLabel(title, part)
        head.setFont(ui_font(Step.BODY, bold=True))
        row = QHBoxLayout()
        row.setContentsMargins(14, 8, 8, 2)
        row.addWidget(head, 1)
        if tool is not None:
            row.addWidget(tool)
        row.addSpacing(0)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(content, 1)
        return part
