"""The index follows the library, whatever happens to it."""

import os
import random
import shutil
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.torture.small_library import add_reply
from viewer.core.catalog import ImportReport
from viewer.core.document import DocumentId
from viewer.core.errors import (
    Cancelled,
    FileDamagedError,
    FileTimeoutError,
    IndexUnavailableError,
    LibraryNewerError,
    LibraryReadOnlyError,
)
from viewer.core.hit import SearchRequest
from viewer.core.progress import CancelToken, ProgressStep, ignore_progress
from viewer.importing.worker import Limits, Worker
from viewer.search.index import IndexFolder
from viewer.services import index_keeper
from viewer.services.index_keeper import IndexKeeper
from viewer.services.index_writing import IndexPlace, compact_index
from viewer.services.opening import IndexStatus, Services
from viewer.store.library import Library

ImportNow = Callable[..., ImportReport]
OpenLibrary = Callable[[], Services]


def wait(services: Services) -> None:
    services.index.wait(progress=ignore_progress, cancel=CancelToken())


def total(services: Services, query: str) -> int:
    """Search, asking again while a broken index is being renewed."""
    try:
        return services.searcher.search(SearchRequest(query), cancel=CancelToken()).total
    except IndexUnavailableError:
        wait(services)
        return services.searcher.search(SearchRequest(query), cancel=CancelToken()).total


def spoil(index: Path) -> None:
    """Overwrite every file with as much rubbish as was in it."""
    for path in index.rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x5a" * path.stat().st_size)


def test_an_empty_library_has_a_ready_index(services: Services) -> None:
    services.index.start()
    wait(services)
    state = services.index.state()
    assert (state.indexed, state.total, state.status) == (0, 0, IndexStatus.READY)


def test_documents_left_unindexed_are_indexed_on_the_next_opening(
    services: Services, import_now: ImportNow, replies: Path, open_library: OpenLibrary
) -> None:
    import_now(replies)
    with services._library.transaction() as documents:
        documents.forget_index()
    services.index.close()
    again = open_library()
    again.index.start()
    wait(again)
    assert again.index.state().indexed == 3


def test_a_removed_document_is_not_found_any_more(services: Services, import_now: ImportNow, replies: Path) -> None:
    (document_id,) = import_now(replies / "1.txt").imported
    import_now(replies)
    services.documents.remove([document_id])
    wait(services)
    assert total(services, "停车泊位") == 0
    assert total(services, "社区食堂") == 1


def test_a_purged_document_leaves_the_index_too(services: Services, import_now: ImportNow, replies: Path) -> None:
    (document_id,) = import_now(replies / "1.txt").imported
    services.documents.remove([document_id])
    services.documents.purge([document_id])
    wait(services)
    assert total(services, "停车泊位") == 0
    assert services._library.originals._folder.exists()
    assert [path for path in services._library.originals._folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("harm", [shutil.rmtree, spoil], ids=["deleted", "rubbish"])
def test_an_index_harmed_while_the_program_runs_is_renewed(
    services: Services, import_now: ImportNow, replies: Path, harm: Callable[[Path], None]
) -> None:
    import_now(replies)
    assert total(services, "停车泊位") == 1
    harm(services.folder / "index")
    assert total(services, "停车泊位") == 1
    wait(services)
    assert services.index.state().indexed == 3


@pytest.mark.parametrize("harm", [shutil.rmtree, spoil], ids=["deleted", "rubbish"])
def test_the_state_notices_a_harmed_index_by_itself(
    services: Services, import_now: ImportNow, replies: Path, harm: Callable[[Path], None]
) -> None:
    import_now(replies)
    harm(services.folder / "index")
    deadline = time.monotonic() + 20
    services.index.state()
    while services.index.state().status is not IndexStatus.READY and time.monotonic() < deadline:
        time.sleep(0.05)
    assert services.searcher.search(SearchRequest("停车泊位"), cancel=CancelToken()).total == 1


def test_an_index_copied_back_from_earlier_is_brought_in_step(
    services: Services, import_now: ImportNow, replies: Path, tmp_path: Path, open_library: OpenLibrary
) -> None:
    import_now(replies / "1.txt")
    shutil.copytree(services.folder / "index", tmp_path / "earlier")
    import_now(replies)
    services.index.close()
    shutil.rmtree(services.folder / "index")
    shutil.copytree(tmp_path / "earlier", services.folder / "index")
    again = open_library()
    wait(again)
    assert total(again, "社区食堂") == 1


def test_a_library_taken_over_by_a_newer_program_is_told_and_its_index_left_alone(
    services: Services, import_now: ImportNow, replies: Path
) -> None:
    import_now(replies)
    services._library._connection().execute("PRAGMA user_version = 999")
    shutil.rmtree(services.folder / "index")
    with pytest.raises(LibraryNewerError):
        wait(services)
    with pytest.raises(LibraryNewerError):
        services.index.state()
    assert not (services.folder / "index" / "andu-index.json").exists()


def test_an_index_of_another_library_is_not_believed(
    services: Services, import_now: ImportNow, replies: Path, open_library: OpenLibrary
) -> None:
    import_now(replies)
    services.index.close()
    page = services.folder / "index" / "andu-index.json"
    page.write_text(page.read_text(encoding="utf-8").replace(services._library.id, "0" * 36), encoding="utf-8")
    again = open_library()
    wait(again)
    assert total(again, "社区食堂") == 1


def test_rebuilding_reports_progress_and_indexes_all(services: Services, import_now: ImportNow, replies: Path) -> None:
    import_now(replies)
    steps: list[ProgressStep] = []
    services.index.rebuild(progress=steps.append, cancel=CancelToken())
    assert steps
    assert services.index.state().indexed == 3
    assert total(services, "加装电梯") == 1


def test_a_cancelled_rebuild_leaves_the_old_index(services: Services, import_now: ImportNow, replies: Path) -> None:
    import_now(replies)
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        services.index.rebuild(progress=ignore_progress, cancel=cancel)
    assert total(services, "加装电梯") == 1


def test_a_read_only_library_is_not_rebuilt(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services._library, "read_only", True)
    with pytest.raises(LibraryReadOnlyError):
        services.index.rebuild(progress=ignore_progress, cancel=CancelToken())


def test_two_windows_on_one_library_find_the_same(
    services: Services, import_now: ImportNow, replies: Path, open_library: OpenLibrary
) -> None:
    other = open_library()
    other.index.start()
    import_now(replies)
    wait(other)
    assert total(other, "停车泊位") == total(services, "停车泊位") == 1
    assert other.index.state().indexed == 3


def test_closing_stops_the_work_in_the_background(services: Services, import_now: ImportNow, replies: Path) -> None:
    import_now(replies)
    services.index.suspect()
    services.index.close()
    assert "index" not in [thread.name for thread in threading.enumerate()]


class Fragile(Worker):
    """Dies whenever a certain document is to be indexed, as over a document that brings a library in C down."""

    poison = DocumentId("")

    def run(self, function: Callable[..., Any], cancel: CancelToken, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Do the call, unless it is about that document."""
        if any(self.poison in each for each in args if isinstance(each, tuple)):
            self.rest()
            message = "读取这个文件的进程意外退出。"
            raise FileDamagedError(message)
        return super().run(function, cancel, *args, **kwargs)


@pytest.fixture
def fragile() -> Iterator[Fragile]:
    worker = Fragile("index")
    yield worker
    worker.close()


def keeper_of(services: Services, worker: Worker) -> IndexKeeper:
    library = services._library
    assert isinstance(library, Library)
    return IndexKeeper(library, IndexPlace(library.folder, library.id, library.folder / "cache"), worker)


def test_a_document_that_brings_the_process_down_is_set_aside_and_the_rest_goes_on(
    services: Services, import_now: ImportNow, replies: Path, fragile: Fragile
) -> None:
    imported = import_now(replies).imported
    fragile.poison = imported[1]
    keeper = keeper_of(services, fragile)
    keeper.rebuild(progress=ignore_progress, cancel=CancelToken())
    keeper.wait(progress=ignore_progress, cancel=CancelToken())
    state = keeper.state()
    keeper.close()
    assert (state.indexed, state.total, state.status) == (2, 3, IndexStatus.READY)
    assert list(keeper.set_aside()) == [imported[1]]
    assert keeper.is_sound()
    assert list(keeper_of(services, fragile).set_aside()) == [imported[1]]


def test_rebuilding_tries_again_what_was_set_aside(
    services: Services, import_now: ImportNow, replies: Path, fragile: Fragile
) -> None:
    fragile.poison = import_now(replies).imported[0]
    keeper = keeper_of(services, fragile)
    keeper.rebuild(progress=ignore_progress, cancel=CancelToken())
    fragile.poison = DocumentId("none")
    keeper.rebuild(progress=ignore_progress, cancel=CancelToken())
    keeper.close()
    assert (keeper.state().indexed, len(keeper.set_aside())) == (3, 0)


def started(worker: Worker) -> int:
    """Return the process of a worker, started."""
    return worker.run(os.getpid, CancelToken())


@pytest.mark.skipif(sys.platform == "win32", reason="processes are not stopped by signal there")
def test_a_hanging_process_is_replaced_told_and_nothing_is_missing(
    services: Services, import_now: ImportNow, replies: Path
) -> None:
    import_now(replies)
    services.index.close()
    worker = Worker("index", Limits(seconds=600.0, memory=None, pulse=12.0))
    keeper = keeper_of(services, worker)
    os.kill(started(worker), signal.SIGSTOP)
    with services._library.transaction() as documents:
        documents.forget_index()
    keeper.rebuild(progress=ignore_progress, cancel=CancelToken())
    state = keeper.state()
    assert (state.indexed, state.total) == (3, 3)
    assert "没有响应" in state.notice
    assert not keeper.set_aside()
    keeper.close()
    worker.close()


class Silent(Worker):
    """Answers no call."""

    def run(self, _function: Callable[..., Any], _cancel: CancelToken, /, *_args: Any, **_kwargs: Any) -> Any:  # noqa: ANN401
        """Tell what a worker tells that has waited in vain."""
        message = "读取这个文件超过 900 秒，已停止。"
        raise FileTimeoutError(message)


def test_who_waits_for_the_index_hears_of_a_hanging_process_and_not_of_a_file(services: Services) -> None:
    keeper = keeper_of(services, Silent("index"))
    add_reply(keeper._library, 1, random.Random(1))  # noqa: S311 - words
    with pytest.raises(IndexUnavailableError, match="没有响应"):
        keeper.wait(progress=ignore_progress, cancel=CancelToken())
    keeper.close()


class Leisurely(Worker):
    """Merges without end when there is time."""

    def __init__(self) -> None:
        super().__init__("index")
        self.merging = threading.Event()

    def run(self, function: Callable[..., Any], cancel: CancelToken, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Run a function."""
        while function is compact_index and not kwargs:
            self.merging.set()
            cancel.checkpoint()
            time.sleep(0.01)
        return super().run(function, cancel, *args, **kwargs)


def test_who_adds_a_document_does_not_wait_for_a_merge(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_keeper, "_IDLE_SECONDS", 0.05)
    services.index.close()
    worker = Leisurely()
    keeper = keeper_of(services, worker)
    keeper.start()
    assert worker.merging.wait(60)
    assert keeper.state().status is IndexStatus.READY
    add_reply(keeper._library, 1, random.Random(1))  # noqa: S311 - words
    keeper.wait(progress=ignore_progress, cancel=CancelToken())
    assert keeper.state().indexed == 1
    keeper.close()
    worker.close()


def test_small_parts_are_merged_when_there_is_time(
    services: Services, import_now: ImportNow, replies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_keeper, "_IDLE_SECONDS", 0.05)
    for path in sorted(replies.iterdir()):
        import_now(path)
        wait(services)
    library = services._library
    assert isinstance(library, Library)
    index = IndexPlace(library.folder, library.id, library.folder / "cache").open()
    while segment_count(index) > 1:
        time.sleep(0.05)


def segment_count(index: IndexFolder) -> int:
    with index.open_reader() as reader:
        return len(reader.segment_names)
