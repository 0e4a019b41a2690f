"""Reading queries: every spelling of the language, and a place for everything that cannot be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.core.errors import QueryError
from viewer.core.query import And, Figures, Having, Near, Not, Or, Query, QueryField, Run, Wildcard, YearRange
from viewer.core.span import Span
from viewer.search.query import leaves, parse


def shape(query: Query | None) -> object:  # noqa: PLR0911 - one line per kind of node
    """Return the tree without its positions, as something short to compare."""
    match query:
        case And(parts):
            return ("and", *map(shape, parts))
        case Or(parts):
            return ("or", *map(shape, parts))
        case Not(part):
            return ("not", shape(part))
        case Run(text, _, field, quoted):
            return (f"{field}:" if field else "") + ('"' if quoted else "") + text
        case Near(words, distance):
            return (*words, distance)
        case Wildcard(pattern, _, field):
            return (f"{field}:" if field else "") + f"~{pattern}"
        case YearRange(first, last):
            return (first, last)
        case Having(field):
            return f"has:{field}"
        case Figures(indicator, _, comparator, value, unit):
            return f"metric:{indicator}" if comparator is None else (indicator, str(comparator), value, unit)
    return None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("数字 经济", ("and", "数字", "经济")),
        ("数字　经济", ("and", "数字", "经济")),
        ("数字 AND 经济", ("and", "数字", "经济")),
        ("数字 OR 经济", ("or", "数字", "经济")),
        ("数字 ＯＲ 经济", ("or", "数字", "经济")),
        ("数字 或 经济", ("or", "数字", "经济")),
        ("数字|经济", ("or", "数字", "经济")),
        ("数字｜经济 || 企业", ("or", "数字", "经济", "企业")),
        ("数字 NOT 经济", ("and", "数字", ("not", "经济"))),
        ("数字 非 经济", ("and", "数字", ("not", "经济"))),
        ("数字 -经济", ("and", "数字", ("not", "经济"))),
        ("数字 －经济", ("and", "数字", ("not", "经济"))),
        ("NOT NOT 数字", "数字"),
        ("数字 (经济 OR 企业)", ("and", "数字", ("or", "经济", "企业"))),
        ("数字（经济 或 企业）", ("and", "数字", ("or", "经济", "企业"))),
        ("甲 OR 乙 丙", ("or", "甲", ("and", "乙", "丙"))),
        ('"数字 经济"', '"数字 经济'),
        ("“数字经济”", '"数字经济'),
        ("「数字经济」", '"数字经济'),
        ("『数字经济』", '"数字经济'),
        ('"推进“一网通办”"', '"推进“一网通办”'),
        ('"说\\"好\\""', '"说"好"'),
        ('"养老 社区"~8', ("养老", "社区", 8)),
        ("“养老 社区”～８", ("养老", "社区", 8)),
        ("数字*", "~数字*"),
        ("数?经＊济？", "~数?经*济?"),
        ("标题:数字", "title:数字"),
        ("标题：数字", "title:数字"),
        ("Title: 数字", "title:数字"),
        ("标题:(数字 OR 经济)", ("or", "title:数字", "title:经济")),
        ('承办:"教育局"', 'unit:"教育局'),
        ("编号:05*", "number:~05*"),
        ("年:2022", (2022, 2022)),
        ("年:2022..2024", (2022, 2024)),
        ("年：2022..", (2022, None)),
        ("year:..2024", (None, 2024)),
        ("年:2022至2024年", (2022, 2024)),
        ("企业， 停车", ("and", "企业", "停车")),
        ("企业 、 停车", ("and", "企业", "停车")),
        ("企业；年:2022", ("and", "企业", (2022, 2022))),
        ("(企业， 停车) 或 养老", ("or", ("and", "企业", "停车"), "养老")),
        ("有批注", "has:note"),
        ("停车 有批注 -有:标签", ("and", "停车", "has:note", ("not", "has:tag"))),
        ("有：指标", "has:metric"),
        ("has:company", "has:company"),
        ("指标:数字经济企业", "metric:数字经济企业"),
        ("指标:数字经济企业>5000", ("数字经济企业", ">", 5000.0, None)),
        ("指标：数字经济企业＞＝５０００家", ("数字经济企业", ">=", 5000.0, "家")),
        ("指标:税收 ≥ 1.5万亿元", ("税收", ">=", 1.5e12, "元")),
        ("指标:占比<80% 养老", ("and", ("占比", "<", 80.0, "%"), "养老")),
        ('指标:"床位（张）"<=1,200张', ("床位（张）", "<=", 1200.0, "张")),
        ("指标:(床位=3 或 学位)", ("or", ("床位", "=", 3.0, None), "metric:学位")),
    ],
)
def test_the_language(typed: str, expected: object) -> None:
    assert shape(parse(typed)) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "wi-fi",
        "建议（A类）",
        "或者",
        "非机动车",
        "教基建议〔2021〕600号",
        "联系人：张三",
        "签发人：张三",
        "办理结果：解决采纳",
        "https://a",
        "甲、乙,丙",
        "企业，",
        "，企业",
        "、",
        "5月，地点：大礼堂",
        "有批注的文件",
        "拥有：指标",
        "A·B",
        "or",
    ],
)
def test_what_looks_like_an_operator_inside_a_run_is_text(typed: str) -> None:
    assert shape(parse(typed)) == typed


@pytest.mark.parametrize(
    ("typed", "position"),
    [
        ("OR", 0),
        ("数字 OR", 5),
        ("数字 OR OR 经济", 6),
        ("(数字", 0),
        ("数字)", 2),
        ("()", 1),
        ('数字 "经济', 3),
        ('""', 0),
        ("-", 1),
        ("NOT", 3),
        ("标题:", 0),
        ("年:去年", 2),
        ("年:2024..2022", 2),
        ("数字 *", 3),
        ("指标:>5", 3),
        ("指标:床位>很多", 6),
        ("数" + "?" * 100, 0),
        ("\u200b", 0),
    ],
)
def test_a_query_that_cannot_be_read_says_where(typed: str, position: int) -> None:
    with pytest.raises(QueryError) as error:
        parse(typed)
    assert error.value.position == position
    assert error.value.message


@pytest.mark.parametrize("typed", ["", "  ", "\u3000\n"])
def test_an_empty_query_is_no_tree(typed: str) -> None:
    assert parse(typed) is None


def test_leaves_know_their_place_in_the_query() -> None:
    typed = '甲 -乙 标题:"丙" 年:2022..2023'
    query = parse(typed)
    assert isinstance(query, And)
    positions = [leaf.position.of(typed) for leaf in leaves(query)]
    assert positions == ["甲", '"丙"', "年:2022..2023"]


def test_leaves_under_a_not_are_left_out() -> None:
    query = parse("甲 -(乙 OR 丙)")
    assert query is not None
    assert list(leaves(query)) == [Run("甲", Span(0, 1))]


@pytest.mark.parametrize(
    "typed", ["(" * 5_000, "-" * 9_999 + "甲", "甲 " * 5_000, '"' * 5_001, "（甲" * 5_000, "x" * 60_000]
)
def test_a_monstrous_query_is_an_answer_or_an_error(typed: str) -> None:
    try:
        parse(typed)
    except QueryError as error:
        assert 0 <= error.position <= len(typed)  # noqa: PT017 - both outcomes are right


def test_many_wildcards_in_a_row_are_one() -> None:
    assert shape(parse("甲" + "*" * 5_000 + "乙")) == "~甲*乙"


@given(st.text(st.sampled_from('甲乙a1 ()（）"“”「」|-*?:：～~8年标题ORNOT或非\\') | st.characters(), max_size=30))
def test_any_text_is_read_or_refused_with_a_position(typed: str) -> None:
    try:
        query = parse(typed)
    except QueryError as error:
        assert 0 <= error.position <= len(typed)  # noqa: PT017
        return
    assert (query is None) == (not typed.strip())


def test_every_field_has_a_chinese_name_and_its_english_one() -> None:
    for field in QueryField:
        if field is not QueryField.YEAR:
            assert shape(parse(f"{field}:甲")) == f"{field}:甲"


def test_fields_in_fields_without_end_are_refused() -> None:
    with pytest.raises(QueryError, match="太深"):
        parse("人:编号:" * 100 + "甲")
