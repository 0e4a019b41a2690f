"""Reads the figures of a table: their unit, period and name stand in the heads of columns and rows or the caption."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from viewer.core.document import Document, Paragraph, ParagraphRole
from viewer.core.metric import Metric, Period
from viewer.core.span import Span
from viewer.extract.metrics.normal import normalise
from viewer.extract.metrics.period import DocumentDate, find_periods
from viewer.extract.metrics.role import read_role
from viewer.extract.metrics.scan import find_quantities

_CAPTION_UNIT = re.compile(r"(?:计量)?单位[:：]\s*([^\s,，;；。)）\]】、/]{1,12}(?:/[^\s,，;；。)）、]{1,6})?)")
_BRACKETED = re.compile(r"[（(]\s*(?:单位[:：])?\s*([^（）()\s]{1,10})\s*[)）]\s*\Z")
_BARE = re.compile(r"[约近超]?-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?[余多]?%?", re.ASCII)
_YEAR = re.compile(r"(?:19|20)\d\d\Z", re.ASCII)
_STATED = re.compile(r"[约近超]?[0-9][^\t，。；、：:]{0,14}", re.ASCII)
_PERIOD_CELL = re.compile(r"(?:19|20)\d\d(?:年|[-.])", re.ASCII)
_SUMS = frozenset({"合计", "总计", "小计", "全部", "共计"})
_BLANK_CELLS = frozenset({"", "-", "—", "——", "/", "无", "－"})
_UNIT_HEADS = frozenset({"单位", "计量单位"})
_NO_FIGURES = re.compile(r"序号|编号|编码|代码|电话|手机|邮编|年份|年度|时间|日期|时限|备注|身份证|文号")
_LONGEST_HEAD = 30
_CAPTIONS_BACK = 2


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell by its place in the document; ``words`` are its text in the normal form."""

    start: int
    text: str
    words: str

    @property
    def is_bare(self) -> bool:
        """Tell whether the cell is a number that leaves its unit to the heads."""
        return bool(_BARE.fullmatch(self.words)) and not self.words.endswith("%")

    @property
    def is_figure(self) -> bool:
        return self.is_bare or bool(_STATED.fullmatch(self.words) and not _PERIOD_CELL.match(self.words))


@dataclass(frozen=True, slots=True)
class _Head:
    """What the head of a column or a row says: a name without unit and period, the unit, the period."""

    name: str = ""
    unit: str = ""
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head, as the paragraphs of its rows; ``unit`` and ``period`` are what its caption says."""

    rows: tuple[Paragraph, ...]
    unit: str
    period: Period | None


def find_tables(document: Document, today: DocumentDate | None) -> dict[int, Table]:
    """Return the tables with a head and rows of like width by the offset where they begin."""
    found: dict[int, Table] = {}
    paragraphs = document.paragraphs
    index = 0
    while index < len(paragraphs):
        last = index
        while last < len(paragraphs) and paragraphs[last].role is ParagraphRole.TABLE:
            last += 1
        if last - index > 1:
            captions = "\n".join(
                document.paragraph_text(each) for each in paragraphs[max(0, index - _CAPTIONS_BACK) : index]
            )
            table = _table(document, paragraphs[index:last], captions, today)
            if table is not None:
                found[table.rows[0].span.start] = table
        index = max(last, index + 1)
    return found


def _table(document: Document, rows: Sequence[Paragraph], captions: str, today: DocumentDate | None) -> Table | None:
    """Return the table that begins at the first row of several cells; rows of one cell before it are captions."""
    first = next((number for number, row in enumerate(rows) if len(_cells(document, row)) > 1), len(rows))
    if len(rows) - first < 2:  # noqa: PLR2004 - a head and a row
        return None
    head = _cells(document, rows[first])
    if any(cell.is_bare and not _YEAR.match(cell.words) for cell in head) or not any(cell.words for cell in head):
        return None
    captions += "\n".join(document.paragraph_text(row) for row in rows[:first])
    unit = _CAPTION_UNIT.findall(normalise(captions).text)
    periods = [mention.period for mention in find_periods(normalise(captions).text, today) if mention.period.start]
    return Table(tuple(rows[first:]), unit[-1] if unit else "", periods[-1] if periods else None)


def table_metrics(
    document: Document, table: Table, today: DocumentDate | None, scope: str | None
) -> Iterator[tuple[int, Metric]]:
    """Yield the figures that fill cells of a table, each with the number of its row among ``table.rows``.

    A number without unit in its cell, the heads or the caption counts nothing.
    """
    heads = [_head(cell, today) for cell in _cells(document, table.rows[0])]
    units = next((column for column, head in enumerate(heads) if head.name in _UNIT_HEADS), None)
    for number, row in enumerate(table.rows[1:], 1):
        cells = _cells(document, row)
        label_at = _label_column(cells, heads)
        label = _head(cells[label_at], today) if label_at is not None else _Head()
        row_unit = cells[units].words if units is not None and units < len(cells) else ""
        for column, (cell, head) in enumerate(zip(cells, heads, strict=False)):
            if column == label_at or not cell.is_figure or _NO_FIGURES.search(head.name):
                continue
            unit = (head.unit or row_unit or label.unit or table.unit) if cell.is_bare else ""
            period = head.period or label.period or table.period or (today.period if today else None)
            name = _name(label, head)
            metric = _metric(cell, unit, name, row)
            if metric is not None:
                yield number, replace(metric, period=period, scope=scope, indicator_words=head.name or label.name)


def _label_column(cells: Sequence[_Cell], heads: Sequence[_Head]) -> int | None:
    """Return the column that says what a row is about: the first with words, or the one of years."""
    for column, cell in enumerate(cells):
        numbered = column < len(heads) and heads[column].name in ("序号", "编号")
        if cell.words in _BLANK_CELLS or numbered:
            continue
        return column if not cell.is_figure or _YEAR.match(cell.words) else None
    return None


def _name(label: _Head, head: _Head) -> str:
    """Return what a figure is called: 教育支出 under a head of years, 江苏路街道泊位数 where both heads name things."""
    return head.name if label.name in _SUMS else label.name + head.name


def _metric(cell: _Cell, unit: str, name: str, row: Paragraph) -> Metric | None:
    """Return the figure of a cell, read as the sentence “name为number unit”."""
    if cell.is_bare and not unit:
        return None
    lead = f"{name}为" if name else ""
    below = cell.words.startswith("-")
    sentence = f"{lead}{cell.words.removeprefix('-')}{unit}"
    found = [quantity for quantity in find_quantities(sentence) if quantity.end == len(sentence)]
    if len(found) != 1 or found[0].start < len(lead):
        return None
    quantity = found[0]
    span = Span(cell.start, cell.start + len(cell.text))
    return Metric(
        span=span,
        surface=cell.text,
        type=quantity.type,
        value=-quantity.value if below else quantity.value,
        value_max=quantity.value_max,
        unit=quantity.unit,
        sentence=row.span,
        comparator=quantity.comparator,
        role=read_role(quantity, sentence, 0, ahead=False),
        indicator=name or None,
        qualifier=quantity.qualifier,
    )


def _head(cell: _Cell, today: DocumentDate | None) -> _Head:
    words = cell.words[:_LONGEST_HEAD]
    unit = ""
    if (match := _BRACKETED.search(words)) and _is_unit(match[1]):
        unit, words = match[1], words[: match.start()]
    if _YEAR.fullmatch(words):
        words += "年"
    mentions = [mention for mention in find_periods(words, today) if mention.period.start or mention.period.end]
    if not mentions:
        return _Head(words, unit)
    mention = mentions[0]
    rest = (words[: mention.start] + words[mention.end :]).strip("的")
    return _Head(rest, unit, mention.period)


def _is_unit(words: str) -> bool:
    found = list(find_quantities(f"为1{words}"))
    return words == "%" or (len(found) == 1 and found[0].end == len(words) + 2)


def _cells(document: Document, row: Paragraph) -> list[_Cell]:
    cells = []
    start = row.span.start
    for text in document.paragraph_text(row).split("\t"):
        stripped = text.strip(" \u3000")
        inside = text.find(stripped) if stripped else 0
        cells.append(_Cell(start + inside, stripped, normalise(stripped).text.strip()))
        start += len(text) + 1
    return cells
