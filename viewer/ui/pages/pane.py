"""The pane beside the text: tools above, the pages of the original below, or why there are none."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFontMetricsF, QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from viewer.core.document import DocumentId
from viewer.core.original import OriginalFile
from viewer.ui.appearance import Appearance
from viewer.ui.notice_page import NoticePage
from viewer.ui.pages.view import PagesView
from viewer.ui.typography import ui_font

_LEAST_CHARACTERS = 25
_PAGE_CHARACTERS = 4


class PagesPane(QFrame):
    """Shows the pages of one original; asks for what its tools are for."""

    opening_wanted = Signal()
    revealing_wanted = Signal()
    password_wanted = Signal()
    original_chosen = Signal(str)
    separation_wanted = Signal(str)
    closed = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.view = PagesView(appearance, self)
        self.notice = NoticePage(appearance, "document", self)
        self.page_box = QLineEdit(self)
        self.page_count = QLabel(self)
        self.zoom_label = QLabel(self)
        self.hint = QLabel(self)
        self.originals = QComboBox(self)
        self.separate = QToolButton(self)
        self._stack = QStackedWidget(self)
        self._own: DocumentId | None = None
        self._icons: dict[QToolButton, str] = {}
        self._page_tools: list[QWidget] = []
        self.fit = self._tool("fit-width", self.tr("适合宽度"))
        self.fit.setCheckable(True)
        self.zoom_out = self._tool("zoom-out", self.tr("缩小版面"))
        self.zoom_in = self._tool("zoom-in", self.tr("放大版面"))
        self.open_original = self._tool("external", self.tr("用系统中的程序打开原件"))
        self.reveal = self._tool("folder", self.tr("在文件夹中显示原件"))
        self.close_button = self._tool("close", self.tr("关闭原件版面"))
        self.enter_password = QAction(self.tr("输入密码…"), self)
        self.open_action = QAction(self.tr("打开原件"), self)
        self._arrange()
        self._connect()
        self._paint_icons()
        appearance.theme_changed.connect(self._paint_icons)

    def show_pages(self, *, is_approximate: bool) -> None:
        """Show the pages; of some formats they look only nearly as they were made."""
        self._stack.setCurrentWidget(self.view)
        self.hint.setText(self.tr("版式近似") if is_approximate else "")
        self.hint.setVisible(is_approximate)
        for tool in self._page_tools:
            tool.setEnabled(True)
        self.page_count.setText(f"/ {len(self.view.sheets)}")
        self._show_page(self.view.page)
        self._show_zoom(self.view.zoom)

    def show_originals(self, originals: Sequence[OriginalFile], shown: DocumentId) -> None:
        """Let the person choose where a document has more than one original."""
        self._own = originals[0].document_id if originals else None
        self.originals.blockSignals(True)
        self.originals.clear()
        for each in originals:
            self.originals.addItem(each.name, each.document_id)
        self.originals.setCurrentIndex(self.originals.findData(shown))
        self.originals.blockSignals(False)
        self._second_row.setVisible(len(originals) > 1)
        self._show_separate()

    def show_waiting(self) -> None:
        """Show that pages are on their way."""
        self._say("document", self.tr("正在读取原件…"), "")

    def show_reason(self, headline: str, explanation: str, *, wants_password: bool = False) -> None:
        """Say why there are no pages, and offer what helps."""
        self._say("warning", headline, explanation)
        self.notice.offer(*((self.enter_password,) if wants_password else ()), self.open_action)

    def _say(self, _icon: str, headline: str, explanation: str) -> None:
        self.notice.say(headline, explanation)
        self.notice.offer()
        self._stack.setCurrentWidget(self.notice)
        self.hint.hide()
        self.page_count.setText("")
        self.page_box.clear()
        self.zoom_label.clear()
        for tool in self._page_tools:
            tool.setEnabled(False)

    def _tool(self, icon: str, words: str) -> QToolButton:
        tool = QToolButton(self)
        tool.setToolTip(words)
        tool.setAccessibleName(words)
        tool.setAutoRaise(True)
        self._icons[tool] = icon
        return tool

    def _arrange(self) -> None:
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        self.page_box.setValidator(QIntValidator(1, 99_999, self))
        self.page_box.setFixedWidth(round(character * _PAGE_CHARACTERS))
        self.page_box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page_box.setAccessibleName(self.tr("页码"))
        self.page_box.setToolTip(self.tr("输入页码后按回车"))
        for label in (self.page_count, self.zoom_label, self.hint):
            label.setProperty("tone", "secondary")
        self.hint.setToolTip(self.tr("用本机字体按版式数据画出，可能与原来的程序略有不同；印章和签名没有画出。"))
        self._page_tools = [self.page_box, self.fit, self.zoom_out, self.zoom_in]
        row = QHBoxLayout()
        row.setContentsMargins(10, 5, 8, 5)
        row.setSpacing(2)
        paging: tuple[QWidget, ...] = (self.page_box, self.page_count)
        sizing: tuple[QWidget, ...] = (self.zoom_out, self.zoom_label, self.zoom_in, self.fit, self.hint)
        leaving: tuple[QWidget, ...] = (self.open_original, self.reveal, self.close_button)
        for group in (paging, sizing, leaving):
            for widget in group:
                row.addWidget(widget)
            if group is paging:
                row.addSpacing(8)
            elif group is sizing:
                row.addStretch(1)
        head = QFrame(self)
        head.setProperty("panel", "surface")
        head.setProperty("line", "bottom")
        head.setLayout(row)
        self._second_row = QFrame(self)
        self._second_row.setProperty("panel", "surface")
        self._second_row.setProperty("line", "bottom")
        second = QHBoxLayout(self._second_row)
        second.setContentsMargins(10, 4, 8, 4)
        label = QLabel(self.tr("原件"), self)
        label.setProperty("tone", "secondary")
        self.originals.setAccessibleName(self.tr("原件"))
        self.originals.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.separate.setText(self.tr("拆成两份"))
        self.separate.setToolTip(self.tr("让这份原件重新成为单独的文档"))
        second.addWidget(label)
        second.addWidget(self.originals, 1)
        second.addWidget(self.separate)
        self._second_row.hide()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.notice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self._second_row)
        column.addWidget(self._stack, 1)
        self.setMinimumWidth(round(character * _LEAST_CHARACTERS))
        self.show_waiting()

    def _connect(self) -> None:
        self.view.page_shown.connect(self._show_page)
        self.view.zoom_changed.connect(self._show_zoom)
        self.page_box.returnPressed.connect(self._go_to_typed)
        self.zoom_in.clicked.connect(self._zoom_in)
        self.zoom_out.clicked.connect(self._zoom_out)
        self.fit.clicked.connect(self._toggle_fit)
        self.open_original.clicked.connect(self.opening_wanted)
        self.open_action.triggered.connect(self.opening_wanted)
        self.reveal.clicked.connect(self.revealing_wanted)
        self.enter_password.triggered.connect(self.password_wanted)
        self.close_button.clicked.connect(self.closed)
        self.originals.currentIndexChanged.connect(self._choose_original)
        self.separate.clicked.connect(self._separate)

    def _choose_original(self) -> None:
        self._show_separate()
        self.original_chosen.emit(self.originals.currentData())

    def _show_separate(self) -> None:
        self.separate.setEnabled(self.originals.currentData() != self._own)

    def _separate(self) -> None:
        self.separation_wanted.emit(self.originals.currentData())

    def _show_page(self, number: int) -> None:
        if not self.page_box.hasFocus() or not self.page_box.isModified():
            self.page_box.setText(str(number) if number else "")

    def _show_zoom(self, zoom: float) -> None:
        self.zoom_label.setText(f"{round(zoom * 100)}%" if self.view.sheets else "")
        self.fit.setChecked(self.view.fits_width)

    def _go_to_typed(self) -> None:
        number = min(max(int(self.page_box.text() or 1), 1), max(1, len(self.view.sheets)))
        self.page_box.setModified(False)
        self.view.go_to(number)
        self.view.setFocus()
        self._show_page(number)

    def _zoom_in(self) -> None:
        self.view.zoom_by(1)

    def _zoom_out(self) -> None:
        self.view.zoom_by(-1)

    def _toggle_fit(self) -> None:
        self.view.set_zoom(None if self.fit.isChecked() else 1.0)

    def _paint_icons(self) -> None:
        for tool, name in self._icons.items():
            tool.setIcon(self._appearance.icon(name))
