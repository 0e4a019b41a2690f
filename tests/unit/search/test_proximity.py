"""Words that stand close together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.search.conftest import Build
from viewer.core.hit import SearchRequest
from viewer.search.proximity import closeness


def test_words_side_by_side_are_as_close_as_can_be() -> None:
    assert closeness("建设数字经济园区", ["数字", "经济"]) == 1.0


def test_the_closest_places_count() -> None:
    assert closeness("数字很多很多很多字以后才是经济，数字的经济", ["数字", "经济"]) == pytest.approx(1 - 1 / 120)


def test_a_text_without_one_of_the_words_has_no_closeness() -> None:
    assert closeness("数字", ["数字", "经济"]) == 0.0


@given(st.text("数字经济，", max_size=60))
def test_closeness_is_a_share(text: str) -> None:
    assert 0.0 <= closeness(text, ["数字", "经济"]) <= 1.0


def test_of_documents_alike_the_one_with_the_words_together_comes_first(build_engine: Build) -> None:
    between = "一二三四五六七八九十" * 5
    engine = build_engine(f"停车{between}收费", f"停车收费{between}", f"停车{between}{between}收费")
    hits = engine.search(SearchRequest("停车 收费")).hits
    assert [hit.id for hit in hits] == ["d1", "d0", "d2"]
