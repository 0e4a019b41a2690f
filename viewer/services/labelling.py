"""Tags, stars, read states and collections of documents, changed for many at once and taken back as one."""

import uuid
from collections.abc import Iterable
from dataclasses import replace

from viewer.core.document import DocumentId
from viewer.core.errors import CollectionKnownError
from viewer.core.label import Collection, CollectionId, DocumentLabels, LabelChange, cleaned_tags
from viewer.store.change_log import now
from viewer.store.label_table import LabelTable
from viewer.store.store import Store

Before = list[DocumentLabels]


class Labelling:
    """Labels of one library. A method that returns has its change on the disk; all documents change, or none."""

    def __init__(self, library: Store) -> None:
        self._library = library

    def all(self) -> list[DocumentLabels]:
        """Return the labels of the documents that have any."""
        with self._library.reading():
            return self._library.labels().all()

    def collections(self) -> list[Collection]:
        """Return the collections in their order."""
        with self._library.reading():
            return self._library.labels().collections()

    def change(self, document_ids: Iterable[DocumentId], change: LabelChange, /) -> Before:
        """Change documents; return what was before of those it changes anything about, for ``take_back``."""
        tidy = replace(change, add_tags=cleaned_tags(change.add_tags))
        moment = now()
        with self._library.transaction():
            table = self._library.labels()
            before = [each for each in table.of_documents(document_ids) if tidy.of(each, moment=moment) != each]
            for labels in before:
                table.put(tidy.of(labels, moment=moment))
        return before

    def take_back(self, before: Iterable[DocumentLabels], change: LabelChange, /) -> None:
        """Take back what ``change`` did; what was changed about these documents since stays."""
        tidy = replace(change, add_tags=cleaned_tags(change.add_tags))
        with self._library.transaction():
            table = self._library.labels()
            known = list(before)
            for current, each in zip(table.of_documents(one.document_id for one in known), known, strict=True):
                table.put(tidy.undone(current, each))

    def add_collection(self, name: str, /) -> Collection:
        """Make an empty collection, last in order. Raises ``CollectionKnownError`` for a name there is."""
        with self._library.transaction():
            table = self._library.labels()
            _refuse_known(table, name, None)
            order = 1 + max((each.order for each in table.collections()), default=0)
            made = Collection(CollectionId(str(uuid.uuid4())), name, order)
            table.put_collection(made)
        return made

    def put_collection(self, collection: Collection, /) -> None:
        """Store a renamed or moved collection, or bring a removed one back with its documents."""
        with self._library.transaction():
            table = self._library.labels()
            _refuse_known(table, collection.name, collection.id)
            table.put_collection(collection)

    def remove_collection(self, collection_id: CollectionId, /) -> None:
        """Take a collection away; its documents stay in the library, and ``put_collection`` brings it back."""
        with self._library.transaction():
            self._library.labels().remove_collection(collection_id)


def _refuse_known(table: LabelTable, name: str, but: CollectionId | None) -> None:
    if any(each.name == name and each.id != but for each in table.collections()):
        message = f"已有名为“{name}”的专题。"
        raise CollectionKnownError(message, advice="请换一个名称。")
