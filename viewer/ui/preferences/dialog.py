"""The window 首选项: a page per group of the table, a page of shortcuts, and ways to reset and carry it all."""

from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.core.errors import ViewerError
from viewer.ui import messages
from viewer.ui.actions import Actions
from viewer.ui.preferences.fields import field_for, show_in, translated
from viewer.ui.preferences.preferences import Preferences
from viewer.ui.preferences.shortcut_page import ShortcutPage
from viewer.ui.preferences.table import DIALOG, ROWS, TABLE, Group, Preference, PreferenceId
from viewer.ui.saving import with_suffix
from viewer.ui.typography import ui_font

_BESIDE_BOX = 24  # a note of a box to tick begins where the box's words do


class _Note(QLabel):
    """Words below a field, as high as they are at the width they have: a form takes the height wished for."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setProperty("tone", "secondary")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)  # nearer to its field than to the next

    def sizeHint(self) -> QSize:
        """Wish for no more lines than there are."""
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wish anew."""
        super().resizeEvent(event)
        self.updateGeometry()


class PreferencesDialog(QDialog):
    """Every change holds at once; there is nothing to confirm."""

    def __init__(self, preferences: Preferences, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.fields: dict[PreferenceId, QWidget] = {}
        self._actions = actions
        self._keys = QWidget(self)
        self.pages = QTabWidget(self)
        self.pages.setAccessibleName(self.tr("首选项"))
        self.setWindowTitle(self.tr("首选项"))
        self.setObjectName(DIALOG)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for group in Group:
            self.pages.addTab(self._page(group), translated(group.value))
        self.pages.addTab(self._keys, self.tr("快捷键"))
        self._arrange()
        self.pages.currentChanged.connect(self._turn)
        preferences.changed.connect(self._show)

    @cached_property
    def shortcuts(self) -> ShortcutPage:
        """Return the page of shortcuts, which is made when it is first wanted: it is half of the work."""
        page = ShortcutPage(self._preferences, self._actions, self._keys)
        column = QVBoxLayout(self._keys)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        return page

    def show_shortcuts(self) -> None:
        """Turn to the page of shortcuts."""
        self.pages.setCurrentWidget(self._keys)

    def read_from(self, name: str) -> None:
        """Take the preferences of another file."""
        if not self._preferences.take_over(Path(name)):
            message = self.tr("“{0}”不是完好的首选项文件，没有改动。").format(Path(name).name)
            messages.show_error(self, ViewerError(message, advice=self.tr("请选择用“导出…”存下的文件。")))

    def write_to(self, name: str) -> None:
        """Write the preferences to another file."""
        path = with_suffix(name, "ini")
        if not self._preferences.write_to(path):
            messages.show_error(self, ViewerError(self.tr("不能写入“{0}”。").format(path)))

    def _turn(self, place: int) -> None:
        if self.pages.widget(place) is self._keys:
            self.shortcuts.show()

    def _page(self, group: Group) -> QWidget:
        page = QWidget(self)
        form = QFormLayout(page)
        form.setContentsMargins(18, 18, 18, 12)
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for row in (row for row in TABLE if row.group is group):
            self._add(form, row, page)
        return page

    def _add(self, form: QFormLayout, row: Preference, page: QWidget) -> None:
        field = field_for(row, self._preferences[row.id], partial(self._preferences.put, row.id), page)
        show_in(field, row, self._preferences[row.id])
        self.fields[row.id] = field
        if isinstance(field, QCheckBox):
            form.addRow("", field)
        else:
            form.addRow(translated(row.words), field)
        if row.note:
            note = _Note(translated(row.note), page)
            note.setContentsMargins(_BESIDE_BOX if isinstance(field, QCheckBox) else 0, 0, 0, 0)
            form.addRow("", note)

    def _show(self, preference: PreferenceId) -> None:
        show_in(self.fields[preference], ROWS[preference], self._preferences[preference])

    def _arrange(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        row = QHBoxLayout()
        for words, deed in (
            (self.tr("全部恢复默认…"), self._ask_to_reset),
            (self.tr("导入…"), self._choose_import),
            (self.tr("导出…"), self._choose_export),
        ):
            button = QPushButton(words, self)
            button.setAutoDefault(False)
            button.clicked.connect(deed)
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(12)
        column.addWidget(self.pages, 1)
        column.addLayout(row)
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        self.resize(round(character * 46), round(character * 34))

    def _ask_to_reset(self) -> None:
        question = messages.Question(
            self.tr("要把全部首选项和快捷键恢复为默认吗？"),
            self.tr("文库、批注和已存查找不受影响。"),
            self.tr("恢复默认"),
        )
        messages.ask(self, question, self._preferences.reset)

    def _choose_import(self) -> None:
        dialog = QFileDialog(self, self.tr("导入首选项"), "", self.tr("首选项 (*.ini)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.read_from)
        dialog.open()

    def _choose_export(self) -> None:
        dialog = QFileDialog(self, self.tr("导出首选项"), self.tr("案牍首选项.ini"), self.tr("首选项 (*.ini)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(self.write_to)
        dialog.open()
