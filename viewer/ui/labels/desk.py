"""The desk of labels: documents are starred, tagged, filed and marked as read, and the list shows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from viewer.core.document import DocumentId
from viewer.core.label import Collection, LabelChange
from viewer.ui.form import Form
from viewer.ui.labels.choice_form import Asked, ChoiceForm, Option
from viewer.ui.labels.collection_model import CollectionRow
from viewer.ui.labels.collection_view import FIELD, CollectionView
from viewer.ui.labels.keeper import COLLECTIONS_NEED, LabelKeeper
from viewer.ui.library.choices import Choices
from viewer.ui.library.document_table import DocumentTable
from viewer.ui.sentences import in_steps

_READ_MS = 5000
"""How long a document stands open until it counts as read."""


@dataclass(frozen=True, slots=True)
class LabelPanes:
    """The parts of the window that show labels."""

    table: DocumentTable
    collections: CollectionView


class NameForm(Form):
    """Asks for one name."""

    named = Signal(str)

    def __init__(self, title: str, field: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.name = QLineEdit(self)
        self.fields.addRow(field, self.name)
        self.name.textChanged.connect(self._check)
        self.accepted.connect(self._tell)
        self._check()

    def _check(self) -> None:
        self.accept_button.setEnabled(bool(self.name.text().strip()))

    def _tell(self) -> None:
        self.named.emit(" ".join(self.name.text().split()))


class LabelDesk(QObject):
    """Lives as long as its library is open. ``counts_changed`` says that filters by labels count anew."""

    counts_changed = Signal()

    def __init__(
        self, keeper: LabelKeeper, panes: LabelPanes, choices: Choices, targets: Callable[[], Sequence[DocumentId]]
    ) -> None:
        super().__init__()
        self.keeper = keeper
        keeper.setParent(self)
        self._panes = panes
        self._choices = choices
        self._targets = targets
        self._reading: DocumentId | None = None
        self._rest = QTimer(self, singleShot=True, interval=_READ_MS)
        self._rest.timeout.connect(self._mark_as_read)
        keeper.changed.connect(self._show)
        choices.changed.connect(self._show_collections)
        panes.table.star_wanted.connect(self._star)
        panes.collections.choice_toggled.connect(choices.toggle)
        panes.collections.new_wanted.connect(self._ask_for_new)
        panes.collections.removal_wanted.connect(self._remove)
        panes.collections.collections.renamed.connect(self._rename)
        panes.collections.collections.dropped.connect(self._take_dropped)
        panes.collections.let_change(keeper.changes.refusal(COLLECTIONS_NEED))
        keeper.reload()

    def close(self) -> None:
        """Let go of the panes."""
        self._rest.stop()
        self.keeper.close()
        panes, choices = self._panes, self._choices
        choices.changed.disconnect(self._show_collections)
        panes.table.star_wanted.disconnect(self._star)
        panes.collections.choice_toggled.disconnect(choices.toggle)
        panes.collections.new_wanted.disconnect(self._ask_for_new)
        panes.collections.removal_wanted.disconnect(self._remove)
        panes.collections.collections.renamed.disconnect(self._rename)
        panes.collections.collections.dropped.disconnect(self._take_dropped)
        panes.collections.show_rows(())
        panes.collections.let_change("")
        panes.table.show_labels({})

    def follow(self, document_id: DocumentId | None) -> None:
        """Count a document as read when it has stood open for a while."""
        self._reading = document_id
        if document_id is None:
            self._rest.stop()
        else:
            self._rest.start()

    def toggle_star(self) -> None:
        """Put a star on the documents at hand, or take it away where all have one."""
        ids = self._targets()
        if ids:
            self._star(ids, not all(self.keeper.shelf.of(each).starred for each in ids))

    def toggle_read(self) -> None:
        """Say that the documents at hand were read, or were not where all were."""
        ids = self._targets()
        if not ids:
            return
        read = not all(self.keeper.shelf.of(each).read_at for each in ids)
        self._rest.stop()
        text = self.tr("标为已读") if read else self.tr("标为未读")
        self.keeper.change(ids, LabelChange(read=read), text, said=self._said(text, ids))

    def ask_for_tags(self) -> None:
        """Let the person give the documents at hand tags and take tags away."""
        ids, shelf = self._targets(), self.keeper.shelf
        if not ids:
            return
        options = [Option(tag, tag, sum(tag in shelf.of(each).tags for each in ids)) for tag in shelf.tags()]
        asked = Asked(self.tr("标签"), self._about(ids), self.tr("新标签"), self.tr("如：营商环境，待引用"))
        form = ChoiceForm(asked, options, len(ids), self._window())

        def change(give: tuple[str, ...], take: tuple[str, ...], new: tuple[str, ...]) -> None:
            if give or take or new:
                added = self.tr("加标签：{0}").format("、".join((*give, *new))) if give or new else ""
                taken = self.tr("去标签：{0}").format("、".join(take)) if take else ""
                said = self._said(in_steps((added, taken)), ids)
                self.keeper.change(
                    ids, LabelChange(add_tags=(*give, *new), remove_tags=take), self.tr("改标签"), said=said
                )

        form.chosen.connect(change)
        form.open()

    def ask_for_collections(self) -> None:
        """Let the person put the documents at hand into collections and take them out."""
        ids, shelf = self._targets(), self.keeper.shelf
        if not ids:
            return
        options = [
            Option(one.id, one.name, sum(one.id in shelf.of(each).collections for each in ids))
            for one in shelf.collections
        ]
        asked = Asked(self.tr("专题"), self._about(ids), self.tr("新专题"), self.tr("如：2024年提案调研"))
        form = ChoiceForm(asked, options, len(ids), self._window())

        def change(give: tuple[str, ...], take: tuple[str, ...], new: tuple[str, ...]) -> None:
            known = {one.name: one.id for one in self.keeper.shelf.collections}
            into = (
                *(one.id for one in self.keeper.shelf.collections if one.id in give),
                *(known[n] for n in new if n in known),
            )
            out = tuple(one.id for one in self.keeper.shelf.collections if one.id in take)
            if into or out:
                text = self.tr("改专题")
                self.keeper.change(ids, LabelChange(add_to=into, take_from=out), text, said=self._said(text, ids))
            for name in new:
                if name not in known:
                    self.keeper.add_collection(name, ids)

        form.chosen.connect(change)
        form.open()

    def _star(self, ids: Sequence[DocumentId], starred: bool) -> None:
        text = self.tr("收藏") if starred else self.tr("取消收藏")
        self.keeper.change(ids, LabelChange(starred=starred), text, said=self._said(text, ids))

    def _mark_as_read(self) -> None:
        if self._reading is not None:
            self.keeper.mark_as_read(self._reading)

    def _ask_for_new(self, ids: Sequence[DocumentId] = ()) -> None:
        form = NameForm(self.tr("新建专题"), self.tr("名称"), self._window())
        form.named.connect(lambda name: self.keeper.add_collection(name, ids))
        form.open()

    def _rename(self, collection: Collection, name: str) -> None:
        self._choices.replace(
            each for each in self._choices.chosen if (each.field, each.value) != (FIELD, collection.name)
        )
        self.keeper.rename_collection(collection, name)

    def _remove(self, collection: Collection) -> None:
        self._choices.replace(
            each for each in self._choices.chosen if (each.field, each.value) != (FIELD, collection.name)
        )
        self.keeper.remove_collection(collection)

    def _take_dropped(self, collection: Collection | None, ids: list[DocumentId]) -> None:
        if collection is None:
            self._ask_for_new(ids)
        else:
            text = self.tr("加入专题“{0}”").format(collection.name)
            self.keeper.change(ids, LabelChange(add_to=(collection.id,)), text, said=self._said(text, ids))

    def _show(self) -> None:
        self._panes.table.show_labels(self.keeper.shelf.labels)
        self._show_collections()
        self.counts_changed.emit()

    def _show_collections(self) -> None:
        shelf = self.keeper.shelf
        chosen = {choice.value for choice in self._choices.chosen if choice.field == FIELD}
        rows = [CollectionRow(one, shelf.count(one.id), one.name in chosen) for one in shelf.collections]
        self._panes.collections.show_rows(rows)

    def _about(self, ids: Sequence[DocumentId]) -> str:
        """Return which documents are meant."""
        title = self._panes.table.title_of(ids[0]) if len(ids) == 1 else None
        return title or self.tr("所选 {0} 份文档").format(f"{len(ids):,}")

    def _said(self, words: str, ids: Sequence[DocumentId]) -> str:
        return self.tr("{0}（{1}）").format(words, self._about(ids))

    def _window(self) -> QWidget:
        return self._panes.table.window()
