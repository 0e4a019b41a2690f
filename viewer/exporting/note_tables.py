"""Annotations as table rows, one row each, with everything a citation needs."""

from collections.abc import Iterable

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
        annotation.created,
        annotation.modified,
    )
