"""The characters of binary Word files as lines and table rows: of fields their results, of tables their cells."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from viewer.core.errors import FileUnsupportedError
from viewer.core.raw import BlockKind, RawDocument
from viewer.importing.piece import Piece, raw_document

PARAGRAPH, CELL, PAGE_BREAK = "\r", "\x07", "\x0c"
_MEDIA_TYPE = "application/msword"
_LINE = "\x0b"
_FIELD_BEGIN, _FIELD_SEPARATOR, _FIELD_END = "\x13", "\x14", "\x15"
_PRINTED = {"\x1e": "-", "\t": "\t", "\xa0": " "}


def _without_field_codes(text: str) -> Iterator[str]:
    """Yield the characters a person sees: of a field, its result."""
    fields: list[bool] = []
    for character in text:
        if character == _FIELD_BEGIN:
            fields.append(False)
        elif character == _FIELD_SEPARATOR and fields:
            fields[-1] = True
        elif character == _FIELD_END and fields:
            fields.pop()
        elif all(fields):
            yield character


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Yield lines, and whether they are table rows (cells parted by a tab)."""
    line: list[str] = []
    cells: list[str] = []
    for character in _without_field_codes(text):
        if character == CELL:
            if line or not cells:
                cells.append("".join(line).strip())
                line = []
            else:  # an empty cell mark directly after a cell ends the row
                yield "\t".join(cells), len(cells) > 1
                cells = []
        elif character in (PARAGRAPH, _LINE, PAGE_BREAK):
            if not cells:
                yield "".join(line), False
                line = []
            elif line:
                line.append(" ")
        elif character >= " " or character in _PRINTED:
            line.append(_PRINTED.get(character, character))
    if cells or line:
        yield "\t".join([*cells, "".join(line)]) if cells else "".join(line), bool(cells)


def printed(path: Path, stories: Iterable[tuple[BlockKind, str]]) -> RawDocument:
    """Return what the stories of a file print. Raises ``FileUnsupportedError`` where that is nothing."""
    raw = raw_document(
        (
            Piece(line, BlockKind.TABLE_ROW if is_row else kind)
            for kind, text in stories
            for line, is_row in _lines(text)
        ),
        _MEDIA_TYPE,
    )
    if not raw.blocks:
        message = f"“{path.name}”里没有文字"
        raise FileUnsupportedError(message, advice="如果是扫描的图片，请先做文字识别（OCR）。")
    return raw
