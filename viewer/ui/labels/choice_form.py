"""A form for many documents at once: what all of them have, what some have, what none has, and something new."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QCompleter, QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from viewer.ui.form import Form

_SHOWN_ROWS = 9
_ROOM = 28  # what frame and padding of a field take


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: its title, about which documents, what something new is called, and an example of that."""

    title: str
    about: str
    new: str
    example: str


@dataclass(frozen=True, slots=True)
class Option:
    """Something documents may have: what it is, what it is called, and how many of them have it."""

    value: str
    label: str
    having: int


class ChoiceForm(Form):
    """Says what is to be given to all of the documents, what is to be taken from all, and what new was typed."""

    chosen = Signal(tuple, tuple, tuple)

    def __init__(self, asked: Asked, options: Sequence[Option], documents: int, parent: QWidget) -> None:
        super().__init__(asked.title, parent)
        self.explain(asked.about)
        self.boxes = {option.value: self._box(option, documents) for option in options}
        self._began = {value: box.checkState() for value, box in self.boxes.items()}
        self.new = QLineEdit(self)
        self.new.setPlaceholderText(asked.example)
        self.new.setMinimumWidth(self.fontMetrics().horizontalAdvance(asked.example) + _ROOM)
        completer = QCompleter(QStringListModel([option.label for option in options], self), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.new.setCompleter(completer)
        if options:
            self.fields.addRow(scrolled(tuple(self.boxes.values()), self))
        self.fields.addRow(asked.new, self.new)
        self.accepted.connect(self._tell)

    def _tell(self) -> None:
        changed = {
            value: box.checkState() for value, box in self.boxes.items() if box.checkState() != self._began[value]
        }
        give = tuple(value for value, state in changed.items() if state == Qt.CheckState.Checked)
        take = tuple(value for value, state in changed.items() if state == Qt.CheckState.Unchecked)
        self.chosen.emit(give, take, tuple(_words(self.new.text())))

    def _box(self, option: Option, documents: int) -> QCheckBox:
        box = QCheckBox(option.label.replace("&", "&&"), self)
        if 0 < option.having < documents:
            box.setTristate(True)
            box.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            box.setChecked(option.having > 0)
        return box


def scrolled(boxes: Sequence[QCheckBox], parent: QWidget) -> QScrollArea:
    """Return boxes below each other, as many of them in sight as a form has room for."""
    rows = QWidget(parent)
    column = QVBoxLayout(rows)
    column.setContentsMargins(2, 2, 2, 2)
    column.setSpacing(4)
    for box in boxes:
        column.addWidget(box)
    column.addStretch(1)
    area = QScrollArea(parent)
    area.setWidget(rows)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    height = parent.fontMetrics().lineSpacing() * 3 // 2
    area.setMinimumHeight(height * min(_SHOWN_ROWS, len(boxes)) + 8)
    return area


def _words(typed: str) -> Iterable[str]:
    """Yield what was typed, parted by commas; a name may hold blanks."""
    for part in typed.replace("，", ",").replace("、", ",").replace(";", ",").replace("；", ",").split(","):
        words = " ".join(part.replace("#", " ").split())
        if words:
            yield words
