"""Questions no document holds word for word are answered by what is nearest."""

import pytest

from tests.unit.search.conftest import Build
from viewer.core.document import DocumentId
from viewer.core.hit import SearchRequest
from viewer.search.engine import SearchEngine

TEXTS = (
    "对不具备条件的老楼，加装电梯的补贴为每台二十八万元，由财政承担。",
    "电梯的维护保养由物业负责，每半个月检查一次。",
    "社区食堂为老年人提供助餐补贴，每餐三元。",
    "河道治理以种植水草为主，水质明显改善。",
)
QUESTION = "老楼装电梯政府能补贴多少钱？"


@pytest.fixture(scope="module")
def engine(build_engine: Build) -> SearchEngine:
    return build_engine(*TEXTS)


def test_the_nearest_document_comes_first(engine: SearchEngine) -> None:
    result = engine.search(SearchRequest(QUESTION))
    assert result.hits[0].id == "d0"
    assert result.hits[0].score > result.hits[1].score


def test_the_answer_says_that_it_is_only_near(engine: SearchEngine) -> None:
    assert engine.search(SearchRequest(QUESTION)).nearest_by == ("老楼", "装", "电梯", "政府", "补贴", "钱")


def test_a_document_with_nothing_of_what_is_asked_is_not_near(engine: SearchEngine) -> None:
    assert "d3" not in {hit.id for hit in engine.search(SearchRequest(QUESTION)).hits}


def test_only_telling_words_are_marked(engine: SearchEngine) -> None:
    hit = engine.search(SearchRequest(QUESTION)).hits[0]
    assert {span.of(TEXTS[0]) for span in hit.spans} == {"老楼", "装", "电梯", "补贴"}


def test_the_same_words_are_marked_in_an_opened_document(engine: SearchEngine) -> None:
    hit = engine.search(SearchRequest(QUESTION)).hits[0]
    assert engine.spans_in(TEXTS[0], QUESTION) == hit.spans


def test_a_text_that_stands_somewhere_word_for_word_is_found_there_only(engine: SearchEngine) -> None:
    result = engine.search(SearchRequest("为老年人提供助餐补贴，每餐三元"))
    assert [hit.id for hit in result.hits] == ["d2"]
    assert not result.nearest_by


def test_the_question_mark_at_the_end_need_not_stand_there(build_engine: Build) -> None:
    other = build_engine("有代表问老楼怎么装电梯，现答复如下。")
    result = other.search(SearchRequest("老楼怎么装电梯？"))
    assert result.hits
    assert not result.nearest_by


def test_words_with_blanks_stay_all_wanted(engine: SearchEngine) -> None:
    assert engine.search(SearchRequest("电梯 河道 补贴")).total == 0


def test_a_question_with_blanks_that_finds_nothing_is_answered_by_what_is_near(engine: SearchEngine) -> None:
    result = engine.search(SearchRequest("请问 老楼 电梯 河道 补贴"))
    assert result.hits[0].id == "d0"
    assert result.nearest_by


def test_the_points_of_an_explanation_are_the_score(engine: SearchEngine) -> None:
    hit = engine.search(SearchRequest(QUESTION)).hits[0]
    explanation = engine.explain(SearchRequest(QUESTION), DocumentId(hit.id))
    assert explanation is not None
    assert explanation.points == pytest.approx(hit.score, rel=0.001)
