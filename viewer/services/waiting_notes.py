"""Gives annotations that waited for their reply – imported before it, or left by a deleted one – their place."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from viewer.core.annotation import Annotation
from viewer.core.document import DocumentId
from viewer.core.selector import AnchorState
from viewer.store.annotation_table import AnnotationTable
from viewer.store.document_table import DocumentTable
from viewer.text.anchor import resolve


def place_waiting_notes(
    documents: DocumentTable, annotations: AnnotationTable, arrived: Collection[DocumentId]
) -> list[Annotation]:
    """Attach waiting annotations to documents that have just arrived; call it in the transaction that adds those.

    Returns the attached annotations; a place that is not certain is to be confirmed, as everywhere.
    """
    if not arrived:
        return []
    attached = []
    for annotation, key in annotations.waiting():
        for document_id in _candidates(documents, annotation, key):
            if document_id not in arrived:
                continue
            anchoring = resolve(documents.document(document_id), annotation.selector)
            if anchoring.state is not AnchorState.ORPHANED:
                placed = replace(annotation, document_id=document_id, state=anchoring.state, span=anchoring.span)
                annotations.replace(placed, action="attach waiting annotation")
                attached.append(placed)
                break
    return attached


def _candidates(documents: DocumentTable, annotation: Annotation, key: Mapping[str, object]) -> list[DocumentId]:
    def text(name: str) -> str | None:
        value = key.get(name)
        return value if isinstance(value, str) else None

    return documents.ids_like(
        sha256=text("sha256"),
        text_sha256=annotation.selector.text_sha256,
        title=text("title"),
        number=text("number"),
        date=text("date"),
    )
