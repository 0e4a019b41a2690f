"""The row over the list of all notes: words to look for, and a choice for each field with its counts."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from viewer.core.annotation import AnnotationId
from viewer.ui.appearance import Appearance
from viewer.ui.clearing import let_clear
from viewer.ui.flow_layout import FlowLayout
from viewer.ui.notes.library_filter import FIELDS, Choice, NoteFilter, NoteRow, choices_of
from viewer.ui.translation import QT_TRANSLATE_NOOP
from viewer.ui.typography import grown, ui_font

_TITLES: Mapping[str, str] = {
    "document": QT_TRANSLATE_NOOP("NoteField", "全部文档"),
    "unit": QT_TRANSLATE_NOOP("NoteField", "全部单位"),
    "year": QT_TRANSLATE_NOOP("NoteField", "全部年份"),
    "colour": QT_TRANSLATE_NOOP("NoteField", "全部颜色"),
    "tag": QT_TRANSLATE_NOOP("NoteField", "全部标签"),
    "standing": QT_TRANSLATE_NOOP("NoteField", "全部位置"),
    "task": QT_TRANSLATE_NOOP("NoteField", "全部任务"),
}
_WIDTHS: Mapping[str, int] = {"document": 15, "unit": 11, "tag": 8}
_BESIDE_TITLE = 44
_GAP = QSize(6, 6)
_MOST_CHARACTERS = 28


class FieldBox(QComboBox):
    """The values of one field; the first row asks for none of them."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        title = QCoreApplication.translate("NoteField", _TITLES[name])
        self.name = name
        self.addItem(title, None)
        self.setAccessibleName(title)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        metrics = QFontMetricsF(ui_font())
        least = metrics.horizontalAdvance(title) + grown(_BESIDE_TITLE)
        self.setFixedWidth(round(max(metrics.horizontalAdvance("文") * _WIDTHS.get(name, 6) + 30, least)))
        self.view().setMinimumWidth(round(metrics.horizontalAdvance("文") * _WIDTHS.get(name, 6)) + 60)

    def value(self) -> str | None:
        """Return the value asked for."""
        value = self.currentData()
        return value if isinstance(value, str) else None

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these values and keep the one asked for, also when no note has it any more."""
        asked, words = self.value(), self.currentText()
        was_blocked = self.blockSignals(True)
        while self.count() > 1:
            self.removeItem(1)
        for choice in choices:
            self.addItem(f"{_cut(choice.label)}（{choice.count:,}）", choice.value)
        if asked is not None and self.findData(asked) < 0:
            self.addItem(words, asked)
        self.setCurrentIndex(self.findData(asked) if asked is not None else 0)
        self.setToolTip(self.currentText())
        self.blockSignals(was_blocked)


class NoteFilters(QWidget):
    """Says what is asked for whenever it changes."""

    filter_changed = Signal(NoteFilter)
    grouping_changed = Signal(bool)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(self.tr("在原文、批注和标签中查找"))
        self.words.setAccessibleName(self.tr("查找批注"))
        let_clear(self.words)
        self._glass = self.words.addAction(appearance.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._glass.setText(self.tr("查找批注"))
        self._appearance = appearance
        self._only: frozenset[AnnotationId] | None = None
        self.grouped = QCheckBox(self.tr("按文档分组"), self)
        self.grouped.setChecked(True)
        self.clear = QToolButton(self)
        self.clear.setText(self.tr("清除筛选"))
        self.boxes = {name: FieldBox(name, self) for name in FIELDS}
        self._arrange()
        self.words.textChanged.connect(self._tell)
        self.grouped.toggled.connect(self.grouping_changed)
        self.clear.clicked.connect(self.reset)
        for box in self.boxes.values():
            box.currentIndexChanged.connect(self._tell)
        appearance.theme_changed.connect(self._paint_icons)
        self.clear.setEnabled(False)

    def wanted(self) -> NoteFilter:
        """Return what is asked for."""
        chosen = {name: value for name, box in self.boxes.items() if (value := box.value()) is not None}
        return NoteFilter(self.words.text(), chosen, self._only)

    def show_rows(self, rows: Sequence[NoteRow]) -> None:
        """Offer what these notes have."""
        wanted = self.wanted()
        for name, box in self.boxes.items():
            box.show_choices(choices_of(rows, name, wanted))
        self.clear.setEnabled(wanted != NoteFilter())

    def keep_only(self, ids: Iterable[AnnotationId]) -> None:
        """Ask for these notes alone, until the filters are cleared."""
        self.reset()
        self._only = frozenset(ids)
        self._tell()

    def reset(self) -> None:
        """Ask for everything."""
        self._only = None
        for box in self.boxes.values():
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)
        self.words.clear()
        self._tell()

    def _tell(self) -> None:
        self.filter_changed.emit(self.wanted())

    def _paint_icons(self) -> None:
        self._glass.setIcon(self._appearance.icon("search"))

    def _arrange(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self.words, 1)
        first.addWidget(self.grouped)
        boxes = QWidget(self)
        second = FlowLayout(boxes, gap=_GAP)
        second.setContentsMargins(0, 0, 0, 0)
        for box in self.boxes.values():
            second.addWidget(box)
        second.addWidget(self.clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(first)
        column.addWidget(boxes)


def _cut(label: str) -> str:
    return label if len(label) <= _MOST_CHARACTERS else label[: _MOST_CHARACTERS - 1] + "…"
