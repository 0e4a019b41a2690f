"""Files of Word 6 and 95 give their text."""

import struct
from pathlib import Path

import pytest

from viewer.core.errors import FileEncryptedError
from viewer.importing.word6 import is_word6, word6_text

PATH = Path("a.doc")


def main_stream(text: bytes, *, language: int = 0x0804, flags: int = 0, version: int = 104) -> bytes:
    head = bytearray(0x300)
    struct.pack_into("<HH", head, 0, 0xA5DC, version)
    struct.pack_into("<H", head, 0x06, language)
    struct.pack_into("<H", head, 0x0A, flags)
    struct.pack_into("<I", head, 0x18, len(head))
    struct.pack_into("<I", head, 0x34, len(text))
    return bytes(head) + text


def test_the_text_is_decoded_by_the_language_of_the_file() -> None:
    assert word6_text(PATH, main_stream("关于停车的答复\r".encode("gb18030"))) == "关于停车的答复\r"
    assert word6_text(PATH, main_stream("Отвѣтъ".replace("ѣ", "е").encode("cp1251"), language=0x0419)) == "Ответъ"


def test_pieces_of_a_quickly_saved_file_are_joined() -> None:
    stream = bytearray(main_stream(b"world", flags=0x0004) + b"hello ")
    end = len(stream)
    table = struct.pack("<III", 0, 6, 11) + struct.pack("<HIH", 0, end - 6, 0) + struct.pack("<HIH", 0, 0x300, 0)
    clx = b"\x02" + struct.pack("<I", len(table)) + table
    struct.pack_into("<I", stream, 0x34, 11)
    struct.pack_into("<II", stream, 0x160, end, len(clx))
    assert word6_text(PATH, bytes(stream) + clx) == "hello world"


def test_a_newer_file_is_none_of_these() -> None:
    assert is_word6(main_stream(b""))
    assert not is_word6(main_stream(b"", version=0xC1))


def test_a_password_is_told() -> None:
    with pytest.raises(FileEncryptedError):
        word6_text(PATH, main_stream(b"x", flags=0x0100))
