"""Files written by an office program: the same reply as DOC, ODT and RTF, with hidden and deleted words in it."""

import contextlib
from pathlib import Path

import pytest

from viewer.core.errors import FileDamagedError, FileReadError
from viewer.core.raw import BlockKind
from viewer.importing.registry import read

FILES = Path(__file__).parent / "files"
EXPECTED = [
    "关于增加停车泊位的答复",
    "张三代表：",
    "您提出的建议收悉。2023年新增公共停车泊位812个，𠮷祥路等路段已启用。",
    "道路\t泊位\t备注",
    "一号路\t120\t已启用",
    "下一步，将继续挖潜增效。",
]
NUMBERED = [
    "关于增加停车泊位的答复",
    "一、停车",
    "（一）挖潜",
    "（二）共享",
    "1.错时",
    "说明如下。",
    "二、绿化",
    "（一）增绿",
    "一、另起",
    "第一部分基本情况",
]
READABLE = ["reply.doc", "reply.odt", "reply.rtf"]


@pytest.mark.parametrize("name", READABLE)
def test_a_reply_is_read_as_it_prints(name: str) -> None:
    raw = read(FILES / name)
    assert [block.span.of(raw.text) for block in raw.blocks] == EXPECTED


@pytest.mark.parametrize("name", ["numbered.doc", "numbered.odt", "numbered.rtf"])
def test_automatic_numbers_are_written_out(name: str) -> None:
    raw = read(FILES / name)
    assert [block.span.of(raw.text) for block in raw.blocks] == NUMBERED


@pytest.mark.parametrize("name", READABLE)
def test_a_table_gives_rows(name: str) -> None:
    raw = read(FILES / name)
    assert [block.kind for block in raw.blocks].count(BlockKind.TABLE_ROW) == 2


@pytest.mark.parametrize("name", READABLE)
def test_a_truncated_file_is_refused_or_read_in_part(name: str, tmp_path: Path) -> None:
    whole = (FILES / name).read_bytes()
    for length in range(1, len(whole), max(1, len(whole) // 40)):
        path = tmp_path / name
        path.write_bytes(whole[:length])
        with contextlib.suppress(FileReadError):
            read(path)


def test_a_flipped_byte_never_crashes_the_reader_of_doc(tmp_path: Path) -> None:
    whole = (FILES / "reply.doc").read_bytes()
    path = tmp_path / "a.doc"
    for at in range(0, len(whole), 97):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        with contextlib.suppress(FileReadError):
            read(path)


def test_a_compound_file_that_is_no_text_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(FileDamagedError, match="已损坏"):
        read(path)
