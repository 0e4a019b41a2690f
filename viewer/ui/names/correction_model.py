"""What a person corrected, as a table: the deed, its place, how far it reaches, when and by whom."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt

from viewer.core.knowledge import GivenCorrection, MetricCorrection
from viewer.core.lexicon import Correction, CorrectionAction
from viewer.ui.dates import written_date
from viewer.ui.figures.wording import comparator_name, number_text, role_name
from viewer.ui.names.wording import scope_name, type_name
from viewer.ui.titled_model import ROOT, Index, TitledModel
from viewer.ui.translation import QT_TRANSLATE_NOOP

_TITLES = (
    QT_TRANSLATE_NOOP("Names", "更正"),
    QT_TRANSLATE_NOOP("Names", "上下文"),
    QT_TRANSLATE_NOOP("Names", "范围"),
    QT_TRANSLATE_NOOP("Names", "文档"),
    QT_TRANSLATE_NOOP("Names", "日期"),
)
_DATE_CHARACTERS = 10


class CorrectionModel(TitledModel):
    """One row per correction."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("Names", _TITLES, parent)
        self._given: tuple[GivenCorrection, ...] = ()

    def show_corrections(self, given: Sequence[GivenCorrection]) -> None:
        """Show these corrections."""
        self.beginResetModel()
        self._given = tuple(given)
        self.endResetModel()

    def correction_at(self, row: int) -> GivenCorrection:
        """Return the correction of a row."""
        return self._given[row]

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of corrections."""
        return 0 if parent.isValid() else len(self._given)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return what a cell shows."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        given = self._given[index.row()]
        before, after = given.surroundings
        return (
            words_of(given),
            f"…{before}【{given.surface}】{after}…".replace("\n", " ") if before or after else "",
            scope_name(given.scope),
            given.title or "",
            written_date(given.known.added_at[:_DATE_CHARACTERS]),
        )[index.column()]


def words_of(given: GivenCorrection) -> str:
    """Return what was said, in a sentence."""
    known = given.known
    if isinstance(known, MetricCorrection):
        return _words_of_figure(known)
    return _words_of_name(known.correction)


def _words_of_name(correction: Correction) -> str:
    match correction.action:
        case CorrectionAction.VETO:
            return _tr("“{0}”不是实体").format(correction.surface)
        case CorrectionAction.RENAME:
            return _tr("“{0}”即“{1}”").format(correction.surface, correction.canonical or correction.surface)
        case CorrectionAction.MARK:
            type_ = type_name(correction.type) if correction.type else ""
            return _tr("“{0}”是{1}").format(correction.surface, type_)


def _words_of_figure(given: MetricCorrection) -> str:
    if given.dismissed:
        return _tr("“{0}”不是指标").format(given.surface)
    said = (
        (_tr("指标"), given.indicator),
        (_tr("数值"), number_text(given.value) if given.value is not None else None),
        (_tr("区间上限"), number_text(given.value_max) if given.value_max is not None else None),
        (_tr("单位"), given.unit),
        (_tr("比较"), comparator_name(given.comparator) if given.comparator else None),
        (_tr("口径"), role_name(given.role) if given.role else None),
        (_tr("期间"), given.period_text),
        (_tr("期间起"), given.period_start),
        (_tr("期间止"), given.period_end),
        (_tr("范围"), given.scope),
    )
    fields = "，".join(f"{name}：{value}" for name, value in said if value is not None)
    return _tr("指标“{0}”改为 {1}").format(given.surface, fields)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Names", text)
