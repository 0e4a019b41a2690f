"""Figures filed under keys, keys joined into series, and what a person decided about them, as rows."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from viewer.core.across import LibraryFigure
from viewer.core.document import DocumentId
from viewer.core.metric import MetricRole
from viewer.core.series import DecisionId, FigureKey, FigureStatus, SeriesId, SeriesState, SeriesSummary, Verdict
from viewer.store import rows
from viewer.store.change_log import append_change, now
from viewer.store.sql import EVERYTHING, IS_SHOWN, Connection, Row

_KEY_COLUMNS = "label, core, subject, unit, role, status, scope, branch, home"
_SUMMARY_COLUMNS = (
    "signature, name, unit, role, status, scope, mentions, documents, first, last, latest, verdict, state, pinned"
)
_METRICS = ", ".join("metrics." + column.strip() for column in rows.METRIC_COLUMNS.split(","))
FIGURE_COLUMNS = f"""
    {_METRICS}, documents.id AS id, coalesce(documents.title, documents.name) AS title,
           documents.number AS number, documents.issuing_unit AS issuing_unit, documents.date AS date,
           substr(readings.text, metrics.sentence_start + 1, metrics.sentence_end - metrics.sentence_start) AS sentence
"""
_FIGURES = f"""
    SELECT {FIGURE_COLUMNS}, figure_links.figure_key AS figure_key
    FROM figure_links
    JOIN metrics ON metrics.document = figure_links.document AND metrics.ordinal = figure_links.ordinal
    JOIN documents ON documents.row = figure_links.document
    JOIN readings ON readings.document = figure_links.document
    WHERE figure_links.figure_key IN (SELECT value FROM json_each(:keys)) AND {IS_SHOWN}
"""  # noqa: S608 - our own column names, bound values
_FIGURES_WITHOUT_SENTENCES = f"""
    SELECT {_METRICS}, documents.id AS id, '' AS title, NULL AS number, NULL AS issuing_unit, documents.date AS date,
           '' AS sentence, figure_links.figure_key AS figure_key
    FROM figure_links
    JOIN metrics ON metrics.document = figure_links.document AND metrics.ordinal = figure_links.ordinal
    JOIN documents ON documents.row = figure_links.document
    WHERE figure_links.figure_key IN (SELECT value FROM json_each(:keys)) AND {IS_SHOWN}
"""  # noqa: S608 - our own column names, bound values
_UNFILED = f"""
    SELECT {FIGURE_COLUMNS}
    FROM metrics
    JOIN documents ON documents.row = metrics.document
    JOIN readings ON readings.document = metrics.document
    LEFT JOIN figure_links ON figure_links.document = metrics.document AND figure_links.ordinal = metrics.ordinal
    WHERE figure_links.figure_key IS NULL AND documents.removed_at IS NULL
      AND (:part IS NULL OR instr(metrics.indicator, :part) > 0)
    ORDER BY documents.date NULLS FIRST, documents.row, metrics.ordinal
"""  # noqa: S608 - our own column names, bound values
_MOST_OF_ONE_VALUE = 40  # also in the triggers of schema 13 that notice where a value comes to be stated more often

KeyRow = int


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A key with its row, the series it stands in, how many figures it files, and what leads its group."""

    row: KeyRow
    key: FigureKey
    series: int | None
    mentions: int
    leader: KeyRow | None
    signature: str


@dataclass(frozen=True, slots=True)
class FiledFigure:
    """A figure of a document: its place, its key, its exact value, and a sum of all that a verdict may depend on."""

    ordinal: int
    key: FigureKey
    value: str
    mark: int


@dataclass(frozen=True, slots=True)
class Settled:
    """What is noted of a key when it is joined: how often it is stated, its name, and what leads its group."""

    mentions: int
    label: str
    leader: KeyRow | None


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said about series: an action and what it concerns."""

    id: DecisionId
    action: str
    detail: Mapping[str, object]


class SeriesTable:
    """SQL over one connection; writing methods must run inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def file_figures(self, row: int, filed: Iterable[FiledFigure]) -> None:
        """File a document's figures; keys wait to be joined only where something else is stated now than before."""
        before = self._filed(row)
        rows = {each.key.signature: each.key for each in filed}
        keys = {signature: self._key_row(key) for signature, key in rows.items()}
        added, moved = [], []
        for each in filed:
            named = "" if each.key.label == each.key.core else each.key.label
            link = (keys[each.key.signature], each.value, named, each.mark)
            places = before.get(link)
            if not places:
                added.append((row, each.ordinal, *link))
            elif (place := places.pop(0)) != each.ordinal:
                moved.append((-1 - each.ordinal, row, place))
        gone = [(row, place) for places in before.values() for place in places]
        self._connection.executemany("DELETE FROM figure_links WHERE document = ? AND ordinal = ?", gone)
        self._connection.executemany("UPDATE figure_links SET ordinal = ? WHERE document = ? AND ordinal = ?", moved)
        if moved:
            self._connection.execute(
                "UPDATE figure_links SET ordinal = -1 - ordinal WHERE document = :row AND ordinal < 0", {"row": row}
            )
        self._connection.executemany(
            "INSERT INTO figure_links (document, ordinal, figure_key, value, named, mark) VALUES (?, ?, ?, ?, ?, ?)",
            added,
        )

    def _filed(self, row: int) -> dict[tuple[KeyRow, str, str, int], list[int]]:
        """Return what is filed of a document, with its places among the document's figures."""
        found: dict[tuple[KeyRow, str, str, int], list[int]] = {}
        for ordinal, *link in self._connection.execute(
            "SELECT ordinal, figure_key, value, named, mark FROM figure_links WHERE document = :row ORDER BY ordinal",
            {"row": row},
        ):
            key, value, named, mark = link
            found.setdefault((key, value, named, mark), []).append(ordinal)
        return found

    def stale_blocks(self, least: int) -> list[str]:
        """Return blocks of keys whose figures have changed, as few as hold ``least`` such keys together."""
        found = self._connection.execute(
            "SELECT block, count(*) AS keys FROM across_stale_keys JOIN figure_keys ON figure_keys.row = figure_key"
            " GROUP BY block ORDER BY block"
        )
        blocks: list[str] = []
        keys = 0
        for row in found:
            blocks.append(row["block"])
            keys += row["keys"]
            if keys >= least:
                break
        found.close()
        return blocks

    def stale_key_count(self) -> int:
        """Return how many keys wait to be joined again."""
        return int(self._connection.execute("SELECT count(*) FROM across_stale_keys").fetchone()[0])

    def stale_rounds(self, blocks: Iterable[str]) -> dict[KeyRow, int]:
        """Return the keys of blocks whose figures have changed, also those without any left, each with its round.

        The round is another one whenever the key has changed again.
        """
        found = self._connection.execute(
            "SELECT figure_key, round FROM across_stale_keys JOIN figure_keys ON figure_keys.row = figure_key"
            " WHERE block IN (SELECT value FROM json_each(:blocks))",
            {"blocks": json.dumps(list(blocks), ensure_ascii=False)},
        )
        return {row[0]: row[1] for row in found}

    def places(self, keys: Iterable[KeyRow]) -> dict[KeyRow, tuple[int | None, KeyRow | None]]:
        """Return the series in which each of these keys stands, and what leads its group; who has left is left out."""
        cursor = self._connection.execute(
            "SELECT row, series, leader FROM figure_keys WHERE row IN (SELECT value FROM json_each(:keys))",
            {"keys": json.dumps(list(keys))},
        )
        cursor.row_factory = None
        return {row: (series, leader) for row, series, leader in cursor}

    def stated(self, keys: Iterable[KeyRow]) -> dict[KeyRow, Counter[str]]:
        """Return how often each of these keys is stated by which name; the empty name is its core."""
        found: dict[KeyRow, Counter[str]] = {}
        for key, named, mentions in self._connection.execute(
            "SELECT figure_key, named, count(*) FROM figure_links"
            " WHERE figure_key IN (SELECT value FROM json_each(:keys)) GROUP BY figure_key, named",
            {"keys": json.dumps(list(keys))},
        ):
            found.setdefault(key, Counter())[named] = mentions
        return found

    def settle(self, settled: Mapping[KeyRow, Settled]) -> None:
        """Note what was found out of keys when they were joined."""
        self._connection.executemany(
            "UPDATE figure_keys SET mentions = ?, label = ?, leader = ? WHERE row = ?",
            [(each.mentions, each.label, each.leader, row) for row, each in settled.items()],
        )

    def forget_groups(self) -> None:
        """Note that all keys are to be joined again, as if they never had been: the rules have changed."""
        self._connection.execute("UPDATE figure_keys SET leader = NULL WHERE leader IS NOT NULL")
        self._connection.execute("DELETE FROM across_stale_keys")
        self._connection.execute("INSERT INTO across_stale_keys (figure_key) SELECT row FROM figure_keys")

    def series_of(self, keys: Iterable[KeyRow]) -> set[int]:
        """Return the series in which these keys stand, also keys without any figure left."""
        found = self._connection.execute(
            "SELECT DISTINCT series FROM figure_keys WHERE series IS NOT NULL"
            " AND row IN (SELECT value FROM json_each(:keys))",
            {"keys": json.dumps(list(keys))},
        )
        return {row[0] for row in found}

    def mark_stale(self, signatures: Iterable[str]) -> None:
        """Note that keys are to be joined again."""
        values = {"signatures": json.dumps(list(signatures), ensure_ascii=False)}
        keys = "SELECT row FROM figure_keys WHERE signature IN (SELECT value FROM json_each(:signatures))"
        self._connection.execute(f"DELETE FROM across_stale_keys WHERE figure_key IN ({keys})", values)  # noqa: S608
        self._connection.execute(f"INSERT INTO across_stale_keys (figure_key) {keys}", values)

    def keys_of_blocks(self, blocks: Iterable[str]) -> list[StoredKey]:
        """Return the keys of blocks, also those without any figure left."""
        return self._keys("block IN (SELECT value FROM json_each(:values))", blocks)

    def keys_of_series(self, series: Iterable[int]) -> list[StoredKey]:
        """Return the keys that stand in these series."""
        return self._keys("series IN (SELECT value FROM json_each(:values))", series)

    def keys_in(self, series_ids: Iterable[SeriesId]) -> list[StoredKey]:
        """Return the keys of the series led by these keys."""
        return self._keys(
            "series IN (SELECT row FROM figure_series WHERE signature IN (SELECT value FROM json_each(:values)))",
            series_ids,
        )

    def keys_signed(self, signatures: Iterable[str]) -> list[StoredKey]:
        """Return the keys with these signatures."""
        return self._keys("signature IN (SELECT value FROM json_each(:values))", signatures)

    def target_keys(self, keys: Iterable[FigureKey]) -> list[StoredKey]:
        """Return the keys of targets set for the same figures."""
        wanted = [replace(key, role=MetricRole.TARGET.value) for key in keys if key.role != MetricRole.TARGET]
        found = self._keys(
            "block IN (SELECT value FROM json_each(:values)) AND core IN (SELECT value FROM json_each(:cores))",
            {key.block for key in wanted},
            cores={key.core for key in wanted},
        )
        return [each for each in found if any(_names_one_figure(each.key, key) for key in wanted)]

    def keys_of_rows(self, keys: Iterable[KeyRow]) -> list[StoredKey]:
        """Return the keys of these rows."""
        return self._keys("row IN (SELECT value FROM json_each(:values))", keys)

    def values_of(self, keys: Iterable[KeyRow]) -> dict[str, set[KeyRow]]:
        """Return the exact values under keys, each with all keys it stands under; values of many are left out."""
        found: dict[str, set[KeyRow]] = {}
        cursor = self._connection.execute(
            "SELECT value, figure_key FROM figure_links WHERE value <> '' AND value IN (SELECT value FROM"
            " (SELECT DISTINCT value FROM figure_links WHERE value <> '' AND figure_key IN"
            " (SELECT value FROM json_each(:keys))) AS mine WHERE (SELECT count(*) FROM (SELECT 1 FROM figure_links"
            " AS other WHERE other.value <> '' AND other.value = mine.value LIMIT :most + 1) AS few) <= :most)",
            {"keys": json.dumps(list(keys)), "most": _MOST_OF_ONE_VALUE},
        )
        for value, key in cursor:
            found.setdefault(value, set()).add(key)
        return {value: keys for value, keys in found.items() if len(keys) > 1}

    def figures(self, keys: Iterable[KeyRow]) -> list[tuple[KeyRow, LibraryFigure]]:
        """Return the figures filed under keys, of documents outside the trash."""
        found = self._connection.execute(_FIGURES, {"keys": json.dumps(list(keys))})
        return [(row["figure_key"], figure_of(row)) for row in found]

    def bare_figures(self, keys: Iterable[KeyRow]) -> list[tuple[KeyRow, LibraryFigure]]:
        """Return figures as ``figures`` does, without sentences and titles: those lie in long rows, slow to read."""
        found = self._connection.execute(_FIGURES_WITHOUT_SENTENCES, {"keys": json.dumps(list(keys))})
        return [(row["figure_key"], figure_of(row)) for row in found]

    def unfiled(self, part: str | None) -> list[LibraryFigure]:
        """Return figures under no key; ``part`` stands in their indicator."""
        return [figure_of(row) for row in self._connection.execute(_UNFILED, {"part": part})]

    def remove_series(self, series: Iterable[int]) -> None:
        """Forget series; their keys stand in none then."""
        values = {"series": json.dumps(list(series))}
        chosen = "IN (SELECT value FROM json_each(:series))"
        self._connection.execute(f"UPDATE figure_keys SET series = NULL WHERE series {chosen}", values)  # noqa: S608
        self._connection.execute(f"DELETE FROM figure_series WHERE row {chosen}", values)  # noqa: S608

    def add_series(self, summary: SeriesSummary, keys: Iterable[KeyRow]) -> None:
        """Store a series with its keys."""
        cursor = self._connection.execute(
            f"INSERT INTO figure_series ({_SUMMARY_COLUMNS}) VALUES (:signature, :name, :unit, :role, :status, :scope,"  # noqa: S608
            " :mentions, :documents, :first, :last, :latest, :verdict, :state, :pinned) RETURNING row",
            {
                "signature": summary.id,
                "name": summary.name,
                "unit": summary.unit,
                "role": summary.role,
                "status": summary.status.value,
                "scope": summary.scope,
                "mentions": summary.mentions,
                "documents": summary.documents,
                "first": summary.first,
                "last": summary.last,
                "latest": summary.latest,
                "verdict": summary.verdict.value if summary.verdict else "",
                "state": summary.state.value,
                "pinned": int(summary.pinned),
            },
        )
        row = int(cursor.fetchone()[0])
        self._connection.executemany("UPDATE figure_keys SET series = ? WHERE row = ?", [(row, key) for key in keys])

    def forget_stale(self, rounds: Mapping[KeyRow, int]) -> None:
        """Note that keys are joined as they were in these rounds; keys without any figure leave."""
        self._connection.execute(
            "DELETE FROM across_stale_keys WHERE round IN (SELECT value FROM json_each(:rounds))",
            {"rounds": json.dumps(list(rounds.values()))},
        )
        self._connection.execute(
            "DELETE FROM figure_keys WHERE row IN (SELECT value FROM json_each(:keys))"
            " AND NOT EXISTS (SELECT 1 FROM figure_links WHERE figure_key = figure_keys.row)"
            " AND NOT EXISTS (SELECT 1 FROM across_stale_keys WHERE figure_key = figure_keys.row)",
            {"keys": json.dumps(list(rounds))},
        )

    def forget_lost(self) -> None:
        """Forget waiting keys that are no longer there."""
        self._connection.execute("DELETE FROM across_stale_keys WHERE figure_key NOT IN (SELECT row FROM figure_keys)")

    def summaries(self, *, part: str | None, least_mentions: int, limit: int | None) -> list[SeriesSummary]:
        """Return series, pinned and most stated first; ``part`` stands in their name or in a key's."""
        found = self._connection.execute(
            f"SELECT {_SUMMARY_COLUMNS} FROM figure_series WHERE mentions >= :least"  # noqa: S608
            " AND (:part IS NULL OR instr(name, :part) > 0 OR row IN"
            " (SELECT series FROM figure_keys WHERE instr(label, :part) > 0 OR instr(core, :part) > 0))"
            " ORDER BY pinned DESC, documents DESC, mentions DESC, name LIMIT :limit",
            {"part": part, "least": least_mentions, "limit": EVERYTHING if limit is None else limit},
        )
        return [_summary(row) for row in found]

    def summary(self, series_id: SeriesId) -> tuple[int, SeriesSummary] | None:
        """Return a series with its row, ``None`` when there is none led by this key."""
        row = self._connection.execute(
            f"SELECT row, {_SUMMARY_COLUMNS} FROM figure_series WHERE signature = :signature",  # noqa: S608
            {"signature": series_id},
        ).fetchone()
        return None if row is None else (int(row["row"]), _summary(row))

    def series_with(self, signature: str) -> SeriesId | None:
        """Return the series a key stands in."""
        row = self._connection.execute(
            "SELECT figure_series.signature FROM figure_keys JOIN figure_series ON figure_series.row = series"
            " WHERE figure_keys.signature = :signature",
            {"signature": signature},
        ).fetchone()
        return None if row is None else SeriesId(row[0])

    def shared_series(self, document_ids: Sequence[DocumentId]) -> list[SeriesId]:
        """Return the series in which every one of these documents states a figure."""
        found = self._connection.execute(
            "SELECT figure_series.signature FROM documents"  # noqa: S608 - our own words
            " JOIN figure_links ON figure_links.document = documents.row"
            " JOIN figure_keys ON figure_keys.row = figure_links.figure_key"
            " JOIN figure_series ON figure_series.row = figure_keys.series"
            f" WHERE documents.id IN (SELECT value FROM json_each(:ids)) AND {IS_SHOWN}"
            " GROUP BY figure_series.row HAVING count(DISTINCT documents.row) = :count",
            {"ids": json.dumps(list(document_ids)), "count": len(set(document_ids))},
        )
        return [SeriesId(row[0]) for row in found]

    def counts(self) -> tuple[int, int]:
        """Return how many series there are, and how many of them are stated more than once."""
        row = self._connection.execute(
            "SELECT count(*), count(*) FILTER (WHERE mentions > 1) FROM figure_series"
        ).fetchone()
        return int(row[0]), int(row[1])

    def decisions(self) -> list[Decision]:
        """Return what holds of what a person decided, oldest first."""
        found = self._connection.execute(
            "SELECT id, action, detail FROM series_decisions WHERE removed_at IS NULL ORDER BY row"
        )
        return [Decision(DecisionId(row["id"]), row["action"], json.loads(row["detail"])) for row in found]

    def decision(self, decision_id: DecisionId) -> Decision | None:
        """Return one decision, withdrawn or not."""
        row = self._connection.execute(
            "SELECT id, action, detail FROM series_decisions WHERE id = :id", {"id": decision_id}
        ).fetchone()
        return None if row is None else Decision(DecisionId(row["id"]), row["action"], json.loads(row["detail"]))

    def add_decision(self, decision: Decision) -> None:
        """Store what a person decided."""
        detail = json.dumps(dict(decision.detail), ensure_ascii=False)
        self._connection.execute(
            "INSERT INTO series_decisions (id, action, detail, added_at) VALUES (:id, :action, :detail, :at)",
            {"id": decision.id, "action": decision.action, "detail": detail, "at": now()},
        )
        append_change(self._connection, f"series: {decision.action}", decision.id, decision.detail)

    def withdraw(self, decision_id: DecisionId) -> None:
        """Let a decision hold no longer."""
        self._set_removed(decision_id, now(), "series: withdraw")

    def restore(self, decision_id: DecisionId) -> None:
        """Let a withdrawn decision hold again."""
        self._set_removed(decision_id, None, "series: restore")

    def move_last(self, decision_id: DecisionId) -> None:
        """Let a decision count as made after all others, which it then overrules."""
        self._connection.execute(
            "UPDATE series_decisions SET row = (SELECT max(row) + 1 FROM series_decisions) WHERE id = :id",
            {"id": decision_id},
        )

    def _set_removed(self, decision_id: DecisionId, moment: str | None, action: str) -> None:
        self._connection.execute(
            "UPDATE series_decisions SET removed_at = :moment WHERE id = :id", {"id": decision_id, "moment": moment}
        )
        append_change(self._connection, action, decision_id)

    def _key_row(self, key: FigureKey) -> KeyRow:
        signature = {"signature": key.signature}
        found = self._connection.execute("SELECT row FROM figure_keys WHERE signature = :signature", signature)
        row = found.fetchone()
        if row is not None:
            return int(row[0])
        cursor = self._connection.execute(
            f"INSERT INTO figure_keys (signature, {_KEY_COLUMNS}, block) VALUES (:signature, :label, :core, :subject,"  # noqa: S608
            " :unit, :role, :status, :scope, :branch, :home, :block) RETURNING row",
            signature
            | {
                "label": key.label,
                "core": key.core,
                "subject": key.subject,
                "unit": key.unit,
                "role": key.role,
                "status": key.status.value,
                "scope": key.scope,
                "branch": key.branch,
                "home": key.home,
                "block": key.block,
            },
        )
        return int(cursor.fetchone()[0])

    def _keys(self, condition: str, values: Iterable[object], **others: Iterable[object]) -> list[StoredKey]:
        cursor = self._connection.execute(
            f"SELECT row, signature, series, mentions, leader, {_KEY_COLUMNS} FROM figure_keys WHERE {condition}",  # noqa: S608
            {name: json.dumps(list(each), ensure_ascii=False) for name, each in {"values": values, **others}.items()},
        )
        cursor.row_factory = None
        return [
            StoredKey(row, _key(columns), series, mentions, leader, signature)
            for row, signature, series, mentions, leader, *columns in cursor
        ]


def _names_one_figure(one: FigureKey, other: FigureKey) -> bool:
    return one.core == other.core and _measured(one) == _measured(other)


def _measured(key: FigureKey) -> tuple[str, ...]:
    return (key.unit, key.scope, key.subject, key.status)


def _key(values: Sequence[str]) -> FigureKey:
    label, core, subject, unit, role, status, scope, branch, home = values
    return FigureKey(label, core, subject, unit, role, FigureStatus(status), scope, branch, home)


def _summary(row: Row) -> SeriesSummary:
    return SeriesSummary(
        SeriesId(row["signature"]),
        row["name"],
        row["unit"],
        row["role"],
        FigureStatus(row["status"]),
        row["scope"],
        row["mentions"],
        row["documents"],
        row["first"],
        row["last"],
        row["latest"],
        Verdict(row["verdict"]) if row["verdict"] else None,
        SeriesState(row["state"]),
        bool(row["pinned"]),
    )


def figure_of(row: Row) -> LibraryFigure:
    """Return the figure of a row of ``FIGURE_COLUMNS``."""
    return LibraryFigure(
        document_id=DocumentId(row["id"]),
        title=row["title"],
        number=row["number"],
        issuing_unit=row["issuing_unit"],
        date=row["date"],
        metric=rows.metric(row),
        sentence=row["sentence"],
    )
