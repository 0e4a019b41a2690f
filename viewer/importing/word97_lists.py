"""Reads from a DOC which paragraphs are numbered and by which rules ([MS-DOC] 2.4.6.3, 2.9.131, 2.9.147, 2.9.150)."""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from viewer.importing.list_numbers import Level, ListNumbers, ListRules

# Offsets into the FIB ([MS-DOC] 2.5.6): where in the table stream the parts stand.
_STYLES, _PARAGRAPHS, _LISTS, _OVERRIDES = 0x00A2, 0x0102, 0x02E2, 0x02EA
_PAGE = 512
_SPRM_LEVEL, _SPRM_LIST = 0x260A, 0x460B
_OPERAND_BYTES = (1, 1, 2, 4, 2, 2, 0, 3)  # by the sprm's three highest bits; 6 says its length itself
_LEVELS = 9
_LEGAL = 0x04
_LAST_LIST = 0x07FE
_MOST_ANCESTORS = 20
_NO_STYLE = 0xFFF
_PARAGRAPH_STYLE = 1
# MSONFC ([MS-OSHARED] 2.2.1.3) by the names of ST_NumberFormat.
_NUMBER_FORMATS = {
    0x00: "decimal", 0x01: "upperRoman", 0x02: "lowerRoman", 0x03: "upperLetter", 0x04: "lowerLetter",
    0x0A: "ideographDigital", 0x0B: "japaneseCounting", 0x0E: "decimalFullWidth", 0x11: "japaneseDigitalTenThousand",
    0x12: "decimalEnclosedCircle", 0x13: "decimalFullWidth2", 0x16: "decimalZero", 0x17: "bullet",
    0x1A: "decimalEnclosedFullstop", 0x1B: "decimalEnclosedParen", 0x1C: "decimalEnclosedCircleChinese",
    0x1D: "ideographEnclosedCircle", 0x1E: "ideographTraditional", 0x1F: "ideographZodiac",
    0x21: "taiwaneseCounting", 0x22: "ideographLegalTraditional", 0x23: "taiwaneseCountingThousand",
    0x24: "taiwaneseDigital", 0x25: "chineseCounting", 0x26: "chineseLegalSimplified",
    0x27: "chineseCountingThousand", 0xFF: "none",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Numbered:
    """What a paragraph or a style says of its list: ``None`` is "not stated", list 0 is "no list"."""

    list_id: int | None = None
    level: int | None = None

    def over(self, inherited: "_Numbered") -> "_Numbered":
        """Return this with what it does not state taken from what it inherits."""
        return _Numbered(
            inherited.list_id if self.list_id is None else self.list_id,
            inherited.level if self.level is None else self.level,
        )


class ParagraphNumbers:
    """The printed numbers of a document's paragraphs; ask in document order."""

    def __init__(self, main: bytes, table: bytes) -> None:
        self._styles = _styles(_part(main, table, _STYLES))
        runs = sorted(_paragraph_runs(main, _part(main, table, _PARAGRAPHS)), key=lambda run: run[0])
        self._starts = [start for start, _, _ in runs]
        self._runs = runs
        self._numbers = ListNumbers(_lists(main, table))

    def label(self, offset: int) -> str:
        """Count the paragraph whose end mark stands at a byte offset, and return its number."""
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self._runs[index][1]:
            return ""
        properties = self._runs[index][2]
        style = struct.unpack_from("<H", properties)[0] if len(properties) > 1 else 0
        found = _stated(properties[2:]).over(self._styles.get(style, _Numbered()))
        if not found.list_id or not 0 < found.list_id <= _LAST_LIST:
            return ""
        return self._numbers.label(str(found.list_id), found.level or 0)


def _part(main: bytes, table: bytes, at: int) -> bytes:
    start, size = struct.unpack_from("<II", main, at)
    return table[start : start + size]


def _stated(properties: bytes) -> _Numbered:
    """Read list and level from single property modifiers ([MS-DOC] 2.6.2)."""
    list_id = level = None
    at = 0
    while at + 2 < len(properties):
        code = struct.unpack_from("<H", properties, at)[0]
        size = _OPERAND_BYTES[code >> 13] or 1 + properties[at + 2]
        if code == _SPRM_LEVEL:
            level = properties[at + 2]
        elif code == _SPRM_LIST and at + 4 <= len(properties):
            list_id = struct.unpack_from("<H", properties, at + 2)[0]
        at += 2 + size
    return _Numbered(list_id, level)


def _paragraph_runs(main: bytes, plc: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield the byte ranges of paragraphs with their style and properties ([MS-DOC] 2.9.174, 2.9.175)."""
    count = max(0, (len(plc) - 4) // 8)
    for index in range(count):
        number = struct.unpack_from("<I", plc, 4 * (count + 1) + 4 * index)[0] & 0x3FFFFF
        page = main[number * _PAGE : (number + 1) * _PAGE]
        if len(page) == _PAGE:
            yield from _runs_of_page(page)


def _runs_of_page(page: bytes) -> Iterator[tuple[int, int, bytes]]:
    count = page[-1]
    for index in range(count):
        place = 4 * (count + 1) + 13 * index
        if place >= _PAGE:
            return
        start, end = struct.unpack_from("<II", page, 4 * index)
        at = 2 * page[place]
        if not at or at + 1 >= _PAGE:
            yield start, end, b""
        elif page[at]:
            yield start, end, page[at + 1 : at + 2 * page[at]]
        else:
            yield start, end, page[at + 2 : at + 2 + 2 * page[at + 1]]


def _styles(sheet: bytes) -> dict[int, _Numbered]:
    """Return what each paragraph style says of lists, ancestors followed ([MS-DOC] 2.9.271, 2.9.260)."""
    if len(sheet) < 6:  # noqa: PLR2004 - the two lengths and the count
        return {}
    size, count, base = struct.unpack_from("<HHH", sheet)
    stated: dict[int, _Numbered] = {}
    ancestors: dict[int, int] = {}
    at = 2 + size
    for index in range(count):
        if at + 2 > len(sheet):
            break
        length = struct.unpack_from("<H", sheet, at)[0]
        style = sheet[at + 2 : at + 2 + length]
        at += 2 + length + length % 2
        if len(style) >= base + 2 and struct.unpack_from("<H", style, 2)[0] & 0xF == _PARAGRAPH_STYLE:
            ancestors[index] = struct.unpack_from("<H", style, 2)[0] >> 4
            stated[index] = _stated_by_style(style, base)
    return {index: _resolved(index, stated, ancestors) for index in stated}


def _stated_by_style(style: bytes, base: int) -> _Numbered:
    name_length = struct.unpack_from("<H", style, base)[0]
    at = base + 2 + 2 * name_length + 2
    if at + 4 > len(style):
        return _Numbered()
    length = struct.unpack_from("<H", style, at)[0]
    return _stated(style[at + 4 : at + 2 + length])


def _resolved(index: int, stated: dict[int, _Numbered], ancestors: dict[int, int]) -> _Numbered:
    found = _Numbered()
    for _ in range(_MOST_ANCESTORS):
        if index not in stated:
            break
        found = found.over(stated[index])
        index = ancestors.get(index, _NO_STYLE)
    return found


def _lists(main: bytes, table: bytes) -> dict[str, ListRules]:
    """Return the rules of every list override by its number, counted from 1 ([MS-DOC] 2.9.132, 2.9.149)."""
    levels = _levels_of_lists(main, table)
    start, size = struct.unpack_from("<II", main, _OVERRIDES)
    if size < 4 or start + size > len(table):  # noqa: PLR2004 - the count
        return {}
    count = min(struct.unpack_from("<I", table, start)[0], size // 16)
    at = start + 4 + 16 * count
    found: dict[str, ListRules] = {}
    for index in range(count):
        list_id = struct.unpack_from("<I", table, start + 4 + 16 * index)[0]
        own = dict(levels.get(list_id, {}))
        at, restarts = _override(table, at, table[start + 4 + 16 * index + 12], own)
        found[str(index + 1)] = ListRules(f"{list_id}/{index}" if restarts else str(list_id), own)
    return found


def _override(table: bytes, at: int, count: int, levels: dict[int, Level]) -> tuple[int, bool]:
    """Change levels as one override says; return where the next stands, and whether its counting starts anew."""
    restarts = False
    at += 4
    for _ in range(count):
        if at + 8 > len(table):
            break
        start, flags = struct.unpack_from("<II", table, at)
        at += 8
        index = flags & 0xF
        if flags & 0x20:
            levels[index], at = _level(table, at)
        if flags & 0x10:
            old = levels.get(index, Level())
            levels[index] = replace(old, start=start)
            restarts = True
    return at, restarts


def _levels_of_lists(main: bytes, table: bytes) -> dict[int, dict[int, Level]]:
    start, size = struct.unpack_from("<II", main, _LISTS)
    if size < 2 or start + size > len(table):  # noqa: PLR2004 - the count
        return {}
    count = min(struct.unpack_from("<H", table, start)[0], (size - 2) // 28)
    at = start + size  # the levels follow the part that the FIB names
    found: dict[int, dict[int, Level]] = {}
    for index in range(count):
        place = start + 2 + 28 * index
        list_id, simple = struct.unpack_from("<I", table, place)[0], table[place + 26] & 1
        levels: dict[int, Level] = {}
        for number in range(1 if simple else _LEVELS):
            levels[number], at = _level(table, at)
        found[list_id] = levels
    return found


def _level(table: bytes, at: int) -> tuple[Level, int]:
    """Read one level and return where the next begins ([MS-DOC] 2.9.144, 2.9.150)."""
    start = struct.unpack_from("<I", table, at)[0]
    places = table[at + 6 : at + 15]
    characters_size, paragraph_size = table[at + 24], table[at + 25]
    text_at = at + 28 + characters_size + paragraph_size
    length = struct.unpack_from("<H", table, text_at)[0]
    stored = table[text_at + 2 : text_at + 2 + 2 * length].decode("utf-16-le", "replace")
    text = "".join(
        f"%{ord(character) + 1}" if place in places and ord(character) < _LEVELS else character
        for place, character in enumerate(stored, start=1)
    )
    number_format = _NUMBER_FORMATS.get(table[at + 4], "decimal")
    return Level(start, number_format, text, legal=bool(table[at + 5] & _LEGAL)), text_at + 2 + 2 * length
