"""The window 使用手册: the matters at the left, the page at the right, and a way to look for words in all of them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from viewer.ui.clearing import let_clear
from viewer.ui.help.manual import ManualPage
from viewer.ui.typography import ui_font

_PAGE_ROLE = int(Qt.ItemDataRole.UserRole)
_LINE_HEIGHT = 135.0  # in per cent


class ManualWindow(QDialog):
    """Stands beside the main window; links between pages are names of pages."""

    def __init__(self, pages: tuple[ManualPage, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self._pages = {page.name: page for page in pages}
        self.setWindowTitle(self.tr("使用手册"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.field = QLineEdit(self)
        self.list = QListWidget(self)
        self.page = QTextBrowser(self)
        self._arrange()
        self.list.currentItemChanged.connect(self._show_item)
        self.field.textChanged.connect(self._look_for)
        self._look_for("")

    def show_page(self, name: str) -> None:
        """Turn to a page."""
        self.field.clear()
        for row in range(self.list.count()):
            if self.list.item(row).data(_PAGE_ROLE) == name:
                self.list.setCurrentRow(row)

    def _look_for(self, words: str) -> None:
        self.list.clear()
        for page in self._pages.values():
            if words.strip().lower() in page.text.lower():
                item = QListWidgetItem(page.title, self.list)
                item.setData(_PAGE_ROLE, page.name)
        self.list.setCurrentRow(0)

    def _show_item(self, item: QListWidgetItem | None) -> None:
        if item is None:
            self.page.setPlainText(self.tr("手册里没有这个词。"))
            return
        self.page.setMarkdown(self._pages[item.data(_PAGE_ROLE)].text)
        self._give_room()
        if self.field.text():
            self.page.find(self.field.text())

    def _give_room(self) -> None:
        """Set lines as far apart as Chinese wants them; Markdown knows no such thing."""
        room = QTextBlockFormat()
        room.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.page.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(room)

    def _arrange(self) -> None:
        self.field.setPlaceholderText(self.tr("在手册中查找"))
        let_clear(self.field)
        self.list.setObjectName("choices")
        self.list.setAccessibleName(self.tr("目录"))
        self.page.setAccessibleName(self.tr("手册正文"))
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(lambda link: self.show_page(link.toString()))
        self.page.document().setDocumentMargin(18)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(10, 10, 6, 10)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        both = QSplitter(Qt.Orientation.Horizontal, self)
        both.addWidget(left)
        both.addWidget(self.page)
        both.setStretchFactor(1, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(both)
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        self.resize(round(character * 62), round(character * 42))
        both.setSizes([round(character * 15), round(character * 47)])
