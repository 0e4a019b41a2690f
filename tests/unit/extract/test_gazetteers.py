"""The tables are data: their shape is checked here."""

from collections import Counter

from viewer.core.entity import EntityType
from viewer.extract.gazetteers import PlaceLevel, load_gazetteers

TABLES = load_gazetteers()


def test_every_place_has_a_known_parent() -> None:
    names = {place.name for place in TABLES.places}
    orphans = [
        place.name for place in TABLES.places if place.level is not PlaceLevel.PROVINCE and place.parent not in names
    ]
    assert orphans == []


def test_there_are_all_provinces_and_a_short_name_for_each() -> None:
    provinces = [place for place in TABLES.places if place.level is PlaceLevel.PROVINCE]
    assert len(provinces) == 34
    assert all(2 <= len(place.short) <= 3 for place in provinces)


def test_no_name_stands_twice_in_one_area() -> None:
    counted = Counter((place.name, place.parent) for place in TABLES.places)
    assert [pair for pair, count in counted.items() if count > 1] == []


def test_every_word_of_the_tables_is_clean() -> None:
    for table in (TABLES.departments, TABLES.state_bodies, TABLES.technologies, TABLES.programmes, TABLES.companies):
        assert all(word == word.strip() and len(word) >= 1 for word in table)


def test_head_nouns_have_types_that_names_can_have() -> None:
    assert {head.type for head in TABLES.heads.values()} <= set(EntityType) - {EntityType.PERSON, EntityType.TIME}


def test_a_department_expands_to_something_at_least_as_long() -> None:
    shrinking = [short for short, full in TABLES.departments.items() if len(full) < len(short)]
    assert shrinking == []


def test_soft_boundaries_are_boundaries() -> None:
    assert TABLES.hard_boundaries < TABLES.boundaries


def test_surnames_are_one_or_two_characters() -> None:
    assert {len(name) for name in TABLES.surnames} == {1, 2}
