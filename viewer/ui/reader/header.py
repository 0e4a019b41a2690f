"""What stands above the text: the document's title and the facts of its letterhead, as far as it states them."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from viewer.core.catalog import StoredDocument
from viewer.core.metadata import DocumentKind, Metadata
from viewer.ui.appearance import Appearance
from viewer.ui.dates import written_date
from viewer.ui.library.facets import value_words
from viewer.ui.reader.fact_layout import FactLayout
from viewer.ui.reader.typesetting import shortest_line
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
    kind = None if metadata.kind is DocumentKind.OTHER else value_words("kind", metadata.kind.value)
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

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setProperty("tone", "secondary")

    def write(self, words: str) -> None:
        """Show these words."""
        self.setText(words)
        self.setToolTip(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words there is room for."""
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        QPainter(self).drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), shown)


class _Title(QLabel):
    """A title whose lines are about equally long where it takes several."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFont(ui_font(Step.LEAD, bold=True))
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def write(self, title: str) -> None:
        """Show a title."""
        self.setText(title)
        self._balance()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Balance the lines anew."""
        super().resizeEvent(event)
        self._balance()

    def _balance(self) -> None:
        room = float(self.width())
        self.setContentsMargins(0, 0, max(int(room - shortest_line(self.text(), self.font(), room)), 0), 0)


class DocumentHeader(QFrame):
    """Shows title and facts in line with the page below; every value can be selected and copied."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._facts: list[Fact] = []
        self._shows_all = False
        self._is_compact = False
        self.title = _Title(self)
        _make_selectable(self.title)
        self.more = QToolButton(self)
        self.more.setCheckable(True)
        self.more.setToolTip(self.tr("显示或收起详细信息"))
        self.more.setAccessibleName(self.tr("显示或收起详细信息"))
        self.more.toggled.connect(self._show_all)
        policy = self.more.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # else titles of short letterheads would stand higher
        self.more.setSizePolicy(policy)
        self._line = _OneLine(self)
        self._lines = _FactLines(self)
        self._column = QVBoxLayout(self)
        self._arrange()
        self.setProperty("panel", "surface")
        self._paint_icon()
        appearance.theme_changed.connect(self._paint_icon)

    def show_document(self, stored: StoredDocument) -> None:
        """Show title and facts of a document."""
        metadata = stored.reading.metadata
        self.title.write(metadata.title or stored.reading.source.name)
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
        self._column.activate()  # asked for while the page is being laid out, it would come too late

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
        self._column.addWidget(self._line)
        self._column.addWidget(self._lines)
        self._line.hide()
        self._lines.hide()
        self.align_with(0, 0)

    def _write_facts(self) -> None:
        is_brief = self._is_compact and not self._shows_all
        shown = [
            each for each in self._facts if (each.is_telling if is_brief else not each.is_minor or self._shows_all)
        ]
        if is_brief:
            self._line.write(" · ".join(fact.value for fact in shown))
        else:
            self._lines.write(shown)
        self._line.setVisible(is_brief and bool(shown))
        self._lines.setVisible(not is_brief and bool(shown))
        self.more.setVisible(self._shows_all or len(shown) < len(self._facts))

    def _paint_icon(self) -> None:
        self.more.setIcon(self._appearance.icon("chevron-up" if self._shows_all else "chevron-down"))


class _FactPair(QWidget):
    """The name of a fact and its value."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = QLabel(self)
        self._name.setProperty("tone", "faint")
        self._value = QLabel(self)
        self._value.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._value.setMinimumWidth(1)
        _make_selectable(self._value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._name)
        row.addWidget(self._value, 1)

    def write(self, fact: Fact) -> None:
        """Show a fact."""
        self._name.setText(fact.name)
        self._value.setText(fact.value)
        self._value.setToolTip(fact.value)
        self._value.setAccessibleName(f"{fact.name} {fact.value}")


class _FactLines(QWidget):
    """All facts, each beginning at a column; what shows them stays from document to document."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        character = QFontMetricsF(ui_font()).horizontalAdvance("文")
        column, gap = round(character * _COLUMN_CHARACTERS), QSize(round(character), 5)
        self._place = FactLayout(self, column=column, gap=gap)
        self._pairs: list[_FactPair] = []
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def write(self, facts: list[Fact]) -> None:
        """Show these facts."""
        while len(self._pairs) < len(facts):
            self._pairs.append(_FactPair(self))
            self._place.addWidget(self._pairs[-1])
        for pair, fact in zip(self._pairs, facts, strict=False):
            pair.write(fact)
        for number, pair in enumerate(self._pairs):
            pair.setVisible(number < len(facts))
        self._place.invalidate()
        self.updateGeometry()


def _make_selectable(label: QLabel) -> None:
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setCursor(Qt.CursorShape.IBeamCursor)
