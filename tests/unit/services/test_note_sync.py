"""Notes of two libraries come in step; what both changed is shown with both texts and lost on neither side."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.open_store import OpenStore
from tests.plain_reading import plain_reading
from viewer.core.annotation import Annotation, NoteContent
from viewer.core.document import DocumentId
from viewer.core.in_step import Keep
from viewer.core.progress import CancelToken
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.note_sync import NotesSynced, NoteSync, Step, step
from viewer.store.library import Library
from viewer.store.store import Store

TEXT = "关于停车的答复\n全区新增泊位812个。"
STATES = st.sampled_from([None, "a", "b", "c"])


def holding(store: Store) -> DocumentId:
    with store.transaction() as documents:
        return documents.add(plain_reading(TEXT), pipeline_version="1")


class Pair:
    """A library, its copy, and how a person writes into either."""

    def __init__(self, copy: Store, origin: Store) -> None:
        self.document = holding(origin)
        holding(copy)
        self.copy = copy
        self.here = Annotating(copy, creator="张三")
        self.there = Annotating(origin, creator="李四")
        self.syncing = NoteSync(copy, origin)

    def sync(self) -> NotesSynced:
        """Do one round."""
        return self.syncing.run([self.document], cancel=CancelToken())

    def agreed(self, text: str) -> Annotation:
        """Return a note both sides have."""
        note = self.there.annotate(self.document, Span(0, 4), NoteContent(note=text))
        self.sync()
        return note

    def texts(self) -> tuple[list[str], list[str]]:
        """Return what is said here and there."""
        here, there = self.here.of_document(self.document), self.there.of_document(self.document)
        return sorted(each.note for each in here), sorted(each.note for each in there)


@pytest.fixture
def pair(open_store: OpenStore, tmp_path: Path) -> Iterator[Pair]:
    copy = Library.open(tmp_path / "copy")
    yield Pair(copy, open_store())
    copy.close()


def rewritten(annotating: Annotating, note: Annotation, text: str) -> None:
    annotating.edit(replace(annotating_now(annotating, note), note=text))


def annotating_now(annotating: Annotating, note: Annotation) -> Annotation:
    return next(each for each in annotating.all() if each.id == note.id)


@given(STATES, STATES, STATES)
def test_what_neither_side_changed_alone_is_never_written_over(
    base: str | None, mine: str | None, theirs: str | None
) -> None:
    found = step(base, mine, theirs)
    if found is Step.UP:
        assert theirs in (base, None)
    if found in (Step.DOWN, Step.GONE):
        assert mine in (base, None)
    if mine == theirs:
        assert found in (Step.NOTHING, Step.AGREED)


def test_notes_of_both_sides_meet(pair: Pair) -> None:
    pair.there.annotate(pair.document, Span(0, 4), NoteContent(note="远", tags=("甲",)))
    pair.here.annotate(pair.document, Span(2, 6), NoteContent(note="近"))
    first = pair.sync()
    assert (first.up, first.down, first.conflicts) == (1, 1, ())
    assert pair.texts() == (["近", "远"], ["近", "远"])
    assert {each.creator for each in pair.there.all()} == {"张三", "李四"}


def test_a_second_round_does_nothing(pair: Pair) -> None:
    pair.agreed("远")
    pair.here.annotate(pair.document, Span(2, 6), NoteContent(note="近"))
    pair.sync()
    assert pair.sync() == NotesSynced()


def test_a_note_goes_into_the_trash_and_out_of_it_on_both_sides(pair: Pair) -> None:
    note = pair.agreed("远")
    pair.here.remove([note.id])
    assert (pair.sync().up, pair.texts()) == (1, ([], []))
    pair.there.restore([note.id])
    assert (pair.sync().down, pair.texts()) == (1, (["远"], ["远"]))


def test_two_edits_of_one_note_are_told_with_both_texts_and_stay(pair: Pair) -> None:
    note = pair.agreed("原话")
    rewritten(pair.here, note, "我的")
    rewritten(pair.there, note, "别人的")
    for _ in range(2):
        synced = pair.sync()
        (conflict,) = synced.conflicts
        assert conflict.mine is not None
        assert conflict.theirs is not None
        assert (conflict.mine.note, conflict.theirs.note, synced.up, synced.down) == ("我的", "别人的", 0, 0)
        assert pair.texts() == (["我的"], ["别人的"])


@pytest.mark.parametrize(
    ("keep", "said"), [(Keep.MINE, ["我的"]), (Keep.THEIRS, ["别人的"]), (Keep.BOTH, ["别人的", "我的"])]
)
def test_a_person_settles_a_conflict(pair: Pair, keep: Keep, said: list[str]) -> None:
    note = pair.agreed("原话")
    rewritten(pair.here, note, "我的")
    rewritten(pair.there, note, "别人的")
    pair.syncing.settle(pair.sync().conflicts[0], keep)
    assert pair.sync().conflicts == ()
    assert pair.texts() == (sorted(said), sorted(said))


def test_what_is_written_after_a_conflict_was_shown_is_another_conflict(pair: Pair) -> None:
    note = pair.agreed("原话")
    rewritten(pair.here, note, "我的")
    rewritten(pair.there, note, "别人的")
    shown = pair.sync().conflicts[0]
    rewritten(pair.there, note, "别人又改的")
    pair.syncing.settle(shown, Keep.MINE)
    assert len(pair.sync().conflicts) == 1
    assert pair.texts() == (["我的"], ["别人又改的"])


def test_what_one_deletes_and_another_rewrites_is_a_conflict(pair: Pair) -> None:
    note = pair.agreed("原话")
    rewritten(pair.here, note, "我的")
    pair.there.remove([note.id])
    (conflict,) = pair.sync().conflicts
    assert (conflict.mine is not None, conflict.theirs) == (True, None)
    pair.syncing.settle(conflict, Keep.MINE)
    pair.sync()
    assert pair.texts() == (["我的"], ["我的"])


def test_the_same_edit_on_both_sides_is_none(pair: Pair) -> None:
    note = pair.agreed("原话")
    rewritten(pair.here, note, "一样")
    rewritten(pair.there, note, "一样")
    assert pair.sync().conflicts == ()


def test_a_round_cut_off_before_it_was_remembered_is_no_conflict(pair: Pair) -> None:
    note = pair.agreed("原话")
    with pair.copy.reading():
        remembered = pair.copy.facts().beginning_with("")
    rewritten(pair.here, note, "我的")
    pair.here.annotate(pair.document, Span(2, 6), NoteContent(note="新的"))
    pair.sync()
    with pair.copy.transaction():
        for key in pair.copy.facts().beginning_with("offline note:"):
            pair.copy.facts().forget("offline note:" + key)
        for key, value in remembered.items():
            pair.copy.facts().put(key, value)
    assert pair.sync() == NotesSynced()
    assert pair.texts() == (["我的", "新的"], ["我的", "新的"])
