"""Unreasonable questions: an answer or a message that says where, whatever is typed."""

import pytest

from tests.torture.search_robustness import HOSTILE
from tests.unit.search.conftest import Build
from viewer.core.errors import QueryError
from viewer.core.hit import SearchRequest
from viewer.search.engine import SearchEngine


@pytest.fixture(scope="module")
def engine(build_engine: Build) -> SearchEngine:
    return build_engine("推进城市数字化转型，建设停车设施。", "的一是在有和,建设bcd。", "AI企业有限公司。")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_question_is_answered_or_refused_with_its_place(engine: SearchEngine, name: str) -> None:
    query = HOSTILE[name]
    assert 0 <= _outcome(engine, query) <= len(query)


def _outcome(engine: SearchEngine, query: str) -> int:
    """Return how many documents answer, or where the query cannot be read."""
    try:
        return engine.search(SearchRequest(query)).total
    except QueryError as error:
        return error.position


def test_a_long_text_pasted_is_found_where_it_stands(engine: SearchEngine) -> None:
    result = engine.search(SearchRequest("推进城市数字化转型，建设停车设施。"))
    assert [hit.id for hit in result.hits] == ["d0"]
