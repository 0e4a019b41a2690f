"""Why replies belong together."""

from dataclasses import replace
from typing import Any

from tests.unit.comparing.test_collating import document
from viewer.comparing.relating import handling_units, relations
from viewer.core.document import DocumentId
from viewer.core.metadata import DocumentKind
from viewer.core.relation import Case, RelationKind

CASE = Case(
    id=DocumentId("a"),
    title="答复",
    subject="关于推进智慧停车建设的提案",
    number="077",
    session="区政协十四届二次会议",
    kind=DocumentKind.REPLY_TO_PROPOSAL,
    date="2023-06-02",
    issuing_unit=None,
)


def kind_of(**changes: Any) -> RelationKind | None:  # noqa: ANN401 - a field of any type
    found = relations(CASE, [CASE, replace(CASE, id=DocumentId("b"), **changes)])
    return found[0].kind if found else None


def test_another_unit_may_answer_the_same_proposal() -> None:
    assert kind_of(session="政协青川区第十四届委员会二次会议", number="77", subject=None) is RelationKind.SAME_CASE


def test_a_case_of_the_same_number_in_another_district_is_another_case() -> None:
    own = replace(CASE, issuing_unit="上海市长宁区教育局")
    other = replace(CASE, id=DocumentId("b"), subject="关于发展社区养老的提案", issuing_unit="成都市武侯区教育局")
    assert relations(own, [other]) == []


def test_a_case_answered_by_another_unit_of_the_district_is_the_same() -> None:
    own = replace(CASE, issuing_unit="上海市长宁区教育局", subject=None)
    other = replace(CASE, id=DocumentId("b"), session="长宁区政协十四届二次会议", issuing_unit=None, subject=None)
    assert [each.kind for each in relations(own, [other])] == [RelationKind.SAME_CASE]


def test_where_no_district_is_named_other_subjects_are_other_cases() -> None:
    assert kind_of(subject="关于发展社区养老的提案") is None


def test_the_proposal_itself_is_known_by_its_title() -> None:
    assert kind_of(kind=DocumentKind.OTHER, number=None, title="关于推进智慧停车建设的提案") is RelationKind.PROPOSAL


def test_the_same_subject_of_another_year_is_related() -> None:
    assert (
        kind_of(number="031", session="区政协十三届五次会议", subject="关于加快智慧停车建设的建议")
        is RelationKind.SAME_SUBJECT
    )


def test_another_subject_is_not() -> None:
    assert kind_of(number="9", subject="关于发展社区养老的提案") is None


def test_units_that_handled_a_case_are_named_with_their_part() -> None:
    text = document("主办单位：区交通委", "经会同区教育局、区卫生健康委研究，现答复如下。")
    assert [(unit.name, unit.part) for unit in handling_units(text)] == [
        ("区交通委", "主办"),
        ("区教育局", "会同"),
        ("区卫生健康委", "会同"),
    ]


def test_departments_in_general_are_no_units() -> None:
    assert handling_units(document("经会同有关部门、区教育局研究，现答复如下。"))[0].name == "区教育局"
