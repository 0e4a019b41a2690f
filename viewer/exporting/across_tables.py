"""Promises, names, counts and collated documents as table rows, each with what a citation needs."""

from collections.abc import Iterable, Sequence

from viewer.core.collation import ROW_NAMES, Collation
from viewer.core.commitment import STATE_NAMES, STRENGTH_NAMES, Evidence, EvidenceVerdict, LedgerEntry
from viewer.core.entity import EntityType
from viewer.core.name_index import IndexedName, NamePage
from viewer.core.tally import DIMENSION_NAMES, Tally
from viewer.exporting.series_table import citation_line, number
from viewer.exporting.table import Cell, Table

TYPE_NAMES = {
    EntityType.PERSON: "人物",
    EntityType.ORGANISATION: "机构",
    EntityType.COMPANY: "企业",
    EntityType.LOCATION: "地点",
    EntityType.FACILITY: "场所",
    EntityType.DOCUMENT: "文件",
    EntityType.PROGRAMME: "项目",
    EntityType.TECHNOLOGY: "技术",
    EntityType.EVENT: "活动",
    EntityType.TIME: "时间",
}
_LEDGER = (
    "承诺事项",
    "由谁",
    "期限",
    "期限日",
    "数字",
    "语气",
    "状态",
    "核实依据",
    "备注",
    "原句",
    "标题",
    "编号",
    "承办单位",
    "日期",
    "文档",
)
_NAMES = ("名称", "类型", "提及", "文档", "首年", "末年", "其他写法")


def ledger_table(entries: Iterable[tuple[LedgerEntry, Sequence[Evidence]]]) -> Table:
    """Return one row per promise with the evidence a person confirmed."""
    return Table("承诺事项", _LEDGER, tuple(_entry(entry, evidence) for entry, evidence in entries))


def names_table(names: Iterable[IndexedName]) -> Table:
    """Return one row per name."""
    rows = tuple(
        (each.name, TYPE_NAMES[each.type], each.mentions, each.documents, _year(each.first), _year(each.last),
         "、".join(each.aliases))
        for each in names
    )  # fmt: skip
    return Table("名称", _NAMES, rows)


def mentions_table(page: NamePage) -> Table:
    """Return one row per mention of a name."""
    rows = tuple((each.sentence, each.title, each.date, each.document_id) for each in page.mentions)
    return Table("提及", ("句子", "标题", "日期", "文档"), rows)


def beside_table(page: NamePage) -> Table:
    """Return one row per figure that stands beside a name."""
    rows = tuple(
        (each.metric.indicator, number(each.metric.value), each.metric.unit, each.metric.surface, each.sentence,
         citation_line(each))
        for each in page.figures
    )  # fmt: skip
    return Table("同句数据", ("指标", "数值", "单位", "原文", "句子", "引用"), rows)


def tally_table(tally: Tally) -> Table:
    """Return the counts with their sums."""
    head = DIMENSION_NAMES[tally.row_dimension]
    columns = [column for column in tally.columns if tally.column_dimension]
    rows: list[tuple[Cell, ...]] = []
    for row in tally.rows:
        rows.append((row, *(tally.count(row, column) for column in columns), tally.count(row, None)))  # noqa: PERF401
    total: tuple[Cell, ...] = ("合计", *(tally.count(None, column) for column in columns), tally.count(None, None))
    return Table("统计", (head, *columns, "合计"), (*rows, total))


def collation_tables(collation: Collation, left: str, right: str) -> list[Table]:
    """Return the paragraphs side by side, and the figures that differ."""
    rows = tuple(
        (
            ROW_NAMES[row.kind],
            row.left.of(collation.left_text) if row.left else None,
            row.right.of(collation.right_text) if row.right else None,
        )
        for row in collation.rows
    )
    figures = tuple((each.name, each.left, each.right, each.verdict) for each in collation.figures)
    return [
        Table("逐段对照", ("改动", left, right), rows),
        Table("数字变化", ("指标", left, right, "判断"), figures),
    ]


def _entry(entry: LedgerEntry, evidence: Sequence[Evidence]) -> tuple[Cell, ...]:
    commitment = entry.commitment
    confirmed = [each for each in evidence if each.verdict is EvidenceVerdict.CONFIRMED]
    return (
        commitment.what,
        commitment.who,
        commitment.deadline_words,
        commitment.deadline,
        commitment.figure,
        STRENGTH_NAMES[commitment.strength],
        STATE_NAMES[entry.state],
        "\n".join(f"{each.passage}（《{each.title}》{each.date or ''}）" for each in confirmed),
        entry.note,
        commitment.words,
        entry.title,
        entry.number,
        entry.issuing_unit,
        entry.date,
        entry.document_id,
    )


def _year(year: str | None) -> int | None:
    return int(year) if year else None
