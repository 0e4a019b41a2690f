"""What people taught and decided, kind by kind, as two libraries compare it.

A word is about something – a name at a place, a figure, a term, a series, a promise – and says something of it. Two
libraries are compared by what they say of each thing and not by rows: what both say alike is one, whoever said it.
"""

import json
import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, fields, replace
from hashlib import sha256
from itertools import takewhile
from typing import Any, Generic, TypeVar

from viewer.core.commitment import STATE_NAMES, CommitmentState, EvidenceVerdict, Judgement, PromiseRecord
from viewer.core.document import DocumentId
from viewer.core.knowledge import KnownCorrection, KnownTerm, LessonId, MetricCorrection
from viewer.core.lexicon import CorrectionAction
from viewer.core.series import DecisionId
from viewer.exporting.across_tables import TYPE_NAMES
from viewer.services.series_decisions import PIN, RENAME, concerned_documents, concerned_keys
from viewer.store.series_table import Decision
from viewer.store.store import Store

T = TypeVar("T")

_ONE_KEY = (RENAME, PIN)
_UNSAID = frozenset({"id", "document_id", "surface", "before", "after", "added_by", "added_at"})
"""Fields of a figure's correction that do not say what the figure is."""

_FIGURE_WORDS = {
    "indicator": "指标",
    "value": "数值",
    "value_max": "上限",
    "unit": "单位",
    "comparator": "比较",
    "role": "性质",
    "period_text": "时间",
    "scope": "范围",
}


@dataclass(frozen=True, slots=True)
class Reach:
    """Where a word changes the marks: wherever these words stand, in one document or in all."""

    words: str
    document_id: DocumentId | None


def _nowhere(_word: object) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """One kind of word: how a library lists those that hold, lets one hold and takes one back.

    A word is ``about`` something in its ``documents`` (none where it holds for the whole library), and ``says``
    something of it; ``passage`` and ``shown`` are the same for a person's eyes. ``reach`` tells where it changes the
    marks of documents. ``move_last`` lets a word count as the newest, where a later one overrules an earlier one about
    something else. ``name`` never changes: copies remember what was agreed under it.
    """

    name: str
    table: str
    listed: Callable[[Store], Sequence[T]]
    add: Callable[[Store, T], None]
    take_back: Callable[[Store, T], None]
    documents: Callable[[T], tuple[DocumentId, ...]]
    about: Callable[[T], tuple[str, ...]]
    says: Callable[[T], tuple[object, ...]]
    passage: Callable[[T], str]
    shown: Callable[[T], str]
    reach: Callable[[T], Reach | None] = _nowhere
    move_last: Callable[[Store, T], None] | None = None

    def slots(self, store: Store, shared: Collection[DocumentId]) -> dict[str, tuple[T, ...]]:
        """Return all words by what they are about, of documents both libraries show; call it inside a block."""
        found: dict[str, tuple[T, ...]] = {}
        for word in self.listed(store):
            if all(each in shared for each in self.documents(word)):
                slot = self.slot(word)
                found[slot] = (*found.get(slot, ()), word)
        return found

    def slot(self, word: T) -> str:
        """Return what a word is about as a key."""
        return json.dumps([self.documents(word), self.about(word)], ensure_ascii=False)

    def digest(self, words: Sequence[T]) -> str | None:
        """Return a sum of what words say, ``None`` for none: the same in every library that says the same."""
        if not words:
            return None
        said = [self.says(word) for word in words]
        return sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()

    def say(self, store: Store, there: Sequence[T], wanted: Sequence[T]) -> None:
        """Let a library say of one thing what is wanted instead of what is there; call it in a transaction."""
        alike = list(takewhile(lambda pair: self.says(pair[0]) == self.says(pair[1]), zip(there, wanted, strict=False)))
        for word in there[len(alike) :]:
            self.take_back(store, word)
        for word in wanted[len(alike) :]:
            self.add(store, word)


def documents_of(slot: str) -> list[DocumentId]:
    """Return the documents something is about."""
    return [DocumentId(each) for each in json.loads(slot)[0]]


def _add_decision(store: Store, word: Decision) -> None:
    store.series().add_decision(replace(word, id=DecisionId(str(uuid.uuid4()))))
    _join_anew(store, word)


def _withdraw_decision(store: Store, word: Decision) -> None:
    store.series().withdraw(word.id)
    _join_anew(store, word)


def _join_anew(store: Store, decision: Decision) -> None:
    store.series().mark_stale(concerned_keys(decision))
    store.across().mark_stale(concerned_documents(decision))


def _detail(decision: Decision) -> str:
    return json.dumps(dict(decision.detail), ensure_ascii=False, sort_keys=True)


def _unsaid(record: PromiseRecord) -> PromiseRecord:
    return replace(record, state=CommitmentState.OPEN, note="", dismissed=False)


def _given(document_id: DocumentId | None) -> tuple[DocumentId, ...]:
    return () if document_id is None else (document_id,)


def _named(type_: str | None, canonical: str | None) -> str:
    said = {"类型": type_, "全称": canonical}
    return "，".join(f"{name}：{value}" for name, value in said.items() if value is not None)


def _in_context(before: str, surface: str, after: str) -> str:
    return f"{before}【{surface}】{after}" if before or after else surface


def _lesson_id() -> LessonId:
    return LessonId(str(uuid.uuid4()))


def _shown_name(word: KnownCorrection) -> str:
    given = word.correction
    if given.action is CorrectionAction.VETO:
        return "不是名称"
    return _named(TYPE_NAMES[given.type] if given.type else None, given.canonical)


def _shown_figure(word: MetricCorrection) -> str:
    if word.dismissed:
        return "不是数据"
    said = {named: getattr(word, name) for name, named in _FIGURE_WORDS.items()}
    return "，".join(f"{named}：{value}" for named, value in said.items() if value is not None)


def _shown_promise(word: PromiseRecord) -> str:
    said = ("不是承诺" if word.dismissed else "", STATE_NAMES[word.state], word.note)
    return "，".join(each for each in said if each)


TERMS: Kind[KnownTerm] = Kind(
    name="term",
    table="terms",
    listed=lambda store: store.lessons().terms(),
    add=lambda store, word: store.lessons().add_term(replace(word, id=_lesson_id())),
    take_back=lambda store, word: store.lessons().withdraw(word.id),
    documents=lambda word: _given(word.document_id),
    about=lambda word: (word.term.term,),
    says=lambda word: (word.term.type.value, word.term.canonical),
    passage=lambda word: word.term.term,
    shown=lambda word: _named(TYPE_NAMES[word.term.type], word.term.canonical),
    reach=lambda word: Reach(word.term.term, word.document_id),
)

NAMES: Kind[KnownCorrection] = Kind(
    name="name",
    table="corrections",
    listed=lambda store: store.lessons().corrections(),
    add=lambda store, word: store.lessons().add_correction(replace(word, id=_lesson_id())),
    take_back=lambda store, word: store.lessons().withdraw(word.id),
    documents=lambda word: _given(word.document_id),
    about=lambda word: (word.correction.surface, word.correction.before, word.correction.after),
    says=lambda word: (word.correction.action.value, word.correction.type, word.correction.canonical),
    passage=lambda word: _in_context(word.correction.before, word.correction.surface, word.correction.after),
    shown=_shown_name,
    reach=lambda word: Reach(word.correction.surface, word.document_id),
    move_last=lambda store, word: store.lessons().move_last(word.id),
)

FIGURES: Kind[MetricCorrection] = Kind(
    name="figure",
    table="metric_corrections",
    listed=lambda store: store.lessons().metric_corrections(),
    add=lambda store, word: store.lessons().add_metric_correction(replace(word, id=_lesson_id())),
    take_back=lambda store, word: store.lessons().withdraw(word.id),
    documents=lambda word: (word.document_id,),
    about=lambda word: (word.surface, word.before, word.after),
    says=lambda word: tuple(getattr(word, each.name) for each in fields(word) if each.name not in _UNSAID),
    passage=lambda word: _in_context(word.before, word.surface, word.after),
    shown=_shown_figure,
    reach=lambda word: Reach(word.surface, word.document_id),
    move_last=lambda store, word: store.lessons().move_last(word.id),
)

SERIES: Kind[Decision] = Kind(
    name="series",
    table="series_decisions",
    listed=lambda store: store.series().decisions(),
    add=_add_decision,
    take_back=_withdraw_decision,
    documents=lambda _word: (),  # what it says of keys and places that are not here does nothing
    about=lambda word: (word.action, str(word.detail["key"]) if word.action in _ONE_KEY else _detail(word)),
    says=lambda word: (_detail(word),),
    passage=lambda _word: "指标",
    shown=lambda word: str(word.detail.get("name", "")),
    move_last=lambda store, word: store.series().move_last(word.id),
)

PROMISES: Kind[PromiseRecord] = Kind(
    name="promise",
    table="commitment_records",
    listed=lambda store: [each for each in store.commitments().records() if each != _unsaid(each)],
    add=lambda store, word: store.commitments().note(word),
    take_back=lambda store, word: store.commitments().note(_unsaid(word)),
    documents=lambda word: (word.document_id,),
    about=lambda word: (word.words,),
    says=lambda word: (word.state, word.note, word.dismissed),
    passage=lambda word: word.words,
    shown=_shown_promise,
)

EVIDENCE: Kind[Judgement] = Kind(
    name="evidence",
    table="commitment_evidence",
    listed=lambda store: store.commitments().judgements(),
    add=lambda store, word: store.commitments().judge(word),
    take_back=lambda store, word: store.commitments().judge(replace(word, verdict=EvidenceVerdict.SUGGESTED)),
    documents=lambda word: (word.document_id, word.later),
    about=lambda word: (word.words, word.passage),
    says=lambda word: (word.verdict,),
    passage=lambda word: word.passage,
    shown=lambda word: "是核实依据" if word.verdict is EvidenceVerdict.CONFIRMED else "不是核实依据",
)

SYNONYMS: Kind[str] = Kind(
    name="synonyms",
    table="library",
    listed=lambda store: [text] if (text := store.own_synonyms()) else [],
    add=lambda store, text: store.keep_synonyms(text),
    take_back=lambda store, _text: store.keep_synonyms(""),
    documents=lambda _text: (),
    about=lambda _text: (),
    says=lambda text: (text,),
    passage=lambda _text: "同义词",
    shown=lambda text: "\n".join(each.strip() for each in text.splitlines() if each.strip().startswith("[")),
)

KINDS: Sequence[Kind[Any]] = (TERMS, NAMES, FIGURES, SERIES, PROMISES, EVIDENCE, SYNONYMS)
