"""What a person keeps about a whole document: tags, a star, whether it was read, the collections it lies in."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NewType, TypeVar

from viewer.core.document import DocumentId

CollectionId = NewType("CollectionId", str)
T = TypeVar("T", bound=str)

STARRED, READ, UNREAD = "收藏", "已读", "未读"
"""The values of the facet of states; every document that was not read is unread."""


@dataclass(frozen=True, slots=True)
class Collection:
    """A named set of documents (专题); ``order`` sorts by hand."""

    id: CollectionId
    name: str
    order: int


@dataclass(frozen=True, slots=True)
class DocumentLabels:
    """The labels of one document; ``read_at`` is ISO 8601 in UTC, ``None`` while nobody has read it."""

    document_id: DocumentId
    tags: tuple[str, ...] = ()
    starred: bool = False
    read_at: str | None = None
    collections: tuple[CollectionId, ...] = ()

    @property
    def states(self) -> tuple[str, ...]:
        """Return what of 收藏 and 已读 is so; that it is unread goes without saying."""
        return (STARRED,) * self.starred + (READ,) * (self.read_at is not None)


@dataclass(frozen=True, slots=True)
class LabelChange:
    """One change to many documents; what is ``None`` or empty stays as it is."""

    add_tags: tuple[str, ...] = ()
    remove_tags: tuple[str, ...] = ()
    starred: bool | None = None
    read: bool | None = None
    add_to: tuple[CollectionId, ...] = ()
    take_from: tuple[CollectionId, ...] = ()

    def of(self, labels: DocumentLabels, *, moment: str) -> DocumentLabels:
        """Return the labels with the change; what is read now was read at ``moment``, unless it was before."""
        read_at = labels.read_at if self.read is None else (labels.read_at or moment) if self.read else None
        return replace(
            labels,
            tags=_changed(labels.tags, self.add_tags, self.remove_tags),
            starred=labels.starred if self.starred is None else self.starred,
            read_at=read_at,
            collections=_changed(labels.collections, self.add_to, self.take_from),
        )

    def undone(self, labels: DocumentLabels, before: DocumentLabels) -> DocumentLabels:
        """Return the labels with what this change touched as it was before, and all else as it is now."""
        return replace(
            labels,
            tags=_undone(labels.tags, before.tags, (*self.add_tags, *self.remove_tags)),
            starred=labels.starred if self.starred is None else before.starred,
            read_at=labels.read_at if self.read is None else before.read_at,
            collections=_undone(labels.collections, before.collections, (*self.add_to, *self.take_from)),
        )


def cleaned_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Trim tags and drop empty and repeated ones, keeping their order."""
    return tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))


def _changed(values: Iterable[T], add: Iterable[T], remove: Iterable[T]) -> tuple[T, ...]:
    return tuple(sorted((set(values) - set(remove)) | set(add)))


def _undone(values: Iterable[T], before: Iterable[T], touched: Iterable[T]) -> tuple[T, ...]:
    untouched = set(values) - set(touched)
    return tuple(sorted(untouched | (set(before) & set(touched))))
