"""Finds the figures of a document: every paragraph's quantities with name, role, period and scope."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from viewer.core.document import Document, Paragraph, ParagraphRole
from viewer.core.metadata import Metadata
from viewer.core.metric import Metric, MetricRole, MetricType, Period
from viewer.extract.metrics.indicator import name_indicators
from viewer.extract.metrics.mask import mask_names, mask_ordinals, mask_ranges
from viewer.extract.metrics.normal import NormalText, normalise
from viewer.extract.metrics.period import (
    DocumentDate,
    PeriodMention,
    bracketed_reach,
    find_periods,
    find_turns,
    is_ahead,
    read_document_date,
    unquoted,
)
from viewer.extract.metrics.period_list import periods_told_apart
from viewer.extract.metrics.quantity import Quantity
from viewer.extract.metrics.rank import find_ranks
from viewer.extract.metrics.role import goes_on_planned, read_role
from viewer.extract.metrics.scan import find_quantities
from viewer.extract.metrics.scope import DocumentArea, Scopes, read_document_area, scope_of_rank
from viewer.extract.metrics.table_rows import find_tables, table_metrics

_LISTED = frozenset({MetricType.PERCENT, MetricType.POINT, MetricType.RATIO})
_LIST_GAP = re.compile(r"[、和及与]")
_WITHOUT_FIGURES = frozenset(
    {
        ParagraphRole.TITLE,
        ParagraphRole.LETTERHEAD,
        ParagraphRole.SALUTATION,
        ParagraphRole.SIGNATURE,
        ParagraphRole.DATE,
        ParagraphRole.CONTACT,
    }
)
_FIGURES = re.compile(r"[0-9０-９一二两兩三四五六七八九十百千半首番折]")
_THEN = ("届时", "到时")
_SENTENCE_END = re.compile(r"[。！？]|[!?](?=\s|$)")
_FUTURE_HEADING = re.compile(r"下一?步|今后|打算|工作计划|工作思路|未来|工作安排|工作重点")
_FUTURE_LEAD = re.compile(
    r"\s*(?:[(（]?[一二三四五六七八九十\d]{1,2}[)）、.．][^。：:\n\d]{0,16})?(?:下一?步|下一?阶段|今后|未来|接下来)"
    r"[^，。：:\n\d]{0,12}[，。：:]"
)
"""A heading that stands in the line of its text: 三、下一步计划。, or the first words of a plan: 下一步，"""
_CONTACT_LINE = re.compile(
    r"^[\s（(]*(?:联系人|联系电话|联系地址|电话|邮政编码|邮编|地址|传真|承办单位|承办单位通讯地址|抄送)"
)


@dataclass(frozen=True, slots=True)
class _Context:
    """What the letterhead says that figures need."""

    today: DocumentDate | None
    area: DocumentArea | None


def find_metrics(document: Document, metadata: Metadata) -> tuple[Metric, ...]:
    """Return the document's figures from left to right; their spans do not overlap.

    Values are in base units (see the unit table). A period the text does not state is the document's date, when
    ``metadata`` knows one, and a scope the sentence does not state is the area of the issuing unit.
    """
    context = _context(document, metadata)
    found: list[Metric] = []
    heads_future = False
    in_tables = _in_tables(document, context)
    for paragraph in document.paragraphs:
        if paragraph.role is ParagraphRole.HEADING:
            heads_future = bool(_FUTURE_HEADING.search(document.paragraph_text(paragraph)))
        metrics = _paragraph_metrics(document, paragraph, context, heads_future=heads_future)
        found.extend(_with_cells(metrics, in_tables.get(paragraph.span.start, ())))
    return tuple(found)


def _context(document: Document, metadata: Metadata) -> _Context:
    words = metadata.spans.get("date")
    today = read_document_date(metadata.date, words.of(document.text) if words else None)
    return _Context(today, read_document_area(metadata))


def _in_tables(document: Document, context: _Context) -> dict[int, list[Metric]]:
    """Return the figures of tables that stand as bare numbers, by the start of their row."""
    found: dict[int, list[Metric]] = {}
    scope = context.area.name if context.area else None
    for table in find_tables(document, context.today).values():
        for number, metric in table_metrics(document, table, context.today, scope):
            found.setdefault(table.rows[number].span.start, []).append(metric)
    return found


def _with_cells(metrics: Iterator[Metric], cells: Sequence[Metric]) -> Iterator[Metric]:
    """Return the figures of a row: those of bare cells, and of other cells those that overlap none of them."""
    if not cells:
        return metrics
    others = [each for each in metrics if not any(each.span.overlaps(cell.span) for cell in cells)]
    return iter(sorted([*others, *cells], key=lambda each: each.span))


def _paragraph_metrics(
    document: Document, paragraph: Paragraph, context: _Context, *, heads_future: bool
) -> Iterator[Metric]:
    text = document.paragraph_text(paragraph)
    if paragraph.role in _WITHOUT_FIGURES or not _FIGURES.search(text) or _CONTACT_LINE.match(text):
        return
    heads_future = heads_future or _FUTURE_LEAD.match(text) is not None
    yield from _ParagraphReader(document.text, normalise(text, paragraph.span.start), context).metrics(
        heads_future=heads_future
    )


class _ParagraphReader:
    """The figures of one paragraph."""

    def __init__(self, document_text: str, normal: NormalText, context: _Context) -> None:
        self._document_text = document_text
        self._normal = normal
        self._context = context
        text = normal.text
        named = self._named = mask_names(text)
        self._periods = find_periods(named, context.today)
        self._unperioded = mask_ranges(text, ((mention.start, mention.end) for mention in self._periods))
        ranks = list(find_ranks(named))
        counted = mask_ranges(
            named, sorted([*((m.start, m.end) for m in self._periods), *((r.start, r.end) for r in ranks)])
        )
        self._quantities = sorted([*ranks, *find_quantities(mask_ordinals(counted))], key=lambda each: each.start)
        self._sentence_ends = [match.end() for match in _SENTENCE_END.finditer(text)]

    def metrics(self, *, heads_future: bool) -> Iterator[Metric]:
        if not self._quantities:
            return
        names = name_indicators(self._unperioded, self._quantities, self._sentence_ends)
        scopes = Scopes(self._normal.text, self._context.area)
        periods = _Periods(self._periods, self._normal.text, self._context.today)
        own = periods_told_apart(self._normal.text, self._periods, self._quantities, self._sentence_ends)
        periods.tell_apart({self._quantities[index].start: mention for index, mention in own.items()})
        roles = self._roles(periods, heads_future=heads_future)
        for quantity, name, role in zip(self._quantities, names, roles, strict=True):
            sentence = self._sentence(quantity)
            standing = role is MetricRole.CAP or quantity.rate
            yield replace(
                self._metric(quantity, role, sentence),
                indicator=name.full,
                indicator_words=name.words,
                period=self._worded(periods.at(quantity, sentence[0], standing=standing)),
                scope=_scope(quantity, self._normal.text) or scopes.at(quantity.start, sentence[0]),
            )

    def _roles(self, periods: "_Periods", *, heads_future: bool) -> list[MetricRole]:
        """Return the role of each figure; in 分别增长6%、5%和4% the first one's words speak for all."""
        roles: list[MetricRole] = []
        end = 0
        for quantity in self._quantities:
            if roles and quantity.type in _LISTED and _LIST_GAP.fullmatch(self._normal.text, end, quantity.start):
                roles.append(roles[-1])
            else:
                start = self._sentence(quantity)[0]
                mention = periods.at(quantity, start)
                ahead = heads_future or (mention is not None and is_ahead(mention.period, self._context.today))
                role = read_role(quantity, self._named, start, ahead=ahead)
                is_target = role is MetricRole.LEVEL and roles[-1:] == [MetricRole.TARGET]
                goes_on = is_target and goes_on_planned(self._named, start, end, quantity.start)
                roles.append(MetricRole.TARGET if goes_on else role)
            end = quantity.end
        return roles

    def _sentence(self, quantity: Quantity) -> tuple[int, int]:
        index = bisect_right(self._sentence_ends, quantity.start)
        last = bisect_left(self._sentence_ends, quantity.end)
        start = self._sentence_ends[index - 1] if index else 0
        end = self._sentence_ends[last] if last < len(self._sentence_ends) else len(self._normal.text)
        return start, end

    def _metric(self, quantity: Quantity, role: MetricRole, sentence: tuple[int, int]) -> Metric:
        span = self._normal.span(quantity.start, quantity.end)
        return Metric(
            span=span,
            surface=span.of(self._document_text),
            type=quantity.type,
            value=quantity.value,
            unit=quantity.unit,
            sentence=self._normal.span(*sentence),
            comparator=quantity.comparator,
            role=role,
            value_max=quantity.value_max,
            qualifier=quantity.qualifier,
        )

    def _worded(self, mention: PeriodMention | None) -> Period | None:
        """Return the period in the document's own words."""
        if mention is None:
            return self._context.today.period if self._context.today else None
        words = self._normal.span(mention.start, mention.end).of(self._document_text)
        return Period(unquoted(words), mention.period.start, mention.period.end)


def _scope(quantity: Quantity, text: str) -> str | None:
    """Return the area a rank is held in, ``None`` for other figures."""
    return scope_of_rank(text[quantity.start : quantity.end]) if quantity.type is MetricType.RANK else None


class _Periods:
    """The periods of a paragraph, asked for the one that governs a figure."""

    def __init__(self, mentions: Sequence[PeriodMention], text: str, today: DocumentDate | None) -> None:
        self._mentions = [mention for mention in mentions if not (mention.compared or mention.narrow)]
        self._reach = bracketed_reach(text, self._mentions)
        self._narrow = {mention.governs: mention for mention in mentions if mention.narrow}
        self._starts = [mention.start for mention in self._mentions]
        self._turns = find_turns(text)
        self._turn_ends = [turn.end for turn in self._turns]
        self._text = text
        self._today = today
        self._own: dict[int, PeriodMention] = {}

    def tell_apart(self, own: dict[int, PeriodMention]) -> None:
        """Give the figures that start at these places periods of their own."""
        self._own = own

    def at(self, quantity: Quantity, sentence_start: int, *, standing: bool = False) -> PeriodMention | None:
        """Return the last period before the figure that no turn of the paragraph ends.

        What a rule sets for good (a ``standing`` cap or rate) only takes a period from its own sentence, and
        a period that is still to come, or was planned for, does not reach beyond its own but to 届时.
        """
        if own := self._own.get(quantity.start) or self._narrow.get(quantity.start):
            return own
        mention = self._last_before(quantity.start, quantity)
        if mention is None:
            return None
        number = bisect_right(self._turn_ends, quantity.start) - 1
        floor = self._turn_ends[number] if number >= 0 else 0
        if mention.start < floor and (lead := self._turns[number].lead):
            mention = self._last_before(lead, quantity)
            before = bisect_right(self._turn_ends, lead) - 1
            floor = self._turn_ends[before] if before >= 0 else 0
        if mention is None:
            return None
        is_ahead_only = mention.planned or is_ahead(mention.period, self._today)
        if standing or (is_ahead_only and not self._text.startswith(_THEN, sentence_start)):
            floor = max(floor, sentence_start)
        return mention if mention.start >= floor else None

    def _last_before(self, position: int, quantity: Quantity) -> PeriodMention | None:
        """Return the last period before a place that reaches to the figure."""
        index = bisect_right(self._starts, position) - 1
        while index >= 0 and self._reach[index] <= quantity.start:
            index -= 1
        return self._mentions[index] if index >= 0 else None
