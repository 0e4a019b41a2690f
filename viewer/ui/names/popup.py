"""The small plain note at a mark: what it is, who says so, how often the library has it."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from viewer.core.span import Span
from viewer.ui.appearance import Appearance
from viewer.ui.names.telling import Told
from viewer.ui.reader.page import Page
from viewer.ui.theme import Role
from viewer.ui.typography import ui_font

_GAP = 4
_MOST_CHARACTERS = 26
_UNBOUNDED = (1 << 24) - 1


class MarkPopup(QFrame):
    """Stands under a mark of the page; the words are shown as they are, whatever they contain."""

    def __init__(self, page: Page, appearance: Appearance) -> None:
        super().__init__(page)
        self._page = page
        self._appearance = appearance
        self.heading = self._label()
        self.heading.setFont(ui_font(bold=True))
        self.lines = self._label()
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(11, 8, 11, 9)
        column.setSpacing(3)
        column.addWidget(self.heading)
        column.addWidget(self.lines)
        self.setProperty("panel", "floating")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        page.scrolled.connect(self.hide)
        self.hide()

    def tell(self, told: Told, span: Span) -> None:
        """Show what is told of the mark at a span, under its first line."""
        self.heading.setText(told.heading)
        self.lines.setText("\n".join(line for line in told.lines if line))
        palette = self.heading.palette()
        palette.setColor(self.heading.foregroundRole(), self._appearance.theme[Role(told.kind.value)])
        self.heading.setPalette(palette)
        self._fit()
        self.move(self._place(span))
        self.setAccessibleName(f"{told.heading}\n{self.lines.text()}")
        self.show()
        self.raise_()

    def _fit(self) -> None:
        sides = self._column.contentsMargins()
        room = self._page.viewport().width() - 2 * _GAP - sides.left() - sides.right()
        most = min(room, round(QFontMetricsF(ui_font()).horizontalAdvance("文") * _MOST_CHARACTERS))
        for label in (self.heading, self.lines):
            label.setMinimumSize(0, 0)  # else the height of what was told before is the least
            label.setMaximumSize(_UNBOUNDED, _UNBOUNDED)
            label.setWordWrap(False)
            label.setFixedWidth(min(most, label.sizeHint().width() + 2))
            label.setWordWrap(True)
        width = max(self.heading.width(), self.lines.width())
        for label in (self.heading, self.lines):
            label.setFixedWidth(width)
            label.setFixedHeight(label.heightForWidth(width))
        self._column.invalidate()
        self.resize(self._column.totalSizeHint())

    def _place(self, span: Span) -> QPoint:
        mark = self._page.rect_of(span.start)
        at = QPoint(mark.left(), mark.bottom() + _GAP)
        if at.y() + self.height() > self._page.height():
            at.setY(mark.top() - self.height() - _GAP)
        at.setX(max(_GAP, min(at.x(), self._page.viewport().width() - self.width() - _GAP)))
        return at

    def _label(self) -> QLabel:
        label = QLabel(self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        return label
