"""Backups: rotating copies of the database beside it, and the whole library as one archive and back."""

import hashlib
import json
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO

from viewer import __version__
from viewer.core.errors import LibraryError, ViewerError
from viewer.core.progress import CancelToken, Progress, ProgressStep, ignore_progress
from viewer.core.rotation import to_keep
from viewer.store.library import DATABASE, Library

_MANIFEST = "manifest.json"
_FORMAT = "andu-backup/1"
_CHUNK = 1 << 20
_STAMP = "%Y%m%dT%H%M%SZ"
_PREFIX = "library-"
_BROKEN_ARCHIVE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, KeyError, TypeError, AttributeError
)  # fmt: skip
"""What zipfile and json raise over damaged bytes: impossible places, methods nobody knows, members under a password."""
_DUE = timedelta(hours=20)
"""A backup of yesterday evening does not excuse today's; one of this morning does."""


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A written archive: how many files it holds, and its size in bytes."""

    path: Path
    files: int
    size: int


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """A restored library: how many files came back, and where the one that stood there before is now."""

    folder: Path
    files: int
    former: Path | None


class Backups:
    """Backups of one library."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def existing(self) -> list[Path]:
        """Return the rotating backups, newest first."""
        dated = [
            (moment, path) for path in self._library.backup_folder.glob(f"{_PREFIX}*.db") if (moment := _moment(path))
        ]
        return [path for _, path in sorted(dated, reverse=True)]

    def is_due(self, now: datetime) -> bool:
        """Tell whether the last rotating backup is from another day, or there is none."""
        if self._library.read_only:
            return False
        moments = [moment for moment, _ in self._dated() if moment <= now]
        return not moments or now - max(moments) >= _DUE

    def is_behind(self) -> bool:
        """Tell whether something was changed since the last rotating backup."""
        changed = self._library.last_change()
        if self._library.read_only or changed is None:
            return False
        moments = [moment for moment, _ in self._dated()]
        return not moments or datetime.fromisoformat(changed) > max(moments)

    def rotate(self, now: datetime, *, progress: Progress = ignore_progress, cancel: CancelToken | None = None) -> Path:
        """Write a checked copy of the database, then let go of copies the rotation no longer keeps."""
        target = self._library.backup_folder / f"{_PREFIX}{now.astimezone(UTC).strftime(_STAMP)}.db"
        self._library.snapshot(target, progress=progress, cancel=cancel or CancelToken())
        dated = self._dated()
        kept = to_keep([moment for moment, _ in dated], now)
        for moment, path in dated:
            if moment not in kept and path != target:
                path.unlink(missing_ok=True)
        return target

    def archive(self, target: Path, *, progress: Progress, cancel: CancelToken) -> BackupReport:
        """Write the whole library – database and originals – as one verified archive; it appears only when whole."""
        unfinished = target.with_name(target.name + ".part")
        try:
            with tempfile.TemporaryDirectory(prefix=".andu-", dir=self._library.folder) as folder:
                snapshot = Path(folder) / DATABASE
                self._library.snapshot(snapshot, progress=progress, cancel=cancel)
                members = {DATABASE: snapshot} | self._originals()
                _write_archive(unfinished, members, self._library.id, progress, cancel)
            _verified_manifest(unfinished, progress, cancel)
            unfinished.replace(target)
        except OSError as error:
            message = f"不能写入备份“{target}”。"
            raise LibraryError(message, advice=f"请检查磁盘空间和写入权限（{error.strerror}）。") from error
        finally:
            unfinished.unlink(missing_ok=True)
        return BackupReport(target, len(members), target.stat().st_size)

    def _dated(self) -> list[tuple[datetime, Path]]:
        found = self._library.backup_folder.glob(f"{_PREFIX}*.db")
        return [(moment, path) for path in found if (moment := _moment(path)) is not None]

    def _originals(self) -> dict[str, Path]:
        with self._library.reading() as documents:
            known = [each.source.sha256 for each in [*documents.summaries(), *documents.removed()]]
        paths = {f"originals/{sha256[:2]}/{sha256}": self._library.originals.path_of(sha256) for sha256 in known}
        return {name: path for name, path in paths.items() if path.exists()}


def restore(archive: Path, folder: Path, *, progress: Progress, cancel: CancelToken) -> RestoreReport:
    """Put an archive's library into ``folder``: unpacked beside it, checked, and only then swapped in.

    A library that stands there already is moved aside, never deleted. Raises ``ViewerError`` for an archive that is
    damaged or none of ours; then nothing has changed.
    """
    manifest = _verified_manifest(archive, progress, cancel)
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=".andu-restore-", dir=folder.parent))
    try:
        _unpack(archive, manifest, unfinished, progress, cancel)
        _check_library(unfinished)
        former = _move_aside(folder)
        unfinished.replace(folder)
    except OSError as error:
        message = f"不能恢复到“{folder}”。"
        raise LibraryError(message, advice=f"请检查磁盘空间和写入权限（{error.strerror}）。") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return RestoreReport(folder, len(manifest), former)


def _moment(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.stem.removeprefix(_PREFIX), _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _write_archive(
    target: Path, members: Mapping[str, Path], library_id: str, progress: Progress, cancel: CancelToken
) -> None:
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for number, (name, path) in enumerate(members.items(), start=1):
            cancel.checkpoint()
            with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as member:
                hashes[name] = _copied(source, member, cancel)
            progress(ProgressStep(number, len(members), "写入备份"))
        manifest = {"format": _FORMAT, "program": __version__, "library": library_id, "files": hashes}
        archive.writestr(_MANIFEST, json.dumps(manifest, indent=1))


def _copied(source: IO[bytes], target: IO[bytes], cancel: CancelToken) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        cancel.checkpoint()
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


def _verified_manifest(archive: Path, progress: Progress, cancel: CancelToken) -> dict[str, str]:
    """Read every member and compare it with the manifest; return name and hash of each."""
    try:
        with zipfile.ZipFile(archive) as opened:
            manifest = json.loads(opened.read(_MANIFEST))
            files: dict[str, str] = manifest["files"]
            if manifest["format"] != _FORMAT:
                raise _no_backup(archive)
            for number, (name, expected) in enumerate(files.items(), start=1):
                with opened.open(name) as member:
                    if _hash_of(member, cancel) != expected:
                        raise _damaged(archive, name)
                progress(ProgressStep(number, len(files), "核对备份"))
    except FileNotFoundError as error:
        message = f"找不到备份“{archive}”。"
        raise LibraryError(message, advice="请检查文件名。") from error
    except _BROKEN_ARCHIVE as error:
        raise _no_backup(archive) from error
    return files


def _hash_of(member: IO[bytes], cancel: CancelToken) -> str:
    digest = hashlib.sha256()
    while chunk := member.read(_CHUNK):
        cancel.checkpoint()
        digest.update(chunk)
    return digest.hexdigest()


def _unpack(archive: Path, files: Mapping[str, str], folder: Path, progress: Progress, cancel: CancelToken) -> None:
    with zipfile.ZipFile(archive) as opened:
        for number, name in enumerate(files, start=1):
            target = (folder / name).resolve()
            if not target.is_relative_to(folder.resolve()):
                raise _damaged(archive, name)
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with opened.open(name) as member, target.open("wb") as out:
                while chunk := member.read(_CHUNK):
                    cancel.checkpoint()
                    out.write(chunk)
            target.chmod(0o600)
            progress(ProgressStep(number, len(files), "恢复文件"))


def _check_library(folder: Path) -> None:
    library = Library.open(folder)
    try:
        library.check()
        with library.transaction() as documents:
            documents.forget_index()
    finally:
        library.close()


def _move_aside(folder: Path) -> Path | None:
    if not folder.exists():
        return None
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        return None
    stamp = datetime.now(UTC).strftime(_STAMP)
    former = folder.with_name(f"{folder.name}-{stamp}")
    folder.replace(former)
    return former


def _no_backup(archive: Path) -> ViewerError:
    return LibraryError(f"“{archive.name}”不是案牍的备份，或已损坏。", advice="请选择由“备份文库”生成的文件。")


def _damaged(archive: Path, name: str) -> ViewerError:
    return LibraryError(f"备份“{archive.name}”中的“{name}”已损坏。", advice="请改用另一份备份；现有文库没有改动。")
