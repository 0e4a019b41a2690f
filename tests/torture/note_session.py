"""A scripted session on one library that says, line by line, what is confirmed; made to be killed at any moment.

Run: ``python note_session.py LIBRARY SEED``. Every line on standard output is a JSON object written only after the
library has answered: from then on the change must survive anything.
"""

import json
import random
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from viewer.core.annotation import Annotation, MarkColour, NoteContent, NoteFormat
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.metadata import Metadata
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.backing_up import Backups
from viewer.services.exchanging_notes import NoteExchange
from viewer.store.library import Library

TEXT = "\n".join(f"第{number}段，全区新增停车泊位{number * 37}个，缓解了老旧小区停车矛盾。" for number in range(1, 60))


def confirm(**fields: object) -> None:
    """Tell the driver that the library has answered."""
    sys.stdout.write(json.dumps(fields, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def document_of(text: str) -> Document:
    """Return a document with one paragraph a line."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    return Document(text, tuple(paragraphs))


class Session:
    """Does one random thing after the other, for ever."""

    def __init__(self, library: Library, seed: int) -> None:
        self._library = library
        self._annotating = Annotating(library, creator="张三")
        self._exchange = NoteExchange(library)
        self._rng = random.Random(seed)
        self._seed = seed
        self._documents: list[DocumentId] = []
        self._known: list[Annotation] = []

    def run(self) -> None:
        """Work until killed."""
        confirm(event="ready")
        with self._library.reading() as documents:
            self._documents = [each.id for each in documents.summaries()]
        self._known = self._annotating.all()
        deeds = [self.annotate, self.annotate, self.edit, self.remove, self.undo, self.add, self.export, self.back_up]
        while True:
            self._rng.choice(deeds if self._documents else [self.add])()

    def annotate(self) -> None:
        """Mark a passage."""
        start = self._rng.randrange(len(TEXT) - 40)
        content = NoteContent(note=f"批注{self._rng.random()}", tags=("停车",))
        made = self._annotating.annotate(self._rng.choice(self._documents), Span(start, start + 20), content)
        confirm(event="note", id=made.id, note=made.note, removed=False)
        self._known.append(made)

    def edit(self) -> None:
        """Write something else into a note."""
        if self._known:
            number = self._rng.randrange(len(self._known))
            confirm(event="about", id=self._known[number].id)
            changed = replace(self._known[number], note=f"改{self._rng.random()}", colour=MarkColour.PINK)
            self._known[number] = self._annotating.edit(changed)
            confirm(event="note", id=changed.id, note=changed.note, removed=False)

    def remove(self) -> None:
        """Throw a note away."""
        if len(self._known) > 1:
            gone = self._known.pop(self._rng.randrange(len(self._known)))
            confirm(event="about", id=gone.id)
            self._annotating.remove([gone.id])
            confirm(event="note", id=gone.id, note=gone.note, removed=True)

    def undo(self) -> None:
        """Take the last thrown away note back."""
        trash = self._annotating.removed()
        if trash:
            confirm(event="about", id=trash[0].id)
            self._annotating.restore([trash[0].id])
            confirm(event="note", id=trash[0].id, note=trash[0].note, removed=False)
            self._known.append(trash[0])

    def add(self) -> None:
        """Bring a document in."""
        number = f"{self._seed:08x}{self._rng.getrandbits(64):016x}"
        source = Source(f"{number}.txt", "text/plain", number.ljust(64, "0"), len(TEXT))
        with self._library.transaction() as documents:
            added = documents.add(Reading(source, document_of(TEXT), Metadata()), pipeline_version="1")
        confirm(event="document", id=added)
        self._documents.append(added)

    def export(self) -> None:
        """Export the notes and import them again: nothing may change."""
        text = self._exchange.export(NoteFormat.JSONLD).decode()
        self._exchange.import_notes(text)

    def back_up(self) -> None:
        """Make a rotating backup now and then."""
        if self._rng.random() < 0.1:
            Backups(self._library).rotate(datetime.now(UTC))


if __name__ == "__main__":
    Session(Library.open(Path(sys.argv[1])), int(sys.argv[2])).run()
