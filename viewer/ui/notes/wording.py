"""How the window calls colours, standings and tasks of notes."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from viewer.core.annotation import MarkColour, Standing, TaskState
from viewer.ui.translation import QT_TRANSLATE_NOOP

_COLOURS: Mapping[MarkColour, str] = {
    MarkColour.YELLOW: QT_TRANSLATE_NOOP("Notes", "黄色"),
    MarkColour.GREEN: QT_TRANSLATE_NOOP("Notes", "绿色"),
    MarkColour.BLUE: QT_TRANSLATE_NOOP("Notes", "蓝色"),
    MarkColour.PINK: QT_TRANSLATE_NOOP("Notes", "粉色"),
    MarkColour.PURPLE: QT_TRANSLATE_NOOP("Notes", "紫色"),
}
_STANDINGS: Mapping[Standing, str] = {
    Standing.ANCHORED: QT_TRANSLATE_NOOP("Notes", "已定位"),
    Standing.TO_CONFIRM: QT_TRANSLATE_NOOP("Notes", "待确认"),
    Standing.ORPHANED: QT_TRANSLATE_NOOP("Notes", "孤立"),
    Standing.WAITING: QT_TRANSLATE_NOOP("Notes", "等待文档"),
}
_TASKS: Mapping[TaskState, str] = {
    TaskState.TODO: QT_TRANSLATE_NOOP("Notes", "待办"),
    TaskState.DONE: QT_TRANSLATE_NOOP("Notes", "完成"),
}


def colour_name(colour: MarkColour) -> str:
    """Return what a person calls a colour."""
    return _tr(_COLOURS[colour])


def standing_name(standing: Standing) -> str:
    """Return what a person calls a note's standing."""
    return _tr(_STANDINGS[standing])


def task_name(task: TaskState) -> str:
    """Return what a person calls a task's state."""
    return _tr(_TASKS[task])


def _tr(text: str) -> str:
    return QCoreApplication.translate("Notes", text)
