"""What stands above the text: the document's title and the facts of its letterhead, as far as it states them."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from viewer.core.catalog import StoredDocument
from viewer.core.metadata import DocumentKind, Metadata
from viewer.ui.translation import QT_TRANSLATE_NOOP
from viewer.ui.typography import Step, ui_font

_MOST_COLUMNS = 3
_CHARACTERS_PER_COLUMN = 17


@dataclass(frozen=True, slots=True)
class Fact:
    """One stated fact: its name and its value."""

    name: str
    value: str


def facts_of(metadata: Metadata) -> list[Fact]:
    """Return the facts a document states, in the order an office looks for them."""
    kind = None if metadata.kind is DocumentKind.OTHER else metadata.kind.value
    stated = (
        (QT_TRANSLATE_NOOP("Fact", "编号"), metadata.number),
        (QT_TRANSLATE_NOOP("Fact", "届次"), metadata.session),
        (QT_TRANSLATE_NOOP("Fact", "类型"), kind),
        (QT_TRANSLATE_NOOP("Fact", "办理结果"), metadata.result),
        (QT_TRANSLATE_NOOP("Fact", "承办单位"), metadata.issuing_unit),
        (QT_TRANSLATE_NOOP("Fact", "日期"), metadata.date),
        (QT_TRANSLATE_NOOP("Fact", "文号"), metadata.doc_no),
        (QT_TRANSLATE_NOOP("Fact", "签发人"), metadata.signer),
        (QT_TRANSLATE_NOOP("Fact", "答复对象"), "、".join(metadata.addressees) or None),
        (QT_TRANSLATE_NOOP("Fact", "公开属性"), metadata.disclosure),
        (QT_TRANSLATE_NOOP("Fact", "联系人"), metadata.contact_person),
        (QT_TRANSLATE_NOOP("Fact", "联系电话"), metadata.contact_phone),
        (QT_TRANSLATE_NOOP("Fact", "地址"), metadata.address),
        (QT_TRANSLATE_NOOP("Fact", "邮编"), metadata.postcode),
    )
    return [Fact(QCoreApplication.translate("Fact", name), value) for name, value in stated if value]


class DocumentHeader(QFrame):
    """Shows title and facts in as many columns as fit; every value can be selected and copied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: list[Fact] = []
        self._columns = 0
        self._shows_facts = True
        self.title = QLabel(self)
        self.title.setFont(ui_font(Step.LEAD, bold=True))
        self.title.setWordWrap(True)
        _make_selectable(self.title)
        self._grid_place = QWidget(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 12, 24, 12)
        self._column.setSpacing(8)
        self._column.addWidget(self.title)
        self._column.addWidget(self._grid_place)
        self.setProperty("panel", "surface")
        self.setProperty("line", "bottom")

    def show_document(self, stored: StoredDocument) -> None:
        """Show title and facts of a document."""
        metadata = stored.reading.metadata
        self.title.setText(metadata.title or stored.reading.source.name)
        self._facts = facts_of(metadata)
        self._arrange()

    def show_facts(self, *, visible: bool) -> None:
        """Show the facts, or only the title."""
        self._shows_facts = visible
        self._grid_place.setVisible(visible and bool(self._facts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use as many columns as fit."""
        super().resizeEvent(event)
        if self._fitting_columns() != self._columns:
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange anew for another language or font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._facts:
            self._arrange()

    def _fitting_columns(self) -> int:
        room = self.width() - 48
        one = QFontMetricsF(ui_font()).horizontalAdvance("文") * _CHARACTERS_PER_COLUMN
        return max(1, min(_MOST_COLUMNS, int(room // one)))

    def _arrange(self) -> None:
        self._columns = self._fitting_columns()
        self._column.removeWidget(self._grid_place)
        self._grid_place.hide()
        self._grid_place.deleteLater()
        self._grid_place = self._build_grid()
        self._column.addWidget(self._grid_place)
        self.show_facts(visible=self._shows_facts)

    def _build_grid(self) -> QWidget:
        place = QWidget(self)
        grid = QGridLayout(place)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for number, fact in enumerate(self._facts):
            row, column = divmod(number, self._columns)
            name = QLabel(fact.name, place)
            name.setProperty("tone", "faint")
            value = QLabel(fact.value, place)
            value.setWordWrap(True)
            _make_selectable(value)
            value.setAccessibleName(f"{fact.name} {fact.value}")
            grid.addWidget(name, row, 2 * column, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, row, 2 * column + 1, Qt.AlignmentFlag.AlignTop)
        for column in range(self._columns):
            grid.setColumnStretch(2 * column + 1, 1)
        return place


def _make_selectable(label: QLabel) -> None:
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setCursor(Qt.CursorShape.IBeamCursor)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
