"""What is found in an office's library, as rows: posting lists in chunks, and the texts that confirm."""

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain, islice

from viewer.core.document import DocumentId
from viewer.core.posting import HoldsAll, ListedChunk, Listing, PostingChunk, PostingList, TextTest
from viewer.store.postgres.connection import PostgresConnection
from viewer.store.postgres.dialect import array_literal

READING_THROUGH = 0x416E6472
"""The advisory lock of whoever has the server read what searches ask, held as long as they are connected."""
SYNONYMS = "synonyms"
"""What the library's own table of synonyms is kept under among its facts."""

_LONGEST_TERM = 1_000
"""A longer one could not stand in the key's index."""
_HASH_LENGTH = 16
_ESCAPED = frozenset(r".^$*+?()[]{}|\-")
_COPY_HEAD = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_COPY_END = struct.pack("!h", -1)
_ROW_HEAD = struct.Struct("!hiqi")
_LENGTH = struct.Struct("!i")
_TOGETHER = 2_000

# OFFSET keeps the server from joining: it would rather read all of the table than look up a few hundred rows.
_WANTED = (
    "unnest(%s::bigint[], %s::smallint[]) AS wanted (document, year) CROSS JOIN LATERAL (SELECT folded FROM postings"
    " WHERE postings.document = wanted.document AND postings.year = wanted.year OFFSET 0) AS text"
)
_FITS = """
    SELECT CASE WHEN pg_total_relation_size('term_lists') + pg_total_relation_size('readings')
            + (SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits WHERE inhparent = 'postings'::regclass)
            <= pg_size_bytes(current_setting('effective_cache_size'))
        THEN pg_try_advisory_lock(%s) ELSE false END
"""
_CHUNK_BYTES = 8
_LIST_COLUMNS = 4


class PostingTable:
    """SQL over one connection; writing methods must run inside a transaction."""

    def __init__(self, connection: PostgresConnection) -> None:
        self._connection = connection

    def put(self, chunk: PostingChunk) -> None:
        """Store a chunk of shown documents, in place of what other chunks say of them."""
        rows = self._rows_of(chunk.documents[number].id for number in range(len(chunk.documents)))
        self._connection.execute(
            "DELETE FROM postings WHERE document = ANY(:rows)", {"rows": array_literal(list(rows.values()))}
        )
        # What was removed in the meantime keeps its place in the chunk, and is taken out of it at once.
        listed = [rows.get(document.id, -place) for place, document in enumerate(chunk.documents, start=1)]
        ids = [document.id for document in chunk.documents]
        number = self._new_chunk(listed, [document.year for document in chunk.documents], ids)
        self._connection.execute(
            "INSERT INTO taken_out (chunk, document) SELECT :chunk, unnest(CAST(:gone AS bigint[]))",
            {"chunk": number, "gone": array_literal([row for row in listed if row < 0])},
        )
        self._connection.copy_in(
            "COPY postings (document, year, chunk, folded) FROM STDIN",
            (
                (row, document.year, number, document.folded)
                for row, document in zip(listed, chunk.documents, strict=True)
                if row > 0
            ),
        )
        self._copy_lists(number, chunk.lists)

    def claim(self, limit: int, *, but: Sequence[DocumentId] = ()) -> list[DocumentId]:
        """Return shown documents that wait to be indexed; nobody else gets them before this transaction ends."""
        found = self._connection.execute(
            "SELECT id FROM documents WHERE removed_at IS NULL AND indexed <> 1"
            " AND NOT id = ANY(:but) ORDER BY row LIMIT :limit FOR UPDATE SKIP LOCKED",
            {"limit": limit, "but": array_literal(but)},
        )
        return [DocumentId(row["id"]) for row in found]

    def is_complete(self) -> bool:
        """Tell whether every shown document has its postings."""
        row = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM documents WHERE removed_at IS NULL AND indexed <> 1) AS is_waiting"
        )
        return not row.fetchone()["is_waiting"]

    def synonyms(self) -> str | None:
        """Return the library's own table of synonyms, ``None`` while there is none."""
        rows = self._connection.binary_rows("SELECT value FROM library WHERE key = %s", (SYNONYMS,))
        return rows[0][0] if rows else None

    def size(self) -> int:
        """Return how many documents have postings."""
        return int(self._connection.execute("SELECT count(*) FROM postings").fetchone()[0])

    def forget_all(self, version: int) -> None:
        """Forget all postings; those to come are made as ``version`` says."""
        for table in ("postings", "term_lists", "term_chunks", "taken_out"):
            self._connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of our own
        self._connection.execute(
            "INSERT INTO library (key, value) VALUES ('postings', :version)"
            " ON CONFLICT (key) DO UPDATE SET value = :version",
            {"version": str(version)},
        )

    def listing(self) -> Listing:
        """Return what there is to be found, as this transaction sees it."""
        ((chunks, taken_out),) = self._connection.binary_rows(
            "SELECT (SELECT array_agg(chunk ORDER BY chunk) FROM term_chunks), (SELECT count(*) FROM taken_out)", ()
        )
        return Listing(tuple(chunks or ()), taken_out)

    def chunks(self, numbers: Sequence[int]) -> list[ListedChunk]:
        """Return these chunks."""
        rows = self._connection.binary_rows(
            "SELECT chunk, ids, documents, years FROM term_chunks WHERE chunk = ANY(%s::bigint[]) ORDER BY chunk",
            (list(numbers),),
        )
        return [ListedChunk(number, tuple(ids), tuple(rows), tuple(years)) for number, ids, rows, years in rows]

    def taken_out(self) -> list[tuple[int, int]]:
        """Return chunk and number on the server of every document that was taken out of its chunk."""
        return [(chunk, row) for chunk, row in self._connection.binary_rows("SELECT * FROM taken_out", ())]

    def lists(self, chunks: Sequence[int], terms: Sequence[bytes]) -> list[tuple[int, bytes, bytes]]:
        """Return the lists of terms in chunks, each with its chunk and term."""
        stored = {_stored(term): term for term in terms}
        rows = self._connection.binary_rows(
            "SELECT chunk, term, documents FROM term_lists WHERE chunk = ANY(%s::bigint[]) AND term = ANY(%s::bytea[])",
            (list(chunks), list(stored)),
        )
        return [(chunk, stored[term], documents) for chunk, term, documents in rows]

    def lists_between(self, chunk: int, first: bytes, end: bytes) -> list[PostingList]:
        """Return the terms of a chunk from ``first`` to before ``end``, in order, with their lists."""
        rows = self._connection.binary_rows(
            "SELECT coalesce(whole, term), documents FROM term_lists"
            " WHERE chunk = %s AND term >= %s AND term < %s ORDER BY term",
            (chunk, first, end),
        )
        return sorted(rows)

    def terms_between(self, chunk: int, first: bytes, end: bytes) -> list[bytes]:
        """Return the terms of a chunk from ``first`` to before ``end``."""
        rows = self._connection.binary_rows(
            "SELECT coalesce(whole, term) FROM term_lists WHERE chunk = %s AND term >= %s AND term < %s",
            (chunk, first, end),
        )
        return [term for (term,) in rows]

    def folded_texts(self, rows: Sequence[int], years: Sequence[int]) -> dict[int, str]:
        """Return the folded texts of documents, given by their numbers and years."""
        found = self._connection.binary_rows(
            f"SELECT wanted.document, folded FROM {_WANTED}",  # noqa: S608 - nothing typed is in it
            (list(rows), list(years)),
        )
        return dict(found)

    def holding(self, rows: Sequence[int], years: Sequence[int], tests: Sequence[TextTest]) -> dict[int, list[bool]]:
        """Return of documents, given by their numbers and years, whether their texts fulfil each test."""
        parts = [_test(test) for test in tests]
        found = self._connection.binary_rows(
            f"SELECT wanted.document, {', '.join(sql for sql, _ in parts)} FROM {_WANTED}",  # noqa: S608 - typed is bound
            (*chain.from_iterable(values for _, values in parts), list(rows), list(years)),
        )
        return {row: list(flags) for row, *flags in found}

    def may_read_through(self) -> bool:
        """Take the turn to read all that searches ask.

        Nobody gets it twice, nor while another who had it is connected, nor where the server has no room to keep it.
        """
        ((is_mine,),) = self._connection.binary_rows(_FITS, (READING_THROUGH,))
        return bool(is_mine)

    def read_documents(self) -> None:
        """Have the server read documents with their texts, which a page quotes, and their keys; in a transaction."""
        self._connection.binary_rows("SELECT count(ascii(substr(text, 1, 1))) FROM readings", ())
        self._connection.execute("SET LOCAL enable_seqscan = off")
        self._connection.binary_rows("SELECT count(title) FROM documents WHERE id >= %s", ("",))

    def read_texts_of(self, year: int) -> None:
        """Have the server read the folded texts of a year, in the order they lie in."""
        self._connection.binary_rows("SELECT count(ascii(substr(folded, 1, 1))) FROM postings WHERE year = %s", (year,))

    def read_lists_of(self, chunk: int) -> None:
        """Have the server read the lists of a chunk and their keys, in the order they lie in; in a transaction."""
        self._connection.execute("SET LOCAL enable_seqscan = off")  # else all chunks are read for each
        self._connection.binary_rows(
            "SELECT count(get_byte(documents, 0)) FROM term_lists WHERE chunk = %s AND octet_length(documents) > 0",
            (chunk,),
        )

    def small_chunks(self, limit: int) -> dict[int, int]:
        """Return the chunks of fewer documents with their sizes; nobody else gets them in this transaction's time."""
        rows = self._connection.execute(
            "SELECT chunk, size FROM term_chunks WHERE size < :limit ORDER BY chunk FOR UPDATE SKIP LOCKED",
            {"limit": limit},
        )
        return {row["chunk"]: row["size"] for row in rows}

    def merge(self, merged: Sequence[int], documents: ListedChunk, lists: Iterable[PostingList]) -> None:
        """Store one chunk in place of others; what was taken out of those in the meantime is taken out of it."""
        number = self._new_chunk(documents.rows, documents.years, documents.ids)
        self._copy_lists(number, lists)
        self._connection.execute("DELETE FROM term_lists WHERE chunk = ANY(:old)", {"old": array_literal(merged)})
        self._connection.execute("DELETE FROM term_chunks WHERE chunk = ANY(:old)", {"old": array_literal(merged)})
        # Rows somebody else is just taking out are waited for, so that each is either moved or known to be gone.
        self._connection.execute(
            "WITH moved AS (UPDATE postings SET chunk = :chunk WHERE chunk = ANY(:old)"
            " AND document = ANY(:rows) RETURNING document)"
            " INSERT INTO taken_out (chunk, document) SELECT :chunk, row FROM unnest(CAST(:rows AS bigint[])) AS row"
            " WHERE row NOT IN (SELECT document FROM moved)",
            {"chunk": number, "old": array_literal(merged), "rows": array_literal(documents.rows)},
        )
        self._connection.execute("DELETE FROM taken_out WHERE chunk = ANY(:old)", {"old": array_literal(merged)})

    def _new_chunk(self, rows: Sequence[int], years: Sequence[int], ids: Sequence[DocumentId]) -> int:
        row = self._connection.execute(
            "INSERT INTO term_chunks (size, documents, years, ids) VALUES (:size, :rows, :years, :ids) RETURNING chunk",
            {
                "size": len(rows),
                "rows": array_literal(rows),
                "years": array_literal(years),
                "ids": array_literal(ids),
            },
        ).fetchone()
        return int(row["chunk"])

    def _copy_lists(self, chunk: int, lists: Iterable[PostingList]) -> None:
        self._connection.copy_bytes(
            "COPY term_lists (chunk, term, whole, documents) FROM STDIN (FORMAT binary)", _copied(chunk, lists)
        )

    def _rows_of(self, document_ids: Iterable[DocumentId]) -> Mapping[DocumentId, int]:
        found = self._connection.execute(
            "SELECT id, row FROM documents WHERE removed_at IS NULL AND id = ANY(:ids)",
            {"ids": array_literal(list(document_ids))},
        )
        return {DocumentId(row["id"]): row["row"] for row in found}


def _copied(chunk: int, lists: Iterable[PostingList]) -> Iterator[bytes]:
    """Yield rows as ``COPY`` takes them; a million of them as text would take a minute more."""
    yield _COPY_HEAD
    rows = (_copied_row(chunk, term, documents) for term, documents in lists)
    while some := b"".join(islice(rows, _TOGETHER)):
        yield some
    yield _COPY_END


def _copied_row(chunk: int, term: bytes, documents: bytes) -> bytes:
    stored = _stored(term)
    whole = _LENGTH.pack(-1) if stored is term else _LENGTH.pack(len(term)) + term
    head = _ROW_HEAD.pack(_LIST_COLUMNS, _CHUNK_BYTES, chunk, len(stored))
    return b"".join((head, stored, whole, _LENGTH.pack(len(documents)), documents))


def _stored(term: bytes) -> bytes:
    """Return a term as it stands in the key: a very long one clipped, with the sum of the whole."""
    if len(term) <= _LONGEST_TERM:
        return term
    return term[:_LONGEST_TERM] + blake2b(term, digest_size=_HASH_LENGTH).digest()


def _test(test: TextTest) -> tuple[str, list[str]]:
    if isinstance(test, HoldsAll):
        return "(" + " AND ".join(["strpos(folded, %s) > 0"] * len(test.runs)) + ")", list(map(_sendable, test.runs))
    return "folded ~ %s", ["[^\n]*".join(_sendable(_regex(piece)) for piece in test.pieces)]


def _sendable(words: str) -> str:
    """Return a text as a server takes it; what no stored text holds becomes U+FFFD."""
    return words.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _regex(piece: str) -> str:
    return "".join("[^\n]" if part == "?" else f"\\{part}" if part in _ESCAPED else part for part in piece)
