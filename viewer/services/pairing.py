"""The same reply as two files: found, offered, joined or declined by a person, and taken apart again."""

from collections.abc import Iterable

from rapidfuzz.distance import Indel

from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.pair import OfferedPair
from viewer.core.progress import CancelToken
from viewer.services.index_face import Index
from viewer.store.store import Store

_ALIKE = 0.9  # replies of one office to two deputies share up to 0.8 of their characters; a clean scan has 0.98
_COMPARED = 60_000  # characters; comparing takes their square


class Pairing:
    """Pairs of one library. Nothing is joined unless a person says so."""

    def __init__(self, library: Store, keeper: Index) -> None:
        self._library = library
        self._keeper = keeper

    def offers(self, document_ids: Iterable[DocumentId], /, *, cancel: CancelToken) -> list[OfferedPair]:
        """Return the pairs these documents are one of: alike in what they say of themselves and in their texts."""
        found: dict[frozenset[DocumentId], OfferedPair] = {}
        for document_id in document_ids:
            cancel.checkpoint()
            with self._library.reading() as documents:
                akin = self._library.joined().akin(document_id)
                texts = documents.texts([document_id, *akin])
                summaries = documents.summaries_of([document_id, *akin])
            for other, is_older in akin.items():
                pair = frozenset((document_id, other))
                if pair in found or document_id not in texts or other not in texts:
                    continue
                one, two = summaries[document_id], summaries[other]
                if self._library.joined().is_declined(one.source.sha256, two.source.sha256):
                    continue
                likeness = _likeness(texts[document_id], texts[other])
                if likeness >= _ALIKE:
                    kept, joined = self._order(*((other, document_id) if is_older else (document_id, other)))
                    found[pair] = OfferedPair(summaries[kept], summaries[joined], likeness)
        return list(found.values())

    def join(self, kept: DocumentId, joined: DocumentId, /) -> None:
        """Make one document of two: ``joined`` becomes the second original of ``kept``.

        Raises ``ViewerError`` where ``joined`` carries notes: they would be out of sight.
        """
        with self._library.transaction() as documents:
            documents.summary(kept)
            name = documents.summary(joined).source.name
            if self._library.annotations().of_document(joined):
                message = f"“{name}”上有批注，不能并入另一份文档。"
                raise ViewerError(message, advice="请保留有批注的那一份，或先把批注移到另一份上。")
            self._library.joined().join(joined, kept)
        self._keeper.wake()

    def separate(self, joined: DocumentId, /) -> DocumentId:
        """Make a second original a document of its own again; return the document it belonged to."""
        with self._library.transaction():
            principal = self._library.joined().principal_of(joined)
            if principal is None:
                message = "这份文档不是别的文档的第二份原件。"
                raise ViewerError(message, advice="它可能已经拆开了；请刷新列表后再看。")
            self._library.joined().separate(joined)
        self._keeper.wake()
        return principal

    def decline(self, pair: OfferedPair, /) -> None:
        """Never offer this pair again."""
        with self._library.transaction():
            self._library.joined().decline(pair.kept.source.sha256, pair.joined.source.sha256)

    def offer_again(self, pair: OfferedPair, /) -> None:
        """Take a ``decline`` back."""
        with self._library.transaction():
            self._library.joined().take_back_decline(pair.kept.source.sha256, pair.joined.source.sha256)

    def _order(self, older: DocumentId, newer: DocumentId) -> tuple[DocumentId, DocumentId]:
        """Return which to keep first: the one imported earlier, unless only the other has notes."""
        with self._library.reading():
            notes = self._library.annotations()
            only_newer = bool(notes.of_document(newer)) and not notes.of_document(older)
        return (newer, older) if only_newer else (older, newer)


def _likeness(one: str, other: str) -> float:
    first, second = "".join(one.split()), "".join(other.split())
    longer = max(len(first), len(second), 1)
    if abs(len(first) - len(second)) > (1 - _ALIKE) * longer:
        return 0.0
    return float(Indel.normalized_similarity(first[:_COMPARED], second[:_COMPARED], score_cutoff=_ALIKE))
