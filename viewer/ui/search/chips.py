"""A line of small buttons above an answer: what narrows or widens it, each to be taken away, and what is on offer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QWidget

from viewer.ui.appearance import Appearance
from viewer.ui.flow_layout import FlowLayout
from viewer.ui.theme import Role

_GAP = QSize(6, 4)
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Chip:
    """One small button: its words, what they mean in full, and what a click does."""

    text: str
    meaning: str
    act: Callable[[], object]


class ChipBar(QFrame):
    """Shows chips that a click takes away, and after a few words those a click adds; hidden while there are none."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._flow = FlowLayout(self, gap=_GAP)
        self._flow.setContentsMargins(14, 5, 10, 6)
        self.taken: tuple[QToolButton, ...] = ()
        self.offered: tuple[QToolButton, ...] = ()
        self.setProperty("panel", "surface")
        self.hide()
        appearance.theme_changed.connect(self._paint_icons)

    def show_chips(self, taken: Sequence[Chip], lead: str, offered: Sequence[Chip]) -> None:
        """Show these chips; ``lead`` stands before those on offer."""
        self._clear()
        self.taken = tuple(self._button(chip, "taken", self.tr("取消：{0}")) for chip in taken)
        if offered:
            label = QLabel(lead, self)
            label.setProperty("tone", "secondary")
            label.setFixedHeight(round(label.fontMetrics().height() + 8))
            self._flow.addWidget(label)
        self.offered = tuple(self._button(chip, "offered", "{0}") for chip in offered)
        self._paint_icons()
        self.setVisible(bool(taken or offered))

    def _button(self, chip: Chip, kind: str, told: str) -> QToolButton:
        button = QToolButton(self)
        text = chip.text if len(chip.text) <= _LONGEST else chip.text[: _LONGEST - 1] + "…"
        lead = "＋ " if kind == "offered" else ""
        button.setText(lead + text.replace("&", "&&"))
        button.setToolTip(told.format(chip.meaning))
        button.setAccessibleName(told.format(chip.meaning))
        button.setProperty("pill", kind)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(11, 11))
        button.clicked.connect(chip.act)
        self._flow.addWidget(button)
        return button

    def _clear(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _paint_icons(self) -> None:
        for button in self.taken:
            button.setIcon(self._appearance.icon("close", Role.ACCENT))
