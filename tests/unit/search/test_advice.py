"""Beside an answer: other names of what was typed; without an answer: what fails, what was meant, what to loosen."""

import pytest

from tests.unit.search.conftest import Build, make_document
from viewer.core.entity import Entity, EntityType, MarkSource
from viewer.core.hit import SearchRequest, SearchResult, Widening, WideningKind
from viewer.core.metadata import Metadata
from viewer.core.span import Span
from viewer.search.engine import SearchEngine

PARK = Entity(Span(2, 6), "上海硅巷", EntityType.FACILITY, MarkSource.RULE)
DOCUMENTS = (
    make_document("a", "建设上海硅巷园区，推进一网通办。", Metadata(title="关于园区的答复"), (PARK,)),
    make_document("b", "人工智能产业发展很快，养老服务也是。"),
    make_document("c", "区科学技术委员会支持AI企业。"),
    make_document("d", "2024年社区养老和停车难问题。"),
)


@pytest.fixture(scope="module")
def engine(build_engine: Build) -> SearchEngine:
    return build_engine(*DOCUMENTS)


def ask(engine: SearchEngine, query: str) -> SearchResult:
    return engine.search(SearchRequest(query))


def found(engine: SearchEngine, query: str) -> set[str]:
    return {hit.id for hit in ask(engine, query).hits}


def offers(result: SearchResult, kind: WideningKind) -> list[Widening]:
    return [widening for widening in result.widenings if widening.kind is kind]


def test_other_names_are_offered_and_not_searched(engine: SearchEngine) -> None:
    result = ask(engine, "AI")
    assert [hit.id for hit in result.hits] == ["c"]
    (offer,) = result.widenings
    assert (offer.word, offer.alternatives) == ("AI", ("人工智能",))
    assert found(engine, offer.query) == {"b", "c"}


def test_a_widened_word_stays_in_its_place(engine: SearchEngine) -> None:
    (offer,) = ask(engine, "AI NOT 养老").widenings
    assert offer.query == "(AI OR 人工智能) NOT 养老"
    assert found(engine, offer.query) == {"c"}


@pytest.mark.parametrize("query", ['"AI"', "养老 NOT AI", "政协", ""])
def test_no_other_names_for_quoted_and_excluded_words_and_for_names_no_document_has(
    engine: SearchEngine, query: str
) -> None:
    assert not offers(ask(engine, query), WideningKind.SYNONYM)


def test_an_abbreviated_department_that_is_nowhere_leads_to_its_full_name(engine: SearchEngine) -> None:
    (offer,) = offers(ask(engine, "区科委"), WideningKind.SYNONYM)
    assert found(engine, offer.query) == {"c"}


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("shgx", "上海硅巷"),
        ("shanghaiguixiang", "上海硅巷"),
        ("人工只能", "人工智能"),
        ("一网统办", "一网通办"),
        ("推进一网统办", "推进一网通办"),
        ("shgx 园区", "上海硅巷 园区"),
        ('"人工只能"', '"人工智能"'),
        ("地点:shgx", "地点:上海硅巷"),
        ("上海gui巷", "上海硅巷"),
        ("建设上海guixiang园区", "建设上海硅巷园区"),
        ("人工只能产业很块", "人工智能产业很快"),
        ("人工只能 一网统办", "人工智能 OR 一网通办"),
        ("地点:上海gui巷", "地点:上海硅巷"),
    ],
)
def test_a_mistyped_word_leads_to_the_one_that_was_meant(engine: SearchEngine, query: str, suggestion: str) -> None:
    result = ask(engine, query)
    assert (result.total, result.suggestion) == (0, suggestion)
    assert found(engine, suggestion)


@pytest.mark.parametrize("query", ["养老", "2042", "qqqq", "龘龘龘", "养老 一网通办"])
def test_nothing_is_suggested_for_what_is_found_or_like_nothing(engine: SearchEngine, query: str) -> None:
    assert ask(engine, query).suggestion is None


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("养老 潜水艇", ("潜水艇",)),
        ("养老潜水艇", ("潜水艇",)),
        ("养老 一网通办", ()),
        ("标题:养老", ("标题:养老",)),
        ('"养老停车"', ('"养老停车"',)),
        ("养老", ()),
        ("年:1999 养老", ("年:1999",)),
    ],
)
def test_what_fails_is_named(engine: SearchEngine, query: str, missing: tuple[str, ...]) -> None:
    assert ask(engine, query).missing == missing


@pytest.mark.parametrize(
    ("query", "kind", "looser", "total"),
    [
        ("养老 潜水艇", WideningKind.WITHOUT, "养老", 2),
        ("养老 一网通办", WideningKind.ANY_WORD, "养老 OR 一网通办", 3),
        ("养老 一网通办 NOT 停车", WideningKind.ANY_WORD, "(养老 OR 一网通办) NOT 停车", 2),
        ('"停车社区"', WideningKind.UNQUOTED, "停车社区", 1),
        ("标题:养老", WideningKind.ANYWHERE, "养老", 2),
    ],
)
def test_a_query_without_hits_is_loosened(
    engine: SearchEngine, query: str, kind: WideningKind, looser: str, total: int
) -> None:
    result = ask(engine, query)
    assert [(offer.query, offer.total) for offer in offers(result, kind)] == [(looser, total)]
    assert ask(engine, looser).total == total


def test_a_query_with_hits_is_not_loosened(engine: SearchEngine) -> None:
    assert not ask(engine, "养老 停车").widenings


def test_a_pasted_page_is_offered_no_other_names(engine: SearchEngine) -> None:
    assert not offers(ask(engine, "推进一网通办" * 50), WideningKind.SYNONYM)
