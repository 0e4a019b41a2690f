"""Reading what a person typed: from the query language to a tree of leaves that know their place in the query.

Blank is AND, and so is ， or 、 before a blank; OR 或 |; NOT 非 -; brackets; "exact", "near"~8; * and ?; fields in
Chinese and English; 有:批注; 指标:企业>5000家. Operators, brackets, quotes and colons may be full width. What looks
like an operator inside a run (wi-fi, 建议（A类）) is text.
"""

import re
from collections.abc import Iterator

from viewer.core.errors import QueryError
from viewer.core.metric import Comparator
from viewer.core.query import (
    And,
    Figures,
    Having,
    Leaf,
    Near,
    Not,
    Or,
    Query,
    QueryField,
    Run,
    Wildcard,
    YearRange,
)
from viewer.core.span import Span
from viewer.search.asking import is_asked
from viewer.text.fold import fold

# Nothing a letterhead says before a colon (签发人, 办理结果): such a line, pasted, is text to be found.
FIELD_NAMES: dict[str, QueryField] = {
    **{str(field): field for field in QueryField},
    "标题": QueryField.TITLE,
    "编号": QueryField.NUMBER,
    "届次": QueryField.SESSION,
    "类型": QueryField.KIND,
    "承办": QueryField.UNIT,
    "结果": QueryField.RESULT,
    "签发": QueryField.SIGNER,
    "人": QueryField.PERSON,
    "机构": QueryField.ORGANISATION,
    "企业": QueryField.COMPANY,
    "地点": QueryField.PLACE,
    "政策": QueryField.POLICY,
    "标签": QueryField.TAG,
    "批注": QueryField.NOTE,
    "年": QueryField.YEAR,
    "指标": QueryField.METRIC,
}
HAVING = ("有", "has")
_NEVER_IN_TEXTS = frozenset({QueryField.YEAR, QueryField.TAG, QueryField.NOTE})
"""Fields whose names no sentence puts between a comma and a colon."""

_LONGEST_QUERY = 50_000
_DEEPEST = 60
_MOST_LEAVES = 1_000
_MOST_UNKNOWN = 60
_FARTHEST = 10_000

_OPEN, _CLOSE = "(（", ")）"
_BARS = "|｜"
_SEPARATORS = "，、,；;"
_MINUS = "-－"
_COLONS = ":："
_STARS, _MARKS = "*＊", "?？"
_PLAIN_QUOTES = '"＂'
_CLOSERS = {'"': _PLAIN_QUOTES, "＂": _PLAIN_QUOTES, "“": "”", "”": "”", "「": "」", "『": "』"}
_ANY_ONE = frozenset(_MARKS).union(*_CLOSERS.items())
"""A quotation mark in a pattern stands for any character: texts quote in many shapes, and here it opens nothing."""
_SECOND_CLOSERS = {'"': "”", "＂": "”", "“": _PLAIN_QUOTES + "“", "”": _PLAIN_QUOTES}
_WORDS_OR = frozenset({"OR", "或"})
_WORDS_AND = frozenset({"AND", "且"})
_WORDS_NOT = frozenset({"NOT", "非"})
_OPERATORS = _WORDS_OR | _WORDS_AND | _WORDS_NOT

_FIELD = re.compile(rf"([a-zA-Z]+|[一-鿿]+)[{_COLONS}]\s*")
_WORD = re.compile(rf"[^\s{_OPEN}{_CLOSE}{_BARS}]+")
_BLANK = re.compile(r"\s")
_DISTANCE = re.compile(r"[~～]([0-9０-９]{1,9})")
_YEARS = re.compile(r"([0-9]{4})?年?(?:(\.\.|…|-|~|至|到)([0-9]{4})?年?)?")
_NOTED = re.compile(rf"有批注(?=$|[\s{_CLOSE}{_BARS}])")
_INDICATOR = re.compile(rf"[^\s{_OPEN}{_CLOSE}{_BARS}<>=＜＞＝≤≥]+")
_COMPARISON = re.compile(r"\s*([<>＜＞]\s*[=＝]?|[=＝≤≥])\s*")
_AMOUNT = re.compile(
    rf"([0-9０-９][0-9０-９,，]*(?:[.．][0-9０-９]+)?)([万亿千百十]*)([^\s{_OPEN}{_CLOSE}{_BARS}{_SEPARATORS}]*)"
)
_MULTIPLES = {"十": 10, "百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_COMPARATORS = {"≥": Comparator.AT_LEAST, "≤": Comparator.AT_MOST}
_ESCAPED_QUOTE = re.compile(r"\\([\"＂])")
_ASKING_ENDS = _MARKS + "！!。"
_QUOTE_ADVICE = "要查找这些符号本身，请用引号把整段括起来。"


def parse(text: str) -> Query | None:
    """Return the tree of a query, ``None`` for an empty one.

    Raises ``QueryError`` with the offending position when the query cannot be read.
    """
    if not text.strip():
        return None
    if len(text) > _LONGEST_QUERY:
        message = f"查询太长，最多 {_LONGEST_QUERY} 字"
        raise QueryError(message, position=_LONGEST_QUERY)
    return _Parser(text).query()


def leaves(query: Query) -> Iterator[Leaf]:
    """Yield the leaves of a query that a document must or may answer: those under a NOT are left out."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not():
            return
        case leaf:
            yield leaf


class _Parser:
    """Reads one query from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0
        self._leaf_count = 0

    def query(self) -> Query:
        parsed = self._either(None)
        if self._at < len(self._text):
            message = "这个右括号没有对应的左括号"
            raise QueryError(message, position=self._at, advice=_QUOTE_ADVICE)
        return parsed

    def _either(self, field: QueryField | None) -> Query:
        parts = [self._all(field)]
        while self._take_or():
            parts.append(self._all(field))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self, field: QueryField | None) -> Query:
        parts = [self._one(field)]
        while True:
            self._skip_separators()
            explicit = self._take_and()
            if not explicit and self._at_end_of_all():
                return parts[0] if len(parts) == 1 else And(tuple(parts))
            parts.append(self._one(field))

    def _at_end_of_all(self) -> bool:
        self._skip_blanks()
        return self._at >= len(self._text) or self._here() in _CLOSE + _BARS or self._word() in _WORDS_OR

    def _one(self, field: QueryField | None) -> Query:
        negations = 0
        while self._take_not():
            negations += 1
        part = self._operand(field)
        return Not(part) if negations % 2 else part

    def _operand(self, field: QueryField | None) -> Query:
        self._skip_blanks()
        self._expect_operand()
        if self._here() in _OPEN:
            return self._group(field)
        if (named := _FIELD.match(self._text, self._at)) and (inner := _field_named(named[1])):
            return self._limited(named, inner)
        self._count_leaf()
        if having := self._having():
            return having
        if field is QueryField.METRIC:
            return self._figures()
        if self._here() in _CLOSERS:
            return self._quoted(field)
        return self._run(field)

    def _expect_operand(self) -> None:
        if self._at >= len(self._text):
            message = "查询在这里断了，后面应有要查找的文字"
            raise QueryError(message, position=len(self._text), advice="请补上文字，或去掉末尾的运算符。")
        if self._here() in _CLOSE + _BARS or self._word() in _OPERATORS:
            message = f"“{self._word() or self._here()}”前面应有要查找的文字"
            raise QueryError(message, position=self._at, advice=_QUOTE_ADVICE)

    def _group(self, field: QueryField | None) -> Query:
        opened = self._at
        self._go_deeper(opened)
        self._at += 1
        inner = self._either(field)
        self._skip_blanks()
        if self._at >= len(self._text):
            message = "这个左括号没有对应的右括号"
            raise QueryError(message, position=opened, advice=_QUOTE_ADVICE)
        self._at += 1
        self._depth -= 1
        return inner

    def _limited(self, named: re.Match[str], field: QueryField) -> Query:
        self._at = named.end()
        if self._at >= len(self._text) or self._here() in _CLOSE + _BARS:
            message = f"“{named[1]}:”后面应有要查找的内容"
            raise QueryError(message, position=named.start())
        if field is QueryField.YEAR:
            self._count_leaf()
            return self._years(named.start())
        self._go_deeper(named.start())  # a field in a field in a field
        inner = self._operand(field)
        self._depth -= 1
        return inner

    def _go_deeper(self, position: int) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            message = f"括号或字段套得太深，最多 {_DEEPEST} 层"
            raise QueryError(message, position=position)

    def _having(self) -> Having | None:
        start = self._at
        if noted := _NOTED.match(self._text, start):
            self._at = noted.end()
            return Having(QueryField.NOTE, Span(start, self._at))
        named = _FIELD.match(self._text, start)
        word = _WORD.match(self._text, named.end()) if named and named[1].lower() in HAVING else None
        field = _field_named(word[0]) if word else None
        if word is None or field is None:
            return None
        self._at = word.end()
        return Having(field, Span(start, self._at))

    def _figures(self) -> Figures:
        start = self._at
        if self._here() in _CLOSERS:
            self._at = self._closing_quote(start) + 1
            indicator = self._text[start + 1 : self._at - 1]
        elif named := _INDICATOR.match(self._text, start):
            self._at = named.end()
            indicator = named[0]
        else:
            indicator = ""
        if not fold(indicator):
            message = "“指标:”后面应有指标的名称"
            raise QueryError(message, position=start, advice="例如 指标:数字经济企业>5000。")
        return self._compared(indicator, start)

    def _compared(self, indicator: str, start: int) -> Figures:
        sign = _COMPARISON.match(self._text, self._at)
        if sign is None:
            return Figures(indicator, Span(start, self._at))
        amount = _AMOUNT.match(self._text, sign.end())
        if amount is None:
            message = f"“{sign[1]}”后面应有数字"
            raise QueryError(message, position=sign.end(), advice="例如 指标:数字经济企业>5000 或 指标:占比>=80%。")
        self._at = amount.end()
        value = float(fold(amount[1]).replace(",", ""))
        for multiple in amount[2]:
            value *= _MULTIPLES[multiple]
        typed = "".join(fold(sign[1]).split())
        comparator = _COMPARATORS.get(typed) or Comparator(typed)
        return Figures(indicator, Span(start, self._at), comparator, value, amount[3] or None)

    def _years(self, start: int) -> YearRange:
        word = _WORD.match(self._text, self._at)
        typed = fold(word[0]) if word else ""
        matched = _YEARS.fullmatch(typed)
        if word is None or matched is None or not (matched[1] or matched[3]):
            message = "年份应写成 2022、2022..2024、2022.. 或 ..2024"
            raise QueryError(message, position=self._at)
        first = int(matched[1]) if matched[1] else None
        last = int(matched[3]) if matched[3] else None if matched[2] else first
        if first is not None and last is not None and first > last:
            message = "起始年份晚于结束年份"
            raise QueryError(message, position=self._at)
        self._at = word.end()
        return YearRange(first, last, Span(start, self._at))

    def _quoted(self, field: QueryField | None) -> Query:
        opened = self._at
        end = self._closing_quote(opened)
        passage = _ESCAPED_QUOTE.sub(r"\1", self._text[opened + 1 : end])
        self._at = end + 1
        if not fold(passage):
            message = "引号里没有要查找的文字"
            raise QueryError(message, position=opened)
        near = _DISTANCE.match(self._text, self._at)
        if near is None:
            return Run(passage, Span(opened, self._at), field, quoted=True)
        self._at = near.end()
        words = tuple(word for word in passage.split() if fold(word))
        return Near(words, min(int(near[1]), _FARTHEST), Span(opened, self._at), field)

    def _closing_quote(self, opened: int) -> int:
        opener = self._text[opened]
        for closers in (_CLOSERS[opener], _SECOND_CLOSERS.get(opener, "")):
            for index in range(opened + 1, len(self._text)):
                if self._text[index] in closers and self._text[index - 1] != "\\":
                    return index
        message = "这个引号没有配对"
        raise QueryError(message, position=opened, advice="请补上另一半引号，或去掉它。")

    def _run(self, field: QueryField | None) -> Query:
        start = self._at
        while self._at < len(self._text) and not self._ends_run():
            self._at = self._literal_bracket_end() or self._at + 1
        text = self._text[start : self._at]
        position = Span(start, self._at)
        if _ends_asking(text):
            return Run(text.rstrip(_ASKING_ENDS), position, field)
        if any(character in _STARS + _MARKS for character in text):
            return _wildcard(text, position, field)
        if not fold(text):
            message = "这里没有可以查找的文字"
            raise QueryError(message, position=start)
        return Run(text, position, field)

    def _ends_run(self) -> bool:
        here = self._here()
        if here.isspace() or here in _BARS + _CLOSE:
            return True
        if here in _SEPARATORS and self._separates(self._at):
            return True
        return (here in _OPEN and self._literal_bracket_end() is None) or self._passage_begins()

    def _separates(self, at: int) -> bool:
        """Tell whether a comma stands between operands: before a blank or a field; elsewhere it is text."""
        while at < len(self._text) and self._text[at] in _SEPARATORS:
            at += 1
        if at >= len(self._text):
            return False
        named = _FIELD.match(self._text, at)
        known = named is not None and (named[1].lower() in HAVING or _field_named(named[1]) in _NEVER_IN_TEXTS)
        return self._text[at].isspace() or known

    def _passage_begins(self) -> bool:
        """Tell whether a quoted passage with blanks begins here; a quoted word inside a run is part of the run."""
        if self._here() not in _CLOSERS:
            return False
        ends = [self._text.find(closer, self._at + 1) for closer in _CLOSERS[self._here()]]
        end = min((end for end in ends if end > 0), default=self._at)
        return _BLANK.search(self._text, self._at, end) is not None

    def _literal_bracket_end(self) -> int | None:
        """Return the end of a bracket that belongs to a run, as in 建议（A类）: nothing in it is syntax."""
        if self._here() not in _OPEN:
            return None
        for index in range(self._at + 1, len(self._text)):
            character = self._text[index]
            if character in _CLOSE:
                return index + 1
            if character.isspace() or character in _OPEN + _BARS or character in _CLOSERS:
                return None
        return None

    def _take_or(self) -> bool:
        self._skip_blanks()
        if self._at < len(self._text) and self._here() in _BARS:
            while self._at < len(self._text) and self._here() in _BARS:
                self._at += 1
            return True
        return self._take_word(_WORDS_OR)

    def _take_and(self) -> bool:
        self._skip_blanks()
        return self._take_word(_WORDS_AND)

    def _take_not(self) -> bool:
        self._skip_blanks()
        if self._at < len(self._text) and self._here() in _MINUS:
            self._at += 1
            return True
        return self._take_word(_WORDS_NOT)

    def _take_word(self, words: frozenset[str]) -> bool:
        if self._word() not in words:
            return False
        matched = _WORD.match(self._text, self._at)
        self._at = matched.end() if matched else self._at
        return True

    def _word(self) -> str:
        matched = _WORD.match(self._text, self._at)
        return _narrow(matched[0]) if matched and matched.end() - matched.start() <= len("NOT") else ""

    def _here(self) -> str:
        return self._text[self._at]

    def _skip_blanks(self) -> None:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1

    def _skip_separators(self) -> None:
        self._skip_blanks()
        if self._at < len(self._text) and self._here() in _SEPARATORS and self._separates(self._at):
            while self._at < len(self._text) and (self._here() in _SEPARATORS or self._here().isspace()):
                self._at += 1

    def _count_leaf(self) -> None:
        self._leaf_count += 1
        if self._leaf_count > _MOST_LEAVES:
            message = f"查询条件太多，最多 {_MOST_LEAVES} 个"
            raise QueryError(message, position=self._at, advice="要查找整段文字，请用引号括起来。")


def _ends_asking(text: str) -> bool:
    """Tell whether the question marks of a run only end what is asked; 建?站 and 数字? have wildcards."""
    return text[-1:] in _MARKS and not any(star in text for star in _STARS) and is_asked(text)


def _wildcard(text: str, position: Span, field: QueryField | None) -> Wildcard:
    pattern = "".join("*" if part in _STARS else "?" if part in _ANY_ONE else part for part in text)
    pattern = re.sub(r"\*+", "*", pattern)
    if not fold(pattern.replace("*", "").replace("?", "")):
        message = "通配符旁边应有要查找的文字"
        raise QueryError(message, position=position.start)
    if "?" * (_MOST_UNKNOWN + 1) in pattern:
        message = f"连续的“?”太多，最多 {_MOST_UNKNOWN} 个"
        raise QueryError(message, position=position.start)
    return Wildcard(pattern, position, field)


def _field_named(name: str) -> QueryField | None:
    return FIELD_NAMES.get(name.lower())


def _narrow(word: str) -> str:
    """Return a word with full-width letters made narrow, its case kept: only OR is an operator, or is a word."""
    return "".join(chr(ord(part) - 0xFEE0) if "Ａ" <= part <= "Ｚ" else part for part in word)
