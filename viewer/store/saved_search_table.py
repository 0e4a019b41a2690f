"""The questions a person keeps, as rows, in the order a person gave them."""

import json

from viewer.core.errors import SavedSearchNotFoundError
from viewer.core.hit import FacetChoice, SortOrder
from viewer.core.saved_search import SavedSearch, SavedSearchId
from viewer.store.change_log import append_change, now
from viewer.store.sql import Connection, Row


class SavedSearchTable:
    """SQL over one connection; writing methods must run inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[SavedSearch]:
        """Return the saved searches in their order."""
        found = self._connection.execute(
            "SELECT * FROM saved_searches WHERE removed_at IS NULL ORDER BY position, row",
        )
        return [_saved_search(row) for row in found]

    def put(self, saved: SavedSearch) -> None:
        """Store a new search, or a known one as it is now (also out of the trash)."""
        values = {
            "id": saved.id,
            "name": saved.name,
            "query": saved.query,
            "choices": json.dumps([[choice.field, choice.value] for choice in saved.choices], ensure_ascii=False),
            "sort": saved.sort.value,
            "position": saved.order,
            "created": saved.created,
        }
        self._connection.execute(
            "INSERT INTO saved_searches (id, name, query, choices, sort, position, created)"
            " VALUES (:id, :name, :query, :choices, :sort, :position, :created)"
            " ON CONFLICT (id) DO UPDATE SET name = :name, query = :query, choices = :choices, sort = :sort,"
            " position = :position, removed_at = NULL",
            values,
        )
        append_change(self._connection, "put saved search", saved.id, values)

    def remove(self, saved_id: SavedSearchId) -> None:
        """Put a search into the trash; raises ``SavedSearchNotFoundError``."""
        done = self._connection.execute(
            "UPDATE saved_searches SET removed_at = :moment WHERE id = :id AND removed_at IS NULL",
            {"id": saved_id, "moment": now()},
        )
        if done.rowcount == 0:
            message = "没有找到这个已存查找。"
            raise SavedSearchNotFoundError(message, advice="它可能已被删除；请刷新后再试。")
        append_change(self._connection, "remove saved search", saved_id)


def _saved_search(row: Row) -> SavedSearch:
    return SavedSearch(
        id=SavedSearchId(row["id"]),
        name=row["name"],
        query=row["query"],
        created=row["created"],
        choices=tuple(FacetChoice(field, value) for field, value in json.loads(row["choices"])),
        sort=SortOrder(row["sort"]),
        order=row["position"],
    )
