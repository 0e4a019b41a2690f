"""An archive among the files of an import brings each of its members as a document of its own."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from viewer.core.catalog import ImportReport
from viewer.core.progress import CancelToken, ignore_progress
from viewer.services.opening import Services

ImportNow = Callable[..., ImportReport]


def packed(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def test_every_member_is_a_document_with_its_own_name(
    services: Services, import_now: ImportNow, tmp_path: Path
) -> None:
    archive = packed(tmp_path / "全部答复.zip", {"甲/1.txt": "停车的答复".encode(), "乙/1.txt": "绿化的答复".encode()})
    report = import_now(archive)
    names = [services.documents.open(each).reading.source.name for each in report.imported]
    assert (names, report.failed) == (["1.txt", "1.txt"], ())


def test_a_member_that_cannot_be_read_is_named_with_its_place(import_now: ImportNow, tmp_path: Path) -> None:
    report = import_now(packed(tmp_path / "a.zip", {"甲/空.txt": b"", "甲/好.txt": "绿化的答复".encode()}))
    assert len(report.imported) == 1
    assert [failure.path for failure in report.failed] == [f"{tmp_path / 'a.zip'}/甲/空.txt"]


def test_an_archive_in_a_folder_is_opened_too(import_now: ImportNow, tmp_path: Path) -> None:
    folder = tmp_path / "收文"
    folder.mkdir()
    packed(folder / "a.zip", {"1.txt": "停车的答复".encode()})
    assert len(import_now(folder).imported) == 1


def test_an_archive_with_nothing_to_read_says_so(import_now: ImportNow, tmp_path: Path) -> None:
    (failure,) = import_now(packed(tmp_path / "a.zip", {"a.exe": b"MZ"})).failed
    assert "没有可以导入的文件" in failure.reason


def test_half_an_archive_is_one_failure(import_now: ImportNow, tmp_path: Path) -> None:
    whole = packed(tmp_path / "a.zip", {"1.txt": b"1" * 500}).read_bytes()
    (tmp_path / "a.zip").write_bytes(whole[:60])
    (failure,) = import_now(tmp_path / "a.zip").failed
    assert "已损坏" in failure.reason


def test_an_archive_under_a_password_asks_for_it_and_opens_with_it(
    services: Services, import_now: ImportNow, tmp_path: Path
) -> None:
    archive = tmp_path / "锁.zip"
    archive.write_bytes((Path(__file__).parents[1] / "importing" / "files" / "locked-aes.zip").read_bytes())
    (failure,) = import_now(archive).failed
    assert failure.wants_password
    report = services.importer.import_paths(
        [archive], progress=ignore_progress, cancel=CancelToken(), passwords=["geheim"]
    )
    assert (len(report.imported), report.failed) == (2, ())
