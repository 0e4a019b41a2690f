"""Texts beside the lists: what was written is read, and bytes say the same as the text does."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.codec.base import Segment
from whoosh.filedb.filestore import FileStorage

from viewer.search.codec import ArrayCodec
from viewer.search.damage import SegmentDamagedError
from viewer.search.kept_texts import EXTENSION, KeptTexts, decoding, holding_all, write_texts

Keep = Callable[[list[str]], KeptTexts]

# Characters whose bytes look like halves of one another: 一 is 00 4E, 丁 01 4E, 乀 40 4E, 𠮷 two pairs.
ODD = st.text("一丁乀一N\x00Āa𠮷\u4e4e\n", max_size=12)


@pytest.fixture
def keep(tmp_path: Path) -> Iterator[Keep]:
    opened: list[KeptTexts] = []

    def written(texts: list[str]) -> KeptTexts:
        storage = FileStorage(str(tmp_path))  # type: ignore[no-untyped-call]
        segment: Segment = ArrayCodec().new_segment(storage, "texts")  # type: ignore[no-untyped-call]
        write_texts(storage, segment, texts)
        name = segment.make_filename(EXTENSION)  # type: ignore[no-untyped-call]
        opened.append(KeptTexts((tmp_path / name).open("rb"), len(texts)))
        return opened[-1]

    yield written
    for each in opened:
        each.close()


@pytest.mark.parametrize("count", [0, 1, 63, 64, 200])
def test_every_text_is_read_as_it_was_written(keep: Keep, count: int) -> None:
    texts = [f"第{number}号答复{'停车难' * (number % 7)}𠮷\n" for number in range(count)]
    kept = keep(texts)
    assert list(kept.texts(range(count))) == texts
    assert list(kept.texts(range(1, count, 3))) == texts[1::3]


def test_a_text_with_a_lone_surrogate_is_not_kept(keep: Keep) -> None:
    kept = keep(["停车", "坏\ud800字", "养老"])
    assert list(kept.texts(range(3))) == ["停车", None, "养老"]
    assert list(kept.judged(range(3), decoding(lambda text: "养" in text))) == [False, None, True]


@given(texts=st.lists(ODD, max_size=9), runs=st.lists(ODD, min_size=1, max_size=2))
@settings(max_examples=60)
def test_bytes_hold_what_texts_hold(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], runs: list[str]
) -> None:
    storage = FileStorage(str(tmp_path_factory.mktemp("texts")))  # type: ignore[no-untyped-call]
    segment: Segment = ArrayCodec().new_segment(storage, "texts")  # type: ignore[no-untyped-call]
    write_texts(storage, segment, texts)
    kept = KeptTexts(segment.open_file(storage, EXTENSION), len(texts))  # type: ignore[no-untyped-call]
    assert list(kept.judged(range(len(texts)), holding_all(runs))) == [
        all(run in text for run in runs) for text in texts
    ]
    kept.close()


def test_no_text_that_is_kept_holds_a_lone_surrogate(keep: Keep) -> None:
    kept = keep(["停车", "坏\ud800字"])
    assert list(kept.judged(range(2), holding_all(["停车", "\udfb7"]))) == [False, None]


def test_a_text_that_ends_early_is_damage(keep: Keep, tmp_path: Path) -> None:
    places = keep(["停车难" * 50, "养老"]).places
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-40])
    with path.open("rb") as file, pytest.raises(SegmentDamagedError):
        list(KeptTexts(file, 2, places).texts([0]))


@pytest.mark.parametrize("head", [b"", b"ANDU-TEXTS-4\n", b"ANDU-TEXTS-4\n" + b"\2\0\0\0" * 4, b"rubbish" * 9])
def test_another_file_is_damage(tmp_path: Path, head: bytes) -> None:
    (tmp_path / "x.txt").write_bytes(head)
    with (tmp_path / "x.txt").open("rb") as file, pytest.raises(SegmentDamagedError):
        KeptTexts(file, 2)
