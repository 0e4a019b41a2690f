"""Importing keeps what is good, names what is not, and loses nothing."""

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from viewer.core.catalog import ImportReport
from viewer.core.errors import FileTimeoutError, FileTooLargeError, LibraryReadOnlyError
from viewer.core.progress import CancelToken, ProgressStep, ignore_progress
from viewer.core.reading import Reading
from viewer.importing.worker import Limits, Worker
from viewer.services import import_files
from viewer.services.import_files import Importer
from viewer.services.opening import Services
from viewer.services.read_file import fingerprint, read_file

ImportNow = Callable[..., ImportReport]

GOOD = "关于停车的答复\n\n张三代表：\n\n　　您的建议收悉，现答复如下。\n"


def failure_of(report: ImportReport) -> tuple[str, str]:
    (failure,) = report.failed
    return failure.reason, failure.advice


def test_files_of_a_folder_come_in_and_are_indexed(services: Services, import_now: ImportNow, replies: Path) -> None:
    report = import_now(replies)
    assert (len(report.imported), report.duplicates, report.failed, report.cancelled) == (3, (), (), False)
    assert {summary.id for summary in services.catalog.summaries()} == set(report.imported)
    state = services.index.state()
    assert (state.indexed, state.total) == (3, 3)  # small segments may still be merged behind it


def test_the_original_is_kept_unchanged(services: Services, import_now: ImportNow, replies: Path) -> None:
    (document_id,) = import_now(replies / "1.txt").imported
    assert services.documents.original(document_id).read_bytes() == (replies / "1.txt").read_bytes()


def test_the_reading_is_stored_whole(services: Services, import_now: ImportNow, replies: Path) -> None:
    (document_id,) = import_now(replies / "1.txt").imported
    reading = services.documents.open(document_id).reading
    assert reading.metadata.number == "001"
    assert reading.source.name == "1.txt"
    assert all(entity.span.of(reading.document.text) == entity.surface for entity in reading.entities)
    assert any(metric.value == 112 for metric in reading.metrics)


def test_the_same_content_twice_is_one_document(import_now: ImportNow, replies: Path) -> None:
    (document_id,) = import_now(replies / "1.txt").imported
    copy = replies / "副本.txt"
    shutil.copy(replies / "1.txt", copy)
    report = import_now(copy)
    assert (report.imported, report.duplicates) == ((), ((str(copy), document_id),))


def test_the_same_content_twice_in_one_import_is_one_document(import_now: ImportNow, replies: Path) -> None:
    shutil.copy(replies / "1.txt", replies / "副本.txt")
    report = import_now(replies)
    assert (len(report.imported), len(report.duplicates)) == (3, 1)


def test_a_removed_document_comes_back_by_importing_it_again(
    services: Services, import_now: ImportNow, replies: Path
) -> None:
    (document_id,) = import_now(replies / "1.txt").imported
    services.documents.remove([document_id])
    assert import_now(replies / "1.txt").imported == (document_id,)
    assert [summary.id for summary in services.catalog.summaries()] == [document_id]


def test_a_bad_file_does_not_stop_the_rest(import_now: ImportNow, replies: Path) -> None:
    (replies / "0.txt").write_bytes(b"")
    report = import_now(replies)
    assert len(report.imported) == 3
    assert failure_of(report)[0].startswith("“0.txt”是空文件")


def test_progress_counts_files_and_names_them(import_now: ImportNow, replies: Path) -> None:
    steps: list[ProgressStep] = []
    import_now(replies, progress=steps.append)
    assert [(step.done, step.total, step.message) for step in steps[1:4]] == [
        (1, 3, "1.txt"),
        (2, 3, "2.txt"),
        (3, 3, "3.txt"),
    ]


def test_what_was_read_before_a_cancel_stays(services: Services, replies: Path) -> None:
    cancel = CancelToken()

    def stop_at_the_second(step: ProgressStep) -> None:
        if step.done == 2:
            cancel.cancel()

    report = services.importer.import_paths([replies], progress=stop_at_the_second, cancel=cancel)
    assert report.cancelled
    assert len(report.imported) == 2
    assert {summary.id for summary in services.catalog.summaries()} == set(report.imported)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "空文件"),
        (b" \n\t\r\n ", "没有文字"),
        (os.urandom(5000), "文本"),
        (b"\x7fELF" + bytes(range(256)) * 20, "程序"),
        (b"PK\x03\x04" + os.urandom(3000), ""),
        (b"%PDF-1.7 broken", ""),
    ],
    ids=["empty", "blank", "noise", "program", "zip", "pdf"],
)
def test_a_file_that_is_no_text_is_refused_with_advice(
    services: Services, import_now: ImportNow, tmp_path: Path, data: bytes, reason: str
) -> None:
    path = tmp_path / "坏文件.txt"
    path.write_bytes(data)
    said, advice = failure_of(import_now(path))
    assert reason in said
    assert advice
    assert services.catalog.summaries() == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
def test_any_usual_encoding_is_read(services: Services, import_now: ImportNow, tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((GOOD * 3).encode(encoding))
    (document_id,) = import_now(path).imported
    assert "您的建议收悉" in services.documents.open(document_id).reading.document.text


@pytest.mark.parametrize("name", ["𠮷野家.txt", "😀 答复.txt", "两行\n名字.txt", "a'b\"c.txt", "-rf.txt"])
def test_odd_names_are_kept(services: Services, import_now: ImportNow, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(GOOD, encoding="utf-8")
    (document_id,) = import_now(path).imported
    assert services.documents.open(document_id).reading.source.name == name


def test_a_name_that_is_no_text_is_shown_with_replacements(
    services: Services, import_now: ImportNow, tmp_path: Path
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + "/答复".encode() + b"\xff\xfe.txt"))
    path.write_text(GOOD, encoding="utf-8")
    (document_id,) = import_now(path).imported
    assert services.documents.open(document_id).reading.source.name == "答复��.txt"


def test_characters_that_no_text_may_hold_do_no_harm(services: Services, import_now: ImportNow, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(GOOD.encode() + "\0\0丁吉𠮷".encode() + b"\xed\xa0\x80\n")
    (document_id,) = import_now(path).imported
    stored = services.documents.open(document_id).reading
    assert "𠮷" in stored.document.text
    assert "\0" not in stored.document.text
    assert stored.warnings


def test_a_file_that_vanishes_during_the_import_is_told(
    import_now: ImportNow, replies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_and_delete(path: Path) -> tuple[str, int]:
        found = before(path)
        path.unlink()
        return found

    before = fingerprint
    monkeypatch.setattr(import_files, "fingerprint", read_and_delete)
    reason, advice = failure_of(import_now(replies / "1.txt"))
    assert "打不开" in reason
    assert advice


def test_a_file_that_changes_during_the_import_is_not_taken(
    services: Services, import_now: ImportNow, replies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_and_change(importer: Importer, path: Path, *rest: Any) -> Reading:  # noqa: ANN401 - as they come
        reading = before(importer, path, *rest)
        path.write_text("别的内容", encoding="utf-8")
        return reading

    before = Importer._opened
    monkeypatch.setattr(Importer, "_opened", read_and_change)
    reason, _ = failure_of(import_now(replies / "1.txt"))
    assert "改动" in reason
    assert services.catalog.summaries() == []


def test_a_path_that_does_not_exist_is_a_failure(import_now: ImportNow, tmp_path: Path) -> None:
    assert "找不到" in failure_of(import_now(tmp_path / "没有.txt"))[0]


def test_a_pipe_is_not_waited_for(import_now: ImportNow, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    assert "不是普通文件" in failure_of(import_now(tmp_path / "管道.txt"))[0]
    assert import_now(tmp_path).failed == ()


def test_a_read_only_library_says_so_before_any_file_is_read(
    services: Services, replies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services._library, "read_only", True)
    with pytest.raises(LibraryReadOnlyError):
        services.importer.import_paths([replies], progress=ignore_progress, cancel=CancelToken())


def test_two_imports_at_once_share_the_library(services: Services, replies: Path) -> None:
    reports: list[ImportReport] = []

    def run() -> None:
        reports.append(services.importer.import_paths([replies], progress=ignore_progress, cancel=CancelToken()))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(len(report.imported) for report in reports) == 3
    assert sum(len(report.duplicates) for report in reports) == 3


def test_fifty_megabytes_in_one_line_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "长.txt"
    path.write_text("关于停车的建议收悉，现答复如下。" * 1_100_000, encoding="utf-8")
    worker = Worker("reader", Limits(seconds=5.0))
    with pytest.raises((FileTimeoutError, FileTooLargeError)) as refused:
        worker.run(read_file, CancelToken(), path)
    assert "拆成几份" in refused.value.advice
    worker.close()


def test_importing_a_known_file_again_brings_its_missing_original_back(
    services: Services, import_now: ImportNow, replies: Path
) -> None:
    import_now(replies)
    library = services._library
    kept = sorted(library.folder.glob("originals/*/*"))
    content = kept[0].read_bytes()
    kept[0].unlink()
    report = import_now(replies)
    assert (len(report.imported), len(report.duplicates)) == (0, 3)
    assert kept[0].read_bytes() == content
