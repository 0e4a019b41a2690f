"""The server finds what the local engine finds in the same library: the same documents, places, totals and facets."""

import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.postgres_server import PostgresServer
from tests.unit.search.conftest import MemoryLibrary, make_document
from tests.unit.search.test_engine import DOCUMENTS
from viewer.core.catalog import StoredDocument
from viewer.core.errors import QueryError
from viewer.core.hit import FacetChoice, SearchRequest, SearchResult, SortOrder
from viewer.core.progress import CancelToken
from viewer.search.chunk import analyzed_posting, chunk_of
from viewer.search.engine import SearchEngine
from viewer.search.synonyms import SynonymBook
from viewer.services.office_searching import OfficeSearcher
from viewer.services.own_synonyms import OwnSynonyms
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.text.fold import fold
from viewer.text.segment import Segmenter

CORPUS = Path(__file__).parents[3] / "corpus"
ALPHABET = '的一数字经济企业发展区Aa１1 9.%,,。“"（(〔-/《𠮷見见㎡\n'
QUERIES = (
    "数字经济", '"数字经济"', "数字经济 企业", "数字经济 -企业", 'NOT "数字经济"', "NOT 数字经济", "公园 OR 养老",
    "(公园 OR 养老) 企业", "编号:54", "编号:054", "编号:*54", "标题:数字", "标题:經濟", "类型:政协", "结果:采纳",
    "承办:教育局", "签发:张三", "人:张三", "企业:黑湖", "企业:上海黑湖科技有限公司", "机构:黑湖", "年:2022..2023",
    "年:..2022 OR 公园", "-年:2022..2024", '"数字 企业"~12', '"数字 企业"~2', "数字*企业", "数字?。", "ai赋能", "ＡＩ",
    "wi-fi", "", "不存在的词语", "'", "\\", "%数字", "%s", ":a", "停车 泊位", "企", "100%", "';--",
)  # fmt: skip


ASKED = (
    "停车难怎么办",
    "老人看病不方便有没有什么办法",
    "数子经济",
    "shuzijingji",
    '"数字 经济 企业"',
    "养老 飞碟",
    "企业发展飞碟飞碟",
    "泊位",
)


@dataclass
class Pair:
    """One library asked in two ways; its short repr keeps hypothesis quick."""

    documents: Sequence[StoredDocument]
    local: SearchEngine
    server: OfficeSearcher
    office: OfficeLibrary
    own_synonyms: list[str] = field(default_factory=list)

    def both(self, query: str, *choices: FacetChoice) -> tuple[SearchResult, SearchResult]:
        """Return what the local engine and the server answer."""
        request = SearchRequest(query, limit=1000, facets=choices)
        return self.local.search(request), self.server.search(request, cancel=CancelToken())

    def holders(self, run: str) -> set[str]:
        """Return, by brute force, which documents hold a run."""
        return {each.id for each in self.documents if fold(run) in fold(each.reading.document.text)}


def texts() -> Iterator[StoredDocument]:
    generator = random.Random(20240325)  # noqa: S311 - the same texts every time
    for path in sorted(CORPUS.glob("*.txt")):
        yield make_document(path.stem, path.read_text("utf-8").replace("\r\n", "\n"))
    for index in range(40):
        yield make_document(f"g{index}", "".join(generator.choices(ALPHABET, k=150)))


@pytest.fixture(scope="module")
def pair(
    postgres: PostgresServer,
    office_databases: Callable[[int], str],
    tmp_path_factory: pytest.TempPathFactory,
    segmenter: Segmenter,
) -> Iterator[Pair]:
    database = postgres.new_database("searched", office_databases(0))
    office = OfficeLibrary.open(read_address(postgres.address(database)), None, tmp_path_factory.mktemp("office"))
    stored = [added(office, each) for each in (*DOCUMENTS, *texts())]
    with office.transaction() as documents:
        postings = [analyzed_posting(each, segmenter) for each in stored]
        half = len(postings) // 2
        office.postings().put(chunk_of(postings[:half]))
        office.postings().put(chunk_of(postings[half:], least_with_runs=1))
        documents.mark_indexed([each.id for each in stored])
    own: list[str] = []
    synonyms = SynonymBook(lambda: own[-1] if own else None)
    engine = SearchEngine(tmp_path_factory.mktemp("index"), MemoryLibrary(stored), segmenter, synonyms=synonyms)
    engine.index.rebuild(stored)
    yield Pair(stored, engine, OfficeSearcher(office, segmenter), office, own)
    engine.close()
    office.close()


def added(office: OfficeLibrary, document: StoredDocument) -> StoredDocument:
    source = replace(document.reading.source, sha256=hashlib.sha256(document.id.encode()).hexdigest())
    with office.transaction() as documents:
        known = documents.add(replace(document.reading, source=source), pipeline_version="1")
        return documents.open(known)


@pytest.mark.parametrize("query", [*QUERIES, *ASKED])
def test_both_give_the_same_answer_in_the_same_order(pair: Pair, query: str) -> None:
    local, server = pair.both(query)
    assert server.complete
    assert server.hits == local.hits
    assert server == replace(local, elapsed_ms=server.elapsed_ms)


def test_what_is_asked_meets_every_kind_of_advice(pair: Pair) -> None:
    answers = [pair.both(query)[1] for query in ASKED]
    assert all(any(getattr(each, kind) for each in answers) for kind in ("widenings", "missing", "suggestion"))
    assert any(each.nearest_by for each in answers)


@pytest.mark.parametrize("query", ["", "数字经济", "企业 OR 公园", "NOT 数字"])
def test_both_divide_the_answers_alike(pair: Pair, query: str) -> None:
    local, server = pair.both(query, FacetChoice("result", "解决采纳"))
    assert server.facets == local.facets
    assert server.hits == local.hits


@pytest.mark.parametrize("group", ["year", "issuing_unit"])
@pytest.mark.parametrize("sort", list(SortOrder))
def test_both_group_and_sort_alike(pair: Pair, group: str, sort: SortOrder) -> None:
    request = SearchRequest("数字", sort=sort, group=group, limit=7, offset=2)
    assert pair.server.search(request, cancel=CancelToken()).hits == pair.local.search(request).hits


@pytest.mark.parametrize("query", ["数字经济", "公园 OR 养老", "停车难怎么办"])
def test_both_select_and_explain_alike(pair: Pair, query: str) -> None:
    request = SearchRequest(query)
    selected = pair.server.select(request, cancel=CancelToken())
    assert selected == pair.local.select(request)
    for known in selected.ids:
        assert pair.server.explain(request, known, cancel=CancelToken()) == pair.local.explain(request, known)


def test_both_offer_what_the_library_s_own_synonyms_say(pair: Pair) -> None:
    before = pair.both("数经事业")[1].widenings
    OwnSynonyms(pair.office).write([("数经事业", "数字经济"), ("好停车", "停车")])
    pair.own_synonyms.append(pair.office.own_synonyms() or "")
    local, server = pair.both("数经事业")
    assert server == replace(local, elapsed_ms=server.elapsed_ms)
    (offered,) = (each for each in server.widenings if each not in before)
    assert offered.alternatives == ("数字经济",)
    local, server = pair.both(offered.query)
    assert server == replace(local, elapsed_ms=server.elapsed_ms)
    assert {hit.id for hit in server.hits} >= pair.holders("数字经济") != set()


def test_both_name_the_same_words_of_a_passage(pair: Pair) -> None:
    passage = pair.documents[0].reading.document.text + pair.documents[1].reading.document.text
    assert pair.server.query_like(passage) == pair.local.query_like(passage) != ""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=st.integers(0, 1000), start=st.integers(0, 10_000), length=st.integers(1, 12))
def test_a_quoted_run_finds_exactly_the_documents_that_hold_it(pair: Pair, which: int, start: int, length: int) -> None:
    text = pair.documents[which % len(pair.documents)].reading.document.text
    run = text[start % len(text) :][:length].split("\n")[0]
    assume(fold(run) and not run.endswith("\\"))
    quoted = '"' + run.replace('"', '\\"').replace("＂", "\\＂") + '"'
    local, server = pair.both(quoted)
    assert server.hits == local.hits
    assert {hit.id for hit in server.hits} == pair.holders(run)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(run=st.text(st.sampled_from("的一数字经济企业发展区Aa1９见㎡𠮷"), min_size=1, max_size=8))
def test_an_unquoted_run_finds_those_and_ranks_them_first(pair: Pair, run: str) -> None:
    local, server = pair.both(run)
    verbatim = pair.holders(run)
    assert server.hits == local.hits
    if not server.nearest_by:
        assert {hit.id for hit in server.hits[: len(verbatim)]} == verbatim


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(st.characters(codec="utf-8") | st.sampled_from("\"'\\%():*?~-\0 OR数字"), max_size=24))
def test_nothing_typed_breaks_the_server(pair: Pair, query: str) -> None:
    try:
        local = pair.local.search(SearchRequest(query, limit=1000))
    except QueryError:
        with pytest.raises(QueryError):
            pair.server.search(SearchRequest(query), cancel=CancelToken())
    else:
        server = pair.server.search(SearchRequest(query, limit=1000), cancel=CancelToken())
        assert server == replace(local, elapsed_ms=server.elapsed_ms)


def test_pages_follow_each_other(pair: Pair) -> None:
    whole = [hit.id for hit in pair.both("数字")[1].hits]
    pages = [
        pair.server.search(SearchRequest("数字", limit=3, offset=offset), cancel=CancelToken()).hits
        for offset in range(0, len(whole), 3)
    ]
    assert [hit.id for page in pages for hit in page] == whole


def test_an_answer_is_explained(pair: Pair) -> None:
    first = pair.both("数字经济")[1].hits[0]
    explained = pair.server.explain(SearchRequest("数字经济"), first.id, cancel=CancelToken())
    assert explained is not None
    assert explained.verbatim
    assert explained.words
