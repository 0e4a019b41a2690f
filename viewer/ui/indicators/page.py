"""The page 指标: series at the left; what was stated, its chart and its sentences at the right."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelection, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from viewer.core.across import TableFormat
from viewer.core.company import Role as Person
from viewer.core.document import DocumentId
from viewer.core.series import VERDICT_NAMES, DecisionId, Series, SeriesId, SeriesState, SeriesSummary, Statement
from viewer.core.span import Span
from viewer.ui.across.asking import Asking
from viewer.ui.across.faces import AcrossExport, Indicators
from viewer.ui.across.laying_out import beside, in_column, in_row
from viewer.ui.across.passage_view import Passage, PassageView
from viewer.ui.across.row_model import Column, RowTable
from viewer.ui.appearance import Appearance
from viewer.ui.changes import Changes, Deed, Topic
from viewer.ui.clearing import let_clear
from viewer.ui.form import like_a_form
from viewer.ui.indicators.chart import ChartLine, ChartPoint, SeriesChart
from viewer.ui.indicators.wording import (
    STATES,
    TONES,
    day_of,
    interval_words,
    kind_words,
    time_words,
    years_words,
)
from viewer.ui.saving import with_suffix
from viewer.ui.short_title import short_title
from viewer.ui.theme import Role
from viewer.ui.typography import ui_font

_MOST_SHOWN = 500
_NEEDS = Person.EDITOR  # what is decided about series changes the figures everybody reads
_MOST_DRAWN = 6
_PAUSE_MS = 150
_SERIES = (
    Column[SeriesSummary]("指标", lambda s: f"★ {s.name}" if s.pinned else s.name, 14),
    Column[SeriesSummary]("口径", kind_words, 4, spare=2),
    Column[SeriesSummary]("条", lambda s: str(s.mentions), 3, lambda s: float(s.mentions), is_right=True),
    Column[SeriesSummary](
        "判断",
        lambda s: VERDICT_NAMES[s.verdict] if s.verdict else "",
        6,
        lambda s: float(list(VERDICT_NAMES).index(s.verdict)) if s.verdict else -1.0,
        tone=lambda s: TONES.get(s.verdict) if s.verdict else None,
        is_said=True,
    ),
    Column[SeriesSummary]("最近", lambda s: s.latest, 12),
    Column[SeriesSummary]("年份", years_words, 7, spare=1),
    Column[SeriesSummary]("范围", lambda s: s.scope, 5, spare=4),
    Column[SeriesSummary](
        "确认", lambda s: STATES[s.state], 5, tone=lambda _s: Role.TEXT_SECONDARY, is_said=True, spare=3
    ),
)
_Stated = tuple[Statement, str, Role | None]


def _document(stated: _Stated) -> str:
    return stated[0].figure.title


_STATEMENTS = (
    Column[_Stated]("时间", lambda s: time_words(s[0].figure.metric), 9, lambda s: str(day_of(s[0]) or "")),
    Column[_Stated]("原文", lambda s: s[0].figure.metric.surface, 8, lambda s: s[0].figure.metric.value),
    Column[_Stated](
        "可能的值", lambda s: interval_words(s[0].interval, s[0].figure.metric.unit), 8,
        lambda s: s[0].interval.low or 0.0, spare=3,
    ),
    Column[_Stated]("与上一条", lambda s: s[1], 6, tone=lambda s: s[2], is_said=True),
    Column[_Stated]("原文中的名称", lambda s: s[0].figure.metric.indicator or "", 10, spare=2),
    Column[_Stated]("出处", _document, 12, spare=1, cut=short_title),
)  # fmt: skip


class IndicatorPage(QWidget):
    """Lists series; the machine's links are suggestions until a person confirms them."""

    passage_wanted = Signal(str, int)

    def __init__(
        self, indicators: Indicators, export: AcrossExport, asking: Asking, changes: Changes, appearance: Appearance
    ) -> None:
        super().__init__()
        self._indicators = indicators
        self._export = export
        self._asking = asking
        self._changes = changes
        self._opened: dict[SeriesId, tuple[Series, tuple[Statement, ...]]] = {}
        self._wanted: SeriesId | None = None
        self.field = QLineEdit(self)
        self.single = QCheckBox(self.tr("含只出现一次的"), self)
        self.count = QLabel(self)
        self.list = RowTable(_SERIES, appearance, self)
        self.statements = RowTable(_STATEMENTS, appearance, self)
        self.passages = PassageView(appearance, self)
        self.chart = SeriesChart(appearance, self)
        self.title = QLabel(self)
        self.buttons = {
            name: QPushButton(self.tr(words), self)
            for name, words in (
                ("confirm", "确认"), ("merge", "合并"), ("split", "拆出所选"), ("rename", "改名"), ("pin", "固定"),
            )
        }  # fmt: skip
        self.export_list = QPushButton(self.tr("导出表格…"), self)
        self.export_chart = QPushButton(self.tr("图"), self)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._arrange()
        self._connect()

    def reload(self) -> None:
        """Read the list again; what was chosen stays chosen."""
        part, least = self.field.text().strip() or None, 1 if self.single.isChecked() else 2
        indicators = self._indicators

        def done(found: tuple[list[SeriesSummary], tuple[int, int]]) -> None:
            self._take(*found)

        self._asking.ask(
            "series",
            lambda _cancel: (
                indicators.list_series(part=part, least_mentions=least, limit=_MOST_SHOWN),
                indicators.counts(),
            ),
            done,
        )

    def choose(self, series_id: SeriesId) -> None:
        """Select a series as soon as it is listed."""
        self._wanted = series_id
        self.reload()

    def _take(self, found: list[SeriesSummary], counts: tuple[int, int]) -> None:
        chosen = {each.id for each in self.list.chosen()}
        if self._wanted is not None:
            chosen, self._wanted = {self._wanted}, None
        self._opened.clear()
        self.list.show_rows(found)
        more = self.tr("，只列出前 {0} 项").format(_MOST_SHOWN) if len(found) == _MOST_SHOWN else ""
        total, repeated = counts
        self.list.say_when_empty(self._nothing(total))
        self.count.setText(self.tr("多次出现 {0:,} 项，共 {1:,} 项").format(repeated, total) + more)
        numbers = [number for number, each in enumerate(found) if each.id in chosen]
        if numbers or found:
            self.list.choose(numbers[0] if numbers else 0)
        else:
            self._show()

    def _nothing(self, total: int) -> str:
        if not total:
            return self.tr("文库里还没有读到数据。导入文档后，在这里比较各份文档的数字。")
        if self.field.text().strip():
            return self.tr("没有符合筛选的指标。")
        return self.tr("没有哪个数据在文库里出现两次。勾选“含只出现一次的”可以看到全部。")

    def _open_chosen(self) -> None:
        """Read the chosen series that are not at hand, then show them."""
        chosen = [each.id for each in self.list.chosen()][:_MOST_DRAWN]
        missing = [each for each in chosen if each not in self._opened]
        self._tell_buttons()
        if not missing:
            self._show()
            return
        indicators = self._indicators

        def question(_cancel: object) -> list[tuple[Series, tuple[Statement, ...]]]:
            found = [(indicators.series(each), indicators.targets(each)) for each in missing]
            return [(series, tuple(targets)) for series, targets in found if series is not None]

        def done(found: list[tuple[Series, tuple[Statement, ...]]]) -> None:
            self._opened |= {series.summary.id: (series, targets) for series, targets in found}
            self._show()

        self._asking.ask("open", question, done)

    def _shown(self) -> list[tuple[Series, tuple[Statement, ...]]]:
        return [self._opened[each.id] for each in self.list.chosen()[:_MOST_DRAWN] if each.id in self._opened]

    def _show(self) -> None:
        shown = self._shown()
        first = shown[0][0] if shown else None
        drawn = sum(series.summary.unit == shown[0][0].summary.unit for series, _ in shown)
        others = self.tr("（单位不同的 {0} 项不画在一张图里）").format(len(shown) - drawn) if drawn < len(shown) else ""
        self.title.setText("　".join(series.summary.name for series, _ in shown) + others)
        self.statements.show_rows([row for series, _ in shown for row in _stated(series)])
        unit = first.summary.unit if first else ""
        lines = [
            _line(number, series, targets)
            for number, (series, targets) in enumerate(shown)
            if series.summary.unit == unit
        ]
        self.chart.show_lines(lines, _units([series for series, _ in shown if series.summary.unit == unit]) or unit)
        self._show_sentences()

    def _show_sentences(self) -> None:
        """Show the sentence of the chosen statement and of the one before, or of the gravest pair of the series."""
        rows = self.statements.rows_model.rows
        chosen = self.statements.chosen()
        if not chosen and rows:
            chosen = list(_gravest_pair([row[0] for row in rows], self._shown()[0][0], rows))
        elif len(chosen) == 1:
            number = rows.index(chosen[0])
            chosen = [*rows[max(0, number - 1) : number], chosen[0]]
        self.passages.show_passages([_passage(row[0]) for row in chosen])
        self._tell_buttons()

    def _choose_point(self, series: int, number: int) -> None:
        shown = self._shown()
        if number < 0:  # a target, which is no statement of the series
            self.passages.show_passages([_passage(shown[series][1][-1 - number])])
            return
        before = sum(len(each.statements) for each, _ in shown[:series])
        self.statements.choose(before + number)

    def _tell_buttons(self) -> None:
        chosen = self.list.chosen()
        one = chosen[0] if len(chosen) == 1 else None
        rows = len(self.statements.rows_model.rows)
        for name, can in (
            ("confirm", one is not None and one.state is SeriesState.SUGGESTED),
            ("merge", len(chosen) > 1),
            ("rename", one is not None),
            ("pin", one is not None),
            ("split", one is not None and 0 < len(self.statements.chosen()) < rows),
        ):
            self._changes.enable(self.buttons[name], _NEEDS, can=can)
        self.buttons["pin"].setText(self.tr("取消固定") if one is not None and one.pinned else self.tr("固定"))
        self.export_list.setEnabled(bool(self.list.rows_model.rows))
        self.export_chart.setEnabled(bool(self.chart.lines))

    def _confirm(self) -> None:
        series_id = self.list.chosen()[0].id
        self._decide(self.tr("确认指标"), lambda: self._indicators.confirm(series_id))

    def _merge(self) -> None:
        ids = [each.id for each in self.list.chosen()]
        self._decide(self.tr("合并指标"), lambda: self._indicators.merge(ids))

    def _split(self) -> None:
        statements = [row[0] for row in self.statements.chosen()]
        self._decide(self.tr("拆出数据"), lambda: self._indicators.split(statements))

    def _rename(self) -> None:
        summary = self.list.chosen()[0]
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("改名"))
        dialog.setLabelText(self.tr("这个指标叫做："))
        dialog.setTextValue(summary.name)
        dialog.setOkButtonText(self.tr("确定"))
        dialog.setCancelButtonText(self.tr("取消"))
        dialog.textValueSelected.connect(partial(self.rename, summary.id))
        like_a_form(dialog).open()

    def rename(self, series_id: SeriesId, name: str) -> None:
        """Give a series another name."""
        self._decide(self.tr("指标改名"), lambda: self._indicators.rename(series_id, name))

    def _pin(self) -> None:
        summary, indicators = self.list.chosen()[0], self._indicators
        if not summary.pinned:
            self._decide(self.tr("固定指标"), lambda: indicators.pin(summary.id))
            return
        deed: Deed[list[DecisionId]] = Deed(
            self.tr("取消固定"),
            Topic.ACROSS,
            do=lambda: indicators.unpin(summary.id),
            undo=indicators.restore,
            redo=lambda taken: _after(indicators.withdraw, taken),
            needs=_NEEDS,
        )
        self._changes.make(deed)

    def _decide(self, text: str, do: Callable[[], DecisionId]) -> None:
        indicators = self._indicators
        deed: Deed[DecisionId] = Deed(
            text,
            Topic.ACROSS,
            do=do,
            undo=lambda decision: indicators.withdraw([decision]),
            redo=lambda decision: _after_one(indicators.restore, decision),
            needs=_NEEDS,
        )
        self._changes.make(deed)

    def _save_list(self) -> None:
        self._asking.save(self, self.tr("指标"), self._content())

    def write_list(self, path: Path, form: TableFormat) -> None:
        """Write the chosen series, or all that are listed, to a file."""
        self._asking.write(path, form, self._content())

    def _content(self) -> Callable[[TableFormat], bytes]:
        rows = self.list.chosen() if len(self.list.chosen()) > 1 else list(self.list.rows_model.rows)
        ids, export = [each.id for each in rows], self._export
        return lambda form: export.series(ids, form)

    def _save_chart(self, suffix: str) -> None:
        dialog = QFileDialog(self, self.tr("导出图"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{suffix.upper()} (*.{suffix})")
        dialog.selectFile(self.title.text().replace("/", " ") or self.tr("指标图"))
        dialog.fileSelected.connect(partial(self.write_chart, suffix))
        dialog.open()

    def write_chart(self, suffix: str, name: str) -> None:
        """Write the chart to a file."""
        path = with_suffix(name, suffix)
        if suffix == "svg":
            path.write_bytes(self.chart.svg())
        else:
            self.chart.png().save(str(path), "PNG")
        self._asking.told.emit(self.tr("已导出到“{0}”").format(path.name))

    def _copy_chart(self) -> None:
        self.chart.copy()
        self._asking.told.emit(self.tr("图已复制"))

    def _arrange(self) -> None:
        self.field.setPlaceholderText(self.tr("筛选指标名称"))
        let_clear(self.field)
        self.count.setProperty("tone", "secondary")
        self.title.setWordWrap(True)
        self.title.setFont(ui_font(bold=True))
        menu = QMenu(self.export_chart)
        menu.addAction(self.tr("复制图"), self._copy_chart)
        menu.addAction(self.tr("导出 PNG…"), partial(self._save_chart, "png"))
        menu.addAction(self.tr("导出 SVG…"), partial(self._save_chart, "svg"))
        self.export_chart.setMenu(menu)
        left = in_column(in_row(self.field, self.single), self.list, in_row(self.count, None, self.export_list))
        tools = in_row(None, *self.buttons.values(), self.export_chart)
        right = QSplitter(Qt.Orientation.Vertical, self)
        for part, share in ((self.chart, 4), (self.statements, 4), (self.passages, 3)):
            right.addWidget(part)
            right.setStretchFactor(right.count() - 1, share)
        right.setSizes([260, 230, 170])
        both = beside(left, in_column(tools, self.title, right), 0.52)
        line = QVBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(both)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self.reload)
        self.single.toggled.connect(self.reload)
        self.list.selectionModel().selectionChanged.connect(self._note_choice)
        self.statements.selectionModel().selectionChanged.connect(self._note_statement)
        self.statements.doubleClicked.connect(self._go)
        self.passages.wanted.connect(self.passage_wanted)
        self.chart.point_chosen.connect(self._choose_point)
        self.buttons["confirm"].clicked.connect(self._confirm)
        self.buttons["merge"].clicked.connect(self._merge)
        self.buttons["split"].clicked.connect(self._split)
        self.buttons["rename"].clicked.connect(self._rename)
        self.buttons["pin"].clicked.connect(self._pin)
        self.export_list.clicked.connect(self._save_list)

    def _note_choice(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self._open_chosen()

    def _note_statement(self, _now: QItemSelection, _before: QItemSelection) -> None:
        self._show_sentences()

    def _go(self) -> None:
        figure = self.statements.chosen()[0][0].figure
        self.passage_wanted.emit(figure.document_id, figure.metric.span.start)


def _after(deed: Callable[[list[DecisionId]], object], decisions: list[DecisionId]) -> list[DecisionId]:
    deed(decisions)
    return decisions


def _after_one(deed: Callable[[list[DecisionId]], object], decision: DecisionId) -> DecisionId:
    deed([decision])
    return decision


def _stated(series: Series) -> list[_Stated]:
    verdicts = {each.second: each.verdict for each in series.comparisons if each.second == each.first + 1}
    rows: list[_Stated] = []
    for number, each in enumerate(series.statements):
        verdict = verdicts.get(number)
        rows.append((each, VERDICT_NAMES[verdict] if verdict else "", TONES.get(verdict) if verdict else None))
    return rows


def _gravest_pair(statements: Sequence[Statement], series: Series, rows: Sequence[_Stated]) -> Sequence[_Stated]:
    """Return the two statements a person should see first."""
    worst = next((each for each in series.comparisons if each.verdict is series.summary.verdict), None)
    if worst is None or worst.second >= len(statements):
        return rows[:1]
    return rows[worst.first], rows[worst.second]


def _line(number: int, series: Series, targets: Sequence[Statement]) -> ChartLine:
    points = tuple(
        point for place, each in enumerate(series.statements) if (point := _point(each, (number, place))) is not None
    )
    aims = tuple(
        point for place, each in enumerate(targets) if (point := _point(each, (number, -1 - place))) is not None
    )
    return ChartLine(series.summary.name, points, aims)


def _point(statement: Statement, key: tuple[int, int]) -> ChartPoint | None:
    day, metric = day_of(statement), statement.figure.metric
    if day is None:
        return None
    words = f"{metric.surface}（{time_words(metric)}）\n《{statement.figure.title}》"
    return ChartPoint(day, metric.value, statement.interval.low, statement.interval.high, words, key)


def _units(drawn: Sequence[Series]) -> str:
    """Return the units the figures of these series are stated in: 个 and 名 are one unit, and both are named."""
    stated = dict.fromkeys(each.figure.metric.unit for series in drawn for each in series.statements)
    return "、".join(unit for unit in stated if unit)


def _passage(statement: Statement) -> Passage:
    figure = statement.figure
    metric = figure.metric
    mark = Span(metric.span.start - metric.sentence.start, metric.span.end - metric.sentence.start)
    details = "，".join(each for each in (figure.issuing_unit, figure.date) if each)
    return Passage(
        f"《{figure.title}》{details}", figure.sentence, (mark,), DocumentId(figure.document_id), metric.span.start
    )
