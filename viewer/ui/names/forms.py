"""The small forms of correcting: which name a mention stands for, and what a term of the 词库 says."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from viewer.core.entity import EntityType
from viewer.core.knowledge import Scope
from viewer.core.lexicon import SHORTEST_TERM, LexiconTerm
from viewer.ui import messages
from viewer.ui.form import Form
from viewer.ui.names.wording import scope_name, type_name


class JoinForm(Form):
    """Asks which name a mention stands for, offering those of the document, and how far that holds."""

    join_wanted = Signal(str, Scope)

    def __init__(self, surface: str, canonical: str, offered: Sequence[str], parent: QWidget) -> None:
        super().__init__(self.tr("合并为同一名称"), parent)
        self.explain(self.tr("“{0}”是下面这个名称的另一种写法：").format(surface))
        self.name = QComboBox(self)
        self.name.setEditable(True)
        self.name.addItems(list(offered))
        self.name.setEditText(canonical)
        self.scope = _scope_box(self)
        self.fields.addRow(self.tr("名称"), self.name)
        self.fields.addRow(self.tr("范围"), self.scope)
        self.name.editTextChanged.connect(self._check)
        self.accepted.connect(self._tell)
        self._check()

    def _check(self) -> None:
        self.accept_button.setEnabled(bool(self.name.currentText().strip()))

    def _tell(self) -> None:
        self.join_wanted.emit(self.name.currentText().strip(), Scope(self.scope.currentData()))


class TermForm(Form):
    """Asks for a term, its type, what it stands for and where it holds; very short terms are asked about once more."""

    term_wanted = Signal(LexiconTerm, bool)

    def __init__(
        self, term: LexiconTerm | None, parent: QWidget, *, can_be_local: bool, is_local: bool = False
    ) -> None:
        super().__init__(self.tr("词条"), parent)
        self.term = QLineEdit(term.term if term else "", self)
        self.type = QComboBox(self)
        for type_ in EntityType:
            self.type.addItem(type_name(type_), type_.value)
        self.canonical = QLineEdit((term.canonical or "") if term else "", self)
        self.canonical.setPlaceholderText(self.tr("可以不填；填了就合并到这个名称下"))
        self.reach = QComboBox(self)
        self.reach.addItem(self.tr("全部文档"), False)
        self.reach.addItem(self.tr("只在这一份文档") if is_local else self.tr("只在本文"), True)
        self.reach.setCurrentIndex(int(is_local))
        self.fields.addRow(self.tr("词"), self.term)
        self.fields.addRow(self.tr("类型"), self.type)
        self.fields.addRow(self.tr("全称"), self.canonical)
        self.fields.addRow(self.tr("范围"), self.reach)
        self.fields.setRowVisible(self.reach, can_be_local)
        if term is not None:
            self.type.setCurrentIndex(self.type.findData(term.type.value))
        self.term.textChanged.connect(self._check)
        self._check()

    def accept(self) -> None:
        """Ask first whether so short a term is meant."""
        words = self.term.text().strip()
        if len(words) > SHORTEST_TERM:
            self._take()
            return
        question = messages.Question(
            self.tr("“{0}”只有两个字，仍要加入词库吗？").format(words),
            self.tr("这么短的词很容易碰巧出现在别的词里，可能多标出许多地方。"),
            self.tr("仍要加入"),
        )
        messages.ask(self, question, self._take)

    def _take(self) -> None:
        term = LexiconTerm(
            self.term.text().strip(), EntityType(self.type.currentData()), self.canonical.text().strip() or None
        )
        self.term_wanted.emit(term, bool(self.reach.currentData()))
        super().accept()

    def _check(self) -> None:
        self.accept_button.setEnabled(len(self.term.text().strip()) >= SHORTEST_TERM)


def _scope_box(parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    for scope in Scope:
        box.addItem(scope_name(scope), scope.value)
    box.setCurrentIndex(1)
    return box
