"""Keeps the templates in step with the library; what is done to them can be undone."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from viewer.core.company import Role
from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.note_template import NoteTemplate, TemplateKind
from viewer.core.progress import CancelToken, Progress
from viewer.jobs.runner import JobRunner
from viewer.ui.changes import Changes, Deed, Topic
from viewer.ui.notes.faces import Templates

TEMPLATES_NEED = Role.EDITOR
"""Who may change templates in a library others share: there they are everybody's."""


class TemplateKeeper(QObject):
    """``listed`` carries all templates whenever they may have changed, ``previewed`` what one makes of the notes."""

    listed = Signal(list)
    previewed = Signal(str)
    failed = Signal(ViewerError)
    cited = Signal(str)
    prepared = Signal(str, str)
    trouble = Signal(ViewerError)

    def __init__(
        self, templates: Templates, runner: JobRunner, changes: Changes, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._templates = templates
        self._runner = runner
        self.changes = changes

    def reload(self) -> None:
        """Read the templates."""
        templates = self._templates

        def work(_progress: Progress, _cancel: CancelToken) -> list[NoteTemplate]:
            return templates.all()

        self._runner.run(work, owner=self, done=self.listed.emit, failed=self.trouble.emit, slot="templates")

    def preview(self, kind: TemplateKind, text: str, document_id: DocumentId | None) -> None:
        """Ask what a template makes; ``previewed`` or ``failed`` follows."""
        templates = self._templates

        def work(_progress: Progress, _cancel: CancelToken) -> str:
            return templates.preview(kind, text, document_id)

        self._runner.run(work, owner=self, done=self.previewed.emit, failed=self.failed.emit, slot="preview")

    def cite(self, passage: str, document_id: DocumentId) -> None:
        """Ask for a passage with its citation; ``cited`` follows."""
        templates = self._templates

        def work(_progress: Progress, _cancel: CancelToken) -> str:
            return templates.cite(passage, document_id)

        self._runner.run(work, owner=self, done=self.cited.emit, failed=self.trouble.emit, slot="cite")

    def prepare(self, passage: str, document_id: DocumentId) -> None:
        """Ask for a passage with its citation before it is dragged away; ``prepared`` follows, with the passage."""
        templates = self._templates

        def work(_progress: Progress, _cancel: CancelToken) -> tuple[str, str]:
            return passage, templates.cite(passage, document_id)

        self._runner.run(work, owner=self, done=self._tell_prepared, failed=self.trouble.emit, slot="prepare")

    def _tell_prepared(self, pair: tuple[str, str]) -> None:
        self.prepared.emit(*pair)

    def copy(self, template: NoteTemplate, name: str) -> None:
        """Make an own template of another."""
        templates = self._templates

        def again(made: NoteTemplate) -> NoteTemplate:
            templates.put(made)
            return made

        self.changes.make(
            Deed(
                self.tr("复制模板"),
                Topic.NOTES,
                needs=TEMPLATES_NEED,
                do=lambda: templates.add(template.kind, name, template.text),
                undo=templates.remove,
                redo=again,
                after=self.reload,
            )
        )

    def change(self, template: NoteTemplate, *, name: str, text: str) -> None:
        """Store other words of an own template."""
        templates, after = self._templates, replace(template, name=name, text=text)
        self._make(self.tr("修改模板"), lambda: templates.put(after), lambda: templates.put(template))

    def remove(self, template: NoteTemplate) -> None:
        """Delete an own template."""
        templates = self._templates
        self._make(self.tr("删除模板"), lambda: templates.remove(template), lambda: templates.put(template))

    def choose(self, template: NoteTemplate, former: NoteTemplate) -> None:
        """Use a template from now on."""
        templates = self._templates
        self._make(self.tr("选用模板"), lambda: templates.choose(template), lambda: templates.choose(former))

    def close(self) -> None:
        """Let no answer arrive any more."""
        self._runner.cancel_owner(self)

    def _make(self, text: str, do: Callable[[], object], undo: Callable[[], object]) -> None:
        self.changes.make(
            Deed(text, Topic.NOTES, do=do, undo=lambda _: undo(), after=self.reload, needs=TEMPLATES_NEED)
        )
