"""The window 词库: the names a person wants to be found, added, changed, removed, brought in and taken out as CSV."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtGui import QFontMetricsF, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from viewer.core.company import Role
from viewer.core.errors import FileReadError, FileVanishedError, ViewerError
from viewer.core.knowledge import KnownTerm
from viewer.core.lexicon import SHORTEST_TERM, LexiconTerm
from viewer.exporting.whole_file import write_whole
from viewer.ui import messages
from viewer.ui.clearing import let_clear
from viewer.ui.names.forms import TermForm
from viewer.ui.names.keeper import NameKeeper
from viewer.ui.names.term_file import read_terms, write_terms
from viewer.ui.names.term_model import TermModel
from viewer.ui.quiet_table import dress_report
from viewer.ui.saving import with_suffix
from viewer.ui.typography import ui_font

_MOST_BYTES = 20_000_000


class LexiconWindow(QDialog):
    """Shows the 词库 as it is, also while other parts of the window change it."""

    def __init__(self, keeper: NameKeeper, parent: QWidget) -> None:
        super().__init__(parent)
        self._keeper = keeper
        self.model = TermModel(self)
        self._sorted = QSortFilterProxyModel(self)
        self.field = QLineEdit(self)
        self.table = QTableView(self)
        self.news = QLabel(self)
        self.add = QPushButton(self.tr("添加…"), self)
        self.edit = QPushButton(self.tr("修改…"), self)
        self.remove = QPushButton(self.tr("删除"), self)
        self.import_file = QPushButton(self.tr("导入 CSV…"), self)
        self.export_file = QPushButton(self.tr("导出 CSV…"), self)
        self.setWindowTitle(self.tr("词库"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dress_table()
        self._arrange()
        self._connect()
        keeper.read_terms()

    def ask_for_term(self) -> None:
        """Let the person write a new term."""
        form = TermForm(None, self, can_be_local=self._keeper.document_id is not None)
        form.term_wanted.connect(self._add)
        form.open()

    def selected_terms(self) -> list[KnownTerm]:
        """Return the selected terms, top to bottom."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.term_at(self._sorted.mapToSource(self._sorted.index(row, 0)).row()) for row in rows]

    def read_file(self, name: str) -> None:
        """Bring in the terms of a CSV file, once the person has agreed to very short ones."""
        try:
            read = read_terms(_content_of(Path(name)))
        except FileReadError as error:
            messages.show_error(self, error)
            return
        bad = (
            self.tr("；{0} 行没有看懂（第 {1} 行起）").format(len(read.bad_lines), read.bad_lines[0])
            if read.bad_lines
            else ""
        )
        self._tell(self.tr("文件中有 {0} 个词{1}").format(len(read.terms), bad))
        short = [term for term in read.terms if len(term.term) <= SHORTEST_TERM]
        if not short:
            self._keeper.add_terms(read.terms)
            return
        question = messages.Question(
            self.tr("其中 {0} 个词只有两个字，仍要全部加入吗？").format(len(short)),
            self.tr("例如“{0}”。这么短的词很容易碰巧出现在别的词里。").format(short[0].term),
            self.tr("全部加入"),
        )
        messages.ask(self, question, lambda: self._keeper.add_terms(read.terms))

    def write_file(self, name: str) -> None:
        """Write the whole 词库 to a CSV file."""
        try:
            write_whole(with_suffix(name, "csv"), write_terms(self.model.terms))
        except ViewerError as error:
            messages.show_error(self, error)
            return
        self._tell(self.tr("已导出 {0} 个词").format(len(self.model.terms)))

    def _connect(self) -> None:
        self._keeper.terms_changed.connect(self._show)
        self._keeper.terms_imported.connect(self._tell_imported)
        self.field.textChanged.connect(self._sorted.setFilterFixedString)
        self.table.selectionModel().selectionChanged.connect(self._enable)
        self.table.doubleClicked.connect(self._edit_row)
        self.add.clicked.connect(self.ask_for_term)
        self.edit.clicked.connect(self._edit_selected)
        self.remove.clicked.connect(self._remove_selected)
        self.import_file.clicked.connect(self._choose_import)
        self.export_file.clicked.connect(self._choose_export)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table, self._remove_selected)
        self._enable()

    def _show(self, terms: list[KnownTerm]) -> None:
        self.model.show_terms(terms)
        self.export_file.setEnabled(bool(terms))
        self._enable()

    def _tell_imported(self, added: int, known: int) -> None:
        self._tell(self.tr("加入 {0} 个词，{1} 个已在词库中").format(added, known))

    def _tell(self, words: str) -> None:
        self.news.setText(words)
        self.news.show()

    def _enable(self) -> None:
        count = len(self.table.selectionModel().selectedRows())
        for button, can in (
            (self.add, True),
            (self.edit, count == 1),
            (self.remove, count > 0),
            (self.import_file, True),
        ):
            self._keeper.changes.enable(button, Role.EDITOR, can=can)

    def _add(self, term: LexiconTerm, only_here: bool) -> None:
        self._keeper.add_term(term, only_here=only_here)

    def _edit_row(self, _index: QModelIndex) -> None:
        self._edit_selected()

    def _edit_selected(self) -> None:
        terms = self.selected_terms()
        if len(terms) != 1 or not self.edit.isEnabled():
            return
        before = terms[0]
        own = before.document_id or self._keeper.document_id
        form = TermForm(before.term, self, can_be_local=own is not None, is_local=before.document_id is not None)

        def edit(term: LexiconTerm, only_there: bool) -> None:
            after = replace(before, term=term, document_id=own if only_there else None)
            if after != before:
                self._keeper.edit_term(before, after)

        form.term_wanted.connect(edit)
        form.open()

    def _remove_selected(self) -> None:
        terms = self.selected_terms()
        if terms and self.remove.isEnabled():
            self._keeper.remove_terms(terms)
            self._tell(self.tr("已删除 {0} 个词（可撤销）").format(len(terms)))

    def _choose_import(self) -> None:
        dialog = QFileDialog(self, self.tr("导入词库"), "", self.tr("CSV 表格 (*.csv);;所有文件 (*)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.read_file)
        dialog.open()

    def _choose_export(self) -> None:
        dialog = QFileDialog(self, self.tr("导出词库"), self.tr("词库.csv"), self.tr("CSV 表格 (*.csv)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(self.write_file)
        dialog.open()

    def _dress_table(self) -> None:
        table = self.table
        self._sorted.setSourceModel(self.model)
        self._sorted.setFilterKeyColumn(-1)
        self._sorted.setSortLocaleAware(True)
        dress_report(table, self._sorted, self.tr("词库"))
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        columns = table.horizontalHeader()
        columns.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        columns.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)

    def _arrange(self) -> None:
        about = QLabel(self.tr("词库里的名称在每份文档中都会标出来，新导入的文档也一样。"), self)
        about.setProperty("tone", "secondary")
        about.setWordWrap(True)
        self.field.setPlaceholderText(self.tr("筛选"))
        let_clear(self.field)
        self.news.hide()
        self.news.setProperty("tone", "secondary")
        self.news.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        for button in (self.add, self.edit, self.remove):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.import_file, self.export_file):
            row.addWidget(button)
        for button in (self.add, self.edit, self.remove, self.import_file, self.export_file):
            button.setAutoDefault(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(about)
        column.addWidget(self.field)
        column.addWidget(self.table, 1)
        column.addWidget(self.news)
        column.addLayout(row)
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        self.resize(round(character * 56), round(character * 34))


def _content_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError as error:
        message = f"“{path.name}”打不开。"
        raise FileVanishedError(message, advice="请检查它是否还在原处。") from error
