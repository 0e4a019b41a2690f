"""The 词库 as a CSV file: written for Excel, read from Excel in whatever encoding it chose."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from viewer.core.errors import FileDamagedError
from viewer.core.knowledge import KnownTerm
from viewer.core.lexicon import SHORTEST_TERM, LexiconTerm
from viewer.ui.names.wording import type_called, type_name

_COLUMNS = ("词", "类型", "全称", "范围")
_EVERYWHERE, _LOCAL = "全部文档", "一份文档"
_ENCODINGS = ("utf-8-sig", "gb18030")
_CANONICAL = _COLUMNS.index("全称")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ReadTerms:
    """The terms of a file, and the numbers of the lines that could not be understood."""

    terms: tuple[LexiconTerm, ...]
    bad_lines: tuple[int, ...]


def write_terms(terms: Iterable[KnownTerm]) -> bytes:
    """Return the terms as UTF-8 with BOM; what a spreadsheet would run as a formula gets a leading apostrophe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_COLUMNS)
    for known in terms:
        reach = _EVERYWHERE if known.document_id is None else _LOCAL
        cells = (known.term.term, type_name(known.term.type), known.term.canonical or "", reach)
        writer.writerow([f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def read_terms(content: bytes) -> ReadTerms:
    """Read term, type and full name from the first three columns; raises ``FileDamagedError`` for what is no table.

    A term of one document alone is left out: the file does not say of which.
    """
    terms: dict[str, LexiconTerm] = {}
    bad = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(_decoded(content), newline="")), start=1):
            cells = [cell.strip().removeprefix("'") for cell in row]
            if not any(cells) or (number == 1 and cells[0] == _COLUMNS[0]):
                continue
            if _LOCAL in cells[_CANONICAL + 1 :]:
                continue
            term = _term(cells)
            if term is None:
                bad.append(number)
            else:
                terms.setdefault(term.term, term)
    except csv.Error as error:
        raise _no_table() from error
    return ReadTerms(tuple(terms.values()), tuple(bad))


def _term(cells: list[str]) -> LexiconTerm | None:
    type_ = type_called(cells[1]) if len(cells) > 1 else None
    if type_ is None or len(cells[0]) < SHORTEST_TERM:
        return None
    return LexiconTerm(cells[0], type_, (cells[_CANONICAL] if len(cells) > _CANONICAL else "") or None)


def _decoded(content: bytes) -> str:
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _no_table()


def _no_table() -> FileDamagedError:
    return FileDamagedError("这个文件不是可以读取的 CSV 表格。", advice="请在 Excel 中另存为“CSV UTF-8”后再试。")
