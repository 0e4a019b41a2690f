"""A line under a note: who wrote it and when, who else sees it, and the way to keep it to oneself."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from viewer.core.annotation import AnnotationId
from viewer.core.company import Signature


class SignatureStrip(QWidget):
    """Shows one signature; ``personal_wanted`` tells what the owner of the note chose."""

    personal_wanted = Signal(str, bool)

    def __init__(self, user: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._user = user
        self._note_id: AnnotationId | None = None
        self._may_write = True
        self.signed = QLabel(self)
        self.signed.setProperty("tone", "secondary")
        self.personal = QCheckBox(self.tr("仅自己可见"), self)
        self.personal.clicked.connect(self._tell)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.signed, 1)
        row.addWidget(self.personal)
        self.show_signature(None, None)

    def show_signature(self, note_id: AnnotationId | None, signature: Signature | None) -> None:
        """Show who signed a note; nothing where that is not known yet."""
        self._note_id = note_id
        self.setVisible(signature is not None)
        if signature is None:
            return
        is_own = signature.owner == self._user
        self.personal.setChecked(signature.personal)
        self.personal.setEnabled(is_own and self._may_write)
        self.personal.setToolTip(
            self.tr("勾选后其他人看不到这条批注")
            if is_own
            else self.tr("只有写下它的“{0}”能改变谁能看见").format(signature.owner)
        )
        self.signed.setText(self._words(signature, local_moment(signature.at, short=True)))
        self.signed.setToolTip(self._words(signature, local_moment(signature.at)))

    def let_write(self, *, may: bool) -> None:
        """Let the choice be changed, or only be read."""
        self._may_write = may
        if not may:
            self.personal.setEnabled(False)

    def _words(self, signature: Signature, moment: str) -> str:
        if signature.owner == signature.by:
            return self.tr("{0}，{1}").format(signature.owner, moment)
        return self.tr("{0}；{1} 改于 {2}").format(signature.owner, signature.by, moment)

    def _tell(self, is_personal: bool) -> None:
        if self._note_id is not None:
            self.personal_wanted.emit(self._note_id, is_personal)


def local_moment(iso: str, *, short: bool = False) -> str:
    """Return a moment of the server's clock as this place writes it, to the minute; in short the time or the day."""
    try:
        moment = datetime.fromisoformat(iso).astimezone()
    except ValueError:
        return iso
    if short:
        return f"{moment:%H:%M}" if moment.date() == datetime.now().astimezone().date() else f"{moment:%Y-%m-%d}"
    return f"{moment:%Y-%m-%d %H:%M}"
