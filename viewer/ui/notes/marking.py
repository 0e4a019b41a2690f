"""How notes are drawn on the page: each in its colour, and one that stands upon another as a line under it."""

from collections.abc import Iterable

from viewer.core.annotation import Annotation, MarkColour
from viewer.core.annotation import MarkStyle as NoteStyle
from viewer.core.span import Span
from viewer.ui.reader.marks import Mark, MarkStyle


def marks_of_notes(notes: Iterable[Annotation]) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """Return the marks of two layers, none overlapping another in its layer.

    What overlaps in the first is drawn in the second as a line; what overlaps there too is cut to what is free.
    """
    first: list[Mark] = []
    second: list[Mark] = []
    placed = sorted((note for note in notes if note.span is not None), key=lambda note: note.span or Span(0, 0))
    for note in placed:
        span = note.span
        if span is None:
            continue
        if not first or first[-1].span.end <= span.start:
            first.append(Mark(span, _style(note)))
            continue
        start = max(span.start, second[-1].span.end if second else 0)
        if start < span.end:
            second.append(Mark(Span(start, span.end), _line(note.colour)))
    return tuple(first), tuple(second)


def _style(note: Annotation) -> MarkStyle:
    if note.style is NoteStyle.STRIKE:
        return MarkStyle.NOTE_STRIKE
    if note.style is NoteStyle.UNDERLINE:
        return _line(note.colour)
    return MarkStyle(f"note_{note.colour.value}")


def _line(colour: MarkColour) -> MarkStyle:
    return MarkStyle(f"note_underline_{colour.value}")
