"""Names and figures across all shown documents, asked of the database at once."""

import json
from collections.abc import Callable

from viewer.core.across import LibraryFigure, LibraryName, NameInDocument
from viewer.core.document import DocumentId
from viewer.core.entity import EntityType
from viewer.core.metric import Metric
from viewer.store import rows
from viewer.store.sql import Connection, Row

_NAMES = """
    SELECT coalesce(entities.canonical, entities.surface) AS name, entities.type AS type, documents.id AS id,
           coalesce(documents.title, documents.name) AS title, documents.date AS date, count(*) AS mentions,
           json_group_array(DISTINCT entities.surface) AS surfaces
    FROM entities JOIN documents ON documents.row = entities.document
    WHERE documents.removed_at IS NULL
      AND (:type IS NULL OR entities.type = :type)
      AND (:part IS NULL OR instr(coalesce(entities.canonical, entities.surface), :part) > 0
           OR instr(entities.surface, :part) > 0)
    GROUP BY 1, 2, documents.row
    ORDER BY 1, 2, documents.date DESC NULLS LAST, documents.row
"""

_ONE_NAME = """
    SELECT :name AS name, :type AS type, documents.id AS id, coalesce(documents.title, documents.name) AS title,
           documents.date AS date, count(*) AS mentions, json_group_array(DISTINCT entities.surface) AS surfaces
    FROM entities JOIN documents ON documents.row = entities.document
    WHERE documents.removed_at IS NULL AND coalesce(entities.canonical, entities.surface) = :name
      AND entities.type = :type
    GROUP BY documents.row
    ORDER BY documents.date DESC NULLS LAST, documents.row
"""

# A name its documents found by themselves, in several of them, always of one type.
_SURE_NAMES = """
    SELECT entities.surface AS name, min(entities.type) AS type
    FROM entities JOIN documents ON documents.row = entities.document
    WHERE documents.removed_at IS NULL AND entities.source IN ('rule', 'model') AND entities.type <> 'TIME'
      AND instr(entities.surface, :line_end) = 0
    GROUP BY entities.surface
    HAVING count(DISTINCT entities.document) >= :documents AND count(DISTINCT entities.type) = 1
    ORDER BY count(DISTINCT entities.document) DESC, entities.surface
    LIMIT :most
"""

_FIGURES = f"""
    SELECT {", ".join("metrics." + column.strip() for column in rows.METRIC_COLUMNS.split(","))},
           documents.id AS id, coalesce(documents.title, documents.name) AS title, documents.number AS number,
           documents.issuing_unit AS issuing_unit, documents.date AS date,
           substr(readings.text, metrics.sentence_start + 1, metrics.sentence_end - metrics.sentence_start) AS sentence
    FROM metrics
    JOIN documents ON documents.row = metrics.document
    JOIN readings ON readings.document = metrics.document
    WHERE documents.removed_at IS NULL AND (:part IS NULL OR instr(metrics.indicator, :part) > 0)
      AND (:document IS NULL OR documents.id = :document)
    ORDER BY metrics.indicator IS NULL, metrics.indicator, documents.date NULLS FIRST, documents.row, metrics.ordinal
"""  # noqa: S608 - our own column names, bound values

_FIGURES_OF = f"""
    SELECT {", ".join("metrics." + column.strip() for column in rows.METRIC_COLUMNS.split(","))}, documents.id AS id
    FROM metrics JOIN documents ON documents.row = metrics.document
    WHERE metrics.indicator IN (SELECT value FROM json_each(:indicators)) AND documents.removed_at IS NULL
    ORDER BY documents.row, metrics.ordinal
"""  # noqa: S608 - our own column names, bound values


class MarkTable:
    """SQL over one connection; only reads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def names(self, *, type_: EntityType | None = None, part: str | None = None) -> list[LibraryName]:
        """Return the library's names, the most mentioned first; ``part`` keeps names written with these words."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self._connection.execute(_NAMES, {"type": type_.value if type_ else None, "part": part}):
            found.setdefault((row["name"], row["type"]), []).append(row)
        names = [_name(name, type_, of_name) for (name, type_), of_name in found.items()]
        return sorted(names, key=lambda each: (-each.mentions, each.name))

    def name(self, name: str, type_: EntityType) -> LibraryName | None:
        """Return one name with its documents, ``None`` when the library does not hold it."""
        found = self._connection.execute(_ONE_NAME, {"name": name, "type": type_.value}).fetchall()
        return _name(name, type_, found) if found else None

    def sure_names(self, *, documents: int, most: int) -> list[tuple[str, EntityType]]:
        """Return names that so many shown documents each found by themselves, always as the same type."""
        found = self._connection.execute(_SURE_NAMES, {"documents": documents, "most": most, "line_end": "\n"})
        return [(row["name"], EntityType(row["type"])) for row in found]

    def figures(self, *, part: str | None = None, document_id: DocumentId | None = None) -> list[LibraryFigure]:
        """Return figures by indicator and date, unnamed ones last; ``part`` stands in the indicator."""
        values = {"part": part, "document": document_id}
        return [_figure(row) for row in self._connection.execute(_FIGURES, values)]

    def figures_of(self, accepts: Callable[[str], bool]) -> dict[DocumentId, tuple[Metric, ...]]:
        """Return the figures of shown documents whose indicator is accepted; each indicator is asked about once."""
        named = self._connection.execute("SELECT DISTINCT indicator FROM metrics WHERE indicator IS NOT NULL")
        accepted = [row[0] for row in named if accepts(row[0])]
        found: dict[DocumentId, list[Metric]] = {}
        for row in self._connection.execute(_FIGURES_OF, {"indicators": json.dumps(accepted)}):
            found.setdefault(DocumentId(row["id"]), []).append(rows.metric(row))
        return {document_id: tuple(figures) for document_id, figures in found.items()}


def _name(name: str, type_: str, of_name: list[Row]) -> LibraryName:
    surfaces = dict.fromkeys(surface for row in of_name for surface in json.loads(row["surfaces"]))
    documents = tuple(
        NameInDocument(DocumentId(row["id"]), row["title"], row["date"], row["mentions"]) for row in of_name
    )
    return LibraryName(name, EntityType(type_), tuple(surfaces), documents)


def _figure(row: Row) -> LibraryFigure:
    return LibraryFigure(
        document_id=DocumentId(row["id"]),
        title=row["title"],
        number=row["number"],
        issuing_unit=row["issuing_unit"],
        date=row["date"],
        metric=rows.metric(row),
        sentence=row["sentence"],
    )
