import pytest

from tests.unit.extract.entities.conftest import Names
from viewer.extract.entities.crossings import find_crossings
from viewer.extract.gazetteers import load_gazetteers


def test_two_words_that_run_across_a_name_are_told_with_their_place() -> None:
    assert find_crossings("研究重大理论问题", [(3, 5)], [(3, 5)], load_gazetteers()) == {(3, 5): (2, 6)}


def test_behind_a_place_the_name_is_meant() -> None:
    assert find_crossings("云南大理工业", [(2, 4)], [(0, 2), (2, 4)], load_gazetteers()) == {}


def test_a_place_that_is_itself_the_first_word_is_not_taken_away() -> None:
    assert find_crossings("海南平均", [(1, 3)], [(0, 2), (1, 3)], load_gazetteers()) == {(1, 3): (1, 3)}


@pytest.mark.parametrize("text", ["引导居民进行登记", "受开发商委托建设", "加强行政协作"])
def test_no_body_is_read_across_two_words(names: Names, text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize("text", ["报县委办公室", "请市政协提出"])
def test_a_body_behind_its_level_is_read(names: Names, text: str) -> None:
    assert len(names(text)) == 1
