"""The 词库 as a table."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt

from viewer.core.knowledge import KnownTerm
from viewer.ui.dates import written_date
from viewer.ui.names.wording import type_name
from viewer.ui.titled_model import ROOT, Index, TitledModel
from viewer.ui.translation import QT_TRANSLATE_NOOP

_TITLES = (
    QT_TRANSLATE_NOOP("Names", "词"),
    QT_TRANSLATE_NOOP("Names", "类型"),
    QT_TRANSLATE_NOOP("Names", "全称"),
    QT_TRANSLATE_NOOP("Names", "范围"),
    QT_TRANSLATE_NOOP("Names", "加入日期"),
)
_DATE_CHARACTERS = 10


class TermModel(TitledModel):
    """One row per term."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("Names", _TITLES, parent)
        self._terms: tuple[KnownTerm, ...] = ()

    @property
    def terms(self) -> tuple[KnownTerm, ...]:
        """Return the terms shown."""
        return self._terms

    def show_terms(self, terms: Sequence[KnownTerm]) -> None:
        """Show these terms."""
        self.beginResetModel()
        self._terms = tuple(terms)
        self.endResetModel()

    def term_at(self, row: int) -> KnownTerm:
        """Return the term of a row."""
        return self._terms[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of terms."""
        return 0 if parent.isValid() else len(self._terms)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return what a cell shows."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        known = self._terms[index.row()]
        everywhere = known.document_id is None
        return (
            known.term.term,
            type_name(known.term.type),
            known.term.canonical or "",
            QCoreApplication.translate("Names", "全部文档" if everywhere else "一份文档"),
            written_date(known.added_at[:_DATE_CHARACTERS]),
        )[index.column()]
