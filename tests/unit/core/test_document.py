"""A document's paragraphs tile its text, and its source map leads back."""

import pytest

from viewer.core.document import Document, Paragraph, SourceMap, SourceRun
from viewer.core.span import Span


def test_paragraphs_joined_by_one_newline_make_a_document() -> None:
    document = Document("标题\n正文", (Paragraph(Span(0, 2)), Paragraph(Span(3, 5))))
    assert [document.paragraph_text(each) for each in document.paragraphs] == ["标题", "正文"]


def test_a_gap_between_paragraphs_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 3"):
        Document("标题\n\n正文", (Paragraph(Span(0, 2)), Paragraph(Span(4, 6))))


def test_another_joiner_than_a_newline_is_refused() -> None:
    with pytest.raises(ValueError, match="one newline"):
        Document("标题 正文", (Paragraph(Span(0, 2)), Paragraph(Span(3, 5))))


def test_text_after_the_last_paragraph_is_refused() -> None:
    with pytest.raises(ValueError, match="do not cover"):
        Document("标题\n正文", (Paragraph(Span(0, 2)),))


def test_an_empty_document_has_no_paragraphs() -> None:
    assert Document("", ()).paragraph_at(0) is None


def test_the_joiner_belongs_to_the_paragraph_before_it() -> None:
    document = Document("标题\n正文", (Paragraph(Span(0, 2)), Paragraph(Span(3, 5))))
    assert [document.paragraph_at(offset) for offset in range(6)] == [0, 0, 0, 1, 1, 1]


def test_an_offset_past_the_text_belongs_to_no_paragraph() -> None:
    assert Document("标题", (Paragraph(Span(0, 2)),)).paragraph_at(9) is None


def test_a_joiner_has_no_place_in_the_source() -> None:
    source_map = SourceMap((SourceRun(0, 4, 2), SourceRun(3, 9, 2)))
    assert source_map.source_offsets(0, 5) == [4, 5, None, 9, 10]
    assert source_map.source_offsets(1, 4) == [5, None, 9]
    assert source_map.source_offsets(4, 7) == [10, None, None]
