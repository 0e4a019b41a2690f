"""Words of notes that are not stored yet: kept on this machine until the library has them, or a person has chosen."""

import json
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from viewer.core.annotation import Annotation, AnnotationId
from viewer.core.document import DocumentId
from viewer.core.errors import AnnotationNotFoundError, NoteConflictError, ViewerError
from viewer.core.in_step import Keep
from viewer.ui.changes import Topic
from viewer.ui.notes.keeper import LostEdit, NoteKeeper
from viewer.ui.office.conflict_dialog import ConflictDialog, TwoTexts
from viewer.ui.settings import Settings

_KEY = "unsaved_notes"


@dataclass(frozen=True, slots=True)
class UnsavedWords:
    """What was to become of one note's words: ``base`` is what they were when a person began to write."""

    base: str
    words: str


class UnsavedNotes(QObject):
    """Serves one open library; with ``is_far`` words are kept before they are on the way, for they may get lost on it.

    ``told`` says in a sentence what became of words, ``trouble`` what cannot be helped.
    """

    told = Signal(str)
    trouble = Signal(ViewerError)

    def __init__(self, keeper: NoteKeeper, settings: Settings, window: QWidget, *, is_far: bool) -> None:
        super().__init__(keeper)
        self._keeper = keeper
        self._settings = settings
        self._window = window
        self._is_far = is_far
        self._kept = _read(settings.text(_KEY))
        self._asked: set[AnnotationId] = set()
        self._put_off: set[AnnotationId] = set()
        self._document_id: DocumentId | None = None
        self._dialogs: dict[AnnotationId, ConflictDialog] = {}
        keeper.editing.connect(self._keep)
        keeper.edited.connect(self._forget)
        keeper.edit_lost.connect(self._take)
        keeper.notes_changed.connect(self._offer_again)

    @property
    def kept(self) -> dict[AnnotationId, UnsavedWords]:
        """Return what is kept, by the note."""
        return dict(self._kept)

    def retry(self) -> None:
        """Try again to store what is kept of the notes at hand: the library can be reached again."""
        self._offer_again(list(self._keeper.notes))

    def close(self) -> None:
        """Ask nothing more; what is not decided is asked again when its document is read the next time."""
        for dialog in list(self._dialogs.values()):
            dialog.close()

    def _keep(self, before: Annotation, after: Annotation) -> None:
        if self._is_far and before.note != after.note:
            self._put(before, after)

    def _put(self, before: Annotation, after: Annotation) -> None:
        known = self._kept.get(before.id)
        base = known.base if known is not None else before.note
        self._kept[before.id] = UnsavedWords(base, after.note)
        self._write()

    def _forget(self, note: Annotation) -> None:
        known = self._kept.get(note.id)
        self._asked.discard(note.id)
        if known is not None and known.words == note.note:
            del self._kept[note.id]
            self._write()

    def _take(self, lost: LostEdit) -> None:
        if lost.before.note != lost.after.note:
            self._put(lost.before, lost.after)
        if isinstance(lost.error, NoteConflictError):
            self._ask(lost.after, lost.error)
            return
        self._asked.discard(lost.after.id)
        if isinstance(lost.error, AnnotationNotFoundError) or lost.before.note == lost.after.note:
            self.trouble.emit(lost.error)
        else:
            self.told.emit(self.tr("批注还没有存入文库；写下的文字已留在这台电脑，恢复后自动补存"))

    def _offer_again(self, notes: list[Annotation]) -> None:
        """Store what was kept of notes that can be read again; what the library has by now needs no storing.

        What was put off is asked again when its document is opened anew, and not at every change meanwhile.
        """
        if self._document_id != self._keeper.document_id:
            self._document_id = self._keeper.document_id
            self._asked -= self._put_off
            self._put_off.clear()
        for note in notes:
            kept = self._kept.get(note.id)
            if kept is None or note.id in self._asked:
                continue
            if kept.words == note.note:
                self._forget(note)
                continue
            self._asked.add(note.id)
            self._keeper.edit(replace(note, note=kept.base), replace(note, note=kept.words))

    def _ask(self, note: Annotation, conflict: NoteConflictError) -> None:
        self._asked.add(note.id)
        if note.id in self._dialogs:
            self._dialogs[note.id].close()  # what it shows has changed meanwhile
        texts = TwoTexts(note.selector.quote.exact, conflict.mine, conflict.theirs, conflict.who)
        self._dialogs[note.id] = dialog = ConflictDialog(texts, self._window)
        dialog.finished.connect(lambda _: self._dialogs.pop(note.id, None))
        dialog.kept.connect(lambda keep, mine: self._settle(note, conflict.theirs, keep, mine))
        dialog.rejected.connect(lambda: self._decide_later(note.id))
        dialog.open()

    def _decide_later(self, note_id: AnnotationId) -> None:
        self._put_off.add(note_id)
        self.told.emit(self.tr("两段文字都保留着；下次打开这份文档时再选择"))

    def _settle(self, note: Annotation, theirs: str | None, keep: Keep, mine: str) -> None:
        """Do what a person chose; ``note`` bears the words that are not stored."""
        self._kept.pop(note.id, None)
        self._write()
        if keep is Keep.THEIRS:
            self._asked.discard(note.id)
            self._keeper.changes.changed.emit(Topic.NOTES)
        elif theirs is None:
            self._keeper.bring_back(replace(note, note=mine))
        else:
            words = mine if keep is Keep.MINE else f"{theirs}\n\n{mine}".strip()
            self._keeper.edit(replace(note, note=theirs), replace(note, note=words))

    def _write(self) -> None:
        rows = [[note_id, words.base, words.words] for note_id, words in self._kept.items()]
        self._settings.keep(_KEY, json.dumps(rows, ensure_ascii=False))
        self._settings.save()


def _read(words: str) -> dict[AnnotationId, UnsavedWords]:
    try:
        rows = json.loads(words or "[]")
        return {AnnotationId(str(note)): UnsavedWords(str(base), str(mine)) for note, base, mine in rows}
    except (ValueError, TypeError):
        return {}
