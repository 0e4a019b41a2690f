"""Looks for notes with the query language of the search, each note by itself."""

from collections.abc import Iterable

from viewer.core.annotation import AnnotationId, ListedNote
from viewer.core.query import QueryField
from viewer.search.note_test import NoteValues, note_test
from viewer.text.segment import Segmenter


class NoteSearch:
    """Answers which notes fit a query."""

    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter

    def matching(self, query: str, notes: Iterable[ListedNote], /) -> frozenset[AnnotationId]:
        """Return the notes that answer. Raises ``QueryError``."""
        holds = note_test(query, self._segmenter)
        return frozenset(note.annotation.id for note in notes if holds(_values(note)))


def _values(listed: ListedNote) -> NoteValues:
    note = listed.annotation
    return {
        None: ("\n".join((note.selector.quote.exact, note.note, *note.tags)),),
        QueryField.NOTE: (note.note,) if note.note else (),
        QueryField.TAG: note.tags,
        QueryField.TITLE: (listed.title,) if listed.title else (),
        QueryField.UNIT: (listed.unit,) if listed.unit else (),
        QueryField.YEAR: (str(listed.year),) if listed.year else (),
    }
