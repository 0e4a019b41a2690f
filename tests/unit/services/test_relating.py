"""Documents set beside each other: shared passages, relations, collations, counts."""

import pytest

from tests.open_store import OpenStore
from tests.unit.services.shelf import Shelf
from viewer.core.relation import RelationKind
from viewer.core.tally import NOT_STATED, Dimension

COMMON = "我委高度重视停车资源的统筹利用，充分发挥行业主管部门作用，积极协调各方力量共同推进。"


@pytest.fixture
def shelf(open_store: OpenStore) -> Shelf:
    return Shelf.of(open_store())


def test_what_another_reply_has_too_is_told_and_the_rest_is_new(shelf: Shelf) -> None:
    own = shelf.add(COMMON + "今年开通了青石路停车场。")
    other = shelf.add(COMMON + "去年改造了白桥路泵站。", number=2)
    shelf.look()
    with shelf.library.reading() as documents:
        text = documents.text(own)
    shared = shelf.relating.shared_with_others(own)
    assert any(COMMON in each.span.of(text) and each.documents == (other,) for each in shared)
    assert not any("青石路" in each.span.of(text) for each in shared)


def test_a_library_of_one_document_shares_nothing(shelf: Shelf) -> None:
    own = shelf.add(COMMON)
    shelf.look()
    assert shelf.relating.shared_with_others(own) == ()
    assert shelf.relating.relations(own).documents == ()


def test_another_answer_to_the_same_proposal_comes_first(shelf: Shelf) -> None:
    own = shelf.add("我委已办理。", number=7, subject="智慧停车设施")
    shelf.add("我局会同办理。", number=7, subject="别的事项")
    shelf.add("同题答复。", number=9, subject="智慧停车设施布局")
    shelf.look()
    kinds = [each.kind for each in shelf.relating.relations(own).documents]
    assert kinds == [RelationKind.SAME_CASE, RelationKind.SAME_SUBJECT]


def test_figures_two_documents_state_differently_are_listed(shelf: Shelf) -> None:
    left = shelf.add("2021年末，公共停车泊位3.6万个，接入率44%。")
    right = shelf.add("2022年末，公共停车泊位4.0万个，接入率44%。", number=2)
    shelf.look()
    found = shelf.relating.collate(left, right).figures
    assert [(each.name, each.left, each.right) for each in found] == [("公共停车泊位", "3.6万个", "4.0万个")]


def test_every_document_stands_in_one_cell(shelf: Shelf) -> None:
    ids = {
        shelf.add("一。", number=1),
        shelf.add("二。", number=2, date="2024年5月6日"),
        shelf.add("三。", number=3, date=None),
    }
    shelf.look()
    tally = shelf.relating.tally(Dimension.YEAR, Dimension.UNIT)
    assert tally.rows == ("2023", "2024", NOT_STATED)
    assert set(tally.documents(None, None)) == ids
    assert sum(tally.count(row, column) for row in tally.rows for column in tally.columns) == len(ids)


def test_counting_nothing_gives_an_empty_table(shelf: Shelf) -> None:
    assert shelf.relating.tally(Dimension.TOPIC, None).rows == ()


def test_the_newest_of_some_documents_come_first_and_the_rest_is_left_out(shelf: Shelf) -> None:
    ids = [shelf.add("已办理。", number=number, date=f"202{number}年5月6日") for number in (1, 3, 2)]
    assert [each.id for each in shelf.relating.newest(ids, limit=2)] == [ids[1], ids[2]]
    assert [each.id for each in shelf.relating.titles()] == [ids[1], ids[2], ids[0]]
