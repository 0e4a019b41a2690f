"""Counts of facets are right whatever is searched and chosen: each says how many hits its choice would give."""

from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.search.conftest import Build, MemoryLibrary, make_document
from viewer.core.document import DocumentId
from viewer.core.entity import Entity, EntityType, MarkSource
from viewer.core.errors import QueryError
from viewer.core.hit import FacetChoice, SearchRequest, SortOrder
from viewer.core.metadata import DocumentKind, Metadata
from viewer.core.query import QueryField
from viewer.core.span import Span
from viewer.search.engine import SearchEngine
from viewer.search.facets import ALL_FACETS, HAVING_NOTES
from viewer.search.result_class import result_class

RESULTS = ("解决采纳", "A", "留作参考", None, "已经解决或采纳")
UNITS = ("区教育局", "区科委", None)
DATES = ("2022-03-25", "2023-08", None, "2024-01-02")
DISCLOSURES = ("主动公开", None)
ENTITIES = (
    Entity(Span(0, 2), "区教育局", EntityType.ORGANISATION, MarkSource.RULE, "区教育局"),
    Entity(Span(0, 2), "黑湖", EntityType.COMPANY, MarkSource.RULE, "黑湖科技"),
)
CHOICES = [
    *(FacetChoice("year", value) for value in ("2022", "2023", "1999")),
    *(FacetChoice("kind", kind) for kind in DocumentKind),
    *(FacetChoice("result", value) for value in ("解决采纳", "A")),
    *(FacetChoice("result_class", value) for value in ("已解决或采纳", "留作参考")),
    FacetChoice("issuing_unit", "区教育局"),
    FacetChoice("disclosure", "主动公开"),
    FacetChoice("tag", "重点"),
    FacetChoice("tag", "回访"),
    FacetChoice("notes", HAVING_NOTES),
    *(FacetChoice("entity", name) for name in ("区教育局", "黑湖科技", "没有的公司")),
]


@pytest.fixture(scope="module")
def engine(build_engine: Build) -> SearchEngine:
    facts = zip(cycle(RESULTS), cycle(UNITS), cycle(DATES), cycle(DISCLOSURES), cycle(DocumentKind), strict=False)
    documents = [
        make_document(
            f"d{number}",
            "养老" if number % 3 else "停车和养老",
            Metadata(result=result, issuing_unit=unit, date=date, disclosure=disclosure, kind=kind),
            ENTITIES[number % 3 :],
        )
        for number, (result, unit, date, disclosure, kind) in zip(range(40), facts, strict=False)
    ]
    library = MemoryLibrary(documents)
    library.values[QueryField.TAG] = {DocumentId(f"d{number}"): ("重点", "回访")[number % 2 :] for number in range(9)}
    library.values[QueryField.NOTE] = {DocumentId(f"d{number}"): ("记",) for number in range(0, 60, 7)}
    return build_engine(*documents, library=library)


@settings(max_examples=25)
@given(
    query=st.sampled_from(["", "养老", "停车", "养老 NOT 停车", "没有的词"]),
    chosen=st.lists(st.sampled_from(CHOICES), max_size=4).map(tuple),
)
def test_every_count_is_the_number_of_hits_that_choice_alone_of_its_field_would_give(
    engine: SearchEngine, query: str, chosen: tuple[FacetChoice, ...]
) -> None:
    facets = engine.search(SearchRequest(query, facets=chosen)).facets
    assert set(facets) == set(ALL_FACETS)
    for field, values in facets.items():
        others = tuple(choice for choice in chosen if choice.field != field)
        for value, count in values:
            alone = SearchRequest(query, facets=(*others, FacetChoice(field, value)), limit=0)
            assert engine.search(alone).total == count > 0


@pytest.mark.parametrize(
    ("result", "expected"),
    [
        ("解决采纳", "已解决或采纳"),
        ("暂不采纳", "留作参考"),
        ("部分解决", "正在解决"),
        ("A", None),
        ("B类", None),
        ("", None),
        (None, None),
    ],
)
def test_the_words_of_a_result_tell_its_class_and_a_letter_does_not(result: str | None, expected: str | None) -> None:
    assert result_class(result) == expected


@settings(max_examples=15)
@given(
    query=st.sampled_from(["", "养老", "停车", "没有的词"]),
    chosen=st.lists(st.sampled_from(CHOICES), max_size=3).map(tuple),
)
def test_a_selection_is_all_hits_and_their_counts(
    engine: SearchEngine, query: str, chosen: tuple[FacetChoice, ...]
) -> None:
    request = SearchRequest(query, limit=100, facets=chosen)
    selection, result = engine.select(request), engine.search(request)
    assert selection.ids == {hit.id for hit in result.hits}
    assert dict(selection.facets) == dict(result.facets)


@pytest.mark.parametrize("sort", SortOrder)
@pytest.mark.parametrize("query", ["", "停车"])
def test_groups_stand_together_years_newest_first_and_pages_join(
    engine: SearchEngine, query: str, sort: SortOrder
) -> None:
    whole = engine.search(SearchRequest(query, limit=100, sort=sort, group="year")).hits
    pages = [
        hit
        for offset in range(0, 60, 7)
        for hit in engine.search(SearchRequest(query, 7, offset, sort, group="year")).hits
    ]
    years = [str(hit.metadata.year or "") for hit in whole]
    assert years == sorted(years, reverse=True)
    assert [hit.id for hit in pages] == [hit.id for hit in whole]


def test_units_come_by_size_and_documents_without_one_last(engine: SearchEngine) -> None:
    hits = engine.search(SearchRequest("养老", limit=100, group="issuing_unit")).hits
    units = [hit.metadata.issuing_unit for hit in hits]
    assert list(dict.fromkeys(units)) == ["区教育局", "区科委", None]
    assert units == sorted(units, key=["区教育局", "区科委", None].index)


def test_a_group_there_is_not_is_an_error(engine: SearchEngine) -> None:
    with pytest.raises(QueryError, match="分组"):
        engine.search(SearchRequest("养老", group="tag"))


def test_names_are_counted_by_what_they_stand_for(engine: SearchEngine) -> None:
    counted = dict(engine.search(SearchRequest("养老")).facets["entity"])
    assert counted == {"区教育局": 14, "黑湖科技": 27}
