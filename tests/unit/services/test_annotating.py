"""Notes are on the disk when the method returns, can be undone, and never move silently."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import cast

import pytest

from tests.open_store import OpenStore
from viewer.core.annotation import AnnotationId, MarkColour, NoteChange, NoteContent, Standing, TaskState
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.errors import AnnotationNotFoundError, DocumentNotFoundError, NoteConflictError, ViewerError
from viewer.core.in_step import ORIGIN
from viewer.core.metadata import Metadata
from viewer.core.reading import Reading, Source
from viewer.core.selector import AnchorState
from viewer.core.span import Span
from viewer.services.annotating import Annotating, reanchor
from viewer.store.store import Store

TEXT = "关于停车难的答复\n全区新增公共停车泊位812个，缓解了停车矛盾。\n下一步，将继续挖潜。"


def document_of(text: str) -> Document:
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    return Document(text, tuple(paragraphs))


@pytest.fixture
def library(open_store: OpenStore) -> Store:
    return open_store()


@pytest.fixture
def document_id(library: Store) -> DocumentId:
    with library.transaction() as documents:
        reading = Reading(Source("a.txt", "text/plain", "ab" * 32, 9), document_of(TEXT), Metadata(title="停车"))
        return documents.add(reading, pipeline_version="1")


@pytest.fixture
def annotating(library: Store) -> Annotating:
    return Annotating(library, creator="张三")


def span_of(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def test_a_marked_passage_is_there_when_the_library_opens_again(
    annotating: Annotating, document_id: DocumentId, library: Store, open_store: OpenStore
) -> None:
    made = annotating.annotate(document_id, span_of("公共停车泊位812个"), NoteContent(note="核对口径", tags=("停车",)))
    library.close()
    assert Annotating(open_store()).of_document(document_id) == [made]


def test_a_note_knows_who_wrote_it(annotating: Annotating, document_id: DocumentId) -> None:
    assert annotating.annotate(document_id, span_of("停车难")).creator == "张三"


def test_tags_are_trimmed_and_kept_once(annotating: Annotating, document_id: DocumentId) -> None:
    made = annotating.annotate(document_id, span_of("停车难"), NoteContent(tags=(" 停车", "停车", "", "数据 ")))
    assert made.tags == ("停车", "数据")


def test_an_edit_is_undone_by_storing_what_was_before(annotating: Annotating, document_id: DocumentId) -> None:
    before = annotating.annotate(document_id, span_of("停车难"))
    annotating.edit(replace(before, colour=MarkColour.PINK, task=TaskState.TODO))
    annotating.edit(before)
    after = annotating.of_document(document_id)[0]
    assert (after.colour, after.task) == (MarkColour.YELLOW, None)


def test_an_amendment_taken_back_leaves_alone_what_was_changed_since(
    annotating: Annotating, document_id: DocumentId
) -> None:
    before = annotating.annotate(document_id, span_of("停车难"))
    coloured = replace(before, colour=MarkColour.PINK)
    annotating.amend(before, coloured)
    annotating.amend(coloured, replace(coloured, note="核对"))
    annotating.amend(coloured, before)
    after = annotating.of_document(document_id)[0]
    assert (after.colour, after.note) == (MarkColour.YELLOW, "核对")


def test_two_texts_for_one_note_are_a_conflict_with_both_and_neither_is_lost(
    annotating: Annotating, document_id: DocumentId, open_store: OpenStore
) -> None:
    read = annotating.annotate(document_id, span_of("停车难"), NoteContent(note="看"))
    Annotating(open_store(), creator="李四").amend(read, replace(read, note="李四写的"))
    with pytest.raises(NoteConflictError) as conflict:
        annotating.amend(read, replace(read, note="张三写的"))
    assert (conflict.value.mine, conflict.value.theirs) == ("张三写的", "李四写的")
    assert [each.note for each in annotating.of_document(document_id)] == ["李四写的"]


def test_a_text_for_a_note_somebody_put_into_the_trash_is_a_conflict(
    annotating: Annotating, document_id: DocumentId, open_store: OpenStore
) -> None:
    read = annotating.annotate(document_id, span_of("停车难"), NoteContent(note="看"))
    Annotating(open_store()).remove([read.id])
    with pytest.raises(NoteConflictError) as conflict:
        annotating.amend(read, replace(read, note="张三写的"))
    assert conflict.value.theirs is None


def test_tags_two_people_add_are_both_kept(
    annotating: Annotating, document_id: DocumentId, open_store: OpenStore
) -> None:
    read = annotating.annotate(document_id, span_of("停车难"), NoteContent(tags=("旧",)))
    Annotating(open_store()).amend(read, replace(read, tags=("旧", "李四的")))
    annotating.amend(read, replace(read, tags=("张三的",)))
    assert annotating.of_document(document_id)[0].tags == ("李四的", "张三的")


def test_many_who_write_at_once_never_overwrite_each_other(
    annotating: Annotating, document_id: DocumentId, open_store: OpenStore
) -> None:
    read = annotating.annotate(document_id, span_of("停车难"), NoteContent(note="看"))
    stores = [open_store() for _ in range(4)]

    def write(number: int) -> bool:
        try:
            Annotating(stores[number]).amend(read, replace(read, note=f"第{number}人写的"))
        except NoteConflictError:
            return False
        return True

    with ThreadPoolExecutor(4) as people:
        written = list(people.map(write, range(4)))
    assert written.count(True) == 1
    assert annotating.of_document(document_id)[0].note == f"第{written.index(True)}人写的"


def test_a_place_is_taken_back_as_one_thing(annotating: Annotating, document_id: DocumentId) -> None:
    before = annotating.annotate(document_id, span_of("停车难"))
    attached = annotating.attach(before, document_id, span_of("公共停车泊位812个"))
    annotating.amend(attached, before)
    after = annotating.of_document(document_id)[0]
    assert (after.span, after.selector) == (before.span, before.selector)


def test_a_removed_note_waits_in_the_trash(annotating: Annotating, document_id: DocumentId) -> None:
    made = annotating.annotate(document_id, span_of("停车难"))
    annotating.remove([made.id])
    assert (annotating.of_document(document_id), [each.id for each in annotating.removed()]) == ([], [made.id])


def test_a_removed_note_comes_back_as_it_was(annotating: Annotating, document_id: DocumentId) -> None:
    made = annotating.annotate(document_id, span_of("停车难"), NoteContent(note="看"))
    annotating.remove([made.id])
    annotating.restore([made.id])
    assert annotating.of_document(document_id) == [made]


def test_a_purged_note_is_gone_and_the_log_keeps_its_words(
    annotating: Annotating, document_id: DocumentId, library: Store
) -> None:
    made = annotating.annotate(document_id, span_of("停车难"), NoteContent(note="看"))
    annotating.remove([made.id])
    annotating.purge([made.id])
    assert annotating.removed() == []
    entry = library.changes()[-1]
    before = cast("dict[str, object]", entry.detail["before"])
    assert (entry.action, before["note"]) == ("purge annotation", "看")


def test_only_what_is_in_the_trash_is_purged(annotating: Annotating, document_id: DocumentId) -> None:
    gone, kept = (annotating.annotate(document_id, span_of("停车难")) for _ in range(2))
    annotating.remove([gone.id])
    with pytest.raises(AnnotationNotFoundError):
        annotating.purge([gone.id, kept.id])
    assert [each.id for each in annotating.removed()] == [gone.id]


def test_the_trash_of_an_offline_copy_is_not_purged(
    annotating: Annotating, document_id: DocumentId, library: Store
) -> None:
    made = annotating.annotate(document_id, span_of("停车难"))
    annotating.remove([made.id])
    with library.transaction():
        library.facts().put(ORIGIN, "{}")
    with pytest.raises(ViewerError, match="离线副本"):
        annotating.purge([made.id])
    assert [each.id for each in annotating.removed()] == [made.id]


def test_removing_an_unknown_note_changes_nothing(annotating: Annotating, document_id: DocumentId) -> None:
    made = annotating.annotate(document_id, span_of("停车难"))
    with pytest.raises(AnnotationNotFoundError):
        annotating.remove([made.id, AnnotationId("nobody")])
    assert annotating.of_document(document_id) == [made]


def test_a_passage_of_an_unknown_document_cannot_be_marked(annotating: Annotating) -> None:
    with pytest.raises(DocumentNotFoundError):
        annotating.annotate(DocumentId("nobody"), Span(0, 2))


def test_a_passage_outside_the_text_cannot_be_marked(annotating: Annotating, document_id: DocumentId) -> None:
    with pytest.raises(ValueError, match="cannot select"):
        annotating.annotate(document_id, Span(0, 10_000))


def test_every_change_is_logged_with_what_was_before(
    annotating: Annotating, document_id: DocumentId, library: Store
) -> None:
    made = annotating.annotate(document_id, span_of("停车难"))
    annotating.edit(replace(made, note="改"))
    logged = [change for change in library.changes() if change.subject == made.id]
    assert [change.action for change in logged] == ["annotate", "edit annotation"]
    assert logged[1].detail["before"] != logged[1].detail["after"]


def test_notes_follow_their_words_into_a_new_reading(
    annotating: Annotating, document_id: DocumentId, library: Store
) -> None:
    annotating.annotate(document_id, span_of("公共停车泊位812个"))
    text = "办理结果：采纳\n" + TEXT
    with library.transaction():
        reanchor(library.annotations(), document_id, document_of(text))
    moved = annotating.of_document(document_id)[0]
    assert moved.span is not None
    assert moved.span.of(text) == "公共停车泊位812个"


def test_a_note_whose_figure_changed_waits_to_be_confirmed(
    annotating: Annotating, document_id: DocumentId, library: Store
) -> None:
    annotating.annotate(document_id, span_of("全区新增公共停车泊位812个"))
    with library.transaction():
        reanchor(library.annotations(), document_id, document_of(TEXT.replace("812", "813")))
    doubtful = annotating.of_document(document_id)[0]
    assert (doubtful.state, doubtful.span, doubtful.selector.quote.exact) == (
        AnchorState.TO_CONFIRM,
        None,
        "全区新增公共停车泊位812个",
    )


def test_a_person_puts_a_doubtful_note_where_it_belongs(
    annotating: Annotating, document_id: DocumentId, library: Store
) -> None:
    made = annotating.annotate(document_id, span_of("停车矛盾"))
    with library.transaction():
        library.annotations().replace(replace(made, state=AnchorState.ORPHANED, span=None))
    attached = annotating.attach(made, document_id, span_of("停车难"))
    assert annotating.of_document(document_id) == [attached]


def test_a_removed_document_keeps_its_notes_for_its_return(
    annotating: Annotating, document_id: DocumentId, library: Store
) -> None:
    made = annotating.annotate(document_id, span_of("停车难"))
    with library.transaction() as documents:
        documents.remove(document_id)
    with library.transaction() as documents:
        documents.restore(document_id)
    assert annotating.of_document(document_id) == [made]


def test_a_purged_document_takes_its_notes_along_and_the_log_keeps_their_words(
    annotating: Annotating, document_id: DocumentId, library: Store
) -> None:
    annotating.annotate(document_id, span_of("停车难"), NoteContent(note="核对口径"))
    with library.transaction() as documents:
        documents.remove(document_id)
    with library.transaction() as documents:
        documents.purge(document_id)
    assert annotating.all() == []
    assert "核对口径" in str([change.detail for change in library.changes()])


def test_a_listed_note_says_where_its_document_comes_from(annotating: Annotating, document_id: DocumentId) -> None:
    made = annotating.annotate(document_id, span_of("812个"))
    (listed,) = annotating.listed()
    assert (listed.annotation, listed.title, listed.standing) == (made, "停车", Standing.ANCHORED)
    assert annotating.listed(removed=True) == []


def test_a_note_whose_document_was_removed_waits(
    annotating: Annotating, document_id: DocumentId, library: Store
) -> None:
    annotating.annotate(document_id, span_of("812个"))
    with library.transaction() as documents:
        documents.remove(document_id)
    (listed,) = annotating.listed()
    assert (listed.title, listed.standing) == ("停车", Standing.WAITING)


def test_a_change_of_many_notes_is_taken_back_as_one(annotating: Annotating, document_id: DocumentId) -> None:
    first = annotating.annotate(document_id, span_of("812个"), NoteContent(tags=("口径",)))
    second = annotating.annotate(document_id, span_of("挖潜"))
    change = NoteChange(add_tags=("口径", "核对"), colour=MarkColour.PINK, task=TaskState.TODO)
    before = annotating.change([first.id, second.id], change)
    assert [note.tags for note in annotating.all()] == [("口径", "核对"), ("口径", "核对")]
    annotating.take_back(before, change)
    assert [(note.tags, note.colour, note.task) for note in annotating.all()] == [
        (("口径",), MarkColour.YELLOW, None),
        ((), MarkColour.YELLOW, None),
    ]


def test_taking_a_change_back_leaves_what_was_written_since(annotating: Annotating, document_id: DocumentId) -> None:
    made = annotating.annotate(document_id, span_of("812个"))
    change = NoteChange(colour=MarkColour.BLUE)
    before = annotating.change([made.id], change)
    annotating.edit(replace(annotating.all()[0], note="已核对"))
    annotating.take_back(before, change)
    assert [(note.note, note.colour) for note in annotating.all()] == [("已核对", MarkColour.YELLOW)]


def test_a_change_with_an_unknown_note_changes_none(annotating: Annotating, document_id: DocumentId) -> None:
    made = annotating.annotate(document_id, span_of("812个"))
    with pytest.raises(AnnotationNotFoundError):
        annotating.change([made.id, AnnotationId("none")], NoteChange(colour=MarkColour.BLUE))
    assert annotating.all() == [made]
