"""Archives are unpacked within bounds, by names made here; what cannot be read is told member by member."""

import io
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.core.catalog import ImportFailure
from viewer.core.errors import FileDamagedError, FileEncryptedError, FileTooLargeError
from viewer.importing.archive import Unpacked, clean_name, is_archive, unpack

SUFFIXES = frozenset({".txt", ".zip"})


def packed(members: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return whole.getvalue()


def unpacked(tmp_path: Path, content: bytes) -> tuple[Unpacked | ImportFailure, ...]:
    path, folder = tmp_path / "a.zip", tmp_path / "out"
    path.write_bytes(content)
    folder.mkdir()
    return unpack(path, folder, "a.zip", SUFFIXES)


def shown(found: tuple[Unpacked | ImportFailure, ...]) -> list[str]:
    return [each.shown for each in found if isinstance(each, Unpacked)]


def test_members_are_given_in_order_with_their_place(tmp_path: Path) -> None:
    found = unpacked(tmp_path, packed({"乙/二.txt": b"2", "甲.txt": b"1", "图.exe": b"x", ".暗.txt": b"h"}))
    assert shown(found) == ["a.zip/乙/二.txt", "a.zip/甲.txt"]


def test_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    names = {"../../x.txt": b"1", "/etc/y.txt": b"2", "C:\\z.txt": b"3", "a/../../w.txt": b"4"}
    for each in unpacked(tmp_path, packed(names)):
        assert isinstance(each, Unpacked)
        assert each.path.resolve().is_relative_to(tmp_path / "out")


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    content = packed({"xxxxxxxx.txt": b"1"}).replace(b"xxxxxxxx", "停车答复".encode("gb18030"))
    assert shown(unpacked(tmp_path, content)) == ["a.zip/停车答复.txt"]


def test_an_archive_in_an_archive_is_opened_and_no_deeper(tmp_path: Path) -> None:
    third = packed({"c.txt": b"3"})
    found = unpacked(tmp_path, packed({"b.zip": packed({"b.txt": b"2", "c.zip": third})}))
    assert shown(found) == ["a.zip/b.zip/b.txt"]
    assert [each.path for each in found if isinstance(each, ImportFailure)] == ["a.zip/b.zip/c.zip"]


def test_a_broken_member_leaves_the_others(tmp_path: Path) -> None:
    whole = bytearray(packed({"a.txt": bytes(range(256)) * 9, "b.txt": b"2"}))
    whole[60] ^= 0xFF
    found = unpacked(tmp_path, bytes(whole))
    assert [type(each) for each in found] == [ImportFailure, Unpacked]


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileTooLargeError):
        unpacked(tmp_path, packed({"a.txt": bytes(80 << 20)}))


def test_half_an_archive_gives_what_can_be_read_and_says_so(tmp_path: Path) -> None:
    whole = packed({"a.txt": b"1" * 500, "b.txt": b"2" * 500})
    failure, member = unpacked(tmp_path, whole[: len(whole) // 3])
    assert isinstance(failure, ImportFailure)
    assert "已损坏" in failure.reason
    assert isinstance(member, Unpacked)
    assert member.path.read_bytes().startswith(b"1")


def test_the_first_bytes_of_an_archive_are_damage(tmp_path: Path) -> None:
    with pytest.raises(FileDamagedError):
        unpacked(tmp_path, packed({"a.txt": b"1" * 500})[:20])


def test_a_word_document_is_no_archive(tmp_path: Path) -> None:
    for name, expected in (("[Content_Types].xml", False), ("答复.txt", True)):
        (tmp_path / "a.zip").write_bytes(packed({name: b"1"}))
        assert is_archive(tmp_path / "a.zip") is expected


@given(st.text(max_size=300))
@settings(max_examples=100)
def test_any_name_becomes_one_a_file_system_takes(name: str) -> None:
    cleaned = clean_name(name)
    assert 0 < len(cleaned.encode()) <= 255
    assert PurePosixPath(cleaned).name == cleaned
    assert clean_name(cleaned) == cleaned


LOCKED = sorted((Path(__file__).parent / "files").glob("locked*.zip"))  # by Info-ZIP, and with AES by pyzipper


@pytest.mark.parametrize("path", LOCKED, ids=lambda path: path.name)
def test_the_right_password_opens_an_archive(path: Path, tmp_path: Path) -> None:
    found = unpack(path, tmp_path, "a.zip", SUFFIXES, password="geheim")  # noqa: S106 - a test's own
    texts = [each.path.read_text(encoding="utf-8") for each in found if isinstance(each, Unpacked)]
    assert texts == ["关于停车的答复\n我局收悉。\n", "关于绿化的答复。"]


@pytest.mark.parametrize("path", LOCKED, ids=lambda path: path.name)
@pytest.mark.parametrize(("password", "said"), [(None, "有密码"), ("nichts", "不对")])
def test_without_the_password_an_archive_asks_for_it(
    path: Path, password: str | None, said: str, tmp_path: Path
) -> None:
    with pytest.raises(FileEncryptedError, match=said):
        unpack(path, tmp_path, "a.zip", SUFFIXES, password=password)


def test_a_locked_member_cut_off_is_no_wrong_password_for_the_others(tmp_path: Path) -> None:
    stored = bytearray(LOCKED[0].read_bytes())
    stored[stored.index(b"1.txt") + 40] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(stored)
    (tmp_path / "out").mkdir()
    found = unpack(tmp_path / "a.zip", tmp_path / "out", "a.zip", SUFFIXES, password="geheim")  # noqa: S106
    assert [isinstance(each, Unpacked) for each in found] == [False, True]
