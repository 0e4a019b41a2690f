"""Finds typed characters in one document, as the library search would fold them."""

from viewer.core.document import Document
from viewer.core.progress import CancelToken
from viewer.core.span import Span
from viewer.text.fold import FoldedText, fold


def find_text(document: Document, wanted: str, cancel: CancelToken) -> tuple[Span, ...]:
    """Return every place of the document, none overlapping another, that reads like ``wanted``."""
    needle = fold(wanted.strip())
    if not needle:
        return ()
    text = FoldedText(document.text)
    spans = []
    place = text.folded.find(needle)
    while place >= 0:
        cancel.checkpoint()
        spans.append(text.span(place, place + len(needle)))
        place = text.folded.find(needle, place + len(needle))
    return tuple(spans)
