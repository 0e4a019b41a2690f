"""A page that stands where there is nothing to list: what that means, and what to do next."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.ui.appearance import Appearance
from viewer.ui.menus import without_mnemonic
from viewer.ui.theme import Role
from viewer.ui.typography import Step, grown, ui_font

_ICON = 44
_COMMAND = re.compile(r"(?<=[一-龥] )[a-z]+(?: [a-z-]+)+")
_MEASURE = 40
"""Chinese characters in a line of the explanation."""


class NoticePage(QWidget):
    """A drawing, a sentence, an explanation and buttons, calm in the middle."""

    def __init__(self, appearance: Appearance, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._icon_name = icon
        self._icon = QLabel(self)
        self.headline = QLabel(self)
        self.headline.setFont(ui_font(Step.TITLE, bold=True))
        self.explanation = QLabel(self)
        self.explanation.setProperty("tone", "secondary")
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(10)
        self._arrange()
        self.setProperty("panel", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._paint_icon()
        appearance.theme_changed.connect(self._paint_icon)

    def say(self, headline: str, explanation: str) -> None:
        """Show these words; a headline needs no stop."""
        self.headline.setText(headline.rstrip("。"))
        self.explanation.setText(_COMMAND.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), explanation))
        self.explanation.setVisible(bool(explanation))

    def offer(self, *actions: QAction) -> None:
        """Replace the buttons; the first is the one most people want."""
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._buttons.addStretch(1)
        for number, action in enumerate(actions):
            self._buttons.addWidget(self._button(action, is_first=number == 0))
        self._buttons.addStretch(1)

    def _button(self, action: QAction, *, is_first: bool) -> QPushButton:
        button = QPushButton(without_mnemonic(action.text()), self)
        button.setProperty("accent", is_first)
        button.setAutoDefault(True)
        button.clicked.connect(action.trigger)
        return button

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(2)
        for label in (self._icon, self.headline, self.explanation):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            label.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.headline)
        narrow = QHBoxLayout()
        narrow.addStretch(1)
        narrow.addWidget(self.explanation, _MEASURE)
        narrow.addStretch(1)
        column.addLayout(narrow)
        self.headline.setWordWrap(True)
        self.explanation.setWordWrap(True)
        self.explanation.setMaximumWidth(self.explanation.fontMetrics().horizontalAdvance("文") * _MEASURE)
        column.addSpacing(8)
        column.addLayout(self._buttons)
        column.addStretch(3)

    def _paint_icon(self) -> None:
        picture = self._appearance.icon(self._icon_name, Role.TEXT_FAINT)
        self._icon.setPixmap(picture.pixmap(QSize(_ICON, _ICON) * grown(1.0), self.devicePixelRatioF()))
