"""Which segments are merged, and that merging changes no answer."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.codec.base import Segment

from tests.unit.search.conftest import MemoryLibrary, make_document
from viewer.core.hit import SearchRequest
from viewer.search import codec, compaction
from viewer.search.codec import ArrayCodec
from viewer.search.compaction import crowded, mergeable
from viewer.search.engine import SearchEngine
from viewer.search.index import IndexFolder
from viewer.search.posting import SEGMENT_LIMIT
from viewer.search.schema import GRAMS
from viewer.text.segment import Segmenter

TEXTS = ("停车难的问题", "养老服务", "停车收费，养老机构", "一网通办")


def segments(sizes: Sequence[int], removed: Sequence[int] = ()) -> list[Segment]:
    made: list[Segment] = [ArrayCodec().new_segment(None, "x") for _ in sizes]  # type: ignore[no-untyped-call]
    for segment, size in zip(made, sizes, strict=True):
        segment.set_doc_count(size)  # type: ignore[no-untyped-call]
    for segment, count in zip(made, removed, strict=False):
        for number in range(count):
            segment.delete_document(number)  # type: ignore[no-untyped-call]
    return made


@pytest.mark.parametrize(
    ("sizes", "chosen"),
    [
        ([], ()),
        ([1], ()),
        ([9000, 1], ()),
        ([1, 1], (0, 1)),
        ([1, 5, 5, 100], (0, 1, 2)),
        ([100, 200, 300], (0, 1, 2)),
        ([9000, 9000], ()),
        ([4000, 4000, 4000, 4000, 4000], (0, 1, 2, 3)),
        ([16000, 16000, 1], ()),
    ],
)
def test_one_more_document_never_has_a_large_segment_written_again(sizes: list[int], chosen: tuple[int, ...]) -> None:
    assert tuple(sorted(mergeable(segments(sizes)))) == chosen


def test_a_segment_of_which_a_quarter_was_removed_is_written_again() -> None:
    assert mergeable(segments([100], [19])) == ()
    assert mergeable(segments([100], [20])) == (0,)
    assert mergeable(segments([100, 2], [100])) == (0,)


@given(sizes=st.lists(st.integers(1, 20_000), max_size=30))
def test_what_is_merged_is_no_larger_than_a_full_segment_and_doubles(sizes: list[int]) -> None:
    chosen = [sizes[index] for index in mergeable(segments(sizes))]
    assert sum(chosen) <= SEGMENT_LIMIT
    assert not chosen or 2 * max(chosen) <= sum(chosen)


def test_eight_of_the_same_small_size_crowd() -> None:
    assert crowded(segments([1] * 7)) == ()
    assert crowded(segments([5000, *[1] * 8])) == tuple(range(1, 9))
    assert crowded(segments([500] * 8)) == tuple(range(8))


@given(
    steps=st.lists(st.tuples(st.sampled_from(["add", "remove", "merge", "compact"]), st.integers(0, 11)), max_size=30)
)
@settings(max_examples=15)
def test_answers_are_the_same_however_segments_are_merged(
    tmp_path_factory: pytest.TempPathFactory, segmenter: Segmenter, steps: list[tuple[str, int]]
) -> None:
    documents = [make_document(f"d{number}", f"{TEXTS[number % 4]}第{number}号") for number in range(12)]
    folder: Path = tmp_path_factory.mktemp("index") / "index"
    index, there = IndexFolder(folder, "memory", segmenter), set[int]()
    index.rebuild([])
    engine = SearchEngine(folder, MemoryLibrary(documents), segmenter)
    for step, number in steps:
        match step:
            case "add":
                index.add([documents[number]])
                there.add(number)
            case "remove":
                index.remove([documents[number].id])
                there.discard(number)
            case _:
                index.compact(only_crowded=step == "merge")
        found = {hit.id for hit in engine.search(SearchRequest('"停车"')).hits}
        assert found == {documents[each].id for each in there if "停车" in documents[each].reading.document.text}
    engine.close()


def test_merging_in_small_pieces_is_merging_at_once(
    tmp_path: Path, segmenter: Segmenter, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = [make_document(f"d{number}", f"{TEXTS[number % 4]}第{number}号") for number in range(40)]
    whole = IndexFolder(tmp_path / "whole", "memory", segmenter)
    whole.rebuild(documents)
    monkeypatch.setattr(compaction, "_PIECE", 64)
    monkeypatch.setattr(codec, "_TOGETHER", 3)
    pieces = IndexFolder(tmp_path / "pieces", "memory", segmenter)
    for start in range(0, len(documents), 10):
        pieces.add(documents[start : start + 10])
    pieces.remove([documents[7].id])
    whole.remove([documents[7].id])
    assert pieces.compact()
    assert whole.compact() is False
    with whole.open_reader() as one, pieces.open_reader() as other:
        assert len(other.segment_names) == 1
        for term in ("停车", "9号", "养", "第"):
            assert [one.ids[at] for at in one.mask(GRAMS, term).nonzero()[0] if one.alive[at]] == [
                other.ids[at] for at in other.mask(GRAMS, term).nonzero()[0]
            ]
