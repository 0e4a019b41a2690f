"""The promises of a library: listed, judged by a person, followed in later replies."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from viewer.comparing.shared_words import sentences
from viewer.comparing.shingles import plain_words
from viewer.core.commitment import (
    EVERY_PROMISE,
    Evidence,
    EvidenceVerdict,
    Judgement,
    LedgerEntry,
    LedgerFilter,
)
from viewer.core.hit import Hit, SearchRequest
from viewer.core.progress import CancelToken
from viewer.services.index_face import Searching
from viewer.store.store import Store

_MOST_DOCUMENTS = 30
_MOST_EVIDENCE = 12
_LEAST = 0.3
_VERDICTS = (EvidenceVerdict.CONFIRMED, EvidenceVerdict.SUGGESTED, EvidenceVerdict.DISMISSED)


class Ledger:
    """The promises of one library; every change returns what was before, so that it can be undone."""

    def __init__(self, library: Store, searcher: Searching) -> None:
        self._library = library
        self._searcher = searcher

    def entries(self, wanted: LedgerFilter = EVERY_PROMISE, /, *, limit: int | None = None) -> list[LedgerEntry]:
        """Return promises, those of the newest documents first."""
        with self._library.reading():
            return self._library.commitments().ledger(wanted, limit=limit)

    def count(self) -> int:
        """Return how many promises the library holds."""
        with self._library.reading():
            return self._library.commitments().count()

    def note(self, entry: LedgerEntry, /) -> LedgerEntry:
        """Store state, note and dismissal of a promise; return the entry as it was before."""
        with self._library.transaction():
            table = self._library.commitments()
            known = table.ledger(LedgerFilter(document_id=entry.document_id, dismissed=None), limit=None)
            before = next((each for each in known if each.commitment.words == entry.commitment.words), entry)
            table.note(entry.record)
        return before

    def judge(self, entry: LedgerEntry, evidence: Evidence, verdict: EvidenceVerdict, /) -> EvidenceVerdict:
        """Store what a person said of a passage; return what was said before."""
        with self._library.transaction():
            table = self._library.commitments()
            judged = table.judged(entry.document_id, entry.commitment.words)
            before = judged.get((evidence.document_id, evidence.passage), EvidenceVerdict.SUGGESTED)
            table.judge(
                Judgement(entry.document_id, entry.commitment.words, evidence.document_id, evidence.passage, verdict)
            )
        return before

    def evidence(self, entry: LedgerEntry, /, *, cancel: CancelToken) -> list[Evidence]:
        """Return passages of later replies that may tell what became of a promise.

        Confirmed ones come first, the oldest first; then what may be one, the likeliest first; what is none comes last.

        Raises as ``Searcher.search`` does.
        """
        said = self._judged(entry)
        known = {(each.document_id, each.passage) for each in said}
        suggested = [each for each in self._suggested(entry, cancel) if (each.document_id, each.passage) not in known]
        return sorted([*said, *suggested], key=lambda each: _VERDICTS.index(each.verdict))

    def confirmed(self, entry: LedgerEntry, /) -> list[Evidence]:
        """Return the passages a person confirmed as evidence."""
        return [each for each in self._judged(entry) if each.verdict is EvidenceVerdict.CONFIRMED]

    def _judged(self, entry: LedgerEntry) -> list[Evidence]:
        with self._library.reading() as documents:
            judged = self._library.commitments().judged(entry.document_id, entry.commitment.words)
            summaries = documents.summaries_of([later for later, _ in judged])
            texts = documents.texts(list(summaries))
        found = [
            Evidence(later, own.title, own.metadata.date, passage, texts[later].find(passage), said)
            for (later, passage), said in judged.items()
            if (own := summaries.get(later)) is not None
        ]
        return sorted(found, key=lambda each: each.date or "")

    def _suggested(self, entry: LedgerEntry, cancel: CancelToken) -> list[Evidence]:
        query = self._searcher.query_like(entry.commitment.what)
        if not query:
            return []
        hits = self._searcher.search(SearchRequest(query, limit=_MOST_DOCUMENTS), cancel=cancel).hits
        later = [hit for hit in hits if _is_later(hit, entry)]
        with self._library.reading() as documents:
            texts = documents.texts([hit.id for hit in later])
        found = [scored for hit in later if hit.id in texts for scored in _passages(entry, hit, texts[hit.id])]
        found.sort(key=lambda each: -each[0])
        return [evidence for _, evidence in found[:_MOST_EVIDENCE]]


def _is_later(hit: Hit, entry: LedgerEntry) -> bool:
    if hit.id == entry.document_id:
        return False
    return entry.date is None or (hit.date is not None and hit.date[: len(entry.date)] > entry.date[: len(hit.date)])


def _passages(entry: LedgerEntry, hit: Hit, text: str) -> Sequence[tuple[float, Evidence]]:
    """Return the one or two sentences of a document that speak most of a promise, scored."""
    wanted = plain_words(entry.commitment.what)
    scored = []
    for span in sentences(text):
        words = span.of(text).strip()
        score = _shared(wanted, plain_words(words))
        if score >= _LEAST:
            start = text.index(words, span.start)
            scored.append((score, Evidence(hit.id, hit.title, hit.date, words, start)))
    return sorted(scored, key=lambda each: -each[0])[:2]


def _shared(wanted: str, words: str) -> float:
    """Return the share of a promise's pairs of characters a sentence has, a little more where whole runs agree."""
    pairs = {wanted[place : place + 2] for place in range(len(wanted) - 1)}
    if not pairs:
        return 0.0
    having = {words[place : place + 2] for place in range(len(words) - 1)}
    return len(pairs & having) / len(pairs) * 0.8 + fuzz.partial_ratio(wanted, words) / 500
