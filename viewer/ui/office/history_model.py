"""What was done to a library as a table: when, who, what, to which document, and the words."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt

from viewer.core.company import SignedChange
from viewer.ui.office.signature_strip import local_moment
from viewer.ui.titled_model import ROOT, Index, TitledModel
from viewer.ui.translation import QT_TRANSLATE_NOOP

_TITLES = (
    QT_TRANSLATE_NOOP("Office", "时间"),
    QT_TRANSLATE_NOOP("Office", "谁"),
    QT_TRANSLATE_NOOP("Office", "做了什么"),
    QT_TRANSLATE_NOOP("Office", "文字"),
    QT_TRANSLATE_NOOP("Office", "文档"),
)
_DEEDS = {
    "annotate": QT_TRANSLATE_NOOP("Office", "新增批注"),
    "amend annotation": QT_TRANSLATE_NOOP("Office", "修改批注"),
    "edit annotation": QT_TRANSLATE_NOOP("Office", "修改批注"),
    "change annotations": QT_TRANSLATE_NOOP("Office", "批量修改批注"),
    "take back change of annotations": QT_TRANSLATE_NOOP("Office", "撤销批量修改"),
    "remove annotation": QT_TRANSLATE_NOOP("Office", "删除批注"),
    "restore annotation": QT_TRANSLATE_NOOP("Office", "恢复批注"),
    "attach annotation": QT_TRANSLATE_NOOP("Office", "定位批注"),
    "re-anchor annotation": QT_TRANSLATE_NOOP("Office", "批注随正文更新位置"),
    "purge annotation": QT_TRANSLATE_NOOP("Office", "彻底删除批注"),
    "share annotation": QT_TRANSLATE_NOOP("Office", "更改批注的可见范围"),
    "synchronise annotation": QT_TRANSLATE_NOOP("Office", "同步批注"),
    "import": QT_TRANSLATE_NOOP("Office", "导入文档"),
    "read again": QT_TRANSLATE_NOOP("Office", "重新读取文档"),
    "remove": QT_TRANSLATE_NOOP("Office", "移出文库"),
    "restore": QT_TRANSLATE_NOOP("Office", "移回文库"),
    "purge": QT_TRANSLATE_NOOP("Office", "彻底删除文档"),
    "label document": QT_TRANSLATE_NOOP("Office", "更改标签、专题、收藏或已读"),
    "put collection": QT_TRANSLATE_NOOP("Office", "更改专题"),
    "remove collection": QT_TRANSLATE_NOOP("Office", "删除专题"),
    "put template": QT_TRANSLATE_NOOP("Office", "更改模板"),
    "remove template": QT_TRANSLATE_NOOP("Office", "删除模板"),
    "choose template": QT_TRANSLATE_NOOP("Office", "选用模板"),
    "note on promise": QT_TRANSLATE_NOOP("Office", "更改承诺事项的状态"),
    "judge evidence": QT_TRANSLATE_NOOP("Office", "确认或否定承诺的证据"),
    "join original": QT_TRANSLATE_NOOP("Office", "合并为同一份答复"),
    "separate original": QT_TRANSLATE_NOOP("Office", "拆分为两份文档"),
    "put bookmark": QT_TRANSLATE_NOOP("Office", "更改书签"),
    "put saved search": QT_TRANSLATE_NOOP("Office", "保存查找"),
    "remove saved search": QT_TRANSLATE_NOOP("Office", "删除保存的查找"),
    "add term": QT_TRANSLATE_NOOP("Office", "加入词表"),
    "edit term": QT_TRANSLATE_NOOP("Office", "修改词表"),
    "correct name": QT_TRANSLATE_NOOP("Office", "更正实体"),
    "correct figure": QT_TRANSLATE_NOOP("Office", "更正指标"),
}
_SERIES = "series: "


class HistoryModel(TitledModel):
    """One row per change, the last first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__("Office", _TITLES, parent)
        self._changes: tuple[SignedChange, ...] = ()

    @property
    def changes(self) -> tuple[SignedChange, ...]:
        """Return what is shown."""
        return self._changes

    def show_changes(self, changes: Sequence[SignedChange]) -> None:
        """Show these changes."""
        self.beginResetModel()
        self._changes = tuple(changes)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        """Return the number of changes."""
        return 0 if parent.isValid() else len(self._changes)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's signature
        """Return what a cell shows."""
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        change = self._changes[index.row()]
        return (
            local_moment(change.at),
            change.by,
            deed_name(change.action),
            words_of(change),
            change.title or "",
        )[index.column()]


def deed_name(action: str) -> str:
    """Return what was done, in the words of the window."""
    if action.startswith(_SERIES):
        return _tr("归并或拆分指标系列")
    return _tr(_DEEDS[action]) if action in _DEEDS else action


def words_of(change: SignedChange) -> str:
    """Return the words of a change; where they were others before, both."""
    before, after = (" ".join(words.split()) for words in (change.before, change.after))
    if before and after and before != after:
        return _tr("{0} → {1}").format(before, after)
    return after or before


def _tr(text: str) -> str:
    return QCoreApplication.translate("Office", text)
