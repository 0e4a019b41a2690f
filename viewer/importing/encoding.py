"""Turns the bytes of a text file into characters, whatever encoding a Chinese office once saved it in.

Every candidate encoding proposes a reading of the bytes; the proposal that is the likeliest Chinese (or English)
text wins. Likelihood is counted in bits per character from a table, so readings of different length compare fairly.
"""

import codecs
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An encoding a file may be in; ``prior`` in bits says how unusual it is among office files."""

    encoding: str
    prior: float
    high_byte_bits: float = 0.0


# Windows-1252 reads any bytes at all: each of its non-ASCII characters must pay for that.
_CANDIDATES = (
    _Candidate("utf-8", 0),
    _Candidate("gb18030", 2),
    _Candidate("big5hkscs", 5),
    _Candidate("utf-16-le", 10),
    _Candidate("utf-16-be", 12),
    _Candidate("cp1252", 16, high_byte_bits=4),
)
_NAMES = {
    "utf-8": "UTF-8",
    "gb18030": "GB18030",
    "big5hkscs": "Big5",
    "utf-16-le": "UTF-16LE",
    "utf-16-be": "UTF-16BE",
    "utf-32-le": "UTF-32LE",
    "utf-32-be": "UTF-32BE",
    "cp1252": "Windows-1252",
}
_SAMPLE = 1 << 15
_REMEMBERED = 1 << 15  # characters; a text has some thousand different ones
_TELLING_LENGTH = 64  # a shorter run of printable bytes may still be a few UTF-16 characters
_MENDABLE_LINE = 1 << 16
_BAD_BITS = 50.0
_IMPLAUSIBLE_BITS = 20.0
_LARGEST_BAD_SHARE = 0.1

_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_CONTROL_BYTE = re.compile(rb"[\x00-\x08\x0e-\x1b\x7f]")
_CESU_SURROGATE = re.compile(rb"\xed[\xa0-\xbf]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x01-\x08\x0e-\x1b\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The characters of a file: no NUL, no lone surrogate, no byte order mark.

    ``encoding`` is its usual name (``UTF-8``); ``warnings`` are sentences for the user; ``plausible`` is false when
    no candidate encoding gives anything like text, so that the bytes are probably not a text file at all.
    """

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()
    plausible: bool = True


def decode(data: bytes) -> Decoded:
    """Decode the bytes of a text file; what cannot be read becomes U+FFFD and a warning, never an exception."""
    encoding, start = _marked_encoding(data) or (_likeliest_encoding(data), 0)
    body = data[start:] if start else data
    return _cleaned(_decode_keeping_all(body, encoding), encoding)


def _marked_encoding(data: bytes) -> tuple[str, int] | None:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    return None


def _likeliest_encoding(data: bytes) -> str:
    if data.isascii() and not _CONTROL_BYTE.search(data) and len(data) > _TELLING_LENGTH:
        return "utf-8"
    return min(_CANDIDATES, key=lambda candidate: _cost(data, candidate)).encoding


def _cost(data: bytes, candidate: _Candidate) -> float:
    """Return the bits it takes to explain a sample of the bytes as text in this encoding."""
    pieces = _samples(data, candidate.encoding)
    bits = sum(_text_bits(_decode_sample(piece, candidate.encoding)) for piece in pieces)
    if candidate.high_byte_bits:
        bits += candidate.high_byte_bits * sum(len(_HIGH_BYTE.findall(piece)) for piece in pieces)
    # Samples of different candidates may differ by a few bytes; compare them by the byte.
    size = sum(len(piece) for piece in pieces)
    return candidate.prior + bits * min(len(data), 2 * _SAMPLE) / max(size, 1)


def _samples(data: bytes, encoding: str) -> list[bytes]:
    """Cut pieces that begin on a character border: at the first byte that tells encodings apart, and in the middle."""
    if len(data) <= 2 * _SAMPLE:
        return [data]
    middle = len(data) // 4 * 2
    if encoding.startswith("utf-16"):
        return [data[:_SAMPLE], data[middle : middle + _SAMPLE]]
    telling = _HIGH_BYTE.search(data)
    first = telling.start() if telling else 0
    pieces = [data[first : first + _SAMPLE]]
    line = data.find(b"\n", max(middle, first + _SAMPLE))
    if line >= 0:
        pieces.append(data[line : line + _SAMPLE])
    return pieces


def _decode_sample(piece: bytes, encoding: str) -> str:
    """Decode a piece that may end inside a character."""
    if encoding == "utf-8" and _CESU_SURROGATE.search(piece):
        return _paired(piece.decode("utf-8", _surrogates_or_replacement(piece)))
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    return decoder.decode(piece, len(piece) < _SAMPLE)


def _text_bits(text: str) -> float:
    counts = Counter(text.replace("\r\n", "\n"))
    return sum(count * _character_bits(character) for character, count in counts.items())


@cache
def _bits_table() -> dict[str, float]:
    """Read the table of common characters: one line per cost in bits, then the characters that cost it."""
    source = resources.files("viewer.resources") / "encoding" / "character_bits.tsv"
    table: dict[str, float] = {}
    for line in source.read_text(encoding="utf-8").splitlines():
        bits, characters = line.split("\t")
        table.update(dict.fromkeys(characters, float(bits)))
    return table


@lru_cache(_REMEMBERED)
def _character_bits(character: str) -> float:
    if character.isascii():
        return _ascii_bits(character)
    known = _bits_table().get(character)
    return known if known is not None else _rare_bits(character)


def _ascii_bits(character: str) -> float:
    if character.isalnum() or character in " \n":
        return 6.0
    return 10.0 if character.isprintable() or character in "\t\r\f\v" else 40.0


# Bits for characters the table does not list, by Unicode category; ``L`` and so on stand for the whole group.
_CATEGORY_BITS = {"Cn": 60.0, "Cs": 60.0, "Co": 40.0, "Cc": 40.0, "L": 20.0, "M": 24.0, "N": 18.0, "P": 16.0}


def _rare_bits(character: str) -> float:
    if character == "�":
        return _BAD_BITS
    if "一" <= character <= "鿿":
        return 26.0
    if "぀" <= character <= "ヿ":
        return 15.0
    if character > "힣":
        return 32.0 if unicodedata.category(character)[0] in "LNPZ" else _BAD_BITS
    category = unicodedata.category(character)
    return _CATEGORY_BITS.get(category, _CATEGORY_BITS.get(category[0], 22.0))


def _decode_keeping_all(data: bytes, encoding: str) -> str:
    """Decode strictly where that works and mend only the lines where it does not."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        pass
    if encoding.startswith(("utf-16", "utf-32")):
        return _paired(data.decode(encoding, _surrogates_or_replacement(data, encoding)))
    return "".join(_mended_line(line, encoding) for line in data.splitlines(keepends=True))


def _surrogates_or_replacement(data: bytes, encoding: str = "utf-8") -> str:
    """Choose the error handler: surrogates are kept (to be paired later) unless other bytes are broken too."""
    try:
        data.decode(encoding, "surrogatepass")
    except UnicodeDecodeError:
        return "replace"
    return "surrogatepass"


def _paired(text: str) -> str:
    """Join surrogate halves that belong together (CESU-8); lone ones become U+FFFD."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _mended_line(line: bytes, encoding: str) -> str:
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        pass
    if encoding == "utf-8":
        return _paired(line.decode("utf-8", _surrogates_or_replacement(line)))
    if len(line) > _MENDABLE_LINE:
        return line.decode(encoding, "replace")
    return _cheapest_reading(line, encoding)


def _cheapest_reading(line: bytes, encoding: str) -> str:
    """Read a damaged line so that as little as possible is lost.

    After one lost byte a double-byte decoder pairs the halves of neighbours until the line ends. So all ways to cut
    the line into characters and unreadable bytes are compared, and the likeliest one is taken.
    """
    best: list[tuple[float, int, str]] = [(0.0, 0, "")]
    for end in range(1, len(line) + 1):
        options = [(best[end - 1][0] + _BAD_BITS, end - 1, "�")]
        options += [
            (best[end - size][0] + _character_bits(character), end - size, character)
            for size in (1, 2, 4)
            if size <= end and (character := _one_character(line[end - size : end], encoding))
        ]
        best.append(min(options))
    pieces: list[str] = []
    position = len(line)
    while position:
        _, previous, character = best[position]
        pieces.append(character)
        position = previous
    return "".join(reversed(pieces))


@cache
def _one_character(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if len(text) == 1 else None


def _cleaned(text: str, encoding: str) -> Decoded:
    """Take out what no text may hold and say so."""
    warnings: list[str] = []
    text = _SURROGATE.sub("�", text)
    bad = text.count("�")
    nulls = text.count("\0")
    if bad:
        warnings.append(f"按 {_NAMES[encoding]} 编码读取，有 {bad} 处无法识别，已用“�”代替，请与原件核对。")
    if nulls:
        text = text.replace("\0", "")
        warnings.append(f"文件中夹有 {nulls} 个空字符（NUL），已略去。")
    text = text.removeprefix("\ufeff")
    unreadable = bad + nulls + len(_CONTROL.findall(text))
    plausible = unreadable <= _LARGEST_BAD_SHARE * (len(text) + nulls) and _looks_written(text, encoding)
    return Decoded(text, _NAMES[encoding], tuple(warnings), plausible)


def _looks_written(text: str, encoding: str) -> bool:
    """Tell writing from chance: bytes that happen to be valid GB18030 or UTF-16 give rare characters only."""
    if encoding == "utf-8" or not text:
        return True
    sample = text[:_SAMPLE]
    return _text_bits(sample) / len(sample) < _IMPLAUSIBLE_BITS
