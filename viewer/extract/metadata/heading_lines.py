"""Lines above the text that were run together are taken apart again: number, class and title in one paragraph."""

import re
from collections.abc import Iterator
from functools import cache

from viewer.extract.metadata.forms import DATE, DISCLOSURE, DOC_NO
from viewer.extract.metadata.lines import Line
from viewer.extract.metadata.title_forms import LONGEST, TitleForm, title_form

_LONGEST = 400
_LONGEST_LABEL = 12


def split_joined(line: Line) -> Iterator[Line]:
    """Yield the pieces of a line that begins with a document number, a date or a class and goes on with something.

    A labelled value is parted from a reply's title after it where the source had a blank or a line's end between.
    """
    start = _title_start(line)
    if start:
        yield line.part(0, start)
    while start < len(line.folded) <= _LONGEST:
        match = (_leading() if start == 0 else _following()).match(line.folded, start)
        if match is None or match.end() == start:
            break
        yield line.part(start, match.end())
        start = match.end()
    if start < len(line.folded):
        yield line.part(start, len(line.folded))


def _title_start(line: Line) -> int:
    """Return where a title begins behind a labelled value, 0 where none does."""
    colon = line.folded.find("：", 0, _LONGEST_LABEL)
    if colon < 0 or len(line.folded) > LONGEST:
        return 0
    starts = (index for index in range(colon + 2, len(line.folded)) if line.was_apart(index))
    return next((start for start in starts if title_form(line.folded[start:]) is TitleForm.REPLY), 0)


def stands_for_itself(line: Line) -> bool:
    """Tell whether a line is nothing but a document number, a date, a class or a word on disclosure."""
    return re.fullmatch(f"(?:{_piece()}|{_statement()})", line.folded) is not None


@cache
def _leading() -> re.Pattern[str]:
    """Return the pattern of a piece that ends by itself, so that what follows must be something else."""
    return re.compile(rf"{_piece()}(?=[\u4e00-\u9fffA-F（〔“《])")


@cache
def _piece() -> str:
    clock = "(?:星期[一二三四五六日天])?(?:[0-9]{1,2}(?:：[0-9]{2}){1,2})?"
    dated = rf"(?:(?:发布|更新|成文|生成|公开)?(?:日期|时间)：)?{DATE}{clock}"
    number = rf"(?:(?:文号|发文字号)：)?{DOC_NO}"
    result = r"[（〔]?[A-F]类[）〕]?(?![\u4e00-\u9fff]{0,4}：)"
    return f"(?:{number}|{dated}|{result})"


@cache
def _following() -> re.Pattern[str]:
    """Return the same with words on disclosure, which a menu of a web page may begin with."""
    return re.compile(rf"(?:{_piece()}|{_statement()})(?=[\u4e00-\u9fffA-F（〔“《])")


@cache
def _statement() -> str:
    return rf"[（〔]?(?!公开){DISCLOSURE}[）〕]?(?!属性|方式|类|形式|选项|范围|意见|情况)"
