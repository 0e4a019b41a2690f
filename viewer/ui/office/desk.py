"""Joins an open library with the others who share it: their changes are shown, their server is watched."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from viewer.core.annotation import Annotation, AnnotationId
from viewer.core.company import Company, Link, Role, Signature
from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.news import News
from viewer.core.progress import CancelToken, Progress
from viewer.jobs.job import Lane
from viewer.jobs.runner import JobRunner
from viewer.ui.changes import Deed, Topic
from viewer.ui.notes.desk import NotePanes
from viewer.ui.notes.keeper import NoteKeeper, make_plainly
from viewer.ui.office.link_chip import LinkChip
from viewer.ui.office.permitting import name_of
from viewer.ui.office.signature_strip import SignatureStrip
from viewer.ui.status_bar import StatusBar

_TOGETHER_MS = 60  # what is told within this time is read once
_TOPICS = {
    "annotations": Topic.NOTES,
    "collections": Topic.LABELS,
    "collection_documents": Topic.LABELS,
    "document_tags": Topic.LABELS,
    "corrections": Topic.NAMES,
    "metric_corrections": Topic.NAMES,
    "terms": Topic.NAMES,
    "series_decisions": Topic.ACROSS,
    "commitment_records": Topic.ACROSS,
    "commitment_evidence": Topic.ACROSS,
}


class _Ears(QObject):
    """Brings what a thread of no Qt hears into the thread of the window."""

    heard = Signal(News)
    link_changed = Signal(Link)


@dataclass(frozen=True, slots=True)
class OfficePanes:
    """The parts of the window that show what others do."""

    notes: NotePanes
    status: StatusBar


class OfficeDesk(QObject):
    """Lives as long as its library is open.

    ``link_changed`` tells how the server can be reached, ``documents_changed`` that the list is to be read again.
    """

    link_changed = Signal(Link)
    documents_changed = Signal()
    told = Signal(str)
    trouble = Signal(ViewerError)

    def __init__(self, company: Company, runner: JobRunner, keeper: NoteKeeper, panes: OfficePanes) -> None:
        super().__init__(keeper)
        self._company = company
        self._runner = runner
        self._changes = keeper.changes
        self._keeper = keeper
        self._panes = panes.notes
        self._status = panes.status
        self._topics: set[Topic] = set()
        self._lists = False
        self._signatures: dict[AnnotationId, Signature] = {}
        self._notes: dict[AnnotationId, Annotation] = {}
        self.link = Link.CONNECTED
        self.chip = LinkChip(company, self._status)
        self.strip = SignatureStrip(company.user, self._panes.panel.editor)
        self._soon = QTimer(self, singleShot=True, interval=_TOGETHER_MS)
        self._soon.timeout.connect(self._read_again)
        self._ears = _Ears(self)
        self._connect()

    @property
    def role(self) -> Role:
        """Return the most this person may do."""
        return self._company.role

    def begin(self) -> None:
        """Listen from now on, and let the server get ready."""
        ears, company = self._ears, self._company

        def work(_progress: Progress, _cancel: CancelToken) -> None:
            company.follow(ears.heard.emit, ears.link_changed.emit)

        def read_ahead(_progress: Progress, cancel: CancelToken) -> None:
            company.read_ahead(cancel=cancel)

        self._runner.run(work, owner=self, done=lambda _: None, failed=self.trouble.emit)
        self._runner.run(read_ahead, owner=self, done=lambda _: None, failed=lambda _: None, lane=Lane.BESIDE)

    def close(self) -> None:
        """Show nothing more of the others; who opened the services ends the listening."""
        self._soon.stop()
        self._ears.heard.disconnect(self._take_news)
        self._ears.link_changed.disconnect(self._take_link)
        self._panes.panel.editor.note_shown.disconnect(self._show_signature)
        self._panes.panel.editor.let_write(may=True)
        self._panes.panel.list.show_signatures({}, "")
        self._panes.bar.setEnabled(True)
        self._status.removeWidget(self.chip)
        for part in (self.chip, self.strip):
            part.setParent(None)
            part.deleteLater()
        self._runner.cancel_owner(self)

    def _connect(self) -> None:
        self._ears.heard.connect(self._take_news, Qt.ConnectionType.QueuedConnection)
        self._ears.link_changed.connect(self._take_link, Qt.ConnectionType.QueuedConnection)
        editor = self._panes.panel.editor
        editor.stand_below(self.strip)
        editor.note_shown.connect(self._show_signature)
        self.strip.personal_wanted.connect(self._keep_personal)
        self._keeper.notes_changed.connect(self._take_notes)
        self._status.insertPermanentWidget(1, self.chip)
        self._let_write()

    def _take_news(self, news: News) -> None:
        topic = _TOPICS.get(news.subject)
        if news.everything:
            self._topics.update(Topic)
            self._lists = True
        elif topic is Topic.NOTES and news.document_id not in (None, self._keeper.document_id):
            self._tell_of(news)
        elif topic is not None:
            self._topics.add(topic)
        else:
            self._lists = True
        if not self._soon.isActive():  # who hears without end shall see something all the same
            self._soon.start()

    def _tell_of(self, news: News) -> None:
        if news.by != self._company.user:
            self.told.emit(self.tr("“{0}”批注了另一份文档").format(news.by))

    def _read_again(self) -> None:
        topics, self._topics = self._topics, set()
        lists, self._lists = self._lists, False
        for topic in sorted(topics):
            self._changes.changed.emit(topic)
        if lists:
            self.documents_changed.emit()

    def _take_link(self, link: Link) -> None:
        was, self.link = self.link, link
        self.chip.show_link(link)
        if was is Link.CONNECTED and link is not Link.CONNECTED:
            self._panes.panel.editor.save()
        self._let_write()
        if link is Link.AWAY:
            self.told.emit(self.tr("办公室文库的连接中断，已打开的内容可以继续看"))
        elif link is Link.CONNECTED and was is not Link.CONNECTED:
            self.told.emit(self.tr("办公室文库已恢复连接"))
        self.link_changed.emit(link)

    def _let_write(self) -> None:
        may = self.link is Link.CONNECTED and self.role.may(Role.ANNOTATOR)
        reason = ""
        if not self.role.may(Role.ANNOTATOR):
            reason = self.tr("您的角色是“{0}”，不能写批注").format(name_of(self.role))
        elif not may:
            reason = self.tr("连接中断：现在只能阅读，恢复后自动可用")
        self._panes.panel.editor.let_write(may=may, reason=reason)
        self._panes.bar.setEnabled(may)
        self.strip.let_write(may=may)

    def _take_notes(self, notes: list[Annotation]) -> None:
        """Read who signed what is shown; only then can it be said."""
        self._notes = {note.id: note for note in notes}
        company, document_id = self._company, self._keeper.document_id
        if document_id is None or not notes:
            return

        def work(_progress: Progress, _cancel: CancelToken) -> tuple[DocumentId, dict[AnnotationId, Signature]]:
            return document_id, company.signatures(document_id)

        self._runner.run(work, owner=self, done=self._take_signatures, failed=lambda _: None, slot="signatures")

    def _take_signatures(self, answer: tuple[DocumentId, dict[AnnotationId, Signature]]) -> None:
        document_id, signatures = answer
        if document_id == self._keeper.document_id:
            self._signatures = signatures
            self._panes.panel.list.show_signatures(signatures, self._company.user)
            self._show_signature(self._panes.panel.editor.note)

    def _show_signature(self, note: Annotation | None) -> None:
        signature = self._signatures.get(note.id) if note is not None else None
        self.strip.show_signature(note.id if note is not None else None, signature)

    def _keep_personal(self, note_id: str, is_personal: bool) -> None:
        company, known = self._company, AnnotationId(note_id)
        note = self._notes.get(known)
        self._keeper.making = company.kept_to_oneself if is_personal else make_plainly  # the next ones as this one

        def put(personal: bool) -> AnnotationId:
            company.set_personal(known, personal=personal)
            return known

        self._changes.make(
            Deed(
                self.tr("更改批注的可见范围"),
                Topic.NOTES,
                do=lambda: put(is_personal),
                undo=lambda _: put(not is_personal),
                document_id=note.document_id if note is not None else None,
            )
        )
