import pytest

from viewer.core.entity import EntityType, MarkSource
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.tagged import find_tagged, reconciled
from viewer.extract.gazetteers import load_gazetteers
from viewer.extract.tagger.tagger import Tagged, TagLabel

TABLES = load_gazetteers()


def proposed(text: str, surface: str, label: TagLabel) -> list[str]:
    start = text.index(surface)
    mention = Tagged(start, start + len(surface), label)
    return [f"{text[one.start : one.end]}|{one.type}" for one in find_tagged(text, [mention], TABLES)]


@pytest.mark.parametrize(
    ("surface", "label", "expected"),
    [
        ("新增左岭大道", TagLabel.LOCATION, "左岭大道|LOC"),
        ("白鹭洲公园", TagLabel.LOCATION, "白鹭洲公园|FAC"),
        ("湖北联投集团", TagLabel.ORGANISATION, "湖北联投集团|COM"),
        ("商丘市三市", TagLabel.LOCATION, "商丘市|LOC"),
        ("唐徕渠", TagLabel.PERSON, "唐徕渠|LOC"),
    ],
)
def test_a_mention_is_trimmed_and_typed_by_its_head(surface: str, label: TagLabel, expected: str) -> None:
    assert proposed(f"，{surface}，", surface, label) == [expected]


@pytest.mark.parametrize(
    "surface", ["全市", "我区", "相关部门", "各街道", "中心城区", "科创街区", "区科委牵头数字生活组"]
)
def test_general_words_are_not_believed(surface: str) -> None:
    assert proposed(f"，{surface}，", surface, TagLabel.ORGANISATION) == []


def test_a_person_needs_a_family_name() -> None:
    assert proposed("，麦歌恩特，", "麦歌恩特", TagLabel.PERSON) != proposed("，的歌恩，", "的歌恩", TagLabel.PERSON)


def test_where_a_doubtful_phrase_ends_with_a_mention_the_mention_begins_it() -> None:
    phrase = Candidate(0, 8, EntityType.ORGANISATION, 0.56)
    mention = Candidate(4, 8, EntityType.ORGANISATION, 0.62, MarkSource.MODEL)
    assert reconciled("区域以内黄河小学", [phrase], [mention], 0.6) == [mention]


@pytest.mark.parametrize("surface", ["衢江城区公办幼儿园", "新密市老旧小区", "市财政局 市规划局", "wz@ly.gov.cn"])
def test_things_of_a_sort_and_two_bodies_side_by_side_are_no_name(surface: str) -> None:
    assert proposed(f"，{surface}，", surface, TagLabel.ORGANISATION) == []
