"""The line above a text that was not read as it is printed: recognised from pictures, damaged, left out."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from viewer.core.catalog import StoredDocument
from viewer.core.reading import Reading
from viewer.ui.appearance import Appearance
from viewer.ui.theme import Role

_LEAST_SIDE = 16
_ICON = 16


class OriginalNotice(QFrame):
    """Shows the warnings of a reading; what was put away stays away until another document is shown."""

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._icon = QLabel(self)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.away = QToolButton(self)
        self.away.setToolTip(self.tr("收起提示"))
        self.away.setAccessibleName(self.tr("收起提示"))
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.away, 0, Qt.AlignmentFlag.AlignTop)
        self.setProperty("panel", "surface")
        self.setProperty("line", "bottom")
        self.away.clicked.connect(self.hide)
        self.align_with(0, 0)
        self._paint_icons()
        appearance.theme_changed.connect(self._paint_icons)
        self.hide()

    def show_document(self, stored: StoredDocument | None) -> None:
        """Say what is to be known of how the document was read."""
        sentences = self._sentences(stored.reading) if stored is not None else []
        self.words.setText("\n".join(sentences))
        self.setVisible(bool(sentences))

    def align_with(self, left: int, right: int) -> None:
        """Begin and end where the page's column does, measured from the edges."""
        self._row.setContentsMargins(max(left, _LEAST_SIDE), 7, max(right, _LEAST_SIDE) - 8, 7)

    def _sentences(self, reading: Reading) -> list[str]:
        sentences = list(reading.warnings)
        if reading.doubts:
            sentences.append(self.tr("波浪线处的字识别把握不大，共 {0} 处。").format(len(reading.doubts)))
        return sentences

    def _paint_icons(self) -> None:
        self.away.setIcon(self._appearance.icon("close"))
        warning = self._appearance.icon("warning", Role.WARNING)
        self._icon.setPixmap(warning.pixmap(_ICON, _ICON))
