"""Libraries whose worker processes stay warm from test to test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.open_store import OpenStore
from viewer.core.catalog import ImportReport
from viewer.core.progress import CancelToken, ProgressStep, ignore_progress
from viewer.services.opening import Services, Workers, assemble
from viewer.store.library import Library
from viewer.store.store import Store
from viewer.text.segment import Segmenter

ImportNow = Callable[..., ImportReport]


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """Start the processes once: each takes a second to load what it needs."""
    started = Workers.new()
    yield started
    started.close()


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the dictionary is kept for all tests."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def segmenter(cache_folder: Path) -> Segmenter:
    """Load the dictionary once."""
    return Segmenter(cache_folder)


@pytest.fixture
def open_library(
    tmp_path: Path, workers: Workers, cache_folder: Path, segmenter: Segmenter
) -> Iterator[Callable[[], Services]]:
    """Return a function that opens the test's library once more; everything opened is closed after the test."""
    opened: list[tuple[Services, Library]] = []

    def open_again() -> Services:
        library = Library.open(tmp_path / "library")
        services = assemble(library, workers, cache_folder, segmenter)
        opened.append((services, library))
        return services

    yield open_again
    for services, library in opened:
        services.index.close()
        services.searcher.close()
        library.close()


@pytest.fixture
def services(open_library: Callable[[], Services]) -> Services:
    """Return the services of a new library."""
    return open_library()


@pytest.fixture
def import_now(services: Services) -> ImportNow:
    """Return a function that imports paths and waits."""

    def import_paths(*paths: Path, progress: Callable[[ProgressStep], None] = ignore_progress) -> ImportReport:
        return services.importer.import_paths(paths, progress=progress, cancel=CancelToken())

    return import_paths


@pytest.fixture
def replies(tmp_path: Path) -> Path:
    """Return a folder with three replies."""
    folder = tmp_path / "答复"
    folder.mkdir()
    for number, matter in enumerate(("停车泊位", "老旧小区加装电梯", "社区食堂"), start=1):
        text = (
            f"对区十七届人大二次会议第{number:03}号代表建议的答复\n\n张三代表：\n\n"
            f"　　您提出的关于{matter}的建议收悉，现答复如下：\n\n　　今年新增{matter}{number}12处。\n\n"
            "长宁区建设和管理委员会\n\n2023年5月8日\n"
        )
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def origin(open_store: OpenStore) -> Store:
    """Return a library that copies are taken of."""
    return open_store()


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Library]:
    """Return an offline copy, still empty."""
    library = Library.open(tmp_path / "copy")
    yield library
    library.close()
