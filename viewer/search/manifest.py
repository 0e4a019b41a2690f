"""The index's fingerprint: what it was made from and which bytes belong to it; read before anything else is opened.

The table of contents is a pickle, so no file of an index is opened that this page does not vouch for. Replacing the
page is also the commit: before it the old generation is whole, after it the new one is.
"""

import json
import os
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from viewer.search.schema import SCHEMA_VERSION
from viewer.text.fold import FOLD_VERSION
from viewer.text.segment import SEGMENTER_VERSION

_NAME = "andu-index.json"
_CHUNK = 1 << 20

Stamp = tuple[int, int, int]
"""A file's time of change, number and size: different for every file that was ever in one place."""

FileMarks = Mapping[str, tuple[int, int]]
"""For each file name its size and CRC-32."""


class ManifestDamagedError(Exception):
    """The page is there but cannot be believed, or a file is not as it says."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What an index depends on besides the documents; another fingerprint means: build it again."""

    library: str
    schema: int = SCHEMA_VERSION
    fold: int = FOLD_VERSION
    segmenter: str = SEGMENTER_VERSION


@dataclass(frozen=True, slots=True)
class Manifest:
    """One committed generation: its sub-folder, the number of its table of contents, its documents and files."""

    fingerprint: Fingerprint
    folder: str
    generation: int
    documents: int
    files: FileMarks


def read_manifest(index_folder: Path) -> Manifest | None:
    """Return the committed generation, ``None`` where there is no index.

    Raises ``ManifestDamagedError``.
    """
    try:
        data = json.loads((index_folder / _NAME).read_bytes())
        body = data["index"]
        if zlib.crc32(_canonical(body)) != data["check"]:
            message = "the check sum of the fingerprint is wrong"
            raise ManifestDamagedError(message)
        return _from_json(body)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = "the fingerprint cannot be read"
        raise ManifestDamagedError(message) from error


def write_manifest(index_folder: Path, manifest: Manifest) -> None:
    """Commit a generation: atomically, and on disk when this returns."""
    body = asdict(manifest)
    data = json.dumps({"index": body, "check": zlib.crc32(_canonical(body))}, ensure_ascii=False, indent=1)
    temporary = index_folder / f"{_NAME}.new"
    with temporary.open("w", encoding="utf-8") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(index_folder / _NAME)
    sync_folder(index_folder)


def manifest_stamp(index_folder: Path) -> Stamp | None:
    """Return what changes whenever another generation is committed, ``None`` where there is no index."""
    return file_stamp(index_folder / _NAME)


def file_stamp(path: Path) -> Stamp | None:
    """Return a file's stamp, ``None`` where there is no file."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return (stat.st_mtime_ns, stat.st_ino, stat.st_size)


def mark_files(folder: Path, names: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Put files on disk for good and return their sizes and sums."""
    marks: dict[str, tuple[int, int]] = {}
    for name in names:
        with (folder / name).open("r+b") as file:
            os.fsync(file.fileno())
        marks[name] = _mark(folder / name)
    sync_folder(folder)
    return marks


def check_files(folder: Path, files: FileMarks, *, known: FileMarks | None = None) -> None:
    """Make sure that every file is as it was written; ``known`` files are only compared by size.

    Raises ``ManifestDamagedError``.
    """
    for name, mark in files.items():
        try:
            is_known = known is not None and known.get(name) == mark
            found = ((folder / name).stat().st_size, mark[1]) if is_known else _mark(folder / name)
        except OSError as error:
            message = f"{name} cannot be read"
            raise ManifestDamagedError(message) from error
        if found != mark:
            message = f"{name} is not what was written"
            raise ManifestDamagedError(message)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on disk; Windows does so by itself and cannot open folders."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _mark(path: Path) -> tuple[int, int]:
    size, check = 0, 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            size += len(chunk)
            check = zlib.crc32(chunk, check)
    return size, check


def _canonical(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=True, sort_keys=True).encode()


def _from_json(body: dict[str, object]) -> Manifest:
    match body:
        case {
            "fingerprint": dict(fingerprint),
            "folder": str(folder),
            "generation": int(generation),
            "documents": int(documents),
            "files": dict(files),
        }:
            marks = {str(name): (int(size), int(check)) for name, (size, check) in files.items()}
            return Manifest(Fingerprint(**fingerprint), folder, generation, documents, marks)
    message = "the fingerprint has another shape"
    raise ValueError(message)
