"""Keeping the index: batches are whole or not at all, and nothing strange is ever opened."""

import json
import multiprocessing
import pickle
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.unit.search.conftest import MemoryLibrary, make_document
from viewer.core.catalog import StoredDocument
from viewer.core.document import DocumentId
from viewer.core.errors import Cancelled, IndexUnavailableError
from viewer.core.hit import SearchRequest
from viewer.core.progress import CancelToken, ProgressStep
from viewer.search.engine import SearchEngine
from viewer.search.index import IndexFolder, IndexStatus
from viewer.search.lock import write_lock
from viewer.search.manifest import read_manifest
from viewer.search.schema import GRAMS
from viewer.text.segment import Segmenter

THREE = [make_document("a", "数字经济"), make_document("b", "养老服务"), make_document("c", "数字养老")]


@pytest.fixture
def index(tmp_path: Path, segmenter: Segmenter) -> IndexFolder:
    return IndexFolder(tmp_path / "index", "memory", segmenter)


@pytest.fixture
def engine(index: IndexFolder, segmenter: Segmenter) -> Iterator[SearchEngine]:
    engine = SearchEngine(index.folder, MemoryLibrary(THREE), segmenter)
    yield engine
    engine.close()


def found(engine: SearchEngine, query: str) -> set[str]:
    return {hit.id for hit in engine.search(SearchRequest(query)).hits}


def data_files(index: IndexFolder) -> list[Path]:
    return sorted(path for path in index.folder.glob("g*/*") if path.stat().st_size)


def test_what_is_added_is_found(index: IndexFolder, engine: SearchEngine) -> None:
    index.add(THREE[:2])
    assert found(engine, "数字") == {"a"}
    index.add(THREE[2:])
    assert found(engine, "数字") == {"a", "c"}
    assert index.state().documents == 3


def test_what_is_removed_is_not_found(index: IndexFolder, engine: SearchEngine) -> None:
    index.add(THREE)
    assert index.remove([DocumentId("a"), DocumentId("unknown")]) == 1
    assert found(engine, "数字") == {"c"}
    assert index.document_ids() == {"b", "c"}


def test_adding_a_document_again_replaces_it(index: IndexFolder, segmenter: Segmenter) -> None:
    index.add(THREE)
    changed = make_document("a", "公园绿地")
    library = MemoryLibrary([changed, *THREE[1:]])
    engine = SearchEngine(index.folder, library, segmenter)
    assert found(engine, "数字") == {"a", "c"}
    index.add([changed, changed])
    assert found(engine, "数字") == {"c"}
    assert found(engine, "公园绿地") == {"a"}
    assert index.state().documents == 3
    engine.close()


def test_removing_from_no_index_is_nothing(index: IndexFolder) -> None:
    assert index.remove([DocumentId("a")]) == 0


def test_a_library_without_documents_has_an_empty_index(index: IndexFolder, engine: SearchEngine) -> None:
    index.rebuild([])
    assert index.state().documents == 0
    assert engine.search(SearchRequest("数字")).total == 0


def test_many_small_additions_are_merged_and_all_found(index: IndexFolder, segmenter: Segmenter) -> None:
    documents = [make_document(f"d{number}", f"第{number}号 数字经济") for number in range(20)]
    engine = SearchEngine(index.folder, MemoryLibrary(documents), segmenter)
    for document in documents:
        index.add([document])
        index.compact(only_crowded=True)
    index.remove([DocumentId("d3")])
    assert len({path.stem.split(".")[0] for path in data_files(index) if path.suffix == ".run"}) < 10
    assert found(engine, '"第1号"') == {"d1"}
    assert engine.search(SearchRequest("数字经济")).total == 19
    assert index.compact()
    assert engine.search(SearchRequest("数字经济")).total == 19
    assert not index.compact()
    engine.close()


def test_merging_drops_documents_that_were_removed(index: IndexFolder, engine: SearchEngine) -> None:
    index.add(THREE[:1])
    index.add(THREE[1:])
    index.remove([DocumentId("b"), DocumentId("c")])
    index.compact()
    with index.open_reader() as reader:
        assert reader.ids == ["a"]
    assert found(engine, "数字") == {"a"}


def test_a_rebuild_replaces_the_old_index(index: IndexFolder, engine: SearchEngine) -> None:
    index.add([make_document("old", "数字")])
    assert index.rebuild(THREE, total=3) == 3
    assert found(engine, "数字") == {"a", "c"}
    assert len(list(index.folder.glob("g*"))) == 1


def test_a_cancelled_rebuild_leaves_the_old_index(index: IndexFolder, engine: SearchEngine) -> None:
    index.add(THREE[:1])
    cancel = CancelToken()

    def watch(step: ProgressStep) -> None:
        if step.done == 1:
            cancel.cancel()

    with pytest.raises(Cancelled):
        index.rebuild(THREE, progress=watch, cancel=cancel)
    assert found(engine, "数字") == {"a"}
    assert len(list(index.folder.glob("g*"))) == 1


def test_a_document_that_fails_leaves_the_index_as_it_was(index: IndexFolder) -> None:
    index.add(THREE[:1])

    def failing() -> Iterator[StoredDocument]:
        yield THREE[1]
        message = "the library went away"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError):
        index.add(failing())
    assert index.document_ids() == {"a"}
    index.add(THREE[1:])
    assert index.document_ids() == {"a", "b", "c"}


def test_no_index_is_missing(index: IndexFolder, engine: SearchEngine) -> None:
    assert index.state().status is IndexStatus.MISSING
    with pytest.raises(IndexUnavailableError):
        engine.search(SearchRequest("数字"))


def test_an_index_of_another_library_is_foreign(index: IndexFolder, segmenter: Segmenter) -> None:
    index.rebuild(THREE)
    other = IndexFolder(index.folder, "another", segmenter)
    assert other.state().status is IndexStatus.FOREIGN
    with pytest.raises(IndexUnavailableError):
        other.open_reader()
    with pytest.raises(IndexUnavailableError):
        other.add(THREE)


def test_an_index_of_another_version_is_stale(
    index: IndexFolder, segmenter: Segmenter, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.rebuild(THREE)
    monkeypatch.setattr("viewer.search.manifest.SEGMENTER_VERSION", "other")
    newer = IndexFolder(index.folder, "memory", segmenter)
    object.__setattr__(newer.fingerprint, "fold", 999)
    assert newer.state().status is IndexStatus.STALE


@pytest.mark.parametrize("which", range(5))
def test_one_flipped_byte_anywhere_is_damage(index: IndexFolder, which: int) -> None:
    index.rebuild(THREE)
    files = [*data_files(index), index.folder / "andu-index.json"]
    path = files[which % len(files)]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0x55
    path.write_bytes(data)
    assert index.state().status in (IndexStatus.DAMAGED, IndexStatus.FOREIGN)
    with pytest.raises(IndexUnavailableError):
        look_into(index)


def look_into(index: IndexFolder) -> None:
    """Read a list and the texts: what their own sums find is found when they are read."""
    with index.open_reader() as reader:
        assert reader.mask(GRAMS, THREE[0].reading.document.text[:2]).any()
        reader.texts(np.arange(3))


@pytest.mark.parametrize("rubbish", [b"", b"rubbish", b"[]", b'{"index": 3, "check": 4}', b"\xff" * 99])
def test_a_rubbish_fingerprint_is_damage(index: IndexFolder, rubbish: bytes) -> None:
    index.rebuild(THREE)
    (index.folder / "andu-index.json").write_bytes(rubbish)
    assert index.state().status is IndexStatus.DAMAGED
    with pytest.raises(IndexUnavailableError):
        index.add(THREE)


def test_a_pickle_in_place_of_the_contents_is_never_opened(index: IndexFolder, tmp_path: Path) -> None:
    index.rebuild(THREE)
    (toc,) = index.folder.glob("g*/*.toc")
    toc.write_bytes(pickle.dumps(_Trap(tmp_path / "sprung")))
    with pytest.raises(IndexUnavailableError):
        index.open_reader()
    with pytest.raises(IndexUnavailableError):
        index.add(THREE)
    assert not (tmp_path / "sprung").exists()


class _Trap:
    """Touches a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self._path,))


def test_a_rebuild_mends_every_damage(index: IndexFolder, engine: SearchEngine) -> None:
    index.rebuild(THREE)
    for path in data_files(index):
        path.write_bytes(b"rubbish")
    with pytest.raises(IndexUnavailableError):
        engine.search(SearchRequest("数字"))
    index.rebuild(THREE)
    assert found(engine, "数字") == {"a", "c"}


def test_files_overwritten_under_a_running_search_are_noticed(index: IndexFolder, engine: SearchEngine) -> None:
    index.rebuild(THREE)
    assert found(engine, "数字") == {"a", "c"}
    for path in data_files(index):
        path.write_bytes(path.read_bytes()[:-3] + b"xyz")
    with pytest.raises(IndexUnavailableError):
        engine.search(SearchRequest("数字"))


def test_a_folder_deleted_under_a_running_search_is_noticed(index: IndexFolder, engine: SearchEngine) -> None:
    index.rebuild(THREE)
    assert found(engine, "数字") == {"a", "c"}
    shutil.rmtree(index.folder)
    with pytest.raises(IndexUnavailableError):
        engine.search(SearchRequest("数字"))
    index.rebuild(THREE)
    assert found(engine, "数字") == {"a", "c"}


def test_files_cut_short_under_a_writer_are_an_error_not_a_crash(index: IndexFolder) -> None:
    index.rebuild(THREE)
    for path in data_files(index):
        path.write_bytes(b"")
    with pytest.raises(IndexUnavailableError):
        index.add(THREE)


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path, segmenter: Segmenter) -> None:
    (tmp_path / "index").write_text("in the way")
    index = IndexFolder(tmp_path / "index", "memory", segmenter)
    assert index.state().status in (IndexStatus.DAMAGED, IndexStatus.MISSING)
    with pytest.raises(IndexUnavailableError):
        index.rebuild(THREE)


def test_writers_wait_for_each_other(index: IndexFolder) -> None:
    threads = [threading.Thread(target=index.add, args=([document],)) for document in THREE]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert index.document_ids() == {"a", "b", "c"}


def test_a_lock_that_is_held_too_long_is_an_error(index: IndexFolder) -> None:
    cancel = CancelToken()
    with (
        write_lock(index.folder, timeout=0, cancel=cancel),
        pytest.raises(IndexUnavailableError),
        write_lock(index.folder, timeout=0, cancel=cancel),
    ):
        pass


def test_another_process_writes_while_this_one_reads(index: IndexFolder, engine: SearchEngine) -> None:
    index.rebuild(THREE[:1])
    assert found(engine, "数字") == {"a"}
    process = multiprocessing.get_context("spawn").Process(target=_add, args=(index, "c", "数字养老"))
    process.start()
    process.join()
    assert process.exitcode == 0
    assert found(engine, "数字") == {"a", "c"}


def _add(index: IndexFolder, name: str, text: str) -> None:
    index.add([make_document(name, text)])


def test_a_process_killed_while_writing_leaves_the_old_index(index: IndexFolder) -> None:
    index.rebuild(THREE[:1])
    process = multiprocessing.get_context("spawn").Process(target=_add_for_ever, args=(index,))
    process.start()
    while not index.folder.joinpath("started").exists():
        process.join(0.05)
        assert process.is_alive()
    process.kill()
    process.join()
    assert index.state().status is IndexStatus.READY
    index.add(THREE[1:])
    assert index.document_ids() >= {"b", "c"}


def _add_for_ever(index: IndexFolder) -> None:
    for number in range(1_000_000):
        index.add([make_document(f"n{number}", "数字" * number)])
        (index.folder / "started").touch()


def test_leftovers_of_a_broken_writer_are_swept(index: IndexFolder) -> None:
    index.rebuild(THREE[:1])
    manifest = read_manifest(index.folder)
    assert manifest is not None
    leftover = index.folder / manifest.folder / "andu_leftover.dic"
    leftover.write_bytes(b"half")
    index.add(THREE[1:])
    assert not leftover.exists()


def test_the_fingerprint_tells_what_the_index_was_made_from(index: IndexFolder) -> None:
    index.rebuild(THREE)
    body = json.loads((index.folder / "andu-index.json").read_text("utf-8"))["index"]
    assert body["fingerprint"]["library"] == "memory"
    assert body["documents"] == 3
