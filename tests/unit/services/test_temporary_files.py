"""What a reader decrypts, salvages or unpacks for a while lies inside the library, never in the system's own place."""

import io
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document
from msoffcrypto.format.ooxml import OOXMLFile

from viewer.core.progress import CancelToken
from viewer.importing import registry
from viewer.importing.archive import unpack
from viewer.importing.manner import Manner
from viewer.importing.worker import Worker
from viewer.services.opening import Workers, open_services

_MADE = frozenset({"tempfile.mkdtemp", "tempfile.mkstemp"})
_PASSWORD = "geheim"  # noqa: S105 - a test's own


@pytest.fixture
def system_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is the system's place for temporary files, for other processes too."""
    place = tmp_path / "system"
    place.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(place))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return place


@pytest.fixture
def library(tmp_path: Path) -> Path:
    folder = tmp_path / "library"
    folder.mkdir()
    return folder


@pytest.fixture
def reader(library: Path, system_place: Path) -> Iterator[Worker]:
    assert tempfile.gettempdir() == str(system_place)
    workers = Workers.new(library)
    yield workers.readers[0]
    workers.close()


def docx_bytes() -> bytes:
    whole = io.BytesIO()
    document = Document()
    for number in range(300):
        document.add_paragraph(f"第{number}段：新增停车泊位{number * 7}个。")
    document.save(whole)
    return whole.getvalue()


def locked_file(folder: Path) -> Path:
    path = folder / "锁.docx"
    with path.open("wb") as out:
        OOXMLFile(io.BytesIO(docx_bytes())).encrypt(_PASSWORD, out)
    return path


def cut_file(folder: Path) -> Path:
    content = docx_bytes()
    path = folder / "断.docx"
    path.write_bytes(content[: content.index(b"word/document.xml") + 1200])
    return path


def archive_of(folder: Path, *members: Path) -> Path:
    path = folder / "全部.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for member in members:
            archive.write(member, member.name)
    return path


# The functions below run over there; the hook stays with that process.


def made_while_reading(path: Path) -> list[Path]:
    made: list[Path] = []
    sys.addaudithook(lambda event, args: made.append(Path(str(args[0]))) if event in _MADE else None)
    registry.read(path, Manner(password=_PASSWORD))
    return made


def made_while_unpacking(path: Path, folder: Path) -> list[Path]:
    made: list[Path] = []
    sys.addaudithook(lambda event, args: made.append(Path(str(args[0]))) if event in _MADE else None)
    assert unpack(path, folder, path.name, frozenset({".docx"}))
    return made


@pytest.mark.parametrize("make", [locked_file, cut_file])
def test_a_reader_decrypts_and_salvages_inside_the_library(
    make: Callable[[Path], Path], reader: Worker, library: Path, system_place: Path, tmp_path: Path
) -> None:
    made = reader.run(made_while_reading, CancelToken(), make(tmp_path))
    assert [path.parent for path in made] == [library]
    assert list(system_place.iterdir()) == list(library.iterdir()) == []


def test_unpacking_an_archive_needs_no_other_place(
    reader: Worker, library: Path, system_place: Path, tmp_path: Path
) -> None:
    archive = archive_of(tmp_path, cut_file(tmp_path))
    archive.write_bytes(archive.read_bytes()[:-40])
    assert reader.run(made_while_unpacking, CancelToken(), archive, library) == []
    assert list(system_place.iterdir()) == []


def test_a_whole_import_leaves_nothing_in_the_place_of_the_system(library: Path, system_place: Path) -> None:
    sources = library.with_name("sources")
    sources.mkdir()
    locked_file(sources)
    archive_of(sources, cut_file(sources))
    seen: list[Path] = []
    services = open_services(library)
    report = services.importer.import_paths(
        [sources],
        progress=lambda _step: seen.extend(system_place.iterdir()),
        cancel=CancelToken(),
        passwords=[_PASSWORD],
    )
    services.close()
    assert (len(report.imported), len(report.failed)) == (2, 0)
    assert [*seen, *system_place.iterdir(), *library.glob(".andu-*")] == []
