"""A name several replies know is marked in all of them."""

from pathlib import Path

import pytest

from tests.open_store import OpenStore
from viewer.core.document import DocumentId
from viewer.core.entity import MarkSource
from viewer.core.progress import CancelToken, ignore_progress
from viewer.services.read_file import read_file
from viewer.services.spreading import Spreading
from viewer.store.store import Store

GIVEN_AWAY = "关于招商的答复\n\n张三代表：\n\n引进绩云坊、双良等{0}家低碳企业。\n"
BARE = "关于服务企业的答复\n\n李四代表：\n\n政策落实到位让绩云坊很满意。\n"


@pytest.fixture
def library(open_store: OpenStore) -> Store:
    return open_store()


@pytest.fixture
def heard() -> list[bool]:
    return []


@pytest.fixture
def spreading(library: Store, heard: list[bool]) -> Spreading:
    return Spreading(library, lambda: None, lambda: heard.append(True))


def add(library: Store, folder: Path, name: str, text: str) -> DocumentId:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    with library.transaction() as documents:
        document_id = documents.add(read_file(path, library.lessons().general_lessons()), pipeline_version="1")
        documents.mark_indexed([document_id])
    return document_id


def spread(spreading: Spreading) -> int:
    return spreading.spread(progress=ignore_progress, cancel=CancelToken())


def sources(library: Store, document_id: DocumentId, name: str = "绩云坊") -> list[MarkSource]:
    with library.reading() as documents:
        return [each.source for each in documents.open(document_id).reading.entities if each.surface == name]


@pytest.fixture
def bare(library: Store, tmp_path: Path) -> DocumentId:
    add(library, tmp_path, "a.txt", GIVEN_AWAY.format(20))
    return add(library, tmp_path, "bare.txt", BARE)


def test_one_reply_alone_vouches_for_nothing(library: Store, spreading: Spreading, bare: DocumentId) -> None:
    assert spread(spreading) == 0
    assert sources(library, bare) == []


def test_a_name_two_replies_know_is_marked_in_a_third(
    library: Store, spreading: Spreading, bare: DocumentId, tmp_path: Path
) -> None:
    add(library, tmp_path, "b.txt", GIVEN_AWAY.format(30))
    assert spread(spreading) == 1
    assert sources(library, bare) == [MarkSource.LEXICON]


def test_a_document_with_other_marks_waits_for_the_index(
    library: Store, spreading: Spreading, bare: DocumentId, tmp_path: Path, heard: list[bool]
) -> None:
    add(library, tmp_path, "b.txt", GIVEN_AWAY.format(30))
    spread(spreading)
    with library.reading() as documents:
        assert documents.waiting(9) == [bare]
    assert heard == [True]


def test_a_second_look_finds_nothing_to_do(
    library: Store, spreading: Spreading, bare: DocumentId, tmp_path: Path
) -> None:
    add(library, tmp_path, "b.txt", GIVEN_AWAY.format(30))
    spread(spreading)
    assert spread(spreading) == 0
    assert sources(library, bare) == [MarkSource.LEXICON]


def test_a_reply_that_comes_later_is_read_with_the_names_at_once(
    library: Store, spreading: Spreading, tmp_path: Path
) -> None:
    for number in (20, 30):
        add(library, tmp_path, f"{number}.txt", GIVEN_AWAY.format(number))
    spread(spreading)
    assert sources(library, add(library, tmp_path, "bare.txt", BARE)) == [MarkSource.LEXICON]


def test_a_name_is_lost_with_the_replies_that_vouched_for_it(
    library: Store, spreading: Spreading, bare: DocumentId, tmp_path: Path
) -> None:
    other = add(library, tmp_path, "b.txt", GIVEN_AWAY.format(30))
    spread(spreading)
    with library.transaction() as documents:
        documents.remove(other)
    assert spread(spreading) == 1
    assert sources(library, bare) == []
