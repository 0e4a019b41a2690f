"""The page 名称: the index of names at the left, the page of one name at the right."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QTabWidget, QVBoxLayout, QWidget

from viewer.core.across import LibraryFigure, NameInDocument
from viewer.core.company import Role
from viewer.core.entity import EntityType
from viewer.core.name_index import Companion, IndexedName, MentionInContext, Merged, NameOrder, NamePage
from viewer.core.progress import CancelToken, ignore_progress
from viewer.ui.across.asking import Asking
from viewer.ui.across.faces import AcrossExport, NamePages
from viewer.ui.across.laying_out import beside, in_column, in_row
from viewer.ui.across.row_model import Column, RowTable, in_words
from viewer.ui.appearance import Appearance
from viewer.ui.changes import Changes, Deed, Topic
from viewer.ui.clearing import let_clear
from viewer.ui.names.wording import type_name
from viewer.ui.short_title import short_title
from viewer.ui.typography import ui_font

_MOST_SHOWN = 500
_PAUSE_MS = 200
_NAMES = (
    Column[IndexedName]("名称", lambda n: n.name, 14),
    Column[IndexedName]("类型", lambda n: type_name(n.type), 4),
    Column[IndexedName]("提及", lambda n: f"{n.mentions:,}", 4, lambda n: float(n.mentions), is_right=True),
    Column[IndexedName]("文档", lambda n: f"{n.documents:,}", 4, lambda n: float(n.documents), is_right=True),
    Column[IndexedName]("首年", lambda n: n.first or "", 4, spare=2),
    Column[IndexedName]("末年", lambda n: n.last or "", 4, spare=1),
    Column[IndexedName]("其他写法", lambda n: "、".join(n.aliases), 12, spare=3),
)
_MENTIONS = (
    Column[MentionInContext]("日期", lambda m: m.date or "", 8),
    Column[MentionInContext]("句子", lambda m: " ".join(m.sentence.split()), 28),
    Column[MentionInContext]("答复", lambda m: m.title, 14, spare=1, cut=short_title),
)
_FIGURES = (
    Column[LibraryFigure]("指标", lambda f: f.metric.indicator or "—", 9),
    Column[LibraryFigure]("原文", lambda f: f.metric.surface, 7, lambda f: f.metric.value),
    Column[LibraryFigure]("时间", lambda f: f.metric.period.text if f.metric.period else "", 8, spare=2),
    Column[LibraryFigure]("句子", lambda f: " ".join(f.sentence.split()), 14),
    Column[LibraryFigure]("答复", lambda f: f.title, 13, spare=1, cut=short_title),
)
_COMPANIONS = (
    Column[Companion]("名称", lambda c: c.name, 16),
    Column[Companion]("类型", lambda c: type_name(c.type), 4),
    Column[Companion]("同句次数", lambda c: str(c.sentences), 5, lambda c: float(c.sentences), is_right=True),
)
_DOCUMENTS = (
    Column[NameInDocument]("日期", lambda d: d.date or "", 8),
    Column[NameInDocument]("提及", lambda d: str(d.mentions), 4, lambda d: float(d.mentions), is_right=True),
    Column[NameInDocument]("答复", lambda d: d.title, 36),
)
_ORDERS = (
    (NameOrder.MENTIONS, "按提及"),
    (NameOrder.DOCUMENTS, "按文档"),
    (NameOrder.NAME, "按名称"),
    (NameOrder.LAST, "按末年"),
)


class NameIndexPage(QWidget):
    """Lists names; several of one type can be said to be one."""

    passage_wanted = Signal(str, int)
    search_wanted = Signal(str)

    def __init__(
        self, names: NamePages, export: AcrossExport, asking: Asking, changes: Changes, appearance: Appearance
    ) -> None:
        super().__init__()
        self._names = names
        self._export = export
        self._asking = asking
        self._changes = changes
        self._page: NamePage | None = None
        self.field = QLineEdit(self)
        self.type = QComboBox(self)
        self.order = QComboBox(self)
        self.list = RowTable(_NAMES, appearance, self)
        self.count = QLabel(self)
        self.export_list = QPushButton(self.tr("导出表格…"), self)
        self.title = QLabel(self)
        self.search = QPushButton(self.tr("查找这个名称"), self)
        self.merge = QPushButton(self.tr("合并为一个"), self)
        self.export_page = QPushButton(self.tr("导出本页…"), self)
        self.mentions = RowTable(_MENTIONS, appearance, self)
        self.figures = RowTable(_FIGURES, appearance, self)
        self.companions = RowTable(_COMPANIONS, appearance, self)
        self.documents = RowTable(_DOCUMENTS, appearance, self)
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName(self.tr("所选名称"))
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._arrange()
        self._connect()

    def reload(self) -> None:
        """Read the index again."""
        type_ = EntityType(self.type.currentData()) if self.type.currentData() else None
        part, order = self.field.text().strip() or None, NameOrder(self.order.currentData())
        names = self._names
        self._asking.ask(
            "names",
            lambda _cancel: (names.names(type_=type_, part=part, order=order, limit=_MOST_SHOWN), names.count(type_)),
            self._take,
        )

    def _take(self, answer: tuple[list[IndexedName], int]) -> None:
        found, total = answer
        chosen = {(each.name, each.type) for each in self.list.chosen()}
        self.list.show_rows(found)
        more = self.tr("，只列出前 {0} 个").format(_MOST_SHOWN) if len(found) == _MOST_SHOWN else ""
        self.list.say_when_empty(
            self.tr("没有符合筛选的名称。") if total else self.tr("文库里还没有读到名称。导入文档后列在这里。")
        )
        self.count.setText(self.tr("{0:,} 个名称").format(total) + more)
        self.export_list.setEnabled(bool(found))
        numbers = [number for number, each in enumerate(found) if (each.name, each.type) in chosen]
        if found:
            self.list.choose(numbers[0] if numbers else 0)
        else:
            self._show(None)

    def _note_choice(self) -> None:
        chosen, names = self.list.chosen(), self._names
        self._changes.enable(self.merge, Role.EDITOR, can=len(chosen) > 1)
        if chosen:
            first = chosen[0]
            self._asking.ask("page", lambda _cancel: names.page(first.name, first.type), self._show)

    def _show(self, page: NamePage | None) -> None:
        self._page = page
        for button in (self.search, self.export_page):
            button.setEnabled(page is not None)
        self._changes.enable(self.merge, Role.EDITOR, can=len(self.list.chosen()) > 1)
        for table, words in (
            (self.figures, self.tr("与它同句的没有数据。")),
            (self.companions, self.tr("与它同句的没有别的名称。")),
        ):
            table.say_when_empty(words if page else "")
        self.mentions.show_rows(page.mentions if page else ())
        self.figures.show_rows(page.figures if page else ())
        self.companions.show_rows(page.companions if page else ())
        self.documents.show_rows(page.documents if page else ())
        self.title.setText(self._title(page) if page else "")
        counts = (
            (self.tr("所在句子"), len(page.mentions) if page else 0),
            (self.tr("同句数据"), len(page.figures) if page else 0),
            (self.tr("同句名称"), len(page.companions) if page else 0),
            (self.tr("文档"), len(page.documents) if page else 0),
        )
        for number, (words, count) in enumerate(counts):
            self.tabs.setTabText(number, f"{words} {count:,}")

    def _title(self, page: NamePage) -> str:
        entry = page.entry
        years = f"，{entry.first}—{entry.last}" if entry.first else ""
        partly = self.tr("（细看了最近 {0} 份）").format(page.read) if page.read < len(page.documents) else ""
        return self.tr("{0}　{1}，{2:,} 处，{3:,} 份{4}{5}").format(
            entry.name, type_name(entry.type), entry.mentions, entry.documents, years, partly
        )

    def _merge(self) -> None:
        chosen = self.list.chosen()
        canonical = max(chosen, key=lambda each: (each.documents, each.mentions)).name
        keys, names = [(each.name, each.type) for each in chosen], self._names
        token = CancelToken()

        def undo(merged: Merged) -> None:
            names.take_back(merged, progress=ignore_progress, cancel=token)

        def redo(merged: Merged) -> Merged:
            return names.merge_again(merged, progress=ignore_progress, cancel=token)

        deed: Deed[Merged] = Deed(
            self.tr("合并名称"),
            Topic.NAMES,
            do=lambda: names.merge(keys, canonical, progress=ignore_progress, cancel=token),
            undo=undo,
            redo=redo,
        )
        self._changes.make(deed)

    def _want_search(self) -> None:
        if self._page is not None:
            self.search_wanted.emit(self._page.entry.name)

    def _save_list(self) -> None:
        names, export = list(self.list.rows_model.rows), self._export
        self._asking.save(self, self.tr("名称"), lambda form: export.names(names, form))

    def _save_page(self) -> None:
        if self._page is not None:
            entry, export = self._page.entry, self._export
            self._asking.save(self, entry.name, lambda form: export.name_page(entry.name, entry.type, form))

    def _go_to_mention(self) -> None:
        for each in self.mentions.chosen()[:1]:
            offset = each.start + (each.marks[0].start if each.marks else 0)
            self.passage_wanted.emit(each.document_id, offset)

    def _go_to_figure(self) -> None:
        for each in self.figures.chosen()[:1]:
            self.passage_wanted.emit(each.document_id, each.metric.span.start)

    def _go_to_document(self) -> None:
        for each in self.documents.chosen()[:1]:
            self.passage_wanted.emit(each.document_id, 0)

    def _go_to_companion(self) -> None:
        for each in self.companions.chosen()[:1]:
            self.type.setCurrentIndex(self.type.findData(each.type.value))
            self.field.setText(each.name)

    def _arrange(self) -> None:
        self.field.setPlaceholderText(self.tr("筛选名称"))
        let_clear(self.field)
        self.type.addItem(self.tr("全部类型"), "")
        for type_ in EntityType:
            self.type.addItem(type_name(type_), type_.value)
        for order, words in _ORDERS:
            self.order.addItem(in_words(words), order.value)
        self.count.setProperty("tone", "secondary")
        self.title.setWordWrap(True)
        self.title.setFont(ui_font(bold=True))
        for table in (self.mentions, self.figures, self.companions, self.documents):
            self.tabs.addTab(table, "")
        left = in_column(
            in_row(self.field, self.type, self.order), self.list, in_row(self.count, None, self.merge, self.export_list)
        )
        right = in_column(self.title, in_row(self.search, None, self.export_page), self.tabs)
        both = beside(left, right, 0.46)
        line = QVBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(both)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self.reload)
        for choice in (self.type, self.order):
            choice.currentIndexChanged.connect(self.reload)
        self.list.selectionModel().selectionChanged.connect(self._note_choice)
        self.merge.clicked.connect(self._merge)
        self.search.clicked.connect(self._want_search)
        self.export_list.clicked.connect(self._save_list)
        self.export_page.clicked.connect(self._save_page)
        self.mentions.doubleClicked.connect(self._go_to_mention)
        self.figures.doubleClicked.connect(self._go_to_figure)
        self.documents.doubleClicked.connect(self._go_to_document)
        self.companions.doubleClicked.connect(self._go_to_companion)
