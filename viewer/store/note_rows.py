"""How an annotation or a bookmark becomes columns and comes back."""

import json
from collections.abc import Mapping
from typing import Any

from viewer.core.annotation import (
    Annotation,
    AnnotationId,
    Bookmark,
    BookmarkId,
    MarkColour,
    MarkStyle,
    TaskState,
)
from viewer.core.document import DocumentId
from viewer.core.selector import AnchorState, ParagraphFragment, Selector, TextQuote
from viewer.core.span import Span
from viewer.store.sql import Row
from viewer.store.sqlite_errors import stored

Values = dict[str, str | int | None]


def annotation_values(annotation: Annotation) -> Values:
    """Return the columns of one annotation, without its document."""
    return {
        "id": annotation.id,
        **selector_values(annotation.selector),
        "style": annotation.style.value,
        "colour": annotation.colour.value,
        "note": annotation.note,
        "tags": json.dumps(annotation.tags, ensure_ascii=False),
        "creator": annotation.creator,
        "task": annotation.task.value if annotation.task else None,
        "created": annotation.created,
        "modified": annotation.modified,
        "state": annotation.state.value,
        "span_start": annotation.span.start if annotation.span else None,
        "span_end": annotation.span.end if annotation.span else None,
    }


def selector_values(selector: Selector) -> Values:
    """Return a selector's columns."""
    fragment = selector.fragment
    return {
        "position_start": selector.position.start,
        "position_end": selector.position.end,
        "exact": selector.quote.exact,
        "prefix": selector.quote.prefix,
        "suffix": selector.quote.suffix,
        "occurrences": selector.quote.occurrences,
        "text_sha256": selector.text_sha256,
        "normalizer": selector.normalizer,
        "fragment": json.dumps([fragment.paragraph, fragment.start, fragment.end]) if fragment else None,
    }


@stored
def annotation(row: Row) -> Annotation:
    """Return the annotation a row holds."""
    anchored = row["span_start"] is not None
    return Annotation(
        id=AnnotationId(row["id"]),
        document_id=DocumentId(row["document_id"]) if row["document_id"] is not None else None,
        selector=selector(row),
        created=row["created"],
        modified=row["modified"],
        style=MarkStyle(row["style"]),
        colour=MarkColour(row["colour"]),
        note=row["note"],
        tags=tuple(json.loads(row["tags"])),
        creator=row["creator"],
        task=TaskState(row["task"]) if row["task"] is not None else None,
        state=AnchorState(row["state"]),
        span=Span(row["span_start"], row["span_end"]) if anchored else None,
    )


@stored
def selector(columns: Mapping[str, Any] | Row) -> Selector:
    """Return the selector the columns describe."""
    fragment = json.loads(columns["fragment"]) if columns["fragment"] is not None else None
    return Selector(
        position=Span(columns["position_start"], columns["position_end"]),
        quote=TextQuote(columns["exact"], columns["prefix"], columns["suffix"], columns["occurrences"]),
        text_sha256=columns["text_sha256"],
        normalizer=columns["normalizer"],
        fragment=ParagraphFragment(*fragment) if fragment else None,
    )


def bookmark_values(bookmark: Bookmark) -> Values:
    """Return the columns of one bookmark, without its document."""
    stated = bookmark.selector
    return {
        "id": bookmark.id,
        "name": bookmark.name,
        "folder": bookmark.folder,
        "position": bookmark.order,
        "created": bookmark.created,
        "selector": json.dumps(selector_values(stated), ensure_ascii=False) if stated else None,
    }


@stored
def bookmark(row: Row) -> Bookmark:
    """Return the bookmark a row holds."""
    return Bookmark(
        id=BookmarkId(row["id"]),
        document_id=DocumentId(row["document_id"]),
        name=row["name"],
        created=row["created"],
        selector=selector(json.loads(row["selector"])) if row["selector"] is not None else None,
        folder=row["folder"],
        order=row["position"],
    )
