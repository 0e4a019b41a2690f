"""Words: what jieba cuts, without its noise and without traces outside the folder it was given."""

import pickle
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.text.jieba_reference import Reference
from viewer.text.fold import fold
from viewer.text.segment import Segmenter


@pytest.fixture(scope="module")
def segmenter(tmp_path_factory: pytest.TempPathFactory) -> Segmenter:
    return Segmenter(tmp_path_factory.mktemp("cache"))


def test_words_leave_out_blanks_and_punctuation(segmenter: Segmenter) -> None:
    assert segmenter.words("推进,数字经济 ai。") == ["推进", "数字", "经济", "ai"]


def test_search_words_hold_the_words_inside_long_ones(segmenter: Segmenter) -> None:
    assert {"人工智能", "人工", "智能"} <= set(segmenter.search_words("人工智能"))


def test_the_cache_is_kept_only_in_the_given_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(shared))
    Segmenter(tmp_path / "own").words("经济")
    assert not list(shared.iterdir())
    assert len(list((tmp_path / "own").iterdir())) == 1


def test_without_a_folder_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert Segmenter().words("经济发展") == ["经济", "发展"]
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert Segmenter(tmp_path / "file" / "cache").words("经济") == ["经济"]


def test_rubbish_in_the_cache_is_replaced(tmp_path: Path) -> None:
    Segmenter(tmp_path).words("经济")
    (cache,) = tmp_path.iterdir()
    cache.write_bytes(b"rubbish")
    assert Segmenter(tmp_path).words("经济") == ["经济"]


def test_nothing_is_printed(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Segmenter(tmp_path).search_words("经济" * 300)
    Segmenter(tmp_path).words("经济")
    assert capfd.readouterr() == ("", "")


def test_a_segmenter_travels_between_processes(segmenter: Segmenter) -> None:
    assert pickle.loads(pickle.dumps(segmenter)).words("经济") == ["经济"]  # noqa: S301 - our own bytes


def test_the_founding_replies_are_cut_as_jieba_cuts_them(segmenter: Segmenter, reference: Reference) -> None:
    for path in (Path(__file__).parents[3] / "corpus").glob("*.txt"):
        text = fold(path.read_text("utf-8"))
        assert segmenter.search_words(text) == reference.search_words(text)


@settings(deadline=None)
@given(
    st.text(
        st.sampled_from("的一数字经济企业发展中华人民共和国区委办公厅科技王小明谢高乎龘𠮷a1.%- ,\n") | st.characters()
    )
)
def test_any_text_is_cut_as_jieba_cuts_it(segmenter: Segmenter, reference: Reference, text: str) -> None:
    assert segmenter.search_words(text) == reference.search_words(text)


def test_a_long_text_is_cut_as_a_short_one(segmenter: Segmenter, reference: Reference) -> None:
    line = "健身步道71人,比2021-2023年多3.5%。"
    assert Segmenter().search_words(line * 40) == segmenter.search_words(line) * 40 == reference.search_words(line) * 40
