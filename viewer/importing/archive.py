"""Unpacks an archive of files (ZIP) into a private folder, within bounds and never by the names it brings.

What an archive calls its members is only shown and, cleaned, used as the last part of a path made here.
"""

import errno
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from viewer.core.catalog import ImportFailure
from viewer.core.errors import FileReadError, FileTooLargeError
from viewer.core.progress import Progress, ProgressStep, ignore_progress
from viewer.importing.locked import locked
from viewer.importing.package import BROKEN_ZIP, damaged
from viewer.importing.salvage import salvage
from viewer.importing.zip_locks import WrongPasswordError, fitting, is_locked, locked_chunks

_MOST_MEMBERS = 20_000
_MOST_BYTES = 4 << 30
_LARGEST_MEMBER = 512 << 20
_MOST_TIMES = 500  # unpacked to packed; text packs 5 to 20 times, nothing but zeros a thousand times
_RATIO_MATTERS_FROM = 64 << 20
_DEEPEST = 2  # an archive in an archive is opened, one in that is not
_CHUNK = 1 << 20
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_UTF8_NAME = 0x800
_LONGEST_NAME = 120  # characters; at three bytes each still within the 255 of any file system
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]+')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)
_OFFICE_PARTS = frozenset({"[Content_Types].xml", "OFD.xml", "mimetype", "word/document.xml", "META-INF/container.xml"})
_LITTER = ("__MACOSX/", "~$", ".~")


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A member now in a file of its own; ``shown`` names the archive and the member's place in it."""

    shown: str
    path: Path


def is_archive(path: Path) -> bool:
    """Tell whether a file is a ZIP of files, and not one document that happens to be packed (DOCX, OFD, ODT, EPUB)."""
    try:
        with path.open("rb") as file:
            if file.read(4) not in (b"PK\x03\x04", b"PK\x05\x06"):
                return False
        with zipfile.ZipFile(path) as archive:
            return _OFFICE_PARTS.isdisjoint(archive.namelist())
    except (*BROKEN_ZIP, OSError):
        return path.suffix.lower() == ".zip"


def unpack(  # noqa: PLR0913 - what an import knows of an archive
    path: Path,
    folder: Path,
    shown: str,
    suffixes: frozenset[str],
    *,
    password: str | None = None,
    progress: Progress = ignore_progress,
) -> tuple[Unpacked | ImportFailure, ...]:
    """Unpack the members with those suffixes, and those of archives inside; what cannot be read is a failure.

    Raises ``FileEncryptedError`` without the right password, other ``FileReadError`` children when the archive as a
    whole cannot be read or is over a bound.
    """
    return tuple(_Unpacking(folder, suffixes, password, progress).members(path, shown, depth=1))


class _Unpacking:
    """One archive being unpacked, with those in it: the bounds hold for all together."""

    def __init__(self, folder: Path, suffixes: frozenset[str], password: str | None, progress: Progress) -> None:
        self._folder = folder
        self._suffixes = suffixes
        self._password = password
        self._progress = progress
        self._count = 0
        self._bytes = 0

    def members(self, path: Path, shown: str, *, depth: int) -> Iterator[Unpacked | ImportFailure]:
        """Yield what became of every member that counts, in the order of their names."""
        try:
            archive = zipfile.ZipFile(path)
        except (*BROKEN_ZIP, OSError) as error:
            self._count += 1
            rescued = self._folder / f"{self._count:05d}.zip"
            if not salvage(path, rescued):
                raise damaged(path) from error
            yield ImportFailure(shown, "压缩包已损坏，只取出了其中能读的文件。", "缺少的文件请重新取得完好的压缩包。")
            archive = zipfile.ZipFile(rescued)
        with archive:
            infos = [info for info in archive.infolist() if info.filename and not info.is_dir()]
            _check(path, infos)
            key = self._key(path, archive, infos)
            for name, info in sorted(((_name(info), info) for info in infos), key=lambda each: each[0]):
                if self._counts(name):
                    yield from self._member(archive, info, f"{shown}/{name}", depth, key)

    def _key(self, path: Path, archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> bytes:
        """Return the bytes of the password, none where no member wants one."""
        if not any(map(is_locked, infos)):
            return b""
        try:
            key = fitting(archive, self._password) if self._password is not None else None
        except (*BROKEN_ZIP, OSError) as error:
            raise damaged(path) from error
        if key is None:
            raise locked(path, self._password)
        return key

    def _counts(self, name: str) -> bool:
        last = PurePosixPath(name).name
        suffix = PurePosixPath(last).suffix.lower()
        hidden = any(part.startswith(".") for part in PurePosixPath(name).parts)
        return suffix in self._suffixes and not hidden and not name.startswith(_LITTER) and not last.startswith(_LITTER)

    def _member(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str, depth: int, key: bytes
    ) -> Iterator[Unpacked | ImportFailure]:
        try:
            path = self._written(archive, info, shown, key)
            if not is_archive(path):
                yield Unpacked(shown, path)
            elif depth < _DEEPEST:
                yield from self.members(path, shown, depth=depth + 1)
            else:
                yield ImportFailure(shown, "压缩包套了太多层，没有打开。", "请先解开里面的压缩包，再导入。")
        except FileReadError as error:
            yield ImportFailure(shown, error.message, error.advice, error.wants_password)

    def _written(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, shown: str, key: bytes) -> Path:
        self._count += 1
        place = self._folder / f"{self._count:05d}"
        path = place / clean_name(PurePosixPath(_name(info)).name)
        size = 0
        try:
            place.mkdir()
            with path.open("wb") as file:
                for chunk in _chunks(archive, info, key):
                    self._progress(ProgressStep(self._count, None, shown))
                    size += len(chunk)
                    self._bytes += len(chunk)
                    if size > _LARGEST_MEMBER or self._bytes > _MOST_BYTES:
                        raise _too_large(path)
                    file.write(chunk)
        except WrongPasswordError as error:
            raise locked(path, self._password) from error
        except (*BROKEN_ZIP, RuntimeError) as error:
            raise damaged(path) from error
        except OSError as error:
            raise _no_room(path) if error.errno in _FULL else damaged(path) from error
        self._progress(ProgressStep(self._count, None, shown))
        return path


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, key: bytes) -> Iterator[bytes]:
    if is_locked(info):
        yield from locked_chunks(archive, info, key)
        return
    with archive.open(info) as member:
        while chunk := member.read(_CHUNK):
            yield chunk


def _check(path: Path, infos: list[zipfile.ZipInfo]) -> None:
    total = sum(info.file_size for info in infos)
    packed = max(1, sum(info.compress_size for info in infos))
    bomb = total > _RATIO_MATTERS_FROM and total / packed > _MOST_TIMES
    if len(infos) > _MOST_MEMBERS or total > _MOST_BYTES or bomb:
        raise _too_large(path)


def _no_room(path: Path) -> FileReadError:
    message = f"“{path.name}”没有解开：磁盘已满"
    return FileReadError(message, advice="请清理文库所在的磁盘，再重新导入这个压缩包。")


def _too_large(path: Path) -> FileTooLargeError:
    message = f"“{path.name}”解开后过大"
    return FileTooLargeError(message, advice="请检查文件来源；确是正常文件时，请分几次导入。")


def _name(info: zipfile.ZipInfo) -> str:
    """Return a member's name; older programs of Chinese Windows write GBK and do not say so."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        stored = name.encode("cp437", "replace")
        try:
            name = stored.decode("utf-8")
        except UnicodeDecodeError:
            name = stored.decode("gb18030", "replace")
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    return "/".join(_UNSAFE.sub("_", part) for part in parts) or "_"


def clean_name(name: str) -> str:
    """Return a name every file system takes: no separators, no reserved words, short, the suffix kept."""
    safe = _UNSAFE.sub("_", name).rstrip(". ") or "_"
    if _RESERVED.match(safe):
        safe = "_" + safe
    stem, suffix = (safe, "") if "." not in safe[1:] else (safe.rpartition(".")[0], "." + safe.rpartition(".")[2])
    if len(safe) <= _LONGEST_NAME and len(safe.encode()) <= 2 * _LONGEST_NAME:
        return safe
    kept = stem.encode()[: 2 * _LONGEST_NAME - len(suffix.encode()[:20])].decode("utf-8", "ignore")
    return kept[:_LONGEST_NAME] + suffix[:10]
