"""Lists of runs many texts hold: a list names exactly the texts that hold its run."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.search.conftest import MemoryLibrary, make_document
from viewer.core.hit import SearchRequest
from viewer.search.engine import SearchEngine
from viewer.search.frequent_runs import frequent_runs, runs_of
from viewer.search.index import IndexFolder
from viewer.text.segment import Segmenter

TEXTS = st.lists(st.text("数字经济\n𠮷a", max_size=14), min_size=1, max_size=9)


@given(texts=TEXTS)
@settings(max_examples=80)
def test_a_list_names_all_texts_that_hold_its_run_and_no_other(texts: list[str]) -> None:
    lists = frequent_runs(texts, least=1)
    assert lists is not None
    for number, term in enumerate(lists.terms):
        run = term.decode()
        named = lists.documents[lists.starts[number] : lists.starts[number + 1]].tolist()
        assert named == [place for place, text in enumerate(texts) if run in text]


def test_what_a_quarter_holds_has_a_list() -> None:
    lists = frequent_runs(["我们加强停车管理", "停车管理", "养老", "助餐"], least=1)
    assert lists is not None
    assert {term.decode() for term in lists.terms} >= {"停车管理", "停车管", "车管理", "我们加"}


def test_few_texts_or_a_missing_one_have_no_lists() -> None:
    assert frequent_runs(["停车管理"] * 9) is None
    assert frequent_runs([], least=1) is None
    assert frequent_runs(["停车管理", None], least=1) is None


def test_a_run_is_looked_up_whole_then_in_parts() -> None:
    assert runs_of("停车难") == ["停车难"]
    assert runs_of("停车管理") == ["停车管理", "停车管", "车管理"]
    assert runs_of("停车管理好") == ["停车管理", "车管理好"]
    assert len(runs_of("很长" * 40)) == 8


def test_a_large_segment_answers_as_its_texts_do(
    tmp_path_factory: pytest.TempPathFactory, segmenter: Segmenter
) -> None:
    generator = random.Random(5)  # noqa: S311 - a test
    pieces = ("数字经济", "经济", "数字", "停车", "管理\n", "加强", "我们", "，")
    texts = ["".join(generator.choices(pieces, k=12)) for _ in range(1_100)]
    documents = [make_document(f"d{number}", text) for number, text in enumerate(texts)]
    folder = tmp_path_factory.mktemp("large")
    library = MemoryLibrary(documents)
    index = IndexFolder(folder, library.library_id(), segmenter)
    index.rebuild(documents)
    with index.open_reader() as reader:
        assert reader.holding("数字经济")[0].any()
    engine = SearchEngine(folder, library, segmenter)
    for run in ("数字经济", "字经济", "经济数字经济", "停车加强", "理加强", "济我们，停车", "我们我们我们"):
        answer = engine.select(SearchRequest(f'"{run}"'))
        assert answer.ids == {f"d{number}" for number, text in enumerate(texts) if run in text}
    engine.close()
