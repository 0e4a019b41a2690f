"""What people did with replies, taken along where some of the replies go into another library under other numbers.

Corrections, terms, judged promises and refused pairs go with the replies they are about; searches that were kept go
always. What was decided about the library as a whole (series, terms of no reply) goes only with all of it, since it may
name replies that stay here. Nothing of the trash goes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from viewer.core.document import DocumentId
from viewer.store.store import Store
from viewer.store.transfer import TABLES, Transferred, TransferTable

RowsOf = Callable[[TransferTable], list[Transferred]]
"""Gives the rows of one table of the library they are taken from."""

_BY_DOCUMENT = frozenset({"corrections", "metric_corrections", "commitment_records", "commitment_evidence", "terms"})
_OF_ALL = frozenset({"series_decisions"})
_ALWAYS = frozenset({"saved_searches"})
_PAIRS = "declined_pairs"


def take_decisions(
    rows_of: RowsOf,
    target: Store,
    taken: Mapping[DocumentId, DocumentId],
    hashes: frozenset[str],
    *,
    is_all: bool,
) -> None:
    """Let people's decisions hold in the other library; ``hashes`` are of the originals that went there."""
    with target.transaction():
        for table in TABLES:
            if table.name in _BY_DOCUMENT | _ALWAYS or (is_all and table.name in _OF_ALL):
                target.take_in(table, list(_moved(table, rows_of(table), taken, is_all=is_all)))
            elif table.name == _PAIRS:
                pairs = [row for row in rows_of(table) if {row["one"], row["other"]} <= hashes]
                target.take_in(table, pairs)


def _moved(
    table: TransferTable, rows: Iterable[Transferred], taken: Mapping[DocumentId, DocumentId], *, is_all: bool
) -> Iterator[Transferred]:
    """Yield the rows that go along, pointing at documents by their new numbers."""
    for row in rows:
        if row.get("removed_at") is not None:
            continue
        named = {name: row[name] for name in table.documents}
        if all(each in taken or (each is None and is_all) for each in named.values()):
            yield {**row, **{name: taken.get(each) for name, each in named.items()}, **_told_anew(table, row, taken)}


def _told_anew(table: TransferTable, row: Transferred, taken: Mapping[DocumentId, DocumentId]) -> dict[str, Any]:
    """Return what of a row names documents inside a text."""
    if table.name not in _OF_ALL:
        return {}
    detail = str(row["detail"])
    for old, new in taken.items():
        detail = detail.replace(old, new)
    return {"detail": detail}
