"""Keeps the tables across documents current: what has changed is looked at again, a few documents at a time."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from viewer.comparing.figure_context import figure_contexts
from viewer.comparing.figure_key import figure_key
from viewer.comparing.linking import exact_value_text
from viewer.comparing.relating import case_number, subject_words
from viewer.comparing.shingles import fingerprints, plain_words
from viewer.comparing.topics import topic_of
from viewer.core.catalog import StoredDocument
from viewer.core.commitment import Commitment
from viewer.core.entity import Entity
from viewer.core.metadata import DocumentKind
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.core.series import Freshness
from viewer.services.joining import join_blocks
from viewer.services.series_decisions import Splits
from viewer.store.across_table import DocumentTies, StaleDocument
from viewer.store.series_table import FiledFigure
from viewer.store.store import Store

RULES_VERSION = "9"
"""Changes when a rule does; then every document is looked at again."""

_AT_A_TIME = 16
_KEYS_AT_A_TIME = 1_500
_TIMES_LOST = 3
_SECONDS_TO_CANCEL = 0.2


class AcrossTables:
    """The tables across the documents of one library; callable from any thread."""

    def __init__(self, library: Store) -> None:
        self._library = library
        self._turn = threading.Lock()

    def freshness(self) -> Freshness:
        """Return how many documents have yet to be looked at."""
        with self._library.reading():
            return self._library.across().freshness()

    def bring_up_to_date(self, *, progress: Progress, cancel: CancelToken) -> None:
        """Look at what has changed; what was done before a cancel stays. Who may not store it leaves all as it is.

        Others may write meanwhile: a transaction only stores what was worked out before.
        """
        if not self._library.may_derive:
            return
        while not self._turn.acquire(timeout=_SECONDS_TO_CANCEL):
            cancel.checkpoint()
        try:
            self._follow_rules()
            self._look_at_all(progress, cancel)
            self._join_all(progress, cancel)
        finally:
            self._turn.release()

    def _follow_rules(self) -> None:
        with self._library.reading():
            if self._library.across().rules_version() == RULES_VERSION:
                return
        with self._library.transaction():
            self._library.across().mark_all_stale()
            self._library.series().forget_groups()
            self._library.across().set_rules_version(RULES_VERSION)

    def _look_at_all(self, progress: Progress, cancel: CancelToken) -> None:
        total = self.freshness().waiting
        done = 0
        while count := self._look_at_some(cancel):
            done += count
            progress(ProgressStep(min(done, total), total, "比对文档"))
            cancel.checkpoint()

    def _look_at_some(self, cancel: CancelToken) -> int:
        """Look at a few documents and return how many; those that changed meanwhile wait on."""
        with self._library.reading() as documents:
            decisions = self._library.series().decisions()
            stale = self._library.across().stale(_AT_A_TIME)
            stored = {each: documents.open(each.id) for each in stale if each.id is not None}
        splits = Splits(decisions)
        looks: dict[StaleDocument, _Look | None] = {}
        for each in stale:
            cancel.checkpoint()
            looks[each] = _look_at(stored[each], splits) if each in stored else None
        if not stale:
            return 0
        with self._library.transaction() as documents:
            if self._library.series().decisions() == decisions:
                still = self._library.across().still_stale(stale)
                same = [each for each in still if each.id is None or documents.open(each.id) == stored[each]]
                self._note({each.row: looks[each] for each in same})
        return len(stale)

    def _note(self, looks: Mapping[int, "_Look | None"]) -> None:
        across, series, commitments = self._library.across(), self._library.series(), self._library.commitments()
        unsettled: set[int] = set()
        for row, look in looks.items():
            if look is None:
                series.file_figures(row, ())
                across.forget_document(row)
            else:
                series.file_figures(row, look.filed)
                commitments.put(row, look.promises)
                unsettled |= across.put_names(row, look.entities, look.ties.date)
                across.put_document(row, look.ties)
            across.note_fresh(row)
        if unsettled:
            across.settle_years(unsettled)

    def _join_all(self, progress: Progress, cancel: CancelToken) -> None:
        times_lost = 0
        total = self._waiting_keys()
        while blocks := self._stale_blocks():
            if times_lost < _TIMES_LOST:
                times_lost = 0 if join_blocks(self._library, blocks, cancel=cancel) else times_lost + 1
            else:
                with self._library.transaction():  # so that two who join at once come to an end
                    join_blocks(self._library, blocks, cancel=cancel)
                times_lost = 0
            progress(ProgressStep(max(0, total - self._waiting_keys()), total, "归并指标"))
            cancel.checkpoint()

    def _waiting_keys(self) -> int:
        with self._library.reading():
            return self._library.series().stale_key_count()

    def _stale_blocks(self) -> list[str]:
        with self._library.reading():
            blocks = self._library.series().stale_blocks(_KEYS_AT_A_TIME)
            is_any_left = bool(self._library.series().stale_key_count())
        if is_any_left and not blocks:
            with self._library.transaction():
                self._library.series().forget_lost()
        return blocks


@dataclass(frozen=True, slots=True)
class _Look:
    """What is noted of one document."""

    filed: Sequence[FiledFigure]
    promises: Sequence[Commitment]
    entities: Sequence[Entity]
    ties: DocumentTies


def _look_at(stored: StoredDocument, splits: Splits) -> _Look:
    reading = stored.reading
    metadata = reading.metadata
    # Here, since the rules of promises and figures take long to load, and most openings look at no new document.
    from viewer.extract.commitments import find_commitments  # noqa: PLC0415

    promises = find_commitments(reading.document, metadata, reading.entities, reading.metrics)
    return _Look(
        _filed(stored, promises, splits),
        promises,
        reading.entities,
        DocumentTies(
            topic_of(metadata.title, metadata.subject, reading.document.text),
            metadata.date,
            subject_words(metadata.subject),
            None if metadata.number is None else case_number(metadata.number),
            plain_words(metadata.title or reading.source.name) if metadata.kind is DocumentKind.OTHER else "",
            fingerprints(reading.document),
        ),
    )


def _filed(stored: StoredDocument, promises: Sequence[Commitment], splits: Splits) -> list[FiledFigure]:
    text, date = stored.reading.document.text, stored.reading.metadata.date
    filed = []
    for ordinal, (metric, context) in enumerate(figure_contexts(stored.reading, promises, stored.id)):
        key = figure_key(metric, context)
        if key is not None:
            key = splits.branched(key, stored.id, text, metric)
            value = exact_value_text(key.unit, metric.value, metric.surface)
            filed.append(FiledFigure(ordinal, key, value, _mark(metric, metric.sentence.of(text), date)))
    return filed


def _mark(*stated: object) -> int:
    """Return a sum that differs when something else is stated."""
    return int.from_bytes(blake2b(repr(stated).encode(), digest_size=8).digest(), signed=True)
