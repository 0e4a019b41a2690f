"""Lets words stand for one name in every document at once, without reading the documents anew.

A person's word is applied last of all to what was found in a text, so the marks a document has are enough to know those
it has then: exactly those a whole reading would find. Each change remembers what the document had, so that taking it
back is as quick; a document that was changed meanwhile is read anew instead.
"""

# What looks for names is loaded when it is first wanted, as in viewer.services.marking.
# ruff: noqa: PLC0415

from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b

from viewer.core.document import DocumentId
from viewer.core.entity import Entity
from viewer.core.errors import DocumentNotFoundError
from viewer.core.lexicon import Correction
from viewer.core.name_index import Renamed
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.extract.tagger.tagger import Tagger
from viewer.services.marking import mark_again
from viewer.store.store import Store

_TOGETHER = 20
_WORDS = "更新标注"


class Renaming:
    """Gives names in the documents of one library other meanings."""

    def __init__(self, library: Store, load_tagger: Callable[[], Tagger | None]) -> None:
        self._library = library
        self._load_tagger = load_tagger

    def apply(self, corrections: Sequence[Correction], *, progress: Progress, cancel: CancelToken) -> list[Renamed]:
        """Apply renames, the newest of all corrections, to the documents that hold their words.

        Stopped early, it gives back what it has done; the rest waits for a reading.
        """
        with self._library.reading():
            holding = self._library.across().holding_surfaces({each.surface for each in corrections})
        changed: list[Renamed] = []
        for start in range(0, len(holding), _TOGETHER):
            progress(ProgressStep(start, len(holding), _WORDS))
            cancel.checkpoint()
            with self._library.transaction():
                for document_id in holding[start : start + _TOGETHER]:
                    changed += self._rename(document_id, corrections)
        progress(ProgressStep(len(holding), len(holding), _WORDS))
        return changed

    def take_back(self, renamed: Sequence[Renamed], *, progress: Progress, cancel: CancelToken) -> None:
        """Give documents the marks they had before."""
        for number, each in enumerate(renamed):
            progress(ProgressStep(number, len(renamed), _WORDS))
            cancel.checkpoint()
            try:
                if not self._is_taken_back(each):
                    mark_again(self._library, each.document_id, self._load_tagger())
            except DocumentNotFoundError:
                continue  # removed meanwhile
        progress(ProgressStep(len(renamed), len(renamed), _WORDS))

    def read_anew(self, words: Iterable[str], *, progress: Progress, cancel: CancelToken) -> None:
        """Read the names of the documents that hold words anew: who renamed them did not do so last."""
        with self._library.reading():
            holding = self._library.across().holding_surfaces(set(words))
        for number, document_id in enumerate(holding):
            progress(ProgressStep(number, len(holding), _WORDS))
            cancel.checkpoint()
            mark_again(self._library, document_id, self._load_tagger())

    def _rename(self, document_id: DocumentId, corrections: Sequence[Correction]) -> list[Renamed]:
        from viewer.extract.entities.corrections import apply_corrections

        with self._library.reading() as documents:
            stored = documents.open(document_id).reading
        after = apply_corrections(stored.document.text, stored.entities, corrections)
        return [self._store(document_id, stored.entities, after)] if after != stored.entities else []

    def _is_taken_back(self, renamed: Renamed) -> bool:
        with self._library.transaction() as documents:
            now = documents.open(renamed.document_id).reading.entities
            if _sum_of(now) != renamed.now:
                return False
            self._store(renamed.document_id, now, _with(now, renamed.before))
        return True

    def _store(self, document_id: DocumentId, before: Sequence[Entity], after: Sequence[Entity]) -> Renamed:
        """Store a document's marks, and its names at once: the rest of what depends on them waits to be looked at."""
        changed = [(place, was) for place, (was, now) in enumerate(zip(before, after, strict=True)) if was != now]
        with self._library.transaction() as documents:
            documents.replace_entities(document_id, after)
            self._library.across().put_names_of(document_id, after)
        return Renamed(document_id, tuple(changed), _sum_of(after))


def _with(entities: Iterable[Entity], others: Iterable[tuple[int, Entity]]) -> tuple[Entity, ...]:
    found = dict(enumerate(entities)) | dict(others)
    return tuple(found.values())


def _sum_of(entities: Sequence[Entity]) -> bytes:
    return blake2b(repr(entities).encode(), digest_size=8).digest()
