"""Annotations through a template the user may edit; Markdown by default."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Any

from jinja2 import TemplateError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from viewer.core.errors import ViewerError
from viewer.exporting.citation_template import render_citation
from viewer.exporting.note_tables import COLOUR_NAMES, STATE_NAMES, STYLE_NAMES, TASK_NAMES
from viewer.exporting.noted_document import NotedDocument


def default_template() -> str:
    """Return the Markdown template the program ships."""
    return (resources.files("viewer.resources") / "templates" / "notes.md.j2").read_text(encoding="utf-8")


def render_notes(
    documents: Iterable[NotedDocument], *, template: str | None = None, citation: str | None = None
) -> str:
    """Return the documents' annotations as text; ``citation`` is the template of what ``citation.line()`` says.

    Raises ``ViewerError`` naming the line when the user's template cannot be used.
    """
    environment = SandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
    try:
        rendered = environment.from_string(template or default_template())
        return rendered.render(documents=[_variables(noted, citation) for noted in documents])
    except (TemplateError, UndefinedError) as error:
        line = getattr(error, "lineno", None)
        message = f"模板第 {line} 行有误：{error}" if line else f"模板有误：{error}"
        raise ViewerError(message, advice="请修改模板，或恢复默认模板。") from error


@dataclass(frozen=True, slots=True)
class _Cited:
    """What a template sees of a citation."""

    title: str
    number: str | None
    unit: str | None
    date: str | None
    doc_no: str | None
    session: str | None
    words: str

    def line(self) -> str:
        """Return the whole citation in one line."""
        return self.words


def _variables(noted: NotedDocument, template: str | None) -> dict[str, Any]:
    said = noted.citation
    words = render_citation(said, template)
    return {
        "citation": _Cited(said.title, said.number, said.unit, said.date, said.doc_no, said.session, words),
        "annotations": [
            {
                "quote": annotation.selector.quote.exact,
                "surroundings": noted.surroundings(annotation),
                "note": annotation.note,
                "tags": annotation.tags,
                "style": STYLE_NAMES[annotation.style],
                "colour": COLOUR_NAMES[annotation.colour],
                "task": TASK_NAMES[annotation.task],
                "state": STATE_NAMES[noted.standing(annotation)],
                "creator": annotation.creator,
                "created": annotation.created,
            }
            for annotation in noted.annotations
        ],
    }
