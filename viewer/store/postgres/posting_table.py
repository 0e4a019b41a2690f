"""The postings of an office's library as rows: written by who indexes, asked by who searches."""

# ruff: noqa: S608 - conditions become SQL of our own words; whatever was typed goes through ``_quoted``

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from viewer.core.condition import (
    AllOf,
    AnyOf,
    Condition,
    HasFacet,
    HasValue,
    HoldsPattern,
    HoldsRun,
    InYears,
    NoneOf,
    OneOf,
)
from viewer.core.document import DocumentId
from viewer.core.posting import FoundDocument, FoundPage, Posting
from viewer.store.postgres.connection import PostgresConnection
from viewer.store.postgres.dialect import array_literal
from viewer.store.sql import Row

FACETS = ("year", "kind", "issuing_unit", "result", "session", "disclosure", "result_class")
ENTITY = "entity"

_COLUMNS = (
    "document", "year", "id", "date", "kind", "issuing_unit", "result", "session", "disclosure", "result_class",
    "title", "length", "folded", "grams", "words", "terms", "mentions",
)  # fmt: skip
_MOST_PLACES = 255
_MOST_MENTIONED = 200
_COUNTED = 2_000
_WEIGHED = 1_000
"""So many documents, those with the words in their titles and the newest first, are weighed word by word."""

_RANKED = "ts_rank('{0.1, 0.1, 0.3, 1.0}', words, %s::tsquery, 1)"
_ESCAPED = frozenset(r".^$*+?()[]{}|\-")


@dataclass(frozen=True, slots=True)
class WordInDocument:
    """A word of a query in one document: how often in title, headings and text, and what that adds to its score."""

    word: str
    counts: tuple[int, int, int]
    points: float


class PostingTable:
    """SQL over one connection; writing methods must run inside a transaction."""

    def __init__(self, connection: PostgresConnection) -> None:
        self._connection = connection

    def put(self, postings: Sequence[Posting]) -> None:
        """Store postings of shown documents in place of those there are."""
        rows = self._rows_of(posting.id for posting in postings)
        terms = self._term_rows(
            {pair for posting in postings for pair in (*posting.values, *((ENTITY, name) for name in posting.mentions))}
        )
        self._connection.execute(
            "DELETE FROM postings WHERE document = ANY(:rows)", {"rows": array_literal(list(rows.values()))}
        )
        self._connection.copy_in(
            f"COPY postings ({', '.join(_COLUMNS)}) FROM STDIN",
            (_values(posting, rows[posting.id], terms) for posting in postings if posting.id in rows),
        )

    def take_out(self, document_ids: Iterable[DocumentId]) -> None:
        """Forget the postings of documents."""
        self._connection.execute(
            "DELETE FROM postings WHERE id = ANY(:ids)", {"ids": array_literal(list(document_ids))}
        )

    def claim(self, limit: int, *, but: Sequence[DocumentId] = ()) -> list[DocumentId]:
        """Return shown documents that wait to be indexed; nobody else gets them before this transaction ends."""
        found = self._connection.execute(
            "SELECT id FROM documents WHERE removed_at IS NULL AND indexed <> 1"
            " AND NOT id = ANY(:but) ORDER BY row LIMIT :limit FOR UPDATE SKIP LOCKED",
            {"limit": limit, "but": array_literal(but)},
        )
        return [DocumentId(row["id"]) for row in found]

    def ask_indexes(self) -> None:
        """Let this transaction find through the indexes; what a row's grams cost to fetch the planner does not see."""
        self._connection.execute("SET LOCAL enable_seqscan = off; SET LOCAL work_mem = '64MB'")

    def terms(self, field: str, part: str) -> list[str]:
        """Return the values of a field in which a part stands."""
        found = self._connection.execute(
            "SELECT value FROM value_terms WHERE field = :field AND (:part = '' OR strpos(value, :part) > 0)",
            {"field": field, "part": part},
        )
        return [row["value"] for row in found]

    def folded_texts(self, condition: Condition) -> Iterator[tuple[DocumentId, str]]:
        """Yield the documents a condition finds with their folded texts."""
        found = self._connection.execute(f"SELECT id, folded FROM postings WHERE {self._sql(condition)}")
        for row in found:
            yield DocumentId(row["id"]), row["folded"]

    def ids(self, condition: Condition, chosen: Mapping[str, Condition]) -> frozenset[DocumentId]:
        """Return all documents a condition and the chosen facets find."""
        where = " AND ".join(map(self._sql, (condition, *chosen.values())))
        return frozenset(
            DocumentId(row["id"]) for row in self._connection.execute(f"SELECT id FROM postings WHERE {where}")
        )

    def count(self, condition: Condition) -> int:
        """Return how many documents a condition finds."""
        row = self._connection.execute(f"SELECT count(*) FROM postings WHERE {self._sql(condition)}")
        return int(row.fetchone()[0])

    def standing(self, words: Iterable[str]) -> dict[str, int]:
        """Return in how many documents each word stands."""
        return {word: self._holding(word) for word in words}

    def about_standing(self, words: Iterable[str]) -> dict[str, int]:
        """Return in about how many documents each word stands: exactly where they are few, else by the statistics.

        Counting the documents of a frequent word takes as long as the search itself.
        """
        wanted = list(words)
        total = self.about_size()
        known = {row["word"]: int(row["share"] * total) for row in self._frequent(wanted)}
        return {word: known.get(word) or self._holding(word, at_most=_COUNTED) for word in wanted}

    def about_size(self) -> int:
        """Return about how many documents have postings."""
        row = self._connection.execute(
            "SELECT sum(greatest(reltuples, 0))::bigint AS size, bool_or(reltuples > 0) AS is_known FROM pg_class"
            " JOIN pg_inherits ON inhrelid = pg_class.oid WHERE inhparent = 'postings'::regclass"
        ).fetchone()
        return int(row["size"]) if row["is_known"] else self.size()

    def is_complete(self) -> bool:
        """Tell whether every shown document has its postings."""
        row = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM documents WHERE removed_at IS NULL AND indexed <> 1) AS is_waiting"
        )
        return not row.fetchone()["is_waiting"]

    def size(self) -> int:
        """Return how many documents have postings."""
        return int(self._connection.execute("SELECT count(*) FROM postings").fetchone()[0])

    def forget_all(self, version: int) -> None:
        """Forget all postings; those to come are made as ``version`` says."""
        self._connection.execute("DELETE FROM postings")
        self._connection.execute(
            "INSERT INTO library (key, value) VALUES ('postings', :version)"
            " ON CONFLICT (key) DO UPDATE SET value = :version",
            {"version": str(version)},
        )

    def explain(self, document_id: DocumentId, words: Mapping[str, float]) -> list[WordInDocument]:
        """Return the words that stand in a document, the weightiest first."""
        found: list[WordInDocument] = []
        for word, weight in words.items():
            row = self._connection.execute(
                f"SELECT {_RANKED % _quoted_word(word)} AS rank,"
                f" (SELECT weights FROM unnest(words) WHERE lexeme = {_quoted(word)}) AS weights"
                " FROM postings WHERE id = :id",
                {"id": document_id},
            ).fetchone()
            if row is not None and row["weights"]:
                places: list[str] = row["weights"]
                counts = places.count("A"), places.count("B"), places.count("D")
                found.append(WordInDocument(word, counts, weight * float(row["rank"])))
        return sorted(found, key=lambda each: (-each.points, each.word))

    def page(  # noqa: PLR0913 - one question has as many parts
        self,
        condition: Condition,
        verbatim: Condition | None,
        *,
        chosen: Mapping[str, Condition],
        words: Mapping[str, float],
        by_date: bool,
        group: str | None,
        offset: int,
        limit: int,
    ) -> FoundPage:
        """Return one page of what a condition finds, with the total and the counts of the facets, all of one moment.

        A field's own choice does not narrow its counts. What holds the query verbatim comes first, then the best.
        """
        choices = {field: self._sql(some) for field, some in chosen.items()}
        parts = [self._matched(condition, verbatim, choices, words), *self._counts(choices)]
        parts.append(
            _PAGE.format(all=_all_of(choices), order=_order(by_date=by_date, group=group), grouped=group or "id")
        )
        sql = parts[0] + " UNION ALL ".join(f"({part})" for part in parts[1:])
        return _page(self._connection.execute(sql, {"limit": limit, "offset": offset}))

    def _matched(
        self, condition: Condition, verbatim: Condition | None, choices: Mapping[str, str], words: Mapping[str, float]
    ) -> str:
        flags = "".join(f", ({sql}) AS chosen_{field}" for field, sql in choices.items())
        sure = "true" if verbatim is None else _found_by(self._sql(verbatim))
        in_title = " + ".join(f"(strpos(title, {_quoted(word)}) > 0)::integer" for word in words) or "0"
        score = " + ".join(f"{weight:.4f} * {_RANKED % _quoted_word(word)}" for word, weight in words.items()) or "0"
        return (
            "WITH matched AS MATERIALIZED (SELECT document, id, date, year, kind, issuing_unit, result, session,"
            f" disclosure, result_class, mentions, {sure} AS is_verbatim, {in_title} AS in_title{flags}"
            f" FROM postings WHERE {self._sql(condition)}),"
            f" best AS MATERIALIZED (SELECT document, year FROM matched WHERE {_all_of(choices)}"
            f" ORDER BY is_verbatim DESC, in_title DESC, date DESC NULLS LAST, document LIMIT {_WEIGHED}),"
            f" weighed AS MATERIALIZED (SELECT document, {score} AS score"
            " FROM postings JOIN best USING (document, year)) "
        )

    def _counts(self, choices: Mapping[str, str]) -> list[str]:
        total = "SELECT 'total' AS what, NULL AS value, count(*)::double precision AS n, 0 AS place, false AS sure"
        counted = [f"{total} FROM matched WHERE {_all_of(choices)}"]
        for field in FACETS:
            there = "year <> 0" if field == "year" else f"{field} IS NOT NULL"
            counted.append(
                f"SELECT '{field}', {field}::text, count(*), 0, false FROM matched"
                f" WHERE {there} AND {_all_of(choices, but=field)} GROUP BY {field}"
            )
        # A name of a single document divides nothing; asked in order, so that no more names are looked up than shown.
        counted.append(
            "SELECT 'entity', value, n, 0, false FROM (SELECT mention, n FROM (SELECT mention, count(*) AS n"
            f" FROM matched, unnest(mentions) AS mention WHERE {_all_of(choices, but=ENTITY)} GROUP BY mention"
            " ORDER BY n DESC, mention) AS counted WHERE n > 1 OR (SELECT count(*) FROM (SELECT 1 FROM postings"
            f" WHERE mentions @> ARRAY[mention] LIMIT 2) AS sharing) > 1 LIMIT {_MOST_MENTIONED}) AS most"
            " JOIN value_terms ON value_terms.row = mention"
        )
        return counted

    def _chosen(self, field: str, value: str) -> str:
        if field == "year":
            return f"year = {int(value)}" if value.isdecimal() else "false"
        if field == ENTITY:
            rows = f"SELECT array_agg(row) FROM value_terms WHERE field = 'entity' AND value = {_quoted(value)}"
            return f"mentions && ({rows})"
        return f"{field} = {_quoted(value)}"

    def _sql(self, condition: Condition) -> str:  # noqa: PLR0911 - one case each
        match condition:
            case HoldsRun(run, grams, is_exact):
                held = f"grams @> '{{{','.join(map(str, grams))}}}'"
                return held if is_exact else f"({held} AND strpos(folded, {_quoted(run)}) > 0)"
            case HoldsPattern(pieces, grams):
                regex = "[^\n]*".join(map(_regex, pieces))
                held = f"grams @> '{{{','.join(map(str, grams))}}}' AND " if grams else ""
                return f"({held}folded ~ {_quoted(regex)})"
            case HasValue(terms):
                rows = self._known_terms(terms)
                return f"terms && '{{{','.join(map(str, rows))}}}'" if rows else "false"
            case HasFacet(field, values):
                return "(" + " OR ".join(self._chosen(field, value) for value in values) + ")"
            case InYears(first, last):
                return f"year BETWEEN {max(1, first or 1)} AND {min(9999, last or 9999)}"
            case OneOf(ids):
                return f"id = ANY({_quoted(array_literal(list(ids)))})"
            case AllOf(parts):
                return "(" + " AND ".join(map(self._sql, parts)) + ")" if parts else "true"
            case AnyOf(parts):
                return _found_by(*map(self._sql, parts)) if parts else "false"
            case NoneOf(part):
                return f"NOT {_found_by(self._sql(part))}"

    def _holding(self, word: str, *, at_most: int | None = None) -> int:
        limit = f" LIMIT {at_most}" if at_most else ""
        held = f"SELECT 1 FROM postings WHERE words @@ {_quoted_word(word)}::tsquery{limit}"
        return int(self._connection.execute(f"SELECT count(*) FROM ({held}) AS held").fetchone()[0])

    def _frequent(self, words: Sequence[str]) -> list[Row]:
        """Return the words the server knows to be frequent, each with the share of documents it stands in."""
        return self._connection.execute(
            "SELECT word, share FROM pg_stats,"
            " unnest(CAST(CAST(most_common_elems AS text) AS text[]), most_common_elem_freqs) AS known (word, share)"
            " WHERE schemaname = 'andu' AND tablename = 'postings' AND attname = 'words' AND word = ANY(:words)",
            {"words": array_literal(words)},
        ).fetchall()

    def _known_terms(self, terms: Sequence[str]) -> list[int]:
        pairs = [term.partition("\x1f") for term in terms]
        found: list[int] = []
        for field in dict.fromkeys(name for name, _, _ in pairs):
            values = [value for name, _, value in pairs if name == field]
            rows = self._connection.execute(
                "SELECT row FROM value_terms WHERE field = :field AND value = ANY(:values)",
                {"field": field, "values": array_literal(values)},
            )
            found += [row["row"] for row in rows]
        return found

    def _rows_of(self, document_ids: Iterable[DocumentId]) -> dict[DocumentId, int]:
        found = self._connection.execute(
            "SELECT id, row FROM documents WHERE removed_at IS NULL AND id = ANY(:ids)",
            {"ids": array_literal(list(document_ids))},
        )
        return {DocumentId(row["id"]): row["row"] for row in found}

    def _term_rows(self, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Return the rows of terms, adding new ones in order: two who add at once then never wait in a ring."""
        wanted = sorted(set(pairs))
        values = {
            "fields": array_literal([field for field, _ in wanted]),
            "values": array_literal([value for _, value in wanted]),
        }
        pairs_of = "unnest(CAST(:fields AS text[]), CAST(:values AS text[])) AS wanted (field, value)"
        self._connection.execute(
            f"INSERT INTO value_terms (field, value) SELECT field, value FROM {pairs_of} WHERE NOT EXISTS"
            " (SELECT 1 FROM value_terms AS known WHERE known.field = wanted.field AND known.value = wanted.value)"
            " ORDER BY field, value ON CONFLICT DO NOTHING",
            values,
        )
        found = self._connection.execute(
            f"SELECT row, field, value FROM value_terms JOIN {pairs_of} USING (field, value)",
            values,
        )
        return {(row["field"], row["value"]): row["row"] for row in found}


def _found_by(*conditions: str) -> str:
    """Return the condition of being found by one of these, each asked of its index by itself.

    Tested row by row, a condition on grams would fetch each row's grams: a hundred times what its index costs.
    """
    found = " UNION ".join(f"SELECT document FROM postings WHERE {each}" for each in conditions)
    return f"(document IN ({found}))"


_PAGE = """
    SELECT 'page', id, coalesce(score, 0), row_number() OVER (ORDER BY {order}), is_verbatim
    FROM matched LEFT JOIN weighed USING (document) WHERE {all} ORDER BY 4 LIMIT :limit OFFSET :offset
"""


def _order(*, by_date: bool, group: str | None) -> str:
    grouped = ""
    if group == "year":
        grouped = "year = 0, year DESC, "
    elif group is not None:
        grouped = f"{group} IS NULL, count(*) OVER (PARTITION BY {group}) DESC, {group}, "
    if by_date:
        return grouped + "date DESC NULLS LAST, score DESC NULLS LAST, document"
    return grouped + "is_verbatim DESC, score DESC NULLS LAST, date DESC NULLS LAST, document"


def _all_of(choices: Iterable[str], *, but: str | None = None) -> str:
    return " AND ".join(f"chosen_{field}" for field in choices if field != but) or "true"


def _page(rows: Iterable[Any]) -> FoundPage:
    total = 0
    facets: dict[str, dict[str, int]] = {}
    documents: list[tuple[int, FoundDocument]] = []
    for what, value, number, place, is_verbatim in rows:
        if what == "total":
            total = int(number)
        elif what == "page":
            documents.append((place, FoundDocument(DocumentId(value), float(number), bool(is_verbatim))))
        else:
            facets.setdefault(what, {})[value] = int(number)
    return FoundPage(total, facets, tuple(document for _, document in sorted(documents, key=lambda each: each[0])))


def _values(posting: Posting, row: int, terms: Mapping[tuple[str, str], int]) -> list[Any]:
    facets = posting.facets
    return [
        row,
        int(facets.get("year", 0)),
        posting.id,
        facets.get("date"),
        *(facets.get(name) for name in FACETS[1:]),
        posting.title,
        posting.length,
        posting.folded,
        list(posting.grams),
        _vector(posting.words),
        [terms[pair] for pair in posting.values],
        [terms[ENTITY, name] for name in posting.mentions],
    ]


def _vector(words: Mapping[str, tuple[int, int, int]]) -> str:
    """Return words as a vector: each as many places as it stands, of the title A, of headings B, of the text D."""
    return " ".join(f"{_word(word)}:{_places(counts)}" for word, counts in words.items())


def _places(counts: tuple[int, int, int]) -> str:
    weights = "".join(weight * count for weight, count in zip("ABD", counts, strict=True))[:_MOST_PLACES]
    return ",".join(f"{place}{weight}" for place, weight in enumerate(weights, start=1))


def _word(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _quoted_word(word: str) -> str:
    return _quoted(_word(word))


def _quoted(words: str) -> str:
    """Return a text as a literal that nothing typed can get out of; what no stored text holds becomes U+FFFD."""
    sendable = words.replace("\0", "\ufffd").encode("utf-8", "replace").decode()
    return "'" + sendable.replace("'", "''") + "'"


def _regex(piece: str) -> str:
    return "".join("[^\n]" if part == "?" else f"\\{part}" if part in _ESCAPED else part for part in piece)
