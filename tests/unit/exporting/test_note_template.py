"""Notes go through a template a person may edit, safely."""

import pytest

from viewer.core.errors import ViewerError
from viewer.exporting.note_template import render_notes
from viewer.exporting.noted_document import NotedDocument


def test_the_citation_stands_once_above_its_quotes(noted: NotedDocument) -> None:
    text = render_notes([noted])
    assert text.count("## 《关于增加停车泊位的答复》·第054号·某某区城市管理局·2023-05-06") == 1


def test_each_quote_is_written_once(noted: NotedDocument) -> None:
    assert render_notes([noted]).count("> 新增公共停车泊位812个，𠮷祥路\n") == 1


def test_a_quote_over_two_paragraphs_is_quoted_line_by_line(noted: NotedDocument) -> None:
    assert "> 启用。\n> 下一步，将继续\n" in render_notes([noted])


def test_a_broken_template_names_its_line(noted: NotedDocument) -> None:
    with pytest.raises(ViewerError, match="第 2 行"):
        render_notes([noted], template="\n{% for %}")


def test_a_template_cannot_reach_into_the_program(noted: NotedDocument) -> None:
    with pytest.raises(ViewerError):
        render_notes([noted], template="{{ documents.__class__.__mro__[1].__subclasses__() }}")
