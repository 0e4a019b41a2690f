"""The page 承诺事项: the ledger at the left; one promise, its state, notes and evidence at the right."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from viewer.core.commitment import (
    STATE_NAMES,
    STRENGTH_NAMES,
    CommitmentState,
    Evidence,
    EvidenceVerdict,
    LedgerEntry,
    LedgerFilter,
    Strength,
)
from viewer.core.company import Role as Person
from viewer.core.span import Span
from viewer.ui.across.asking import Asking
from viewer.ui.across.faces import AcrossExport, Ledger
from viewer.ui.across.laying_out import beside, in_column, in_row
from viewer.ui.across.passage_view import Passage, PassageView
from viewer.ui.across.row_model import Column, RowTable, in_words
from viewer.ui.appearance import Appearance
from viewer.ui.changes import Changes, Deed, Topic
from viewer.ui.clearing import let_clear
from viewer.ui.short_title import short_title
from viewer.ui.theme import Role
from viewer.ui.words_field import WordsField

_MOST_SHOWN = 500
_PAUSE_MS = 200
_STATE_TONES = {
    CommitmentState.KEPT: Role.SUCCESS,
    CommitmentState.NOT_KEPT: Role.ERROR,
    CommitmentState.PARTLY: Role.WARNING,
    CommitmentState.OPEN: Role.TEXT_FAINT,
}
_EVIDENCE_NAMES = {
    EvidenceVerdict.SUGGESTED: "建议",
    EvidenceVerdict.CONFIRMED: "依据",
    EvidenceVerdict.DISMISSED: "不是",
}


def deadline_words(entry: LedgerEntry) -> str:
    """Return the deadline as written, and that it is over where nobody has judged the promise yet."""
    commitment = entry.commitment
    today = datetime.now(UTC).date().isoformat()
    is_over = commitment.deadline is not None and commitment.deadline < today
    open_ = entry.state in (CommitmentState.OPEN, CommitmentState.NOT_STARTED, CommitmentState.RUNNING)
    words = commitment.deadline_words or ""
    return QCoreApplication.translate("LedgerPage", "{0}（已到期）").format(words) if is_over and open_ else words


_LEDGER = (
    Column[LedgerEntry]("承诺事项", lambda e: e.commitment.what, 22),
    Column[LedgerEntry](
        "状态",
        lambda e: STATE_NAMES[e.state],
        5,
        lambda e: float(list(STATE_NAMES).index(e.state)),
        tone=lambda e: _STATE_TONES.get(e.state),
        is_said=True,
    ),
    Column[LedgerEntry]("期限", deadline_words, 12, lambda e: e.commitment.deadline or "9999"),
    Column[LedgerEntry]("数字", lambda e: e.commitment.figure or "", 6, spare=3),
    Column[LedgerEntry]("由谁", lambda e: e.commitment.who or "", 5, spare=4),
    Column[LedgerEntry]("语气", lambda e: STRENGTH_NAMES[e.commitment.strength], 6, is_said=True, spare=5),
    Column[LedgerEntry]("依据", lambda e: str(e.evidence or ""), 3, lambda e: float(e.evidence), is_right=True),
    Column[LedgerEntry]("日期", lambda e: e.date or "", 8, spare=2),
    Column[LedgerEntry]("答复", lambda e: e.title, 12, spare=1, cut=short_title),
)
_EVIDENCE = (
    Column[Evidence]("判断", lambda e: _EVIDENCE_NAMES[e.verdict], 4, tone=lambda e: _tone(e.verdict), is_said=True),
    Column[Evidence]("日期", lambda e: e.date or "", 8, spare=1),
    Column[Evidence]("段落", lambda e: e.passage, 20),
    Column[Evidence]("答复", lambda e: e.title, 14, spare=2, cut=short_title),
)


def _tone(verdict: EvidenceVerdict) -> Role | None:
    return Role.SUCCESS if verdict is EvidenceVerdict.CONFIRMED else Role.TEXT_FAINT


class LedgerPage(QWidget):
    """Lists promises; what became of them is a person's word, passages of later replies are offered as evidence."""

    passage_wanted = Signal(str, int)

    def __init__(
        self, ledger: Ledger, export: AcrossExport, asking: Asking, changes: Changes, appearance: Appearance
    ) -> None:
        super().__init__()
        self._ledger = ledger
        self._export = export
        self._asking = asking
        self._changes = changes
        self._entry: LedgerEntry | None = None
        self.field = QLineEdit(self)
        self.strength = QComboBox(self)
        self.state = QComboBox(self)
        self.dismissed = QCheckBox(self.tr("含不是承诺的"), self)
        self.list = RowTable(_LEDGER, appearance, self)
        self.count = QLabel(self)
        self.export_list = QPushButton(self.tr("导出表格…"), self)
        self.sentence = PassageView(appearance, self)
        self.judgement = QComboBox(self)
        self.note = WordsField(self)
        self.dismiss = QPushButton(self.tr("不是承诺"), self)
        self.evidence = RowTable(_EVIDENCE, appearance, self)
        self.passage = PassageView(appearance, self)
        self.confirm = QPushButton(self.tr("作为依据"), self)
        self.reject = QPushButton(self.tr("不是依据"), self)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._writing = QTimer(self, interval=700, singleShot=True)
        self._arrange()
        self._connect()
        self._show(None)

    def reload(self) -> None:
        """Read the ledger again."""
        strength, state = self.strength.currentData(), self.state.currentData()
        wanted = LedgerFilter(
            part=self.field.text().strip() or None,
            strength=Strength(strength) if strength else None,
            state=CommitmentState(state) if state else None,
            dismissed=None if self.dismissed.isChecked() else False,
        )
        ledger = self._ledger

        def question(_cancel: object) -> tuple[list[LedgerEntry], int]:
            return ledger.entries(wanted, limit=_MOST_SHOWN), ledger.count()

        self._asking.ask("ledger", question, self._take)

    def finish(self) -> None:
        """Store what was typed last."""
        self._write_note()

    def _take(self, answer: tuple[list[LedgerEntry], int]) -> None:
        found, total = answer
        chosen = self._entry
        self.list.show_rows(found)
        more = self.tr("，只列出前 {0} 条").format(_MOST_SHOWN) if len(found) == _MOST_SHOWN else ""
        self.list.say_when_empty(
            self.tr("没有符合筛选的承诺。")
            if total
            else self.tr("文库里还没有读到承诺。导入答复后，“将、力争、年底前”这样的句子会列在这里。")
        )
        words = self.tr("共 {0:,} 条") if len(found) == total else self.tr("{0:,} 条，文库中共 {1:,} 条")
        self.count.setText(words.format(len(found), total) + more)
        self.export_list.setEnabled(bool(found))
        numbers = [number for number, each in enumerate(found) if chosen is not None and _is_one(each, chosen)]
        if found:
            self.list.choose(numbers[0] if numbers else 0)
        else:
            self._show(None)

    def _note_choice(self) -> None:
        chosen = self.list.chosen()
        self._show(chosen[0] if chosen else None)

    def _show(self, entry: LedgerEntry | None) -> None:
        self._write_note()
        is_other = entry is None or self._entry is None or not _is_one(entry, self._entry)
        self._entry = entry
        for widget in (self.judgement, self.note, self.dismiss, self.confirm, self.reject):
            self._changes.enable(widget, Person.ANNOTATOR, can=entry is not None)
        self.sentence.show_passages([_sentence(entry)] if entry else [])
        self.judgement.blockSignals(True)
        self.judgement.setCurrentIndex(self.judgement.findData(entry.state.value) if entry else 0)
        self.judgement.blockSignals(False)
        self.note.blockSignals(True)
        if is_other or not self.note.hasFocus():
            self.note.setPlainText(entry.note if entry else "")
        self.note.blockSignals(False)
        self.dismiss.setText(self.tr("还是承诺") if entry is not None and entry.dismissed else self.tr("不是承诺"))
        if is_other:
            self.evidence.say_when_empty("")
            self.evidence.show_rows([])
            self.passage.show_passages([])
        if entry is not None:
            ledger = self._ledger
            self._asking.ask("evidence", lambda cancel: ledger.evidence(entry, cancel=cancel), self._take_evidence)

    def _take_evidence(self, found: list[Evidence]) -> None:
        self.evidence.say_when_empty(self.tr("在以后的文档里没有找到说到它的段落。"))
        self.evidence.show_rows(found)
        if found:
            self.evidence.choose(0)
        self._show_passage()

    def _show_passage(self) -> None:
        chosen = self.evidence.chosen()
        for button in (self.confirm, self.reject):
            self._changes.enable(button, Person.ANNOTATOR, can=bool(chosen))
        self.passage.show_passages([_evidence(each) for each in chosen])
        self.passage.setVisible(bool(chosen))

    def _judge_state(self) -> None:
        state = CommitmentState(self.judgement.currentData())
        self._change(self.tr("承诺状态"), lambda entry: replace(entry, state=state))

    def _write_note(self) -> None:
        self._writing.stop()
        entry, note = self._entry, self.note.toPlainText().strip()
        if entry is not None and note != entry.note:
            self._change(self.tr("承诺备注"), lambda each: replace(each, note=note))

    def _toggle_dismissed(self) -> None:
        self._change(self.tr("不是承诺"), lambda entry: replace(entry, dismissed=not entry.dismissed))

    def _change(self, text: str, change: Callable[[LedgerEntry], LedgerEntry]) -> None:
        if self._entry is None:
            return
        ledger, after = self._ledger, change(self._entry)
        self._entry = after
        deed: Deed[LedgerEntry] = Deed(
            text,
            Topic.ACROSS,
            do=lambda: ledger.note(after),
            undo=ledger.note,
            redo=lambda _before: ledger.note(after),
        )
        self._changes.make(deed)

    def _judge_evidence(self, verdict: EvidenceVerdict) -> None:
        entry, chosen, ledger = self._entry, self.evidence.chosen(), self._ledger
        if entry is None or not chosen:
            return

        def do() -> list[EvidenceVerdict]:
            return [ledger.judge(entry, each, verdict) for each in chosen]

        def undo(before: list[EvidenceVerdict]) -> None:
            for each, said in zip(chosen, before, strict=True):
                ledger.judge(entry, each, said)

        self._changes.make(Deed(self.tr("核实依据"), Topic.ACROSS, do=do, undo=undo))

    def _save(self) -> None:
        entries, export = list(self.list.rows_model.rows), self._export
        self._asking.save(self, self.tr("承诺事项"), lambda form: export.ledger(entries, form))

    def _go(self) -> None:
        if self._entry is not None:
            self.passage_wanted.emit(self._entry.document_id, self._entry.commitment.span.start)

    def _go_to_evidence(self) -> None:
        for each in self.evidence.chosen()[:1]:
            self.passage_wanted.emit(each.document_id, each.start)

    def _arrange(self) -> None:
        self.field.setPlaceholderText(self.tr("筛选承诺"))
        let_clear(self.field)
        self.strength.addItem(self.tr("全部语气"), "")
        for strength, name in STRENGTH_NAMES.items():
            self.strength.addItem(in_words(name), strength.value)
        self.state.addItem(self.tr("全部状态"), "")
        for state, name in STATE_NAMES.items():
            self.state.addItem(in_words(name), state.value)
            self.judgement.addItem(in_words(name), state.value)
        self.count.setProperty("tone", "secondary")
        self.note.setPlaceholderText(self.tr("备注"))
        self.note.setAccessibleName(self.tr("备注"))
        self.note.setMaximumHeight(self.fontMetrics().height() * 4)
        self.sentence.setMaximumHeight(self.fontMetrics().height() * 8)
        left = in_column(
            in_row(self.field, self.strength, self.state),
            self.list,
            in_row(self.count, None, self.dismissed, self.export_list),
        )
        heading = QLabel(self.tr("以后的答复里可能的依据"), self)
        heading.setProperty("tone", "secondary")
        heading.setWordWrap(True)
        lower = QSplitter(self)
        lower.setOrientation(lower.orientation().Vertical)
        lower.addWidget(in_column(in_row(heading, None, self.confirm, self.reject), self.evidence))
        lower.addWidget(self.passage)
        self.passage.hide()
        lower.setSizes([260, 120])
        right = in_column(
            self.sentence, in_row(QLabel(self.tr("状态"), self), self.judgement, None, self.dismiss), self.note, lower
        )
        both = beside(left, right, 0.62)
        line = QVBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(both)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self.reload)
        for choice in (self.strength, self.state):
            choice.currentIndexChanged.connect(self.reload)
        self.dismissed.toggled.connect(self.reload)
        self.list.selectionModel().selectionChanged.connect(self._note_choice)
        self.list.doubleClicked.connect(self._go)
        self.evidence.selectionModel().selectionChanged.connect(self._show_passage)
        self.evidence.doubleClicked.connect(self._go_to_evidence)
        self.sentence.wanted.connect(self.passage_wanted)
        self.passage.wanted.connect(self.passage_wanted)
        self.judgement.currentIndexChanged.connect(self._judge_state)
        self.note.textChanged.connect(self._writing.start)
        self._writing.timeout.connect(self._write_note)
        self.dismiss.clicked.connect(self._toggle_dismissed)
        self.confirm.clicked.connect(self._confirm_evidence)
        self.reject.clicked.connect(self._reject_evidence)
        self.export_list.clicked.connect(self._save)

    def _confirm_evidence(self) -> None:
        self._judge_evidence(EvidenceVerdict.CONFIRMED)

    def _reject_evidence(self) -> None:
        self._judge_evidence(EvidenceVerdict.DISMISSED)


def _is_one(one: LedgerEntry, other: LedgerEntry) -> bool:
    return (one.document_id, one.commitment.words) == (other.document_id, other.commitment.words)


def _sentence(entry: LedgerEntry) -> Passage:
    commitment = entry.commitment
    strength = QCoreApplication.translate("LedgerPage", "语气：{0}").format(
        in_words(STRENGTH_NAMES[commitment.strength])
    )
    details = "，".join(each for each in (entry.issuing_unit, entry.date, commitment.who, strength) if each)
    start = commitment.words.find(commitment.what)
    marks = (Span(start, start + len(commitment.what)),) if start >= 0 else ()
    return Passage(f"《{entry.title}》{details}", commitment.words, marks, entry.document_id, commitment.span.start)


def _evidence(each: Evidence) -> Passage:
    return Passage(f"《{each.title}》{each.date or ''}", each.passage, (), each.document_id, max(0, each.start))
