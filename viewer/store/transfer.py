"""What of a library is a person's or a reading's, as rows without numbers of their own: read here, taken in there.

Rows are told apart by what does not depend on the database: ids, hashes, names. What programs make from the rest
(postings, names, series) is not taken along; it is made again.
"""

# ruff: noqa: S608 - the statements are made of the names below; every value is bound

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from viewer.store.sql import Connection, Row

Transferred = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TransferTable:
    """A table: its own columns, those that point at documents or collections by number, and what tells rows apart.

    Where rows ``repeat``, alike in all that tells them apart, each is told apart by how many such stand before it.
    ``carried`` columns go along, but what two libraries have alike may differ in them.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    documents: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    condition: str = "true"
    order: str = ""
    repeat: bool = False
    carried: tuple[str, ...] = ()

    @property
    def all_columns(self) -> tuple[str, ...]:
        """Return every column, the pointing ones first."""
        return (*self.documents, *self.collections, *self.columns, *self.carried)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TABLES = (
    TransferTable(
        "documents",
        _words(
            "id sha256 name media_type size pages ocr imported_at removed_at pipeline_version text_sha256 characters"
            " title kind session number result result_raw signer doc_no addressees subject issuing_unit date disclosure"
            " contact_person contact_phone address postcode spans partial"
        ),
        ("id",),
        order="row",
    ),
    TransferTable("readings", _words("text paragraphs source_map warnings doubts"), ("document",), ("document",)),
    TransferTable(
        "entities",
        _words("ordinal start end surface type source canonical"),
        ("document", "ordinal"),
        ("document",),
    ),
    TransferTable(
        "metrics",
        _words(
            "ordinal start end surface type value value_max unit sentence_start sentence_end comparator role indicator"
            " qualifier period_text period_start period_end scope indicator_words"
        ),
        ("document", "ordinal"),
        ("document",),
    ),
    TransferTable("joined_originals", ("joined_at",), ("document",), ("document", "principal")),
    TransferTable("declined_pairs", _words("one other declined_at"), ("one", "other")),
    TransferTable("waiting_scans", _words("sha256 name pages added_at paused"), ("sha256",)),
    TransferTable(
        "annotations",
        _words(
            "id document_key position_start position_end exact prefix suffix occurrences text_sha256 normalizer"
            " fragment style colour note tags creator task created modified state span_start span_end removed_at"
        ),
        ("id",),
        ("document",),
        order="annotations.row",
    ),
    TransferTable(
        "bookmarks",
        _words("id name folder position created selector removed_at"),
        ("id",),
        ("document",),
        order="bookmarks.row",
    ),
    TransferTable("document_tags", ("tag",), ("document", "tag"), ("document",)),
    TransferTable("document_states", ("starred", "read_at"), ("document",), ("document",)),
    TransferTable("collections", _words("id name position removed_at"), ("id",), order="row"),
    TransferTable("collection_documents", (), ("collection", "document"), ("document",), ("collection",)),
    TransferTable(
        "saved_searches", _words("id name query choices sort position created removed_at"), ("id",), order="row"
    ),
    TransferTable(
        "terms",
        _words("id term type canonical added_by added_at removed_at"),
        ("id",),
        ("document",),
        order="terms.row",
    ),
    TransferTable(
        "corrections",
        _words("id action surface type canonical before after added_by added_at removed_at"),
        ("id",),
        ("document",),
        order="corrections.row",
    ),
    TransferTable(
        "metric_corrections",
        _words(
            "id surface before after dismissed indicator value value_max unit comparator role period_text period_start"
            " period_end scope added_by added_at removed_at"
        ),
        ("id",),
        ("document",),
        order="metric_corrections.row",
    ),
    TransferTable("series_decisions", _words("id action detail added_at removed_at"), ("id",), order="row"),
    TransferTable(
        "commitment_records",
        _words("words state note dismissed changed_at"),
        ("document", "words"),
        ("document",),
    ),
    TransferTable(
        "commitment_evidence",
        _words("words passage verdict added_at"),
        ("document", "words", "later", "passage"),
        ("document", "later"),
    ),
    TransferTable(
        "library",
        ("key", "value"),
        ("key",),
        condition="(key LIKE 'template:%' OR key LIKE 'chosen template:%')",
    ),
    TransferTable(
        "change_log",
        _words("at action subject detail"),
        _words("at action subject detail"),
        order="sequence",
        repeat=True,
        carried=("by",),
    ),
)


_REPEATED = "repeated"


def read_rows(connection: Connection, table: TransferTable) -> Iterator[Transferred]:
    """Yield the rows of a table in their order, pointing at documents and collections by their ids."""
    return named(table, connection.execute(selection(table)))


def named(table: TransferTable, found: Iterable[Row]) -> Iterator[Transferred]:
    """Yield what ``selection`` answers as rows that can be taken in."""
    names = (*table.all_columns, _REPEATED) if table.repeat else table.all_columns
    for row in found:
        yield {name: row[place] for place, name in enumerate(names)}


def take_in(connection: Connection, table: TransferTable, rows: Iterable[Transferred]) -> None:
    """Add those rows that are not there yet; call it in a transaction. Done twice it changes nothing."""
    connection.executemany(_insertion(table), rows)


def fingerprints(table: TransferTable, rows: Iterable[Transferred]) -> set[bytes]:
    """Return a sum of every row: what two libraries have alike has the same sums."""
    return {_sum(row, table.carried) for row in rows}


def selection(table: TransferTable) -> str:
    """Return the statement that reads the rows of a table in their order."""
    columns = [f"{name}_of.id" for name in (*table.documents, *table.collections)]
    columns += [f'{table.name}."{name}"' for name in (*table.columns, *table.carried)]
    if table.repeat:
        alike = ", ".join(f'{table.name}."{name}"' for name in table.key)
        columns.append(f"row_number() OVER (PARTITION BY {alike} ORDER BY {table.name}.{table.order})")
    joins = [f" LEFT JOIN documents AS {name}_of ON {name}_of.row = {table.name}.{name}" for name in table.documents]
    joins += [f" JOIN collections AS {name}_of ON {name}_of.row = {table.name}.{name}" for name in table.collections]
    order = f" ORDER BY {table.order}" if table.order else ""
    return f"SELECT {', '.join(columns)} FROM {table.name}{''.join(joins)} WHERE {table.condition}{order}"


def _insertion(table: TransferTable) -> str:
    values = [f"(SELECT row FROM documents WHERE id = :{name})" for name in table.documents]
    values += [f"(SELECT row FROM collections WHERE id = :{name})" for name in table.collections]
    values += [f":{name}" for name in (*table.columns, *table.carried)]
    quoted = ", ".join(f'"{name}"' for name in table.all_columns)
    known = " AND ".join(
        f'"{name}" = {value}' for name, value in zip(table.all_columns, values, strict=True) if name in table.key
    )
    return f"INSERT INTO {table.name} ({quoted}) SELECT {', '.join(values)}" + (
        f" WHERE (SELECT count(*) FROM {table.name} WHERE {known}) < :{_REPEATED}"
        if table.repeat
        else f" WHERE NOT EXISTS (SELECT 1 FROM {table.name} WHERE {known})"
    )


def _sum(row: Transferred, carried: Collection[str]) -> bytes:
    told = {name: value for name, value in row.items() if name not in carried}
    said = json.dumps(told, ensure_ascii=False, sort_keys=True, default=_plain)
    return hashlib.sha256(said.encode()).digest()


def _plain(value: object) -> object:
    return bytes(value).hex() if isinstance(value, bytes | memoryview) else str(value)
