"""The vocabulary of an index: what may have been meant, whatever segment it stands in, in little room."""

import pytest

from tests.unit.search.conftest import Build, make_document
from viewer.core.entity import Entity, EntityType, MarkSource
from viewer.core.query import QueryField
from viewer.core.span import Span
from viewer.search.engine import SearchEngine
from viewer.search.reader import FolderReader
from viewer.search.spelling import Vocabulary

COMPANY = Entity(Span(0, 6), "云帆科技公司", EntityType.COMPANY, MarkSource.RULE)


@pytest.fixture(scope="module")
def engine(build_engine: Build) -> SearchEngine:
    engine = build_engine(make_document("a", "云帆科技公司建了停车场。", entities=(COMPANY,)))
    engine.index.add([make_document("b", "云帆科技公司也建了图书馆。", entities=(COMPANY,))])
    return engine


def reader_of(engine: SearchEngine) -> FolderReader:
    return engine.index.open_reader()


def test_names_and_words_of_every_segment_are_meant(engine: SearchEngine) -> None:
    with reader_of(engine) as reader:
        words = Vocabulary(reader)
        assert len(reader.segment_names) > 1
        assert "云帆科技公司" in set(words.respelled("云凡科技公司"))
        assert "停车场" in set(words.respelled("停车长"))
        assert "图书馆" in set(words.respelled("图书管"))


def test_the_values_of_a_reader_are_not_kept_for_the_vocabulary(engine: SearchEngine) -> None:
    with reader_of(engine) as reader:
        Vocabulary(reader)
        before = reader.values(QueryField.COMPANY)
        assert [value.value for value in before] == ["云帆科技公司"]
        assert reader.values.cache_info().misses == 1  # type: ignore[attr-defined]
