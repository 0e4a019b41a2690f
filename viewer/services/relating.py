"""What a document hangs together with: relations, passages shared with others, two documents collated, all counted."""

from collections.abc import Mapping, Sequence

from viewer.comparing.collating import collate
from viewer.comparing.relating import handling_units, related, relations, tied
from viewer.comparing.shared_words import shared_passages
from viewer.comparing.shingles import fingerprint, fingerprints
from viewer.comparing.verdicts import compare
from viewer.core.catalog import DocumentSummary, DocumentTitle
from viewer.core.collation import ChangedFigure, Collation
from viewer.core.document import DocumentId
from viewer.core.progress import CancelToken
from viewer.core.relation import Case, RelatedDocument, RelationKind, Relations, SharedPassage
from viewer.core.series import VERDICT_NAMES, Series, Statement, Verdict
from viewer.core.tally import NOT_STATED, Dimension, Tally
from viewer.services.indicators import Indicators
from viewer.store.store import Store

_MOST_COMPARED = 16
_MOST_RELATED = 40
_ORDER = list(RelationKind)


class Relating:
    """Documents of one library set beside each other."""

    def __init__(self, library: Store, indicators: Indicators) -> None:
        self._library = library
        self._indicators = indicators

    def titles(self) -> list[DocumentTitle]:
        """Return every document with what it is chosen by, the newest first."""
        with self._library.reading():
            return self._library.across().titles()

    def newest(self, document_ids: Sequence[DocumentId], /, *, limit: int) -> list[DocumentSummary]:
        """Return the newest of these documents; those that have left are left out."""
        with self._library.reading() as documents:
            chosen = self._library.across().newest(document_ids, limit=limit)
            found = documents.summaries_of(chosen)
        return [found[each] for each in chosen]

    def relations(self, document_id: DocumentId, /) -> Relations:
        """Return the documents and units one document hangs together with, the closest first."""
        with self._library.reading() as documents:
            document = documents.document(document_id)
            across = self._library.across()
            hashes = [value for values in fingerprints(document).values() for value in values]
            shared = dict(across.sharing(hashes, limit=_MOST_RELATED))
            (own,) = across.cases([], [document_id])
            cases = {each.id: each for each in across.cases(tied(own, across.ties()), shared)}
        found = {each.id: each for each in relations(own, cases.values())}
        for other_id, count in shared.items():
            if other_id not in found and other_id != document_id and other_id in cases and count > 1:
                found[other_id] = _by_words(cases[other_id], count)
        ordered = sorted(found.values(), key=lambda each: each.date or "", reverse=True)
        ordered.sort(key=lambda each: (_ORDER.index(each.kind), -shared.get(each.id, 0)))
        return Relations(tuple(ordered[:_MOST_RELATED]), handling_units(document))

    def shared_with_others(self, document_id: DocumentId, /) -> tuple[SharedPassage, ...]:
        """Return the passages other replies have too; what is left is new in this reply."""
        with self._library.reading() as documents:
            document = documents.document(document_id)
            others: dict[DocumentId, int] = {}
            for paragraph in document.paragraphs:
                hashes = fingerprint(document.paragraph_text(paragraph))
                for other, _ in self._library.across().sharing(hashes, limit=_MOST_COMPARED) if hashes else ():
                    others[other] = others.get(other, 0) + 1
            others.pop(document_id, None)
            best = sorted(others, key=lambda each: (-others[each], each))[: _MOST_COMPARED * 2]
            texts = documents.texts(best)
        return shared_passages(document, texts)

    def collate(self, left: DocumentId, right: DocumentId, /) -> Collation:
        """Return two documents side by side, with the figures both state differently."""
        with self._library.reading() as documents:
            one, two = documents.document(left), documents.document(right)
        return Collation(one.text, two.text, collate(one, two), self._changed_figures(left, right))

    def tally(self, rows: Dimension, columns: Dimension | None, /) -> Tally:
        """Return how many documents there are by one or two dimensions; years and topics in order."""
        dimensions = (rows,) if columns is None else (rows, columns)
        with self._library.reading():
            counted = self._library.across().counted_documents(*dimensions)
        cells: dict[tuple[str, str], list[DocumentId]] = {}
        for document_id, *values in counted:
            row, column = (*(each or NOT_STATED for each in values), "")[:2]
            cells.setdefault((row, column), []).append(DocumentId(document_id or ""))
        return Tally(
            rows,
            columns,
            _ordered(rows, _sums(cells, 0)),
            _ordered(columns, _sums(cells, 1)) if columns else ("",),
            {cell: tuple(ids) for cell, ids in cells.items()},
        )

    def _changed_figures(self, left: DocumentId, right: DocumentId) -> tuple[ChangedFigure, ...]:
        found = []
        for series in self._indicators.series_of(left, right, cancel=CancelToken()):
            one, two = _of(series, left), _of(series, right)
            if not one or not two:
                continue
            verdict = compare(one[-1], two[-1])
            if verdict is not Verdict.SAME:
                found.append(_changed(series, one[-1], two[-1], verdict))
        return tuple(sorted(found, key=lambda each: each.right_span))


def _of(series: Series, document_id: DocumentId) -> list[Statement]:
    return [each for each in series.statements if each.figure.document_id == document_id]


def _changed(series: Series, one: Statement, two: Statement, verdict: Verdict) -> ChangedFigure:
    left, right = one.figure.metric, two.figure.metric
    name = VERDICT_NAMES[verdict]
    return ChangedFigure(series.summary.name, left.surface, right.surface, left.span, right.span, name)


def _by_words(other: Case, count: int) -> RelatedDocument:
    return related(other, RelationKind.SAME_WORDS, f"{count} 段相同或相近", count)


def _sums(cells: Mapping[tuple[str, str], list[DocumentId]], side: int) -> dict[str, int]:
    sums: dict[str, int] = {}
    for cell, ids in cells.items():
        sums[cell[side]] = sums.get(cell[side], 0) + len(ids)
    return sums


def _ordered(dimension: Dimension, sums: Mapping[str, int]) -> tuple[str, ...]:
    """Return values: years from first to last, others by how many documents have them, not stated ones last."""
    if dimension is Dimension.YEAR:
        return tuple(sorted(sums, key=lambda each: (each == NOT_STATED, each)))
    return tuple(sorted(sums, key=lambda each: (each == NOT_STATED, -sums[each], each)))
