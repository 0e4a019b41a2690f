"""Annotations as table rows, one row each, with everything a citation needs."""

from collections.abc import Iterable
from datetime import datetime

from viewer.core.annotation import Annotation, MarkColour, MarkStyle, Standing, TaskState
from viewer.exporting.noted_document import NotedDocument
from viewer.exporting.table import Cell, Table

COLUMNS = (
    "标题",
    "编号",
    "承办单位",
    "日期",
    "引文",
    "所在段落",
    "批注",
    "标签",
    "样式",
    "颜色",
    "待办",
    "定位",
    "作者",
    "创建",
    "修改",
)

STYLE_NAMES = {MarkStyle.HIGHLIGHT: "高亮", MarkStyle.UNDERLINE: "下划线", MarkStyle.STRIKE: "删除线"}
COLOUR_NAMES = {
    MarkColour.YELLOW: "黄",
    MarkColour.GREEN: "绿",
    MarkColour.BLUE: "蓝",
    MarkColour.PINK: "粉",
    MarkColour.PURPLE: "紫",
}
TASK_NAMES = {TaskState.TODO: "待办", TaskState.DONE: "完成", None: ""}
STATE_NAMES = {
    Standing.ANCHORED: "已定位",
    Standing.TO_CONFIRM: "待确认",
    Standing.ORPHANED: "孤立",
    Standing.WAITING: "等待文档",
}


def note_table(documents: Iterable[NotedDocument]) -> Table:
    """Return one row per annotation, in the order given."""
    rows = tuple(_row(noted, annotation) for noted in documents for annotation in noted.annotations)
    return Table("批注", COLUMNS, rows)


def local_time(moment: str) -> str:
    """Return an ISO moment in UTC as the clock here shows it: ``2024-05-06 16:00``; anything else as it is."""
    try:
        return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return moment


def _row(noted: NotedDocument, annotation: Annotation) -> tuple[Cell, ...]:
    citation = noted.citation
    return (
        citation.title,
        citation.number,
        citation.unit,
        citation.date,
        annotation.selector.quote.exact,
        noted.surroundings(annotation),
        annotation.note,
        "、".join(annotation.tags),
        STYLE_NAMES[annotation.style],
        COLOUR_NAMES[annotation.colour],
        TASK_NAMES[annotation.task],
        STATE_NAMES[noted.standing(annotation)],
        annotation.creator,
        local_time(annotation.created),
        local_time(annotation.modified),
    )
