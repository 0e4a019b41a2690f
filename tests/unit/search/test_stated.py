"""Figures compare as documents state them, and having any value at all is a question too."""

from dataclasses import replace

import pytest

from tests.unit.search.conftest import Build, MemoryLibrary, make_document
from viewer.core.catalog import StoredDocument
from viewer.core.document import DocumentId
from viewer.core.entity import Entity, EntityType, MarkSource
from viewer.core.hit import SearchRequest
from viewer.core.metadata import Metadata
from viewer.core.metric import Comparator, Metric, MetricType
from viewer.core.query import Figures, QueryField
from viewer.core.span import Span
from viewer.search.engine import SearchEngine
from viewer.search.query import parse
from viewer.search.stated import compares, figure_spans

TEXT = "数字经济企业6100余家，占比80%，面积3公里。"


def figure(value: float, comparator: str = "=", value_max: float | None = None) -> Metric:
    return Metric(
        Span(6, 12), "6100余家", MetricType.COUNT, value, "家", Span(0, 13), Comparator(comparator), value_max=value_max
    )


def with_figures(document: StoredDocument, *figures: Metric) -> StoredDocument:
    return replace(document, reading=replace(document.reading, metrics=figures))


@pytest.fixture(scope="module")
def engine(build_engine: Build) -> SearchEngine:
    company = Entity(Span(0, 4), "黑湖科技", EntityType.COMPANY, MarkSource.RULE, canonical="上海黑湖网络科技有限公司")
    documents = (
        with_figures(
            make_document("a", TEXT, Metadata(number="054", date="2022-03-25")),
            replace(figure(6100, ">"), indicator="数字经济企业"),
            replace(figure(80), span=Span(15, 18), indicator="占比", unit="%", type=MetricType.PERCENT),
            replace(figure(3000), span=Span(21, 24), indicator="长度", unit="米", type=MetricType.LENGTH),
        ),
        make_document("b", "黑湖科技落户。第154号。", Metadata(number="154"), (company,)),
        make_document("c", "上海黑湖网络科技有限公司。", None, (replace(company, surface=company.canonical or ""),)),
    )
    library = MemoryLibrary(documents)
    library.values[QueryField.NOTE] = {DocumentId("b"): ("回访",), DocumentId("gone"): ("旧",)}
    return build_engine(*documents, library=library)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("指标:数字经济", {"a"}),
        ("指标:数字经济企业>5000", {"a"}),
        ("指标:企业>=6100家", {"a"}),
        ("指标:企业>0.6万", {"a"}),
        ("指标:企业>6200", set()),
        ("指标:企业>5000人", set()),
        ("指标:占比=80%", {"a"}),
        ("指标:占比=8成", {"a"}),
        ("指标:长度>2公里", {"a"}),
        ("NOT 指标:企业>5000", {"b", "c"}),
        ("有:指标", {"a"}),
        ("有批注", {"b"}),
        ("-有:批注", {"a", "c"}),
        ("有:企业", {"b", "c"}),
        ("有:年", {"a"}),
        ("编号:54", {"a"}),
        ("编号:第054号", {"a"}),
        ("编号:第54号", {"a"}),
        ("企业:黑湖科技", {"b", "c"}),
        ("企业:上海黑湖网络科技有限公司", {"b", "c"}),
    ],
)
def test_what_the_library_knows_is_found(engine: SearchEngine, query: str, found: set[str]) -> None:
    assert {hit.id for hit in engine.search(SearchRequest(query)).hits} == found


def test_the_figure_itself_is_marked(engine: SearchEngine) -> None:
    (hit,) = engine.search(SearchRequest("指标:企业>5000 数字")).hits
    assert [span.of(TEXT) for span in hit.spans] == ["数字", "6100余家"]
    assert engine.spans_in(TEXT, "指标:企业>5000", document_id=DocumentId("a")) == (Span(6, 12),)
    assert engine.spans_in(TEXT, "指标:企业>5000") == ()


def test_every_name_of_a_company_is_marked(engine: SearchEngine) -> None:
    hits = {hit.id: hit for hit in engine.search(SearchRequest("企业:黑湖科技")).hits}
    assert hits[DocumentId("b")].spans == (Span(0, 4),)
    assert hits[DocumentId("c")].spans == (Span(0, 12),)


@pytest.mark.parametrize(
    ("stated", "comparator", "limit", "holds"),
    [
        (figure(5000), ">", 5000, False),
        (figure(5000, ">"), ">", 5000, True),
        (figure(5000, ">="), ">", 5000, False),
        (figure(5000, ">="), ">=", 5000, True),
        (figure(5000, "<"), ">=", 5000, False),
        (figure(5000, "<"), "<", 5000, True),
        (figure(5000, "<="), "<=", 5000, True),
        (figure(5000, "~"), "=", 5000, True),
        (figure(5000, ">"), "=", 5000, False),
        (figure(5000, value_max=8000), ">", 6000, True),
        (figure(5000, value_max=8000), "=", 6000, True),
        (figure(5000, value_max=8000), "<", 5000, False),
        (figure(0.1 + 0.2), "=", 0.3, True),
    ],
)
def test_a_figure_compares_as_it_is_stated(stated: Metric, comparator: str, limit: float, *, holds: bool) -> None:
    assert compares(stated, Comparator(comparator), limit) is holds


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("指标:数字经济企业>6000", ["6100余家"]),
        ("指标:数字经济企业>7000", []),
        ("指标:数字经济企业>7000元", ["约310亿元"]),
        ("指标:营收>300", ["约310亿元", "5000元"]),
        ("指标:营收>6000", []),
        ("指标:营收<311", ["约310亿元"]),
        ("指标:营收>20亿", ["约310亿元"]),
        ("指标:营收>400亿", []),
    ],
)
def test_a_number_without_a_unit_means_the_usual_kind_of_quantity(query: str, found: list[str]) -> None:
    text = "数字经济企业6100余家，数字经济企业500家，数字经济企业营收约310亿元，营收5000元。"
    document = with_figures(
        make_document("a", text),
        *(stated(text, "6100余家", 6100, "数字经济企业"), stated(text, "500家", 500, "数字经济企业")),
        *(stated(text, "约310亿元", 310e8, "数字经济企业营收"), stated(text, "5000元", 5000, "营收")),
    )
    leaf = parse(query)
    assert isinstance(leaf, Figures)
    spans = figure_spans(MemoryLibrary((document,)), leaf).get(document.id, ())
    assert [span.of(text) for span in spans] == found


def stated(text: str, surface: str, value: float, indicator: str) -> Metric:
    span = Span(text.index(surface), text.index(surface) + len(surface))
    kind, unit = (MetricType.MONEY, "元") if surface.endswith("元") else (MetricType.COUNT, "家")
    return Metric(span, surface, kind, value, unit, Span(0, len(text)), indicator=indicator)
