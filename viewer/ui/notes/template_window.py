"""The window 引注与导出模板: shipped templates are copied, own ones changed, each with what it makes of the notes."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.note_template import NoteTemplate, TemplateKind
from viewer.ui.messages import said
from viewer.ui.notes.template_keeper import TEMPLATES_NEED, TemplateKeeper
from viewer.ui.typography import ui_font
from viewer.ui.words_field import WordsField

_SIZE = (62, 40)
_PREVIEW_MS = 400
_MARK, _NO_MARK = "✓ ", "　"


class TemplateWindow(QDialog):
    """Shows the templates as they are in the library; what is typed is stored with 保存."""

    def __init__(
        self, keeper: TemplateKeeper, document_at_hand: Callable[[], DocumentId | None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self._document_at_hand = document_at_hand
        self._templates: tuple[NoteTemplate, ...] = ()
        self._shown: NoteTemplate | None = None
        self._wanted = ""
        self.list = QListWidget(self)
        self.name = QLineEdit(self)
        self.text = WordsField(self)
        self.preview = QPlainTextEdit(self)
        self.news = QLabel(self)
        self.use = QPushButton(self.tr("选用"), self)
        self.copy = QPushButton(self.tr("复制一份"), self)
        self.save = QPushButton(self.tr("保存"), self)
        self.reset = QPushButton(self.tr("恢复为自带内容"), self)
        self.remove = QPushButton(self.tr("删除"), self)
        self._rest = QTimer(self, singleShot=True, interval=_PREVIEW_MS)
        self.setWindowTitle(self.tr("引注与导出模板"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._arrange()
        self._connect()
        keeper.reload()

    @property
    def shown(self) -> NoteTemplate | None:
        """Return the template being looked at."""
        return self._shown

    def _connect(self) -> None:
        self._keeper.listed.connect(self._show)
        self._keeper.previewed.connect(self._show_preview)
        self._keeper.failed.connect(self._show_failure)
        self._rest.timeout.connect(self._ask_preview)
        self.list.currentRowChanged.connect(self._choose_row)
        self.text.textChanged.connect(self._rest.start)
        self.text.textChanged.connect(self._enable)
        self.name.textChanged.connect(self._enable)
        self.use.clicked.connect(self._use)
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        self.reset.clicked.connect(self._reset)
        self.remove.clicked.connect(self._remove)

    def _show(self, templates: list[NoteTemplate]) -> None:
        """List the templates; the one looked at, or the newest copy, stays or becomes current."""
        known = {each.id for each in self._templates}
        new = [each.id for each in templates if self._templates and each.id not in known]
        current = new[0] if new else self._shown.id if self._shown is not None else ""
        self._templates = tuple(templates)
        self.list.blockSignals(True)
        self.list.clear()
        for template in templates:
            self.list.addItem(self._item(template))
        self.list.blockSignals(False)
        rows = [number for number, each in enumerate(templates) if each.id == current]
        self.list.setCurrentRow(rows[0] if rows else 0)
        self._choose_row(self.list.currentRow())

    def _item(self, template: NoteTemplate) -> QListWidgetItem:
        kind = self.tr("引注") if template.kind is TemplateKind.CITATION else self.tr("批注（Markdown）")
        mark = _MARK if template.is_chosen else _NO_MARK
        own = "" if template.is_shipped else self.tr("（自定义）")
        item = QListWidgetItem(f"{mark}{kind}：{template.name}{own}")
        font = ui_font(bold=template.is_chosen)
        item.setFont(font)
        return item

    def _choose_row(self, row: int) -> None:
        if not 0 <= row < len(self._templates):
            return
        self._shown = template = self._templates[row]
        self.name.setText(template.name)
        self.text.setPlainText(template.text)
        for field in (self.name, self.text):
            field.setReadOnly(template.is_shipped)
        self._enable()

    def _enable(self) -> None:
        template = self._shown
        is_own = template is not None and not template.is_shipped
        is_other = template is not None and (self.name.text(), self.text.toPlainText()) != (
            template.name,
            template.text,
        )
        for button, can in (
            (self.use, template is not None and not template.is_chosen),
            (self.copy, template is not None),
            (self.save, is_own and is_other and bool(self.name.text().strip())),
            (self.reset, is_own),
            (self.remove, is_own),
        ):
            self._keeper.changes.enable(button, TEMPLATES_NEED, can=can)

    def _ask_preview(self) -> None:
        if self._shown is not None:
            self._wanted = self.text.toPlainText()
            self._keeper.preview(self._shown.kind, self._wanted, self._document_at_hand())

    def _show_preview(self, words: str) -> None:
        self.preview.setPlainText(words or self.tr("（文库里还没有可以预览的内容）"))
        self._say("", is_error=False)

    def _show_failure(self, error: ViewerError) -> None:
        self.preview.clear()
        self._say(f"{said(error.message)} {said(error.advice)}", is_error=True)

    def _say(self, words: str, *, is_error: bool) -> None:
        self.news.setText(words or self.tr("自带的模板不能改，可以复制一份再改；打勾的是正在使用的。"))
        self.news.setProperty("tone", "error" if is_error else "secondary")
        self.news.style().polish(self.news)

    def _use(self) -> None:
        if self._shown is not None:
            kind = self._shown.kind
            former = next(each for each in self._templates if each.kind is kind and each.is_chosen)
            self._keeper.choose(self._shown, former)

    def _copy(self) -> None:
        if self._shown is not None:
            self._keeper.copy(self._shown, self.tr("{0} 副本").format(self._shown.name))

    def _save(self) -> None:
        if self._shown is not None and not self._shown.is_shipped:
            self._keeper.change(self._shown, name=self.name.text().strip(), text=self.text.toPlainText())

    def _reset(self) -> None:
        """Fill in what is shipped; nothing is stored yet."""
        if self._shown is not None:
            kind = self._shown.kind
            shipped = next(each for each in self._templates if each.kind is kind and each.is_shipped)
            self.text.setPlainText(shipped.text)

    def _remove(self) -> None:
        if self._shown is not None and not self._shown.is_shipped:
            self._keeper.remove(self._shown)

    def _arrange(self) -> None:
        self.preview.setReadOnly(True)
        self.name.setAccessibleName(self.tr("模板名称"))
        self.text.setAccessibleName(self.tr("模板内容"))
        self.preview.setAccessibleName(self.tr("预览"))
        self.list.setObjectName("choices")
        self.list.setAccessibleName(self.tr("模板"))
        self.list.setFrameShape(QFrame.Shape.StyledPanel)
        self.news.setWordWrap(True)
        self._say("", is_error=False)
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(8, 0, 0, 0)
        for title, field, stretch in (
            (self.tr("名称"), self.name, 0),
            (self.tr("内容"), self.text, 3),
            (self.tr("预览"), self.preview, 3),
        ):
            column.addWidget(QLabel(title, self))
            column.addWidget(field, stretch)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self.list)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        row = QHBoxLayout()
        for button in (self.use, self.copy, self.remove, self.reset, self.save):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.insertStretch(3, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 16, 20, 16)
        whole.setSpacing(10)
        whole.addWidget(splitter, 1)
        whole.addWidget(self.news)
        whole.addLayout(row)
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        self.resize(*(round(character * side) for side in _SIZE))
        splitter.setSizes([round(character * 21), round(character * 40)])
