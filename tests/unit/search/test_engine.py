"""Asking: fields, logic, facets, order, pages, and what happens to unreasonable questions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.unit.search.conftest import Build, MemoryLibrary, make_document
from viewer.core.document import DocumentId
from viewer.core.entity import Entity, EntityType, MarkSource
from viewer.core.errors import Cancelled, QueryError
from viewer.core.hit import FacetChoice, SearchRequest, SearchResult, SortOrder
from viewer.core.metadata import DocumentKind, Metadata
from viewer.core.progress import CancelToken
from viewer.core.query import QueryField
from viewer.core.span import Span
from viewer.search.engine import SearchEngine

COMPANY = Entity(Span(0, 4), "黑湖科技", EntityType.COMPANY, MarkSource.RULE, canonical="上海黑湖科技有限公司")
DOCUMENTS = (
    make_document(
        "a",
        "关于数字经济的答复\n第054号\n黑湖科技推进数字经济,服务企业。",
        Metadata(
            title="关于数字经济的答复",
            kind=DocumentKind.REPLY_TO_DEPUTY,
            number="054",
            result="解决采纳",
            signer="张三",
            issuing_unit="区教育局",
            date="2022-03-25",
            spans={"title": Span(0, 9), "number": Span(11, 14)},
        ),
        (COMPANY,),
    ),
    make_document(
        "b",
        "养老服务与数字化。企业发展经济。",
        Metadata(kind=DocumentKind.REPLY_TO_PROPOSAL, number="154", result="留作参考", date="2023-08"),
    ),
    make_document("c", "公园绿地建设。AI 赋能 Wi-Fi。", Metadata(issuing_unit="区教育局", date="2024-01-02")),
    make_document("d", "没有日期的数字经济。", Metadata(result="解决采纳")),
)

Ask = Callable[..., SearchResult]


@pytest.fixture(scope="module")
def library() -> MemoryLibrary:
    library = MemoryLibrary(DOCUMENTS)
    library.values[QueryField.TAG] = {DocumentId("a"): ("重点", "2024调研"), DocumentId("c"): ("重点",)}
    library.values[QueryField.NOTE] = {DocumentId("b"): ("要回访企业",)}
    library.labelled["state"] = {DocumentId("a"): ("已读",), DocumentId("c"): ("收藏",)}
    library.labelled["collection"] = {DocumentId("a"): ("调研",)}
    return library


@pytest.fixture(scope="module")
def engine(build_engine: Build, library: MemoryLibrary) -> SearchEngine:
    return build_engine(*DOCUMENTS, library=library)


@pytest.fixture(scope="module")
def ask(engine: SearchEngine) -> Ask:
    def search(query: str, **more: object) -> SearchResult:
        return engine.search(replace(SearchRequest(query), **more))  # type: ignore[arg-type]

    return search


def ids(result: SearchResult) -> list[str]:
    return [str(hit.id) for hit in result.hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("数字经济", "abd"),
        ('"数字经济"', "ad"),
        ("数字经济 企业", "ab"),
        ("数字经济 -企业", "d"),
        ('NOT "数字经济"', "bc"),
        ("NOT 数字经济", "bc"),
        ("公园 OR 养老", "bc"),
        ("(公园 OR 养老) 企业", "b"),
        ("编号:54", "a"),
        ("编号:054", "a"),
        ("编号:*54", "ab"),
        ("编号:０５４", "a"),
        ("标题:数字", "a"),
        ("标题:經濟", "a"),
        ("标题:公园", ""),
        ("类型:政协", "b"),
        ("结果:采纳", "ad"),
        ("承办:教育局", "ac"),
        ("签发:张三", "a"),
        ("人:张三", "a"),
        ("企业:黑湖", "a"),
        ("企业:上海黑湖科技有限公司", "a"),
        ("机构:黑湖", ""),
        ("标签:重点", "ac"),
        ("标签:重点 标签:调研", "a"),
        ("批注:回访", "b"),
        ("年:2022..2023", "ab"),
        ("年:2023..", "bc"),
        ("年:..2022 OR 公园", "ac"),
        ("-年:2022..2024", "d"),
        ('"数字 企业"~12', "ab"),
        ('"数字 企业"~2', "b"),
        ("数字*企业", "ab"),
        ("数字?。", "b"),
        ("ai赋能", "c"),
        ("ＡＩ", "c"),
        ("wi-fi", "c"),
        ("", "abcd"),
        ("不存在的词语", ""),
    ],
)
def test_what_is_found(ask: Ask, query: str, expected: str) -> None:
    result = ask(query)
    assert set(ids(result)) == set(expected)
    assert result.total == len(expected)


def test_documents_with_the_run_come_before_those_with_its_words(ask: Ask) -> None:
    result = ask("数字经济")
    assert ids(result)[-1] == "b"
    assert result.hits[1].score > result.hits[2].score


def test_a_title_weighs_more_than_the_body(ask: Ask) -> None:
    assert ids(ask("数字经济"))[0] == "a"


def test_words_apart_are_marked_each(ask: Ask) -> None:
    hit = ask("数字经济").hits[-1]
    text = "养老服务与数字化。企业发展经济。"
    assert [span.of(text) for span in hit.spans] == ["数字", "经济"]


def test_marks_of_a_title_stand_in_the_title_only(ask: Ask) -> None:
    assert ask("标题:数字经济").hits[0].spans == (Span(2, 6),)


def test_a_number_is_marked_where_it_is_stated(ask: Ask) -> None:
    assert ask("编号:54").hits[0].spans == (Span(11, 14),)


def test_what_is_excluded_is_not_marked(ask: Ask) -> None:
    assert ask("公园 -企业").hits[0].matches == 1


def test_marks_never_overlap(ask: Ask) -> None:
    for hit in ask("数字经济 OR 数字 OR 经济").hits:
        assert all(before.end <= after.start for before, after in pairwise(hit.spans))


def test_an_empty_query_shows_the_newest_first(ask: Ask) -> None:
    result = ask("")
    assert ids(result) == ["c", "b", "a", "d"]
    assert result.hits[0].snippets[0].text.startswith("公园绿地")
    assert not result.hits[0].spans


def test_hits_can_be_had_by_date(ask: Ask) -> None:
    assert ids(ask("数字", sort=SortOrder.DATE)) == ["b", "a", "d"]


def test_pages_follow_each_other(ask: Ask) -> None:
    whole = ids(ask("数字经济"))
    pages = [ids(ask("数字经济", limit=1, offset=offset)) for offset in range(4)]
    assert pages == [[whole[0]], [whole[1]], [whole[2]], []]
    assert ask("数字经济", limit=0).total == 3


def test_facets_count_the_answers(ask: Ask) -> None:
    facets = ask("数字经济").facets
    assert facets["year"] == (("2022", 1), ("2023", 1))
    assert facets["result"] == (("解决采纳", 2), ("留作参考", 1))
    assert facets["issuing_unit"] == (("区教育局", 1),)
    assert facets["tag"] == (("2024调研", 1), ("重点", 1))


def test_a_choice_narrows_the_hits_and_the_other_facets_but_not_its_own(ask: Ask) -> None:
    result = ask("", facets=(FacetChoice("year", "2022"),))
    assert ids(result) == ["a"]
    assert dict(result.facets["year"]) == {"2022": 1, "2023": 1, "2024": 1}
    assert dict(result.facets["result"]) == {"解决采纳": 1}


def test_choices_of_one_field_widen_and_fields_narrow(ask: Ask) -> None:
    years = (FacetChoice("year", "2022"), FacetChoice("year", "2024"))
    assert set(ids(ask("", facets=years))) == {"a", "c"}
    assert ids(ask("", facets=(*years, FacetChoice("result", "解决采纳")))) == ["a"]
    assert ids(ask("", facets=(*years, FacetChoice("tag", "2024调研")))) == ["a"]
    assert ask("", facets=(FacetChoice("year", "1999"),)).total == 0


def test_what_was_not_read_is_unread_and_collections_are_counted(ask: Ask, library: MemoryLibrary) -> None:
    read = DocumentId("a")
    facets = ask("").facets
    unread = len(library.documents) - 1
    assert (dict(facets["state"]), facets["collection"]) == ({"收藏": 1, "未读": unread}, (("调研", 1),))
    assert read not in ids(ask("", facets=(FacetChoice("state", "未读"),)))
    assert ids(ask("", facets=(FacetChoice("collection", "调研"),))) == [read]


def test_an_unknown_facet_is_refused(ask: Ask) -> None:
    with pytest.raises(QueryError):
        ask("", facets=(FacetChoice("colour", "red"),))


def test_a_waiting_document_makes_the_answer_incomplete(build_engine: Build) -> None:
    library = MemoryLibrary(DOCUMENTS)
    engine = build_engine(*DOCUMENTS[:2], library=library)
    assert not engine.search(SearchRequest("数字")).complete


def test_a_document_gone_from_the_library_is_no_hit(build_engine: Build) -> None:
    library = MemoryLibrary(DOCUMENTS[1:])
    engine = build_engine(*DOCUMENTS, library=library)
    assert ids(engine.search(SearchRequest('"数字经济"'))) == ["d"]


def test_a_cancelled_search_stops(engine: SearchEngine) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        engine.search(SearchRequest('"数字经济企业发展"OR"数字经济"'), cancel=cancel)


def test_a_search_is_cancelled_while_it_asks_the_texts(build_engine: Build) -> None:
    cancel = CancelToken()

    class Cancelling(MemoryLibrary):
        fetched = 0

        def texts(self, ids: Sequence[DocumentId]) -> Mapping[DocumentId, str]:
            self.fetched += len(ids)
            cancel.cancel()
            return super().texts(ids)

    documents = [make_document(f"c{number}", f"数字经济{number}") for number in range(500)]
    library = Cancelling(documents)
    engine = build_engine(*documents, library=library)
    with pytest.raises(Cancelled):
        engine.search(SearchRequest('"数字经济"'), cancel=cancel)
    assert library.fetched < 100


def test_marks_can_be_had_for_any_text(engine: SearchEngine) -> None:
    text = "數字 经济,数字经济"
    assert [span.of(text) for span in engine.spans_in(text, "数字经济")] == ["數字 经济", "数字经济"]
    assert engine.spans_in(text, "") == ()


def test_warming_up_changes_no_answer(engine: SearchEngine, ask: Ask) -> None:
    before = ask("数字经济").hits
    engine.warm_up()
    assert ask("数字经济").hits == before


@pytest.mark.parametrize(
    "query",
    [
        "数" * 10_000,
        "数字经济" * 2_500,
        '"' + "数字经济养老服务" * 1_250 + '"',
        "数" + "*" * 5_000 + "企",
        "*".join("数字经济企业发展" * 50),
        "?".join("数字经济企业发展" * 50),
        '"' + " ".join(["数字", "企业"] * 500) + '"~9999',
        " ".join(["数字"] * 900),
        " OR ".join(["数字"] * 900),
        "(" * 50 + "数字" + ")" * 50,
    ],
    ids=range(10),
)
def test_unreasonable_queries_end(ask: Ask, query: str) -> None:
    assert ask(query).total <= len(DOCUMENTS)
