"""What the window needs of the labels of a library, as a face."""

from collections.abc import Iterable
from typing import Protocol

from viewer.core.document import DocumentId
from viewer.core.label import Collection, CollectionId, DocumentLabels, LabelChange


class Labelling(Protocol):
    """Labels of documents."""

    def all(self) -> list[DocumentLabels]:
        """Return the labels of the documents that have any."""

    def collections(self) -> list[Collection]:
        """Return the collections in their order."""

    def change(self, document_ids: Iterable[DocumentId], change: LabelChange, /) -> list[DocumentLabels]:
        """Change documents and return what was before."""

    def take_back(self, before: Iterable[DocumentLabels], change: LabelChange, /) -> object:
        """Take a change back."""

    def add_collection(self, name: str, /) -> Collection:
        """Make a collection."""

    def put_collection(self, collection: Collection, /) -> object:
        """Store a changed or removed collection."""

    def remove_collection(self, collection_id: CollectionId, /) -> object:
        """Take a collection away."""


class LabelServices(Protocol):
    """The services of one library that concern labels."""

    @property
    def labelling(self) -> Labelling:
        """Return the labels."""
