"""The page 实体 of the pane at the right: the names of the document by type, and where the chosen one stands."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.core.across import LibraryName
from viewer.core.catalog import StoredDocument
from viewer.core.document import Document, DocumentId
from viewer.core.entity import Entity
from viewer.ui.appearance import Appearance
from viewer.ui.clearing import let_clear
from viewer.ui.names.delegates import MentionDelegate, NameDelegate
from viewer.ui.names.mention_model import MentionModel, MentionRow, document_rows, mention_rows
from viewer.ui.names.name_model import NameGroup, NameModel, groups_of
from viewer.ui.names.wording import source_name, type_name
from viewer.ui.typography import ui_font


class _List(QListView):
    """A list that shows rows of several heights and asks for nothing to be edited."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)


class MentionList(_List):
    """Where a name stands."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.mentions = MentionModel(self)
        self._delegate = MentionDelegate(appearance, self)
        self.setModel(self.mentions)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("出现之处"))
        appearance.theme_changed.connect(self.viewport().update)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew."""
        self._delegate.width = self.viewport().width()
        self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)


class NamePanel(QWidget):
    """Lists names; choosing one shows its mentions here and the other documents, choosing a mention goes there."""

    name_chosen = Signal(NameGroup)
    mention_chosen = Signal(Entity)
    document_wanted = Signal(str, NameGroup)
    search_wanted = Signal(str)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._document = Document("", ())
        self._document_id: DocumentId | None = None
        self._chosen: NameGroup | None = None
        self.names = NameModel(self)
        self.field = QLineEdit(self)
        self.list = _List(self)
        self.mentions = MentionList(appearance, self)
        self.heading = QLabel(self)
        self.details = QLabel(self)
        self.search = QToolButton(self)
        self._below = QFrame(self)
        self._empty = QLabel(self.tr("没有找到实体。"), self)
        self._stack = QStackedWidget(self)
        self._dress(appearance)
        self._arrange()
        self.field.textChanged.connect(self.names.filter_by)
        self.list.clicked.connect(self._choose)
        self.list.doubleClicked.connect(self._search_row)
        self.list.activated.connect(self._choose)
        self.mentions.clicked.connect(self._go)
        self.mentions.activated.connect(self._go)
        self.search.clicked.connect(self._search)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break what is told of a name anew."""
        super().resizeEvent(event)
        self._give_room()

    @property
    def chosen(self) -> NameGroup | None:
        """Return the name whose mentions are listed."""
        return self._chosen

    def show_document(self, stored: StoredDocument | None) -> None:
        """Show the names of a document; read again, the same one keeps what was chosen."""
        former = self._chosen if stored is not None and stored.id == self._document_id else None
        self._document_id = stored.id if stored else None
        self._document = stored.reading.document if stored else Document("", ())
        groups = groups_of(stored.reading.entities) if stored else ()
        self.names.show_names(groups)
        self._stack.setCurrentIndex(0 if groups else 1)
        again = next((each for each in groups if former and (each.type, each.name) == (former.type, former.name)), None)
        if again is not None:
            self.choose(again.mentions[0])
        else:
            self._show(None)

    def choose(self, entity: Entity) -> None:
        """Choose the name of a mention, as if the person had clicked it."""
        name = entity.canonical or entity.surface
        row = self.names.row_of(entity.type, name)
        if row is None and self.field.text():
            self.field.clear()
            row = self.names.row_of(entity.type, name)
        if row is not None:
            index = self.names.index(row)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
            self._choose(index)

    def show_library(self, group: NameGroup, found: LibraryName | None) -> None:
        """Show what the whole library says of the chosen name."""
        if self._chosen != group:
            return
        others = [each for each in found.documents if each.document_id != self._document_id] if found else []
        self._write_details(group, len(found.documents) if found else 1)
        self.mentions.mentions.show_rows([*mention_rows(self._document, group.mentions), *document_rows(others)])

    def _choose(self, index: QModelIndex) -> None:
        group = self.names.row_at(index.row()).group
        if group is not None and group != self._chosen:
            self._show(group)
            self.name_chosen.emit(group)

    def _show(self, group: NameGroup | None) -> None:
        self._chosen = group
        self._below.setVisible(group is not None)
        if group is None:
            self.mentions.mentions.show_rows(())
            return
        self.heading.setText(group.name)
        self._write_details(group, None)
        self.mentions.mentions.show_rows(mention_rows(self._document, group.mentions))

    def _give_room(self) -> None:
        """Let the splitter leave as many lines as the words take; it does not ask for that itself."""
        for label in (self.heading, self.details):
            label.setMinimumHeight(max(label.heightForWidth(label.width()), 0))

    def _write_details(self, group: NameGroup, documents: int | None) -> None:
        sources = dict.fromkeys(source_name(entity.source) for entity in group.mentions)
        what = (type_name(group.type), self.tr("来源：{0}").format("、".join(sources)))
        where = [self.tr("本文 {0} 处").format(f"{len(group.mentions):,}")]
        if documents is not None:
            where.append(self.tr("共 {0} 份文档").format(f"{documents:,}"))
        self.details.setText("\n".join((" · ".join(what), " · ".join(where))))
        self._give_room()

    def _go(self, index: QModelIndex) -> None:
        row: MentionRow = self.mentions.mentions.row_at(index.row())
        if row.entity is not None:
            self.mention_chosen.emit(row.entity)
        elif row.document is not None and self._chosen is not None:
            self.document_wanted.emit(row.document.document_id, self._chosen)

    def _search(self) -> None:
        if self._chosen is not None:
            self.search_wanted.emit(self._chosen.name)

    def _search_row(self, index: QModelIndex) -> None:
        if self.names.row_at(index.row()).group is not None:
            self._search()

    def _dress(self, appearance: Appearance) -> None:
        self.list.setModel(self.names)
        self.list.setItemDelegate(NameDelegate(appearance, self.list))
        self.list.setAccessibleName(self.tr("实体"))
        self._paint()
        appearance.theme_changed.connect(self._paint)
        self.field.setPlaceholderText(self.tr("筛选名称"))
        let_clear(self.field)
        self.field.setAccessibleName(self.tr("筛选名称"))
        self.heading.setFont(ui_font(bold=True))
        self.details.setProperty("tone", "secondary")
        for label in (self.heading, self.details):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setProperty("tone", "faint")
        self.search.setText(self.tr("在全部文档中查找"))
        self.search.setToolTip(self.tr("把这个名称放进查找框（也可双击名称）"))
        self.search.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def _paint(self) -> None:
        self.search.setIcon(self._appearance.icon("search"))
        self.list.viewport().update()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(12, 2, 10, 6)
        top.addWidget(self.field)
        head = QVBoxLayout()
        head.setContentsMargins(14, 10, 10, 6)
        head.setSpacing(4)
        head.addWidget(self.heading)
        head.addWidget(self.details)
        head.addWidget(self.search, 0, Qt.AlignmentFlag.AlignLeft)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addLayout(head)
        below.addWidget(self.mentions, 1)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(self.list)
        splitter.addWidget(self._below)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([300, 240])
        self._stack.addWidget(splitter)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self._stack, 1)


def mentioned(groups: Sequence[NameGroup], group: NameGroup) -> Entity | None:
    """Return the first mention of the same name among those of another document, ``None`` when it has none."""
    wanted = (group.type, group.name)
    return next((each.mentions[0] for each in groups if (each.type, each.name) == wanted), None)
