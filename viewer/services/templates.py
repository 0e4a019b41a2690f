"""Templates of citations and of notes: those the program ships, a person's copies of them, and which is used."""

# What writes these forms is loaded when something is written: most openings of a library export nothing.
# ruff: noqa: PLC0415

import tomllib
import uuid
from dataclasses import replace
from importlib import resources

from viewer.core.document import DocumentId
from viewer.core.note_template import NoteTemplate, TemplateKind
from viewer.exporting.noted_document import NotedDocument
from viewer.store.store import Store

_MOST_PREVIEWED = 3


class Templates:
    """Templates of one library. A method that returns has its change on the disk."""

    def __init__(self, library: Store) -> None:
        self._library = library

    def all(self) -> list[NoteTemplate]:
        """Return shipped templates and a person's own, by kind; one of each kind is chosen."""
        with self._library.reading():
            table = self._library.templates()
            own = table.all()
            chosen = {kind: table.chosen(kind) for kind in TemplateKind}
        found = []
        for kind in TemplateKind:
            of_kind = [each for each in (*shipped_templates(), *own) if each.kind is kind]
            known = chosen[kind] if chosen[kind] in {each.id for each in of_kind} else of_kind[0].id
            found += [replace(each, is_chosen=each.id == known) for each in of_kind]
        return found

    def chosen(self, kind: TemplateKind) -> NoteTemplate:
        """Return the template in use; a deleted one gives way to the first that is shipped."""
        return next(each for each in self.all() if each.kind is kind and each.is_chosen)

    def add(self, kind: TemplateKind, name: str, text: str) -> NoteTemplate:
        """Keep a new template."""
        made = NoteTemplate(str(uuid.uuid4()), kind, name, text)
        self.put(made)
        return made

    def put(self, template: NoteTemplate) -> None:
        """Store a person's own template as it is now."""
        with self._library.transaction():
            self._library.templates().put(template)

    def remove(self, template: NoteTemplate) -> None:
        """Delete a person's own template; ``put`` brings it back."""
        with self._library.transaction():
            self._library.templates().remove(template.id)

    def choose(self, template: NoteTemplate) -> None:
        """Use a template from now on."""
        with self._library.transaction():
            self._library.templates().choose(template.kind, template.id)

    def preview(self, kind: TemplateKind, text: str, document_id: DocumentId | None) -> str:
        """Return what a template makes of a document, or of the first with notes.

        Raises ``ViewerError`` saying which line of the template cannot be used.
        """
        from viewer.exporting.citation_template import render_citation
        from viewer.exporting.note_template import render_notes

        noted = self._examples(document_id)
        if kind is TemplateKind.CITATION:
            return "\n".join(render_citation(each.citation, text) for each in noted[:1])
        citation = self.chosen(TemplateKind.CITATION).text
        return render_notes(noted, template=text, citation=citation)

    def cite(self, passage: str, document_id: DocumentId) -> str:
        """Return a passage in quotation marks with its citation, as it goes into a report."""
        from viewer.exporting.citation_template import render_citation

        with self._library.reading() as documents:
            reading = documents.open(document_id).reading
        noted = NotedDocument(reading.source, reading.metadata, reading.document, ())
        line = render_citation(noted.citation, self.chosen(TemplateKind.CITATION).text)
        return f"“{passage.strip()}”\n——{line}"

    def _examples(self, document_id: DocumentId | None) -> list[NotedDocument]:
        with self._library.reading() as documents:
            table = self._library.annotations()
            with_notes = dict.fromkeys(each.document_id for each in table.all() if each.document_id is not None)
            wanted = [document_id] if document_id is not None else [*with_notes, *documents.shown_ids()]
            here = set(documents.shown_ids())
            shown = [each for each in wanted if each in here][:_MOST_PREVIEWED]
            noted = []
            for each in shown:
                reading = documents.open(each).reading
                notes = tuple(table.of_document(each))
                noted.append(NotedDocument(reading.source, reading.metadata, reading.document, notes))
        return noted


def shipped_templates() -> tuple[NoteTemplate, ...]:
    """Return what the program ships; the first of a kind is used until somebody chooses."""
    from viewer.exporting.note_template import default_template

    text = (resources.files("viewer.resources") / "templates" / "citations.toml").read_text(encoding="utf-8")
    citations = tuple(
        NoteTemplate(f"citation {number}", TemplateKind.CITATION, each["name"], each["text"], is_shipped=True)
        for number, each in enumerate(tomllib.loads(text)["citation"], start=1)
    )
    return (*citations, NoteTemplate("notes 1", TemplateKind.NOTES, "批注摘录", default_template(), is_shipped=True))
