"""An answer leaves with every match, its citation, and nothing a spreadsheet or a Markdown reader would run."""

from viewer.core.document import DocumentId
from viewer.core.hit import Hit, Snippet
from viewer.core.metadata import DocumentKind, Metadata
from viewer.core.span import Span
from viewer.exporting.results import FoundDocument, result_markdown, result_table

METADATA = Metadata(
    title="对第054号建议的答复",
    kind=DocumentKind.REPLY_TO_DEPUTY,
    number="054",
    issuing_unit="区教育局",
    date="2024-04-25",
)
HIT = Hit(DocumentId("a"), "对第054号建议的答复", "2024-04-25", 1.0, (Span(2, 4), Span(9, 11)), (), METADATA)
FOUND = FoundDocument(HIT, (Snippet(0, "新增泊位*十*个", (Span(2, 4),)), Snippet(8, "=泊位\n表", (Span(1, 3),))))


def test_every_passage_is_a_row_with_its_citation() -> None:
    rows = result_table([FOUND]).rows
    assert [row[-2] for row in rows] == ["新增泊位*十*个", "=泊位\n表"]
    assert {row[-1] for row in rows} == {"《对第054号建议的答复》·第054号·区教育局·2024-04-25"}
    assert {row[0] for row in rows} == {1}


def test_a_document_found_by_its_fields_alone_has_a_row() -> None:
    (row,) = result_table([FoundDocument(HIT, ())]).rows
    assert row[-2] is None


def test_marks_are_bold_and_other_signs_are_plain_in_markdown() -> None:
    text = result_markdown("泊位 | 停车", [FOUND])
    assert "> 新增**泊位**\\*十\\*个" in text
    assert "> =**泊位** 表" in text
    assert text.startswith("# 查找结果：泊位 \\| 停车")
