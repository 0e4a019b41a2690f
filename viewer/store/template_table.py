"""A person's own templates, and which is used, as entries of the library's table of facts."""

import json

from viewer.core.note_template import NoteTemplate, TemplateKind
from viewer.store.change_log import append_change
from viewer.store.sql import Connection

_OWN, _CHOSEN = "template:", "chosen template:"


class TemplateTable:
    """SQL over one connection; writing methods must run inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[NoteTemplate]:
        """Return the person's own templates by name."""
        found = self._connection.execute(
            "SELECT key, value FROM library WHERE substr(key, 1, :length) = :prefix",
            {"length": len(_OWN), "prefix": _OWN},
        )
        templates = [_template(row["key"].removeprefix(_OWN), json.loads(row["value"])) for row in found]
        return sorted(templates, key=lambda each: (each.kind, each.name))

    def put(self, template: NoteTemplate) -> None:
        """Store a new template, or a known one as it is now."""
        value = {"kind": template.kind.value, "name": template.name, "text": template.text}
        self._put(_OWN + template.id, json.dumps(value, ensure_ascii=False))
        append_change(self._connection, "put template", template.id, value)

    def remove(self, template_id: str) -> None:
        """Delete a template; the log keeps what it said."""
        self._connection.execute("DELETE FROM library WHERE key = :key", {"key": _OWN + template_id})
        append_change(self._connection, "remove template", template_id)

    def chosen(self, kind: TemplateKind) -> str | None:
        """Return the id of the template in use, ``None`` while nobody has chosen."""
        row = self._connection.execute(
            "SELECT value FROM library WHERE key = :key", {"key": _CHOSEN + kind.value}
        ).fetchone()
        return None if row is None else str(row["value"])

    def choose(self, kind: TemplateKind, template_id: str) -> None:
        """Use a template from now on."""
        self._put(_CHOSEN + kind.value, template_id)
        append_change(self._connection, "choose template", template_id)

    def _put(self, key: str, value: str) -> None:
        self._connection.execute(
            "INSERT INTO library (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = :value",
            {"key": key, "value": value},
        )


def _template(template_id: str, value: dict[str, str]) -> NoteTemplate:
    return NoteTemplate(template_id, TemplateKind(value["kind"]), value["name"], value["text"])
