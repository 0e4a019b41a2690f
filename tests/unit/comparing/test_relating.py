"""Why replies belong together."""

from dataclasses import replace

from tests.unit.comparing.test_collating import document
from viewer.comparing.relating import handling_units, relation
from viewer.core.catalog import DocumentSummary
from viewer.core.document import DocumentId
from viewer.core.metadata import DocumentKind, Metadata
from viewer.core.reading import Source
from viewer.core.relation import RelationKind

METADATA = Metadata(
    title="答复",
    kind=DocumentKind.REPLY_TO_PROPOSAL,
    session="区政协十四届二次会议",
    number="077",
    subject="关于推进智慧停车建设的提案",
    date="2023-06-02",
)


def summary(name: str, **changes: object) -> DocumentSummary:
    metadata = replace(METADATA, **changes)  # type: ignore[arg-type]
    return DocumentSummary(DocumentId(name), Source(name, "text/plain", name, 1), metadata, "2024", 1, indexed=True)


def kind_of(own: DocumentSummary, other: DocumentSummary) -> RelationKind | None:
    found = relation(own, other)
    return found.kind if found else None


def test_another_unit_may_answer_the_same_proposal() -> None:
    other = summary("b", session="政协青川区第十四届委员会二次会议", number="77", subject=None)
    assert kind_of(summary("a"), other) is RelationKind.SAME_CASE


def test_the_proposal_itself_is_known_by_its_title() -> None:
    other = summary("b", kind=DocumentKind.OTHER, number=None, title="关于推进智慧停车建设的提案")
    assert kind_of(summary("a"), other) is RelationKind.PROPOSAL


def test_the_same_subject_of_another_year_is_related() -> None:
    other = summary("b", number="031", session="区政协十三届五次会议", subject="关于加快智慧停车建设的建议")
    assert kind_of(summary("a"), other) is RelationKind.SAME_SUBJECT


def test_another_subject_is_not() -> None:
    assert kind_of(summary("a"), summary("b", number="9", subject="关于发展社区养老的提案")) is None


def test_units_that_handled_a_case_are_named_with_their_part() -> None:
    text = document("主办单位：区交通委", "经会同区教育局、区卫生健康委研究，现答复如下。")
    assert [(unit.name, unit.part) for unit in handling_units(text)] == [
        ("区交通委", "主办"),
        ("区教育局", "会同"),
        ("区卫生健康委", "会同"),
    ]
