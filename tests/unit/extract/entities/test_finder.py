"""The finder as a whole: its promises, and texts that are no replies."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.extract.entities.conftest import Names, Read
from viewer.core.entity import MarkSource
from viewer.extract.tagger.tagger import Tagged, TagLabel

PIECES = st.sampled_from(
    [
        "长宁区",
        "“上海硅巷”",
        "《办法》",
        "区科委",
        "武夷路35号",
        "2023 年",
        "、",
        "，",
        "等企业",
        " ",
        "\n",
        "AI",
        "建设",
        "“",
        "》",
        "𠮷",
        "第5号提案",
    ]
)
POEM = "床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n白日依山尽，大海入云流。\n欲穷千里目，更上一层楼。"
ENGLISH = (
    "The quick brown fox jumps over the lazy dog. It costs 300 dollars, 18% more than in the year before; see page 12."
)
MOJIBAKE = "ÎÒÃÇÒÑ¾­ÊÕµ½ÄúµÄ½¨Òé£¬ÏÖ´ð¸´ÈçÏÂ 锟斤拷锟斤拷 烫烫烫屯屯屯 ????? ï¿½ï¿½"
NUMBERS = "\n".join("\t".join(str(row * column * 37) for column in range(1, 9)) for row in range(1, 40))


class OneName:
    """A tagger that knows one name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def tag(self, text: str) -> tuple[Tagged, ...]:
        """Return the name where it first stands."""
        start = text.find(self.name)
        return (Tagged(start, start + len(self.name), TagLabel.LOCATION),) if start >= 0 else ()


@settings(max_examples=60)
@given(st.lists(PIECES, max_size=25))
def test_spans_are_flat_ordered_and_hold_their_surface(read: Read, pieces: list[str]) -> None:
    text = "".join(pieces)
    reached = 0
    for entity in read(text):
        assert entity.span.start >= reached
        assert entity.span.of(text) == entity.surface
        reached = entity.span.end


def test_stray_blanks_inside_a_name_stay_in_its_surface(names: Names) -> None:
    assert names("第 054 号代表建议，2022 年 3 月 25 日") == ["第 054 号代表建议|DOC", "2022 年 3 月 25 日|TIME"]


def test_what_the_tagger_alone_knows_is_marked_as_the_models_guess(read: Read) -> None:
    (entity,) = read("，豹澥片区，", tagger=OneName("豹澥片区"))
    assert entity.source is MarkSource.MODEL


def test_a_rule_is_believed_before_the_tagger(read: Read) -> None:
    (entity,) = read("印发《豹澥管理办法》", tagger=OneName("豹澥"))
    assert entity.source is MarkSource.RULE


def test_the_same_text_is_read_the_same_way_twice(names: Names) -> None:
    text = "长宁区科委在武夷路35号召开“数字长宁”推进会。"
    assert names(text) == names(text)


@pytest.mark.parametrize("text", ["", "\n", "。", POEM, ENGLISH, MOJIBAKE, NUMBERS], ids=str.__len__)
def test_a_text_that_names_nothing_has_no_marks(names: Names, text: str) -> None:
    assert names(text) == []


def test_random_characters_have_almost_no_marks(names: Names) -> None:
    chance = random.Random(11)  # noqa: S311 - a text, not a secret
    text = "".join(chr(chance.randrange(0x4E00, 0x9FA6)) for _ in range(20_000))
    assert len(names(text)) <= 20


def test_traditional_characters_do_no_harm(names: Names) -> None:
    assert "《關於推進產業發展的建議》|DOC" in names("您提出的《關於推進產業發展的建議》收悉")


def test_a_text_without_punctuation_is_read(names: Names) -> None:
    assert "北新泾街道|LOC" in names("北新泾街道打造全市首个社区食堂" * 50)
