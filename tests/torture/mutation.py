"""Damages samples the way disks, mail gateways and attackers do; the same random numbers give the same damage."""

import io
import random
import re
import zipfile
from collections.abc import Callable

_EDGES = (0, 1, -1, 127, 128, 255, 256, 32767, 32768, 65535, 65536, (1 << 31) - 1, 1 << 31, (1 << 32) - 1, 1 << 63)
_ODD_CHARACTERS = (
    "\x00\x01\x0b\x0c\x1b\x7f\x85\xa0\u00ad\u0300\u200b\u200d\u200f\u2028\u202e\u3000\ufeff\ufffd\uffff𠮷😀０％‰°²〇"
)
_ODD_LINES = (
    "", "　　", "第页共页", "（此件公开发布）", "办理结果：", "2023年2月30日", "99999999999999999999亿元",
    "-0.0%", "1.2.3.4",
    "同比增长－5%至＋3%", "100/0", "《《《》", "一、（一）1.①", "电话：021-", "联系人：",
    "〔〕号", "约1/0", "“‘“’", "零点零零个百分点",
)  # fmt: skip
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_TAG = re.compile(rb"<(/?)([A-Za-z_][\w:.-]*)([^<>]*)>")
_DEEPEST_REPEAT = 400


def mutated_bytes(content: bytes, chance: random.Random, others: tuple[bytes, ...] = ()) -> bytes:
    """Return the content with one to eight injuries; some take a piece of another sample."""
    data = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 5, 8))):
        if not data:
            break
        chance.choice(_INJURIES)(data, chance)
        if others and chance.random() < 0.05:
            _splice(data, chance, chance.choice(others))
    return bytes(data)


def mutated_package(content: bytes, chance: random.Random) -> bytes:
    """Return a ZIP package with the insides of one to three members damaged and everything around them right.

    Damage to the bytes of the package itself seldom gets past its check sums; this reaches what lies behind them.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = {info.filename: package.read(info) for info in package.infolist()}
    for _ in range(chance.choice((1, 1, 2, 3))):
        name = chance.choice(list(members))
        members[name] = mutated_markup(members[name], chance)
    _shuffle_members(members, chance)
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as package:
        for name, member in members.items():
            package.writestr(name, member, zipfile.ZIP_STORED if name == "mimetype" else None)
    return whole.getvalue()


def mutated_markup(content: bytes, chance: random.Random) -> bytes:
    """Return XML, HTML or the like with its tags, numbers and words damaged but often still well-formed."""
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        content = chance.choice(_MARKUP_INJURIES)(content, chance)
    return content


def mutated_text(text: str, chance: random.Random) -> str:
    """Return a text with lines and characters lost, doubled, moved and made strange."""
    lines = text.split("\n")
    for _ in range(chance.choice((1, 2, 3, 5, 8, 13))):
        if not lines:
            break
        at = chance.randrange(len(lines))
        lines = chance.choice(_LINE_INJURIES)(lines, at, chance)
    return "\n".join(lines)


def _flip(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _set(data: bytearray, chance: random.Random) -> None:
    data[chance.randrange(len(data))] = chance.choice((0, 0xFF, 0x7F, 0x80, chance.randrange(256)))


def _edge_number(data: bytearray, chance: random.Random) -> None:
    width = chance.choice((1, 2, 4, 8))
    at = chance.randrange(len(data))
    number = chance.choice(_EDGES) & ((1 << 8 * width) - 1)
    data[at : at + width] = number.to_bytes(width, chance.choice(("little", "big")))


def _cut_out(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    del data[at : at + _length(data, chance)]


def _cut_off(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data)) :]


def _double(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    piece = data[at : at + _length(data, chance)]
    to = chance.randrange(len(data))
    data[to:to] = piece * chance.choice((1, 1, 2, 30))


def _noise(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    length = min(_length(data, chance), 512)
    data[at : at + length] = chance.randbytes(length)


def _blank(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data))
    length = min(512, len(data) - at)  # a sector that was never written
    data[at : at + length] = bytes(length)


def _written_number(data: bytearray, chance: random.Random) -> None:
    content = bytes(data)
    data[:] = _other_number(content, chance)


def _splice(data: bytearray, chance: random.Random, other: bytes) -> None:
    if other:
        start = chance.randrange(len(other))
        at = chance.randrange(len(data) + 1)
        data[at:at] = other[start : start + 4096]


def _length(data: bytearray, chance: random.Random) -> int:
    return chance.choice((1, 2, 4, 16, 64, 512, max(1, len(data) // 8)))


def _other_number(content: bytes, chance: random.Random) -> bytes:
    found = [match.span() for match in _NUMBER.finditer(content)]
    if not found:
        return content
    start, end = chance.choice(found)
    number = (
        str(chance.choice(_EDGES)) if chance.random() < 0.8 else f"{chance.choice(_EDGES)}.{chance.randrange(99)}e9"
    )
    return content[:start] + number.encode() + content[end:]


def _other_tag(content: bytes, chance: random.Random) -> bytes:
    """Give one tag the name of another."""
    found = list(_TAG.finditer(content))
    if not found:
        return content
    place, source = chance.choice(found), chance.choice(found)
    return content[: place.start(2)] + source[2] + content[place.end(2) :]


def _other_attributes(content: bytes, chance: random.Random) -> bytes:
    found = list(_TAG.finditer(content))
    if not found:
        return content
    place, source = chance.choice(found), chance.choice(found)
    attributes = source[3] if chance.random() < 0.7 else b""
    return content[: place.start(3)] + attributes + content[place.end(3) :]


def _moved_piece(content: bytes, chance: random.Random) -> bytes:
    """Copy what stands between two tags to another place, perhaps many times: loops, floods, things in wrong places."""
    found = list(_TAG.finditer(content))
    if len(found) < 3:
        return content
    first = chance.randrange(len(found) - 1)
    last = min(len(found) - 1, first + chance.choice((1, 2, 3, 8, 40)))
    piece = content[found[first].start() : found[last].end()]
    at = chance.choice(found).start()
    return content[:at] + piece * chance.choice((1, 1, 2, 50)) + content[at:]


def _nested(content: bytes, chance: random.Random) -> bytes:
    found = [match for match in _TAG.finditer(content) if not match[1] and not match[3].endswith(b"/")]
    if not found:
        return content
    tag = chance.choice(found)
    depth = chance.choice((2, 30, _DEEPEST_REPEAT))
    return content[: tag.start()] + tag[0] * depth + b"</" + tag[2] + b">" * depth + content[tag.start() :]


def _lost_piece(content: bytes, chance: random.Random) -> bytes:
    found = list(_TAG.finditer(content))
    if len(found) < 2:
        return content
    first = chance.randrange(len(found) - 1)
    last = min(len(found) - 1, first + chance.choice((1, 2, 3, 8)))
    return content[: found[first].start()] + content[found[last].end() :]


def _odd_words(content: bytes, chance: random.Random) -> bytes:
    found = list(_TAG.finditer(content))
    at = chance.choice(found).end() if found else chance.randrange(len(content) + 1)
    odd = chance.choice(
        (chance.choice(_ODD_LINES), chance.choice(_ODD_CHARACTERS) * 3, "&#0;", "&#xD800;", "]]>", "&amp;")
    )
    return content[:at] + odd.encode() + content[at:]


def _raw_injury(content: bytes, chance: random.Random) -> bytes:
    return mutated_bytes(content, chance)


def _shuffle_members(members: dict[str, bytes], chance: random.Random) -> None:
    names = list(members)
    what = chance.random()
    if what < 0.06:
        del members[chance.choice(names)]
    elif what < 0.12:
        one, other = chance.choice(names), chance.choice(names)
        members[one], members[other] = members[other], members[one]
    elif what < 0.15:
        members["../" + chance.choice(names)] = b"x"


def _drop_line(lines: list[str], at: int, _chance: random.Random) -> list[str]:
    return lines[:at] + lines[at + 1 :]


def _repeat_line(lines: list[str], at: int, chance: random.Random) -> list[str]:
    return lines[:at] + [lines[at]] * chance.choice((2, 3, 40)) + lines[at + 1 :]


def _move_line(lines: list[str], at: int, chance: random.Random) -> list[str]:
    rest = lines[:at] + lines[at + 1 :]
    to = chance.randrange(len(rest) + 1)
    return [*rest[:to], lines[at], *rest[to:]]


def _join_lines(lines: list[str], at: int, chance: random.Random) -> list[str]:
    end = at + chance.choice((2, 5, 50))
    return [*lines[:at], "".join(lines[at:end]), *lines[end:]]


def _odd_line(lines: list[str], at: int, chance: random.Random) -> list[str]:
    return [*lines[:at], chance.choice(_ODD_LINES) * chance.choice((1, 1, 3)), *lines[at:]]


def _odd_character(lines: list[str], at: int, chance: random.Random) -> list[str]:
    line = lines[at]
    to = chance.randrange(len(line) + 1)
    return [
        *lines[:at],
        line[:to] + chance.choice(_ODD_CHARACTERS) + line[to + chance.choice((0, 1)) :],
        *lines[at + 1 :],
    ]


def _shuffled_characters(lines: list[str], at: int, chance: random.Random) -> list[str]:
    letters = list(lines[at])
    chance.shuffle(letters)
    return [*lines[:at], "".join(letters), *lines[at + 1 :]]


def _long_line(lines: list[str], at: int, chance: random.Random) -> list[str]:
    if len(lines[at]) > 2000:
        return lines
    return [*lines[:at], lines[at] * chance.choice((5, 50)), *lines[at + 1 :]]


def _character_run(lines: list[str], at: int, chance: random.Random) -> list[str]:
    line = lines[at]
    to = chance.randrange(len(line) + 1)
    letter = chance.choice("0123456789.,，、（(《“%亿万年号区局、：-—/ " + _ODD_CHARACTERS)
    return [*lines[:at], line[:to] + letter * chance.choice((2, 20, 500)) + line[to:], *lines[at + 1 :]]


_INJURIES: tuple[Callable[[bytearray, random.Random], None], ...] = (
    _flip, _flip, _set, _edge_number, _cut_out, _cut_off, _double, _noise, _blank, _written_number, _written_number,
)  # fmt: skip
_MARKUP_INJURIES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _other_number, _other_number, _other_tag, _other_attributes, _moved_piece, _nested, _lost_piece, _odd_words,
    _raw_injury,
)  # fmt: skip
_LINE_INJURIES: tuple[Callable[[list[str], int, random.Random], list[str]], ...] = (
    _drop_line, _repeat_line, _move_line, _join_lines, _odd_line, _odd_character, _odd_character, _shuffled_characters,
    _long_line, _character_run,
)  # fmt: skip
