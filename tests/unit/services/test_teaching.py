"""What a person corrects stays corrected, here or everywhere, and can be taken back."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.open_store import OpenStore
from viewer.core.document import DocumentId
from viewer.core.entity import Entity, EntityType, MarkSource
from viewer.core.errors import LessonNotFoundError, TermKnownError
from viewer.core.knowledge import LessonId, Scope
from viewer.core.lexicon import LexiconTerm
from viewer.core.metric import Comparator, Metric
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.span import Span
from viewer.services.read_file import read_file
from viewer.services.teaching import Teaching
from viewer.store.store import Store

TEXT = """关于停车难的答复

张三代表：

我局会同长宁区科学技术委员会研究，2023年全区新增停车泊位812个，长宁区科学技术委员会负责技术支持。云桥码头项目同步推进。

某某区城市管理局

2024年5月6日
"""


@pytest.fixture
def library(open_store: OpenStore) -> Store:
    return open_store()


@pytest.fixture
def teaching(library: Store) -> Teaching:
    return Teaching(library, lambda: None, taught_by="张三")


def add(library: Store, folder: Path, name: str, text: str = TEXT) -> DocumentId:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    with library.transaction() as documents:
        return documents.add(read_file(path), pipeline_version="1")


@pytest.fixture
def document_id(library: Store, tmp_path: Path) -> DocumentId:
    return add(library, tmp_path, "a.txt")


def entities(library: Store, document_id: DocumentId) -> tuple[Entity, ...]:
    with library.reading() as documents:
        return documents.open(document_id).reading.entities


def metric(library: Store, document_id: DocumentId) -> Metric:
    with library.reading() as documents:
        return next(each for each in documents.open(document_id).reading.metrics if "812" in each.surface)


def commission(library: Store, document_id: DocumentId) -> list[Entity]:
    return [each for each in entities(library, document_id) if each.surface == "长宁区科学技术委员会"]


def test_a_dismissed_name_is_gone_here_only(library: Store, teaching: Teaching, document_id: DocumentId) -> None:
    first, second = commission(library, document_id)
    teaching.dismiss(document_id, first, Scope.HERE)
    assert [each.span for each in commission(library, document_id)] == [second.span]


def test_a_dismissed_name_is_gone_from_the_whole_document(
    library: Store, teaching: Teaching, document_id: DocumentId
) -> None:
    teaching.dismiss(document_id, commission(library, document_id)[0], Scope.DOCUMENT)
    assert commission(library, document_id) == []


def test_a_dismissed_name_goes_from_other_documents_when_they_are_brought_up_to_date(
    library: Store, teaching: Teaching, document_id: DocumentId, tmp_path: Path
) -> None:
    other = add(library, tmp_path, "b.txt", TEXT + "附：说明一份。\n")
    teaching.dismiss(document_id, commission(library, document_id)[0], Scope.LIBRARY)
    count = teaching.apply_everywhere(["长宁区科学技术委员会"], progress=ignore_progress, cancel=CancelToken())
    assert (count, commission(library, other)) == (2, [])


def test_a_withdrawn_correction_brings_the_name_back(
    library: Store, teaching: Teaching, document_id: DocumentId
) -> None:
    before = entities(library, document_id)
    lessons = teaching.dismiss(document_id, commission(library, document_id)[0], Scope.DOCUMENT)
    teaching.withdraw(lessons, document_id)
    assert entities(library, document_id) == before


def test_a_restored_correction_holds_again(library: Store, teaching: Teaching, document_id: DocumentId) -> None:
    lessons = teaching.dismiss(document_id, commission(library, document_id)[0], Scope.DOCUMENT)
    teaching.withdraw(lessons, document_id)
    teaching.restore(lessons, document_id)
    assert commission(library, document_id) == []


def test_a_retyped_name_is_the_persons_word(library: Store, teaching: Teaching, document_id: DocumentId) -> None:
    teaching.retype(document_id, commission(library, document_id)[0], EntityType.EVENT, Scope.DOCUMENT)
    assert {(each.type, each.source) for each in commission(library, document_id)} == {
        (EntityType.EVENT, MarkSource.USER)
    }


def test_a_name_the_machine_missed_can_be_marked(library: Store, teaching: Teaching, document_id: DocumentId) -> None:
    start = read_text(library, document_id).index("云桥码头")
    teaching.mark(document_id, Span(start, start + 4), EntityType.FACILITY, Scope.HERE)
    marked = [each for each in entities(library, document_id) if each.surface == "云桥码头"]
    assert [(each.type, each.source) for each in marked] == [(EntityType.FACILITY, MarkSource.USER)]


def read_text(library: Store, document_id: DocumentId) -> str:
    with library.reading() as documents:
        return documents.text(document_id)


def test_a_names_range_can_be_changed(library: Store, teaching: Teaching, document_id: DocumentId) -> None:
    first = commission(library, document_id)[0]
    teaching.resize(document_id, first, Span(first.span.start + 3, first.span.end), Scope.HERE)
    assert "科学技术委员会" in {each.surface for each in entities(library, document_id)}


def test_two_names_can_be_joined(library: Store, teaching: Teaching, document_id: DocumentId) -> None:
    teaching.rename(document_id, commission(library, document_id)[0], "区科委", Scope.DOCUMENT)
    assert {each.canonical for each in commission(library, document_id)} == {"区科委"}


def test_a_term_of_the_lexicon_is_found_in_a_file_read_afterwards(
    library: Store, teaching: Teaching, tmp_path: Path
) -> None:
    add(library, tmp_path, "a.txt")
    teaching.add_term(LexiconTerm("云桥码头", EntityType.FACILITY))
    with library.reading():
        lessons = library.lessons().general_lessons()
    assert "云桥码头" in {each.surface for each in read_file(tmp_path / "a.txt", lessons).entities}


def test_a_term_is_known_once(teaching: Teaching) -> None:
    teaching.add_term(LexiconTerm("云桥码头", EntityType.FACILITY))
    with pytest.raises(TermKnownError, match="云桥码头"):
        teaching.add_term(LexiconTerm("云桥码头", EntityType.COMPANY))


def test_a_changed_figure_keeps_its_place_and_takes_the_persons_words(
    library: Store, teaching: Teaching, document_id: DocumentId
) -> None:
    blank = teaching.about_metric(document_id, metric(library, document_id))
    teaching.correct_metric(replace(blank, indicator="新增公共停车泊位", comparator=Comparator.ABOUT))
    changed = metric(library, document_id)
    assert (changed.indicator, changed.comparator, changed.value) == ("新增公共停车泊位", Comparator.ABOUT, 812)


def test_a_dismissed_figure_is_gone(library: Store, teaching: Teaching, document_id: DocumentId) -> None:
    blank = teaching.about_metric(document_id, metric(library, document_id))
    teaching.correct_metric(replace(blank, dismissed=True))
    with library.reading() as documents:
        assert not [each for each in documents.open(document_id).reading.metrics if "812" in each.surface]


def test_an_unknown_lesson_cannot_be_withdrawn(teaching: Teaching) -> None:
    with pytest.raises(LessonNotFoundError):
        teaching.withdraw([LessonId("nobody")])


def test_a_document_with_other_marks_waits_for_the_index(
    library: Store, teaching: Teaching, document_id: DocumentId
) -> None:
    with library.transaction() as documents:
        documents.mark_indexed([document_id])
    teaching.dismiss(document_id, commission(library, document_id)[0], Scope.DOCUMENT)
    with library.reading() as documents:
        assert documents.waiting(1) == [document_id]
        assert documents.indexed_ids() == {document_id}  # in its older reading
        assert documents.index_counts().indexed == 0


def test_whoever_keeps_the_index_hears_of_other_marks(library: Store, document_id: DocumentId) -> None:
    heard: list[bool] = []
    teaching = Teaching(library, lambda: None, changed=lambda: heard.append(True))
    teaching.dismiss(document_id, commission(library, document_id)[0], Scope.DOCUMENT)
    assert heard
