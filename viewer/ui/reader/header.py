"""What stands above the text: the document's title and the facts of its letterhead, as far as it states them."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from viewer.core.catalog import StoredDocument
from viewer.core.metadata import DocumentKind, Metadata
from viewer.ui.appearance import Appearance
from viewer.ui.dates import written_date
from viewer.ui.reader.fact_layout import FactLayout
from viewer.ui.translation import QT_TRANSLATE_NOOP
from viewer.ui.typography import Step, ui_font

_COLUMN_CHARACTERS = 12.5
_LEAST_SIDE = 16
_TELLING = ("编号", "结果", "单位", "日期")


@dataclass(frozen=True, slots=True)
class Fact:
    """One stated fact: its name and its value; contact details are ``minor`` and shown when asked for.

    What a reply is known by is ``telling``: that is left where there is room for one line only.
    """

    name: str
    value: str
    is_minor: bool = False
    is_telling: bool = False


def facts_of(metadata: Metadata) -> list[Fact]:
    """Return the facts a document states, in the order an office looks for them."""
    kind = None if metadata.kind is DocumentKind.OTHER else metadata.kind.value
    main = (
        (QT_TRANSLATE_NOOP("Fact", "编号"), metadata.number),
        (QT_TRANSLATE_NOOP("Fact", "届次"), metadata.session),
        (QT_TRANSLATE_NOOP("Fact", "类型"), kind),
        (QT_TRANSLATE_NOOP("Fact", "结果"), metadata.result),
        (QT_TRANSLATE_NOOP("Fact", "单位"), metadata.issuing_unit),
        (QT_TRANSLATE_NOOP("Fact", "日期"), written_date(metadata.date) if metadata.date else None),
        (QT_TRANSLATE_NOOP("Fact", "文号"), metadata.doc_no),
        (QT_TRANSLATE_NOOP("Fact", "签发"), metadata.signer),
        (QT_TRANSLATE_NOOP("Fact", "答复"), "、".join(metadata.addressees) or None),
        (QT_TRANSLATE_NOOP("Fact", "公开"), metadata.disclosure),
    )
    minor = (
        (QT_TRANSLATE_NOOP("Fact", "联系人"), metadata.contact_person),
        (QT_TRANSLATE_NOOP("Fact", "电话"), metadata.contact_phone),
        (QT_TRANSLATE_NOOP("Fact", "地址"), metadata.address),
        (QT_TRANSLATE_NOOP("Fact", "邮编"), metadata.postcode),
    )
    return [
        Fact(QCoreApplication.translate("Fact", name), value, is_minor, name in _TELLING)
        for facts, is_minor in ((main, False), (minor, True))
        for name, value in facts
        if value
    ]


class _OneLine(QLabel):
    """One line of words; what does not fit is cut with dots."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words there is room for."""
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        QPainter(self).drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), shown)


class DocumentHeader(QFrame):
    """Shows title and facts in line with the page below; every value can be selected and copied."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._facts: list[Fact] = []
        self._shows_all = False
        self._is_compact = False
        self.title = QLabel(self)
        self.title.setFont(ui_font(Step.LEAD, bold=True))
        self.title.setWordWrap(True)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        _make_selectable(self.title)
        self.more = QToolButton(self)
        self.more.setCheckable(True)
        self.more.setToolTip(self.tr("显示或收起详细信息"))
        self.more.setAccessibleName(self.tr("显示或收起详细信息"))
        self.more.toggled.connect(self._show_all)
        self._lines = QWidget(self)
        self._column = QVBoxLayout(self)
        self._arrange()
        self.setProperty("panel", "surface")
        self.setProperty("line", "bottom")
        self._paint_icon()
        appearance.theme_changed.connect(self._paint_icon)

    def show_document(self, stored: StoredDocument) -> None:
        """Show title and facts of a document."""
        metadata = stored.reading.metadata
        self.title.setText(metadata.title or stored.reading.source.name)
        self._facts = facts_of(metadata)
        self._write_facts()

    def set_compact(self, *, compact: bool) -> None:
        """Show the title and one line where the page needs the room; the facts are a click away."""
        if compact != self._is_compact:
            self._is_compact = compact
            self._write_facts()

    def align_with(self, left: int, right: int) -> None:
        """Begin and end where the page's column does, measured from the edges."""
        self._column.setContentsMargins(max(left, _LEAST_SIDE), 11, max(right, _LEAST_SIDE) - 12, 12)

    def _show_all(self, shown: bool) -> None:
        self._shows_all = shown
        self._paint_icon()
        self._write_facts()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        self._column.setSpacing(6)
        self._column.addLayout(head)
        self._column.addWidget(self._lines)
        self.align_with(0, 0)

    def _write_facts(self) -> None:
        self._column.removeWidget(self._lines)
        self._lines.hide()
        self._lines.deleteLater()
        is_brief = self._is_compact and not self._shows_all
        shown = [
            each for each in self._facts if (each.is_telling if is_brief else not each.is_minor or self._shows_all)
        ]
        self._lines = self._build_line(shown) if is_brief else self._build_lines(shown)
        self._column.addWidget(self._lines)
        self._lines.setVisible(bool(shown))
        self.more.setVisible(self._shows_all or len(shown) < len(self._facts))

    def _build_line(self, facts: list[Fact]) -> QWidget:
        line = _OneLine(" · ".join(fact.value for fact in facts), self)
        line.setProperty("tone", "secondary")
        return line

    def _build_lines(self, facts: list[Fact]) -> QWidget:
        place = QWidget(self)
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        layout = FactLayout(place, column=round(character * _COLUMN_CHARACTERS), gap=QSize(round(character), 5))
        for fact in facts:
            layout.addWidget(_fact_widget(fact, place))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        place.setSizePolicy(policy)
        return place

    def _paint_icon(self) -> None:
        self.more.setIcon(self._appearance.icon("chevron-up" if self._shows_all else "chevron-down"))


def _fact_widget(fact: Fact, parent: QWidget) -> QWidget:
    pair = QWidget(parent)
    name = QLabel(fact.name, pair)
    name.setProperty("tone", "faint")
    value = QLabel(fact.value, pair)
    value.setToolTip(fact.value)
    value.setAccessibleName(f"{fact.name} {fact.value}")
    value.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    value.setMinimumWidth(1)
    _make_selectable(value)
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(name)
    row.addWidget(value, 1)
    return pair


def _make_selectable(label: QLabel) -> None:
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setCursor(Qt.CursorShape.IBeamCursor)
