"""Documents are read again from their originals, and what people wrote keeps its place or says that it lost it."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from viewer.core.annotation import NoteContent
from viewer.core.catalog import ImportReport, RereadReport
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.entity import Entity
from viewer.core.knowledge import Scope
from viewer.core.progress import CancelToken, ProgressStep, ignore_progress
from viewer.core.reading import Reading
from viewer.core.selector import AnchorState
from viewer.core.span import Span
from viewer.services.opening import Services

ImportNow = Callable[..., ImportReport]
OLD = "an older version"


@pytest.fixture
def ids(import_now: ImportNow, replies: Path) -> tuple[DocumentId, ...]:
    """Return three documents."""
    return import_now(replies).imported


def age(services: Services, document_id: DocumentId, change: Callable[[str], str] = str) -> None:
    """Let a document have been read by an older version, which understood its text in another way."""
    with services._library.transaction() as documents:
        stored = documents.open(document_id).reading
        text = change(stored.document.text)
        document = Document(text, (Paragraph(Span(0, len(text))),))
        old = Reading(stored.source, document, stored.metadata)
        documents.replace_reading(document_id, old, pipeline_version=OLD)


def reread(services: Services, ids: Iterable[DocumentId] | None = None) -> RereadReport:
    return services.rereading.reread(ids, progress=ignore_progress, cancel=CancelToken())


def span_of(services: Services, document_id: DocumentId, words: str) -> Span:
    start = services.documents.open(document_id).reading.document.text.index(words)
    return Span(start, start + len(words))


def test_what_an_older_version_has_read_is_read_again(services: Services, ids: tuple[DocumentId, ...]) -> None:
    before = services.documents.open(ids[0]).reading
    age(services, ids[0], lambda text: text.replace("\n", ""))
    assert services.rereading.outdated() == [ids[0]]
    assert reread(services) == RereadReport(read=1, changed=1)
    assert services.documents.open(ids[0]).reading == before
    assert services.rereading.outdated() == []


def test_notes_are_found_again_in_the_new_text(services: Services, ids: tuple[DocumentId, ...]) -> None:
    age(services, ids[0], lambda text: text.replace("\n", "　"))
    made = services.annotating.annotate(ids[0], span_of(services, ids[0], "现答复如下"), NoteContent(note="核对"))
    services.bookmarking.add(ids[0], "现", span=made.span)
    reread(services)
    (note,) = services.annotating.of_document(ids[0])
    text = services.documents.open(ids[0]).reading.document.text
    assert (note.state, note.note, note.span and note.span.of(text)) == (AnchorState.ANCHORED, "核对", "现答复如下")
    assert not services.bookmarking.all()[0].is_lost


def test_a_note_whose_words_are_gone_is_kept_and_counted(services: Services, ids: tuple[DocumentId, ...]) -> None:
    age(services, ids[0], lambda text: "完全不同的一段旧文字在这里。" + text)
    lost = Span(0, 10)
    services.annotating.annotate(ids[0], lost, NoteContent(note="核对"))
    services.bookmarking.add(ids[0], "旧", span=lost)
    report = reread(services)
    assert (report.orphaned + report.to_confirm, report.bookmarks_lost) == (1, 1)
    assert [note.note for note in services.annotating.of_document(ids[0])] == ["核对"]


def test_a_note_in_the_trash_comes_back_to_the_right_place(services: Services, ids: tuple[DocumentId, ...]) -> None:
    age(services, ids[0], lambda text: "旧版本多出来的抬头\n" + text)
    made = services.annotating.annotate(ids[0], span_of(services, ids[0], "现答复如下"))
    services.annotating.remove([made.id])
    reread(services)
    services.annotating.restore([made.id])
    (note,) = services.annotating.of_document(ids[0])
    assert note.span == span_of(services, ids[0], "现答复如下")


def test_an_undo_after_rereading_puts_no_note_in_a_wrong_place(services: Services, ids: tuple[DocumentId, ...]) -> None:
    age(services, ids[0], lambda text: "旧版本多出来的抬头\n" + text)
    before = services.annotating.annotate(ids[0], span_of(services, ids[0], "现答复如下"))
    moved = services.annotating.attach(before, ids[0], span_of(services, ids[0], "张三代表"))
    reread(services)
    undone = services.annotating.amend(moved, before)
    assert undone.span == span_of(services, ids[0], "现答复如下")


def test_corrections_hold_after_rereading(services: Services, ids: tuple[DocumentId, ...]) -> None:
    name = services.documents.open(ids[0]).reading.entities[0]
    services.teaching.dismiss(ids[0], name, Scope.DOCUMENT)
    age(services, ids[0])
    reread(services)
    found: tuple[Entity, ...] = services.documents.open(ids[0]).reading.entities
    assert name.surface not in {entity.surface for entity in found}


def test_a_missing_original_leaves_its_document_as_it_was(services: Services, ids: tuple[DocumentId, ...]) -> None:
    age(services, ids[0])
    sha256 = services.documents.open(ids[0]).reading.source.sha256
    services._library.originals.discard(sha256)
    before = services.documents.open(ids[0])
    report = reread(services)
    assert (report.read, len(report.failed)) == (0, 1)
    assert services.documents.open(ids[0]) == before


def test_what_was_done_before_a_cancel_stays(services: Services, ids: tuple[DocumentId, ...]) -> None:
    for document_id in ids:
        age(services, document_id)
    cancel = CancelToken()

    def stop_at_second(step: ProgressStep, /) -> None:
        if step.done == 1:
            cancel.cancel()

    report = services.rereading.reread(progress=stop_at_second, cancel=cancel)
    assert (report.read, report.cancelled) == (1, True)
    assert services.rereading.outdated() == list(ids[1:])


def test_what_was_read_again_is_found_by_its_new_words(services: Services, ids: tuple[DocumentId, ...]) -> None:
    age(services, ids[0], lambda _text: "旧")
    services.index.wait(progress=ignore_progress, cancel=CancelToken())
    reread(services)
    services.index.wait(progress=ignore_progress, cancel=CancelToken())
    assert services.index.state().indexed == len(ids)
