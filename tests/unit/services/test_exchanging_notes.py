"""Notes leave one PC and arrive at another, once, where they belong."""

from dataclasses import replace

import pytest

from tests.open_store import OpenStore
from viewer.core.annotation import NoteContent, NoteFormat
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.errors import ViewerError
from viewer.core.metadata import Metadata
from viewer.core.reading import Reading, Source
from viewer.core.selector import AnchorState
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.exchanging_notes import NoteExchange
from viewer.services.waiting_notes import place_waiting_notes
from viewer.store.store import Store

TEXT = "关于停车难的答复\n全区新增公共停车泊位812个，缓解了停车矛盾。\n下一步，将继续挖潜。"


def add(library: Store, text: str = TEXT, *, sha256: str = "ab" * 32, title: str = "停车") -> DocumentId:
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    document = Document(text, tuple(paragraphs))
    with library.transaction() as documents:
        reading = Reading(Source("a.txt", "text/plain", sha256, 9), document, Metadata(title=title, number="054"))
        return documents.add(reading, pipeline_version="1")


@pytest.fixture
def make_library(open_store: OpenStore) -> OpenStore:
    return open_store


@pytest.fixture
def exported(make_library: OpenStore) -> str:
    library = make_library("first")
    document_id = add(library)
    start = TEXT.index("公共停车泊位812个")
    Annotating(library, creator="张三").annotate(document_id, Span(start, start + 10), NoteContent(note="核对"))
    return NoteExchange(library).export(NoteFormat.JSONLD).decode()


def test_a_note_arrives_in_the_same_reply_of_another_library(make_library: OpenStore, exported: str) -> None:
    other = make_library("second")
    document_id = add(other)
    report = NoteExchange(other).import_notes(exported)
    note = Annotating(other).of_document(document_id)[0]
    assert (report.added, note.note, note.state) == (1, "核对", AnchorState.ANCHORED)


def test_importing_twice_changes_nothing(make_library: OpenStore, exported: str) -> None:
    other = make_library("second")
    add(other)
    NoteExchange(other).import_notes(exported)
    report = NoteExchange(other).import_notes(exported)
    assert (report.added, report.unchanged) == (0, 1)


def test_the_same_reply_from_another_file_is_recognised_by_its_text(make_library: OpenStore, exported: str) -> None:
    other = make_library("second")
    document_id = add(other, sha256="cd" * 32, title="别的标题")
    NoteExchange(other).import_notes(exported)
    assert Annotating(other).of_document(document_id)[0].state is AnchorState.ANCHORED


def test_a_slightly_different_text_is_recognised_by_title_and_quote(make_library: OpenStore, exported: str) -> None:
    other = make_library("second")
    text = "办理结果：采纳\n" + TEXT
    document_id = add(other, text, sha256="cd" * 32)
    NoteExchange(other).import_notes(exported)
    span = Annotating(other).of_document(document_id)[0].span
    assert span is not None
    assert span.of(text) == "公共停车泊位812个"


def test_a_note_without_its_reply_waits(make_library: OpenStore, exported: str) -> None:
    other = make_library("second")
    report = NoteExchange(other).import_notes(exported)
    assert (report.waiting, [each.document_id for each in Annotating(other).all()]) == (1, [None])


def test_two_versions_of_one_note_are_both_kept(make_library: OpenStore, exported: str) -> None:
    other = make_library("second")
    document_id = add(other)
    exchange, annotating = NoteExchange(other), Annotating(other)
    exchange.import_notes(exported)
    annotating.edit(replace(annotating.of_document(document_id)[0], note="我的看法"))
    report = exchange.import_notes(exported)
    assert sorted(each.note for each in annotating.of_document(document_id)) == ["我的看法", "核对"]
    assert len(report.conflicts) == 1
    assert exchange.import_notes(exported).conflicts == ()


def test_a_note_removed_here_stays_removed(make_library: OpenStore, exported: str) -> None:
    other = make_library("second")
    document_id = add(other)
    exchange, annotating = NoteExchange(other), Annotating(other)
    exchange.import_notes(exported)
    annotating.remove([annotating.of_document(document_id)[0].id])
    assert (exchange.import_notes(exported).in_trash, annotating.of_document(document_id)) == (1, [])


def test_an_unreadable_file_imports_nothing(make_library: OpenStore, exported: str) -> None:
    other = make_library("second")
    add(other)
    with pytest.raises(ViewerError):
        NoteExchange(other).import_notes(exported[:-40])
    assert Annotating(other).all() == []


@pytest.mark.parametrize("note_format", list(NoteFormat))
def test_every_format_carries_the_quote(make_library: OpenStore, exported: str, note_format: NoteFormat) -> None:
    other = make_library("second")
    add(other)
    exchange = NoteExchange(other)
    exchange.import_notes(exported)
    content = exchange.export(note_format)
    assert content[:2] == b"PK" or "公共停车泊位812个".encode() in content


def test_a_waiting_note_is_placed_when_its_reply_arrives(make_library: OpenStore, exported: str) -> None:
    other = make_library("second")
    NoteExchange(other).import_notes(exported)
    document_id = add(other)
    with other.transaction() as documents:
        place_waiting_notes(documents, other.annotations(), [document_id])
    assert [each.state for each in Annotating(other).of_document(document_id)] == [AnchorState.ANCHORED]


def test_chosen_notes_leave_alone(make_library: OpenStore) -> None:
    library = make_library("chosen")
    document_id = add(library)
    annotating = Annotating(library)
    chosen = annotating.annotate(document_id, Span(0, 4), NoteContent(note="要"))
    annotating.annotate(document_id, Span(5, 8), NoteContent(note="不要"))
    text = NoteExchange(library).export(NoteFormat.MARKDOWN, annotation_ids=[chosen.id]).decode()
    assert "要" in text
    assert "不要" not in text


@pytest.mark.parametrize("note_format", list(NoteFormat))
def test_notes_without_their_reply_leave_too(make_library: OpenStore, exported: str, note_format: NoteFormat) -> None:
    waiting = make_library("second")
    NoteExchange(waiting).import_notes(exported)
    assert NoteExchange(waiting).export(note_format)
    assert "核对" in NoteExchange(waiting).export(NoteFormat.MARKDOWN).decode()


def test_notes_that_wait_travel_on_without_loss(make_library: OpenStore, exported: str) -> None:
    waiting, third = make_library("second"), make_library("third")
    NoteExchange(waiting).import_notes(exported)
    document_id = add(third)
    report = NoteExchange(third).import_notes(NoteExchange(waiting).export(NoteFormat.JSONLD).decode())
    assert (report.added, report.waiting) == (1, 0)
    assert [each.note for each in Annotating(third).of_document(document_id)] == ["核对"]


def test_notes_of_a_document_in_the_trash_leave_too(make_library: OpenStore) -> None:
    library = make_library("first")
    document_id = add(library)
    Annotating(library).annotate(document_id, Span(0, 4), NoteContent(note="核对"))
    with library.transaction() as documents:
        documents.remove(document_id)
    assert "等待文档" in NoteExchange(library).export(NoteFormat.MARKDOWN).decode()


def test_a_conflict_names_both_versions(make_library: OpenStore, exported: str) -> None:
    other = make_library("second")
    add(other)
    NoteExchange(other).import_notes(exported)
    (mine,) = Annotating(other).all()
    Annotating(other).amend(mine, replace(mine, note="我的看法"))
    report = NoteExchange(other).import_notes(exported)
    assert (report.conflicts_with, report.conflicts, len(report.new)) == ((mine.id,), report.new, 1)
