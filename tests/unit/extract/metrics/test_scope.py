"""A figure belongs to the area its sentence names, or to the issuer's."""

import pytest

from viewer.core.metadata import Metadata
from viewer.extract.metrics.scope import Scopes, read_document_area, scope_of_rank


@pytest.mark.parametrize(
    ("unit", "area"),
    [
        ("上海市长宁区发展和改革委员会", "长宁区"),
        ("元阳县交通运输局", "元阳县"),
        ("天门市交通运输局", "天门市"),
        ("浦东新区教育局", "浦东新区"),
        ("教育部", "全国"),
        ("国家医疗保障局", "全国"),
    ],
)
def test_the_issuer_names_the_area(unit: str, area: str) -> None:
    found = read_document_area(Metadata(issuing_unit=unit))
    assert found is not None
    assert found.name == area


def test_no_issuer_names_no_area() -> None:
    assert read_document_area(Metadata()) is None
    assert Scopes("建成5所", None).at(2, 0) is None


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        ("我区建成5所", "长宁区"),
        ("全区建成5所", "长宁区"),
        ("全市建成5所", "全市"),
        ("建成5所", "长宁区"),
        ("全市首个", "长宁区"),
    ],
)
def test_words_of_the_sentence_say_whose_figure_it_is(text: str, scope: str) -> None:
    area = read_document_area(Metadata(issuing_unit="上海市长宁区教育局"))
    assert Scopes(text, area).at(len(text), 0) == scope


def test_a_rank_is_held_in_the_area_it_names() -> None:
    assert scope_of_rank("全市第一") == "全市"
    assert scope_of_rank("第一") is None
