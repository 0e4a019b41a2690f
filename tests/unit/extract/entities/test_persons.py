import pytest

from tests.unit.extract.entities.conftest import Names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("签发人：张三", ["张三|PER"]),
        ("张三、李四、欧阳五委员：", ["张三|PER", "李四|PER", "欧阳五|PER"]),
        ("张三代表、李四代表：", ["张三|PER", "李四|PER"]),
        ("联系人：王五 联系电话：12345678", ["王五|PER"]),
        ("签发人：谢  高", ["谢  高|PER"]),
        ("尊敬的张三区人大代表：", ["张三|PER"]),
    ],
)
def test_the_people_of_formulas_are_found(names: Names, text: str, expected: list[str]) -> None:
    assert [one for one in names(text) if one.endswith("PER")] == expected


@pytest.mark.parametrize("text", ["台胞台属界别：", "主题词：交通 建议 答复", "各位代表：", "人大代表和政协委员"])
def test_groups_and_keywords_are_no_people(names: Names, text: str) -> None:
    assert not [one for one in names(text) if one.endswith("PER")]
