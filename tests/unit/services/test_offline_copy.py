"""A folder keeps chosen collections of another library, is worked in offline, and comes in step again."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.plain_reading import plain_reading
from viewer.core.annotation import NoteContent
from viewer.core.document import DocumentId
from viewer.core.entity import Entity, EntityType, MarkSource
from viewer.core.errors import Cancelled, CollectionNotFoundError, LibraryError
from viewer.core.in_step import SyncReport
from viewer.core.label import Collection, LabelChange
from viewer.core.progress import CancelToken, ProgressStep, ignore_progress
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.labelling import Labelling
from viewer.services.offline_copy import choose_collections, synchronise
from viewer.store.library import Library
from viewer.store.store import Store

TEXTS = ("关于停车的答复\n全区新增泊位812个。", "关于车位的答复\n已办结。", "关于养老的答复\n已办结。")
NAMED = Entity(Span(2, 4), "停车", EntityType.TECHNOLOGY, MarkSource.RULE)


@pytest.fixture
def documents(origin: Store, tmp_path: Path) -> list[DocumentId]:
    """Return the replies of a library; the first two lie in 停车, the third nowhere."""
    known = []
    for text in TEXTS:
        (tmp_path / "a.txt").write_text(text, encoding="utf-8", newline="")
        reading = replace(plain_reading(text), entities=(replace(NAMED, surface=text[2:4]),))
        origin.originals.keep(tmp_path / "a.txt", reading.source.sha256)
        with origin.transaction() as table:
            known.append(table.add(reading, pipeline_version="1"))
    made = Labelling(origin).add_collection("停车")
    Labelling(origin).change(known[:2], LabelChange(add_to=(made.id,), add_tags=("重点",)))
    return known


def synced(copy: Store, origin: Store) -> SyncReport:
    return synchronise(copy, origin, progress=ignore_progress, cancel=CancelToken())


def parking(store: Store) -> Collection:
    return next(each for each in Labelling(store).collections() if each.name == "停车")


def test_a_copy_holds_the_chosen_collections_whole(copy: Library, origin: Store, documents: list[DocumentId]) -> None:
    Annotating(origin).annotate(documents[0], Span(0, 4), NoteContent(note="远"))
    choose_collections(copy, origin, ["停车"])
    report = synced(copy, origin)
    assert (report.documents, report.down, report.without_original) == (2, 1, ())
    with copy.reading() as here, origin.reading() as there:
        assert {each.id for each in here.summaries()} == set(documents[:2])
        assert here.open(documents[0]).reading == there.open(documents[0]).reading
        assert copy.originals.read(here.summary(documents[0]).source.sha256) == TEXTS[0].encode()
    assert Labelling(copy).collections() == Labelling(origin).collections()
    assert [(each.tags, each.collections) for each in Labelling(copy).all()] == [(("重点",), (parking(origin).id,))] * 2


def test_a_second_round_writes_nothing(copy: Library, origin: Store, documents: list[DocumentId]) -> None:
    choose_collections(copy, origin, ["停车"])
    Annotating(origin).annotate(documents[0], Span(0, 4))
    synced(copy, origin)
    before = copy.change_count(), origin.change_count()
    assert synced(copy, origin) == SyncReport()
    assert (copy.change_count(), origin.change_count()) == before


def test_what_was_written_offline_goes_up(copy: Library, origin: Store, documents: list[DocumentId]) -> None:
    choose_collections(copy, origin, ["停车"])
    synced(copy, origin)
    Annotating(copy, creator="张三").annotate(documents[1], Span(0, 4), NoteContent(note="路上写的"))
    Labelling(copy).change(documents[:1], LabelChange(add_tags=("路上",), remove_tags=("重点",)))
    Labelling(origin).change(documents[:1], LabelChange(add_tags=("科里",)))
    report = synced(copy, origin)
    assert (report.up, report.labels) == (1, 1)
    assert [each.note for each in Annotating(origin).all()] == ["路上写的"]
    for library in (copy, origin):
        (labels,) = [each for each in Labelling(library).all() if each.document_id == documents[0]]
        assert labels.tags == ("科里", "路上")


def test_stars_and_what_was_read_go_both_ways(copy: Library, origin: Store, documents: list[DocumentId]) -> None:
    choose_collections(copy, origin, ["停车"])
    Labelling(origin).change(documents[:1], LabelChange(starred=True, read=True))
    synced(copy, origin)
    Labelling(copy).change(documents[:1], LabelChange(starred=False))
    Labelling(copy).change(documents[1:2], LabelChange(starred=True, read=True))
    Labelling(origin).change(documents[:1], LabelChange(read=False))
    synced(copy, origin)
    for store in (copy, origin):
        states = {each.document_id: each.states for each in Labelling(store).all()}
        assert [states.get(each, ()) for each in documents[:2]] == [(), ("收藏", "已读")]


def test_a_reply_read_anew_there_is_read_anew_here(copy: Library, origin: Store, documents: list[DocumentId]) -> None:
    choose_collections(copy, origin, ["停车"])
    synced(copy, origin)
    with origin.transaction() as table:
        reading = table.open(documents[0]).reading
        table.replace_reading(documents[0], replace(reading, entities=()), pipeline_version="2")
    assert synced(copy, origin).documents == 1
    with copy.reading() as here:
        assert (here.open(documents[0]).reading.entities, here.pipeline_version(documents[0])) == ((), "2")


def test_a_reply_gone_there_stays_here_with_its_notes(
    copy: Library, origin: Store, documents: list[DocumentId]
) -> None:
    choose_collections(copy, origin, ["停车"])
    synced(copy, origin)
    Annotating(copy).annotate(documents[0], Span(0, 4), NoteContent(note="还没上传"))
    with origin.transaction() as table:
        table.remove(documents[0])
    report = synced(copy, origin)
    assert (report.gone, report.up) == ((documents[0],), 0)
    assert [each.note for each in Annotating(copy).of_document(documents[0])] == ["还没上传"]


def test_a_round_cut_off_is_done_again(copy: Library, origin: Store, documents: list[DocumentId]) -> None:
    choose_collections(copy, origin, ["停车"])
    Annotating(origin).annotate(documents[1], Span(0, 4))
    cancel = CancelToken()

    def stop_at_second(each: ProgressStep) -> None:
        if each.done == 1:
            cancel.cancel()

    with pytest.raises(Cancelled):
        synchronise(copy, origin, progress=stop_at_second, cancel=cancel)
    report = synced(copy, origin)
    assert len(Annotating(copy).all()) == 1
    assert report.conflicts == ()
    assert synced(copy, origin) == SyncReport()


@pytest.mark.usefixtures("documents")
def test_an_unknown_collection_is_refused(copy: Library, origin: Store) -> None:
    with pytest.raises(CollectionNotFoundError, match="养老"):
        choose_collections(copy, origin, ["养老"])


@pytest.mark.usefixtures("documents")
def test_somebodys_own_library_does_not_become_a_copy(origin: Store, tmp_path: Path) -> None:
    own = Library.open(tmp_path / "own")
    with own.transaction() as table:
        table.add(plain_reading(TEXTS[0]), pipeline_version="1")
    with pytest.raises(LibraryError, match="已有自己的文库"):
        choose_collections(own, origin, ["停车"])
    with pytest.raises(LibraryError, match="不是离线副本"):
        synced(own, origin)
    own.close()
