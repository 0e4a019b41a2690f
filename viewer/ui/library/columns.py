"""The columns of the document list as one table."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from viewer.core.catalog import DocumentSummary
from viewer.core.metadata import DocumentKind
from viewer.ui.library.facets import value_words
from viewer.ui.translation import QT_TRANSLATE_NOOP

SortKey = tuple[bool, object]
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it shows, its width in characters, and when it goes first if room is short.

    ``rank`` 0 stays always; the highest rank is given up first. Of what the program itself ``says`` nothing is cut.
    """

    name: str
    title: str
    value: Callable[[DocumentSummary], str | None]
    width: int
    rank: int
    key: Callable[[str], object]
    says: Sequence[str] = ()


def pinyin_key(text: str) -> object:
    """Sort Chinese as a Chinese dictionary does: GB 2312 lists its common characters by pinyin."""
    return text.encode("gb18030", errors="replace")


def natural_key(text: str) -> tuple[tuple[int, int, str], ...]:
    """Sort runs of digits by value: ``9`` before ``054`` before ``DH0271``."""
    return tuple((1, 0, part) if index % 2 == 0 else (0, int(part), part) for index, part in _numbered_parts(text))


def plain_key(text: str) -> object:
    """Sort by the characters themselves, as ISO dates want it."""
    return text


def _numbered_parts(text: str) -> list[tuple[int, str]]:
    return [(index, part) for index, part in enumerate(_DIGITS.split(text)) if part]


def _kind(summary: DocumentSummary) -> str:
    return value_words("kind", summary.metadata.kind.value)


def words_of(column: Column) -> list[str]:
    """Return what the program itself says in a column, in the language of the window."""
    return [value_words(column.name, said) for said in column.says]


_KINDS = tuple(kind.value for kind in DocumentKind)

COLUMNS: tuple[Column, ...] = (
    Column("title", QT_TRANSLATE_NOOP("Column", "标题"), lambda summary: summary.title, 24, 0, pinyin_key),
    Column("number", QT_TRANSLATE_NOOP("Column", "编号"), lambda summary: summary.metadata.number, 5, 2, natural_key),
    Column("kind", QT_TRANSLATE_NOOP("Column", "类型"), _kind, 7, 5, pinyin_key, _KINDS),
    Column(
        "unit",
        QT_TRANSLATE_NOOP("Column", "承办单位"),
        lambda summary: summary.metadata.issuing_unit,
        14,
        3,
        pinyin_key,
    ),
    Column("date", QT_TRANSLATE_NOOP("Column", "日期"), lambda summary: summary.metadata.date, 7, 1, plain_key),
    Column(
        "result", QT_TRANSLATE_NOOP("Column", "办理结果"), lambda summary: summary.metadata.result, 6, 4, pinyin_key
    ),
)


def sort_key(column: Column, summary: DocumentSummary) -> SortKey:
    """Return a key that puts documents without the value last in ascending order."""
    value = column.value(summary)
    return (True, "") if value is None else (False, column.key(value))


def has_value(column: Column, summary: DocumentSummary) -> bool:
    """Tell whether the document states what the column shows."""
    return column.value(summary) is not None
