"""The index of names, kept document by document."""

import pytest

from tests.open_store import OpenStore
from tests.unit.services.shelf import Shelf
from viewer.core.entity import EntityType
from viewer.core.errors import ViewerError
from viewer.core.knowledge import Scope
from viewer.core.name_index import NameOrder
from viewer.core.progress import CancelToken, ignore_progress
from viewer.services.teaching import Teaching

FIRST = "2023年，长宁区科学技术委员会支持项目12个，由长宁区教育局参与。"
SECOND = "长宁区科学技术委员会牵头推进。"
ORG = EntityType.ORGANISATION


@pytest.fixture
def shelf(open_store: OpenStore) -> Shelf:
    shelf = Shelf.of(open_store())
    shelf.add(FIRST, date="2023年5月6日")
    shelf.add(SECOND, date="2021年5月6日", number=2)
    shelf.look()
    return shelf


def test_a_name_is_counted_over_its_documents_and_years(shelf: Shelf) -> None:
    (found,) = shelf.names.names(type_=ORG, part="科学技术")
    assert (found.mentions, found.documents, found.first, found.last) == (2, 2, "2021", "2023")


def test_years_follow_when_a_document_leaves(shelf: Shelf) -> None:
    with shelf.library.transaction() as documents:
        documents.remove(documents.shown_ids()[1])
    shelf.look()
    (found,) = shelf.names.names(type_=ORG, part="科学技术")
    assert (found.documents, found.first) == (1, "2023")


def test_names_are_sorted_as_asked(shelf: Shelf) -> None:
    names = [each.name for each in shelf.names.names(type_=ORG, order=NameOrder.NAME)]
    assert names == sorted(names)


def test_the_page_of_a_name_shows_its_sentences_figures_and_company(shelf: Shelf) -> None:
    page = shelf.names.page("长宁区科学技术委员会", ORG)
    assert page is not None
    assert [each.sentence for each in page.mentions] == [FIRST, SECOND]
    assert [each.metric.surface for each in page.figures] == ["12个"]
    assert "长宁区教育局" in [each.name for each in page.companions]
    assert all(mark.of(each.sentence) == "长宁区科学技术委员会" for each in page.mentions for mark in each.marks)


def test_a_name_nobody_bears_has_no_page(shelf: Shelf) -> None:
    assert shelf.names.page("无此机构", ORG) is None


def test_merged_names_are_one_until_it_is_taken_back(shelf: Shelf) -> None:
    keys = [("长宁区科学技术委员会", ORG), ("长宁区教育局", ORG)]
    merged = shelf.names.merge(keys, "长宁区科学技术委员会", progress=ignore_progress, cancel=CancelToken())
    shelf.look()
    assert shelf.names.page("长宁区教育局", ORG) is None
    (found,) = shelf.names.names(type_=ORG, part="教育局", limit=5)
    assert (found.name, found.mentions) == ("长宁区科学技术委员会", 3)
    shelf.names.take_back(merged, progress=ignore_progress, cancel=CancelToken())
    shelf.look()
    assert shelf.names.page("长宁区教育局", ORG) is not None


def marks(shelf: Shelf) -> list[tuple[str, str | None]]:
    with shelf.library.reading() as documents:
        return [
            (e.surface, e.canonical) for each in documents.shown_ids() for e in documents.open(each).reading.entities
        ]


def test_merging_marks_documents_as_a_whole_reading_would(shelf: Shelf) -> None:
    keys = [("长宁区科学技术委员会", ORG), ("长宁区教育局", ORG)]
    shelf.names.merge(keys, "长宁区科学技术委员会", progress=ignore_progress, cancel=CancelToken())
    merged = marks(shelf)
    Teaching(shelf.library, lambda: None).apply_everywhere(["长宁区"], progress=ignore_progress, cancel=CancelToken())
    assert marks(shelf) == merged
    assert ("长宁区教育局", "长宁区科学技术委员会") in merged


def test_what_was_corrected_since_stays_when_a_merge_is_taken_back(shelf: Shelf) -> None:
    keys = [("长宁区科学技术委员会", ORG), ("长宁区教育局", ORG)]
    merged = shelf.names.merge(keys, "长宁区科学技术委员会", progress=ignore_progress, cancel=CancelToken())
    with shelf.library.reading() as documents:
        document_id = documents.shown_ids()[1]
        first = documents.open(document_id).reading.entities[0]
    Teaching(shelf.library, lambda: None).dismiss(document_id, first, Scope.DOCUMENT)
    shelf.names.take_back(merged, progress=ignore_progress, cancel=CancelToken())
    found = marks(shelf)
    assert ("长宁区教育局", "长宁区科学技术委员会") not in found
    with shelf.library.reading() as documents:
        assert first.surface not in {each.surface for each in documents.open(document_id).reading.entities}


def test_a_merge_is_taken_back_and_done_again_as_often_as_one_likes(shelf: Shelf) -> None:
    keys, before = [("长宁区科学技术委员会", ORG), ("长宁区教育局", ORG)], marks(shelf)
    merged = shelf.names.merge(keys, "长宁区科学技术委员会", progress=ignore_progress, cancel=CancelToken())
    after = marks(shelf)
    for _ in range(2):
        shelf.names.take_back(merged, progress=ignore_progress, cancel=CancelToken())
        assert marks(shelf) == before
        merged = shelf.names.merge_again(merged, progress=ignore_progress, cancel=CancelToken())
        assert marks(shelf) == after


def test_a_name_cannot_be_merged_into_itself(shelf: Shelf) -> None:
    with pytest.raises(ViewerError, match="自身"):
        shelf.names.merge([("长宁区教育局", ORG)] * 2, "长宁区教育局", progress=ignore_progress, cancel=CancelToken())
