from viewer.extract.entities.boundary import Boundaries, boundaries_of
from viewer.extract.gazetteers import load_gazetteers


def plain(**places: int) -> Boundaries:
    return boundaries_of(load_gazetteers(), {int(end[1:]): start for end, start in places.items()})


def start_of(text: str, head: str, *, official: bool = False) -> str:
    at = text.index(head)
    return text[plain().name_start(text, at, official=official).start : at]


def test_a_name_begins_after_a_verb() -> None:
    assert start_of("积极推进黄河小学", "小学") == "黄河"


def test_a_boundary_character_inside_a_word_does_not_end_the_walk() -> None:
    assert start_of("新建和平小学", "小学") == "和平"


def test_a_name_never_reaches_over_punctuation() -> None:
    assert start_of("道路，黄河小学", "小学") == "黄河"


def test_an_official_name_holds_words_that_bound_others() -> None:
    assert start_of("，城市更新行动计划", "行动计划", official=True) == "城市更新"


def test_quoted_words_open_a_name() -> None:
    begun = plain().name_start("建设“新象限”产业园", 7)
    assert (begun.start, begun.has_quote) == (2, True)


def test_a_place_opens_a_name() -> None:
    begun = plain(e5=2).name_start("支持长宁区实验小学", 7)
    assert (begun.start, begun.has_place, begun.place_end) == (2, True, 5)


def test_a_walk_without_an_edge_says_so() -> None:
    assert not plain().name_start("甲" * 40, 39).edge
