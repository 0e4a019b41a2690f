"""What looking across documents needs of a library, as faces."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from viewer.core.across import TableFormat
from viewer.core.catalog import DocumentSummary, DocumentTitle
from viewer.core.collation import Collation
from viewer.core.commitment import Evidence, EvidenceVerdict, LedgerEntry, LedgerFilter
from viewer.core.document import DocumentId
from viewer.core.entity import EntityType
from viewer.core.name_index import IndexedName, Merged, NameOrder, NamePage
from viewer.core.progress import CancelToken, Progress
from viewer.core.relation import Relations, SharedPassage
from viewer.core.series import DecisionId, Freshness, Series, SeriesId, SeriesSummary, Statement
from viewer.core.tally import Dimension, Tally


class Tables(Protocol):
    """The tables across documents."""

    def freshness(self) -> Freshness:
        """Return how many documents have yet to be looked at."""

    def bring_up_to_date(self, *, progress: Progress, cancel: CancelToken) -> None:
        """Look at what has changed."""


class Indicators(Protocol):
    """Series of figures."""

    def list_series(
        self, *, part: str | None = None, least_mentions: int = 1, limit: int | None = None
    ) -> list[SeriesSummary]:
        """Return series, the pinned and most stated first."""

    def counts(self) -> tuple[int, int]:
        """Return how many series there are, and how many are stated more than once."""

    def series(self, series_id: SeriesId, /) -> Series | None:
        """Return one series with all that was stated."""

    def series_with(self, signature: str, /) -> SeriesId | None:
        """Return the series a key stands in now."""

    def targets(self, series_id: SeriesId, /) -> list[Statement]:
        """Return what was aimed at for the same figure."""

    def merge(self, series_ids: Sequence[SeriesId], /) -> DecisionId:
        """Say that series are one."""

    def confirm(self, series_id: SeriesId, /) -> DecisionId:
        """Say that everything in a series belongs together."""

    def split(self, statements: Sequence[Statement], /) -> DecisionId:
        """Say that some figures of a series are another one."""

    def rename(self, series_id: SeriesId, name: str, /) -> DecisionId:
        """Give a series a name of a person's own."""

    def pin(self, series_id: SeriesId, /) -> DecisionId:
        """Keep a series at the top of the list."""

    def unpin(self, series_id: SeriesId, /) -> list[DecisionId]:
        """Let a series stand where it belongs."""

    def withdraw(self, decision_ids: Iterable[DecisionId], /) -> None:
        """Take decisions back."""

    def restore(self, decision_ids: Iterable[DecisionId], /) -> None:
        """Let withdrawn decisions hold again."""


class Ledger(Protocol):
    """Promises."""

    def entries(self, wanted: LedgerFilter, /, *, limit: int | None = None) -> list[LedgerEntry]:
        """Return promises."""

    def count(self) -> int:
        """Return how many promises the library holds."""

    def note(self, entry: LedgerEntry, /) -> LedgerEntry:
        """Store state, note and dismissal; return the entry as it was."""

    def judge(self, entry: LedgerEntry, evidence: Evidence, verdict: EvidenceVerdict, /) -> EvidenceVerdict:
        """Store what a person said of a passage; return what was said before."""

    def evidence(self, entry: LedgerEntry, /, *, cancel: CancelToken) -> list[Evidence]:
        """Return passages that may tell what became of a promise."""


class NamePages(Protocol):
    """The index of names."""

    def names(
        self,
        *,
        type_: EntityType | None = None,
        part: str | None = None,
        order: NameOrder = NameOrder.MENTIONS,
        limit: int | None = None,
    ) -> list[IndexedName]:
        """Return names."""

    def count(self, type_: EntityType | None = None) -> int:
        """Return how many names there are."""

    def page(self, name: str, type_: EntityType, /) -> NamePage | None:
        """Return all about one name."""

    def merge(
        self, names: Sequence[tuple[str, EntityType]], canonical: str, /, *, progress: Progress, cancel: CancelToken
    ) -> Merged:
        """Say that names of one type stand for one."""

    def take_back(self, merged: Merged, /, *, progress: Progress, cancel: CancelToken) -> None:
        """Undo a merge."""

    def merge_again(self, merged: Merged, /, *, progress: Progress, cancel: CancelToken) -> Merged:
        """Redo a merge that was undone; return how it is undone again."""


class Relating(Protocol):
    """Documents set beside each other."""

    def titles(self) -> list[DocumentTitle]:
        """Return every document with what it is chosen by, the newest first."""

    def newest(self, document_ids: Sequence[DocumentId], /, *, limit: int) -> list[DocumentSummary]:
        """Return the newest of these documents."""

    def relations(self, document_id: DocumentId, /) -> Relations:
        """Return what a document hangs together with."""

    def shared_with_others(self, document_id: DocumentId, /) -> tuple[SharedPassage, ...]:
        """Return the passages other replies have too."""

    def collate(self, left: DocumentId, right: DocumentId, /) -> Collation:
        """Return two documents side by side."""

    def tally(self, rows: Dimension, columns: Dimension | None, /) -> Tally:
        """Return how many documents there are."""


class AcrossExport(Protocol):
    """What the pages show as files."""

    def series(self, series_ids: Sequence[SeriesId], form: TableFormat, /) -> bytes:
        """Return series."""

    def ledger(self, entries: Sequence[LedgerEntry], form: TableFormat, /) -> bytes:
        """Return promises."""

    def names(self, names: Sequence[IndexedName], form: TableFormat, /) -> bytes:
        """Return names."""

    def name_page(self, name: str, type_: EntityType, form: TableFormat, /) -> bytes:
        """Return the mentions of a name and the figures beside it."""

    def tally(self, tally: Tally, form: TableFormat, /) -> bytes:
        """Return counts."""

    def collation(self, left: DocumentId, right: DocumentId, titles: tuple[str, str], form: TableFormat, /) -> bytes:
        """Return two documents side by side."""


class AcrossServices(Protocol):
    """The services of one library that look across documents."""

    @property
    def tables(self) -> Tables:
        """Return the tables across documents."""

    @property
    def indicators(self) -> Indicators:
        """Return the series."""

    @property
    def ledger(self) -> Ledger:
        """Return the promises."""

    @property
    def name_pages(self) -> NamePages:
        """Return the index of names."""

    @property
    def relating(self) -> Relating:
        """Return the relations."""

    @property
    def across_export(self) -> AcrossExport:
        """Return the way out."""
