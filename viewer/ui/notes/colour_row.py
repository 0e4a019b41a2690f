"""A row of small buttons: the five colours, underline and strike."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from viewer.core.annotation import MarkColour, MarkStyle
from viewer.ui.appearance import Appearance
from viewer.ui.theme import Role

_ICON = 18


class ColourRow(QWidget):
    """Says which colour or style was chosen."""

    colour_chosen = Signal(MarkColour)
    style_chosen = Signal(MarkStyle)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None, *, with_styles: bool = True) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._colours: dict[MarkColour, QToolButton] = {}
        self._styles: dict[MarkStyle, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        names = (self.tr("黄色"), self.tr("绿色"), self.tr("蓝色"), self.tr("粉色"), self.tr("紫色"))
        for colour, name in zip(MarkColour, names, strict=True):
            self._colours[colour] = self._button(name)
            self._colours[colour].clicked.connect(self._choose)
            row.addWidget(self._colours[colour])
        for style, name in ((MarkStyle.UNDERLINE, self.tr("下划线")), (MarkStyle.STRIKE, self.tr("删除线"))):
            self._styles[style] = self._button(name)
            self._styles[style].clicked.connect(self._choose)
            self._styles[style].setVisible(with_styles)
            row.addWidget(self._styles[style])
        self._draw()
        appearance.theme_changed.connect(self._draw)

    def show_choice(self, colour: MarkColour, style: MarkStyle) -> None:
        """Show what a note has."""
        for each, button in self._colours.items():
            button.setChecked(each is colour)
        for kind, button in self._styles.items():
            button.setChecked(kind is style)

    def show_nothing(self) -> None:
        """Show no choice."""
        for button in (*self._colours.values(), *self._styles.values()):
            button.setChecked(False)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setIconSize(QSize(_ICON, _ICON))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _choose(self) -> None:
        for colour, button in self._colours.items():
            if button is self.sender():
                self.colour_chosen.emit(colour)
        for style, button in self._styles.items():
            if button is self.sender():
                self.style_chosen.emit(style if button.isChecked() else MarkStyle.HIGHLIGHT)

    def _draw(self) -> None:
        theme = self._appearance.theme
        for colour, button in self._colours.items():
            fill, line = theme[Role(f"note_{colour.value}")], theme[Role(f"note_{colour.value}_line")]
            button.setIcon(self._dot(fill, line))
        for style, button in self._styles.items():
            button.setIcon(self._letter(theme[Role.TEXT_SECONDARY], struck=style is MarkStyle.STRIKE))

    def _canvas(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(QSize(_ICON, _ICON) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        return pixmap

    def _dot(self, fill: QColor, line: QColor) -> QIcon:
        pixmap = self._canvas()
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(line, 1.4))
        painter.setBrush(fill)
        painter.drawEllipse(3, 3, _ICON - 6, _ICON - 6)
        painter.end()
        return QIcon(pixmap)

    def _letter(self, color: QColor, *, struck: bool) -> QIcon:
        pixmap = self._canvas()
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(13)
        font.setUnderline(not struck)
        font.setStrikeOut(struck)
        painter.setFont(font)
        painter.setPen(color)
        painter.drawText(0, 0, _ICON, _ICON, int(Qt.AlignmentFlag.AlignCenter), "文")
        painter.end()
        return QIcon(pixmap)
