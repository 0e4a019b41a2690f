"""Of a binary Word file that was cut off the text that is left is read, and marked."""

import struct
from pathlib import Path

import olefile
import pytest

from viewer.core.errors import FileDamagedError, FileUnsupportedError
from viewer.importing.registry import read
from viewer.importing.word97_salvage import is_cut_off, salvage_streams

WHOLE = Path(__file__).parent / "files" / "reply.doc"
DIRECTORY, TEXT = 18432, 13312 + 2048  # where the list of streams and the text stand in the file
FAT_SECTORS = 0x4C
FAST_SAVED = 0x000A  # of the main stream


@pytest.fixture
def cut(tmp_path: Path) -> Path:
    """Return a path of the name that is read."""
    return tmp_path / "断.doc"


def as_word_lays_it_out(main: bytes) -> bytes:
    """Put the main stream first and the table of sectors behind the cut."""
    header = bytearray(WHOLE.read_bytes()[:512])
    struct.pack_into("<I", header, FAT_SECTORS, 5000)
    return bytes(header) + main


def main_stream() -> bytes:
    with olefile.OleFileIO(str(WHOLE)) as ole:
        return bytes(ole.openstream("WordDocument").read())


def test_without_its_list_of_streams_the_whole_text_is_read(cut: Path) -> None:
    cut.write_bytes(WHOLE.read_bytes()[:DIRECTORY])
    raw = read(cut)
    assert (raw.text, raw.partial, len(raw.warnings)) == (read(WHOLE).text, True, 1)


def test_a_cut_text_is_read_up_to_the_cut(cut: Path) -> None:
    cut.write_bytes(WHOLE.read_bytes()[: TEXT + 2 * 40])
    raw = read(cut)
    assert raw.partial
    assert "删除" in "".join(raw.warnings)
    assert read(WHOLE).text.startswith(raw.text)
    assert 30 < len(raw.text) <= 40


def test_without_its_table_a_text_in_one_piece_is_read_and_revisions_are_warned_of(cut: Path) -> None:
    cut.write_bytes(as_word_lays_it_out(main_stream()[: 2048 + 2 * 103]))
    raw = read(cut)
    assert raw.text.replace("内部掌握的话删去的话", "") == read(WHOLE).text  # hidden and deleted there
    assert "删除" in "".join(raw.warnings)


def test_without_its_table_a_text_in_pieces_is_damaged(cut: Path) -> None:
    main = bytearray(main_stream())
    main[FAST_SAVED] |= 0x04
    cut.write_bytes(as_word_lays_it_out(bytes(main)))
    with pytest.raises(FileDamagedError):
        read(cut)


def test_other_bytes_than_text_are_not_taken_for_it(cut: Path) -> None:
    main = bytearray(main_stream())
    main[2048 : 2048 + 2 * 103] = bytes.fromhex("ffe0") * 103
    cut.write_bytes(as_word_lays_it_out(bytes(main)))
    with pytest.raises(FileDamagedError):
        read(cut)


def test_a_file_whose_text_is_whole_is_marked_when_its_end_is_missing(cut: Path) -> None:
    whole = bytearray(WHOLE.read_bytes())
    struct.pack_into("<I", whole, 512 + 4 * 60, 0xFFFFFFFE)  # a sector behind the end belonged to something
    cut.write_bytes(whole)
    assert (read(cut).text, read(cut).partial) == (read(WHOLE).text, True)


def test_a_text_of_an_older_state_of_the_file_is_not_read(cut: Path) -> None:
    content = bytearray(WHOLE.read_bytes()[:DIRECTORY])
    struct.pack_into("<I", content, 512 + 4 * 25, 0xFFFFFFFF)  # the sector of the main stream belongs to nothing
    cut.write_bytes(content)
    with pytest.raises(FileDamagedError):
        read(cut)


def test_a_whole_file_is_not_cut_off() -> None:
    whole = WHOLE.read_bytes()
    assert (is_cut_off(whole), is_cut_off(whole[:DIRECTORY])) == (False, True)


def test_a_file_without_a_main_stream_holds_nothing_to_salvage(cut: Path) -> None:
    content = WHOLE.read_bytes()[:4096]
    assert salvage_streams(content) is None
    cut.write_bytes(content)
    with pytest.raises((FileDamagedError, FileUnsupportedError)):
        read(cut)
