import re

from viewer.extract.entities.cues import any_of, cue, cues_of


def test_the_longest_word_is_tried_first() -> None:
    match = re.match(any_of(cue("quotation", "facility_tails")), "产业园区")
    assert match is not None
    assert match[0] == "产业园区"


def test_every_list_makes_a_pattern() -> None:
    for layer in ("bodies", "quotation", "continues", "company", "enumeration", "road", "tagger"):
        for words in cues_of(layer).values():
            assert words
            re.compile(any_of(words))
