"""A tree written as text reads as the same tree."""

from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.unit.search.test_query import shape
from viewer.core.errors import QueryError
from viewer.core.query import And, Not, Or, Query, Run
from viewer.core.span import Span
from viewer.search.query import parse
from viewer.search.writing import write


@pytest.mark.parametrize(
    "typed",
    [
        "数字 经济",
        "(甲 OR 乙) NOT 丙",
        "NOT (甲 乙)",
        "标题:数字 年:2022..",
        '承办:"教育局"',
        '"养老 社区"~8',
        "编号:05*",
        "建议（A类）",
        "指标:投资>1.3亿元",
        "指标:企业>=5000家",
    ],
)
def test_a_query_is_written_as_it_was_typed(typed: str) -> None:
    query = parse(typed)
    assert query is not None
    assert write(query) == typed


@settings(max_examples=150)
@example("8*“(8”8)")
@example("8*“(8”)")
@given(st.text(st.sampled_from('甲乙a ()（“”"|-*:：~8年标题ORNOT'), max_size=20))
def test_what_is_written_means_what_was_read(typed: str) -> None:
    try:
        query = parse(typed)
    except QueryError:
        return
    if query is not None:
        assert shape(_quoted(parse(write(query)))) == shape(_quoted(query))


def _quoted(query: Query | None) -> Query | None:
    """Return the query with every run quoted that has a quotation mark in it: so it is written."""
    match query:
        case And(parts) | Or(parts):
            return replace(query, parts=tuple(filter(None, map(_quoted, parts))))
        case Not(part):
            return Not(_quoted(part) or part)
        case Run(text):
            return replace(query, quoted=query.quoted or any(mark in text for mark in '"“”'))
        case _:
            return query


@pytest.mark.parametrize("text", ["甲 乙", "OR", "标题:甲", "(甲", '说"好', "甲*"])
def test_a_run_that_would_read_as_something_else_is_quoted(text: str) -> None:
    parsed = parse(write(Run(text, Span(0, 1))))
    assert isinstance(parsed, Run)
    assert parsed.text == text
