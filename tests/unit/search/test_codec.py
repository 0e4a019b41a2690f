"""The index is a Whoosh index: Whoosh's own reader and searcher can look at it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.query.compound import And
from whoosh.query.terms import Prefix, Term
from whoosh.searching import Searcher

from tests.unit.search.conftest import make_document
from viewer.search.damage import SegmentDamagedError
from viewer.search.index import IndexFolder
from viewer.search.writer import INDEX_NAME
from viewer.text.segment import Segmenter


@pytest.fixture
def index(tmp_path: Path, segmenter: Segmenter) -> IndexFolder:
    index = IndexFolder(tmp_path / "index", "memory", segmenter)
    index.rebuild([make_document("a", "数字经济数字"), make_document("b", "数字𠮷")])
    return index


@pytest.fixture
def searcher(index: IndexFolder) -> Iterator[Searcher]:
    (folder,) = index.folder.glob("g*")
    storage = FileStorage(str(folder), supports_mmap=False)  # type: ignore[no-untyped-call]
    with FileIndex(storage, indexname=INDEX_NAME).searcher() as searcher:  # type: ignore[no-untyped-call]
        yield searcher


def test_whoosh_finds_terms_of_every_kind(searcher: Searcher) -> None:
    assert {hit["ids"] for hit in searcher.search(Term("grams", "数字"))} == {"a", "b"}
    assert {hit["ids"] for hit in searcher.search(Term("grams", "字𠮷"))} == {"b"}
    assert {hit["ids"] for hit in searcher.search(And([Term("words", "数字"), Term("words", "经济")]))} == {"a"}
    assert {hit["ids"] for hit in searcher.search(Prefix("grams", "经"))} == {"a"}


def test_whoosh_reads_frequencies(searcher: Searcher) -> None:
    reader = searcher.reader()
    assert reader.frequency("words", "数字") == 3
    assert reader.doc_frequency("words", "数字") == 2
    assert reader.doc_frequency("words", "没有") == 0


def test_terms_are_sorted(searcher: Searcher) -> None:
    terms = list(searcher.reader().all_terms())
    assert terms == sorted(terms)


def test_a_list_that_ends_early_is_damage(index: IndexFolder) -> None:
    with index.open_reader() as reader:
        (path,) = index.folder.glob("g*/*.run")
        path.write_bytes(b"")
        terms = reader._parts[0].terms
        with pytest.raises(SegmentDamagedError):
            terms.documents("grams", "数字".encode())
