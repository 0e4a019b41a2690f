"""Backups: rotating copies of the database beside it, and the whole library as one archive and back."""

import errno
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from viewer.core.errors import Cancelled, LibraryDamagedError, LibraryError
from viewer.core.progress import CancelToken, Progress, ignore_progress
from viewer.core.rotation import to_keep
from viewer.services.library_archive import (
    has_whole_members,
    put_in_place,
    unfinished_path,
    unpack_archive,
    verified_manifest,
    write_archive,
)
from viewer.store.filesystem import sync_folder
from viewer.store.library import DATABASE, Library
from viewer.store.scratch import scratch_folder, sweep
from viewer.store.snapshot import change_count
from viewer.store.swap import swap_in

_STAMP = "%Y%m%dT%H%M%SZ"
_PREFIX = "library-"
_RESTORING = ".andu-restore-"
_SHA256_DIGITS = 64
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
        """Tell whether something was changed since every rotating backup; clocks have no say in this."""
        if self._library.read_only:
            return False
        count = self._library.change_count()
        return count > 0 and all(change_count(path) != count for path in self.existing())

    def rotate(self, now: datetime, *, progress: Progress = ignore_progress, cancel: CancelToken | None = None) -> Path:
        """Write a checked copy of the database, then let go of copies the rotation no longer keeps.

        The first of a day also reads everything that has a sum: damage must not push the sound copies out. Raises
        ``LibraryDamagedError`` for what changed by itself; then nothing was written and nothing let go.
        """
        token = cancel or CancelToken()
        if self.is_due(now):
            self._check_seals(progress, token)
        self._library.seal(progress=progress, cancel=token)
        target = self._library.backup_folder / f"{_PREFIX}{now.astimezone(UTC).strftime(_STAMP)}.db"
        self._library.snapshot(target, progress=progress, cancel=token)
        dated = self._dated()
        kept = to_keep([moment for moment, _ in dated], now)
        for moment, path in dated:
            if moment not in kept and path != target:
                path.unlink(missing_ok=True)
        return target

    def archive(self, target: Path, *, progress: Progress, cancel: CancelToken) -> BackupReport:
        """Write the whole library – database, originals, own tables – as one verified archive.

        It appears only when whole. What was interrupted goes on at the next call with the same target.
        """
        unfinished = unfinished_path(target)
        try:
            with scratch_folder(self._library.folder) as folder:
                snapshot = folder / DATABASE
                self._library.snapshot(snapshot, progress=progress, cancel=cancel)
                members = {**self._originals(), **self._own_files(), DATABASE: snapshot}
                write_archive(target, members, self._library.id, progress=progress, cancel=cancel)
            try:
                verified_manifest(unfinished, progress=progress, cancel=cancel)
            except LibraryError:
                unfinished.unlink(missing_ok=True)  # to go on from this would fail again
                raise
            put_in_place(target)
        except Cancelled:
            self._drop_if_useless(unfinished)
            raise
        except OSError as error:
            self._drop_if_useless(unfinished)
            raise _not_written(target, error) from error
        return BackupReport(target, len(members), target.stat().st_size)

    def _check_seals(self, progress: Progress, cancel: CancelToken) -> None:
        rows, tables = self._library.broken_seals(progress=progress, cancel=cancel)
        if rows or tables:
            message = f"文库中有 {len(rows) + len(tables)} 处内容自行改变了，磁盘可能正在损坏；今天的备份没有做。"
            advice = "以前的备份都还在。请先把整个文库文件夹复制到另一个磁盘，再运行 andu doctor 查看是哪些内容。"
            raise LibraryDamagedError(message, advice=advice)

    def _dated(self) -> list[tuple[datetime, Path]]:
        found = self._library.backup_folder.glob(f"{_PREFIX}*.db")
        return [(moment, path) for path in found if (moment := _moment(path)) is not None]

    def _originals(self) -> dict[str, Path]:
        """Return every kept file, also of documents in the trash and of scans that wait."""
        found = sorted(self._library.folder.glob("originals/??/*"))
        return {f"originals/{path.parent.name}/{path.name}": path for path in found if len(path.name) == _SHA256_DIGITS}

    def _own_files(self) -> dict[str, Path]:
        """Return what a person or the window keeps beside the database: tables of synonyms, settings."""
        found = [path for path in sorted(self._library.folder.iterdir()) if path.is_file()]
        return {path.name: path for path in found if not path.name.startswith((DATABASE, "."))}

    def _drop_if_useless(self, unfinished: Path) -> None:
        if unfinished.exists() and not has_whole_members(unfinished):
            unfinished.unlink(missing_ok=True)


def restore(archive: Path, folder: Path, *, progress: Progress, cancel: CancelToken) -> RestoreReport:
    """Put an archive's library into ``folder``: unpacked beside it, checked, and only then swapped in.

    A library that stands there already is moved aside, never deleted. Raises ``ViewerError`` for an archive that is
    damaged or none of ours; then nothing has changed.
    """
    manifest = verified_manifest(archive, progress=progress, cancel=cancel)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        sweep(folder.parent, prefix=_RESTORING)
        with scratch_folder(folder.parent, prefix=_RESTORING) as scratch:
            unpacked = scratch / "library"
            unpack_archive(archive, manifest, unpacked, progress=progress, cancel=cancel)
            _check_library(unpacked)
            sync_folder(unpacked)
            former = swap_in(unpacked, folder, stamp=datetime.now(UTC).strftime(_STAMP))
    except OSError as error:
        message = f"不能恢复到“{folder}”。"
        raise LibraryError(message, advice=_advice(error)) from error
    return RestoreReport(folder, len(manifest), former)


def _moment(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.stem.removeprefix(_PREFIX), _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _check_library(folder: Path) -> None:
    library = Library.open(folder)
    try:
        library.check()
        with library.transaction() as documents:
            documents.forget_index()
    finally:
        library.close()


def _not_written(target: Path, error: OSError) -> LibraryError:
    message = f"不能写入备份“{target}”。"
    goes_on = (
        "写好的部分留在旁边的 .part 文件里：再次备份到同一个文件会接着写。" if unfinished_path(target).exists() else ""
    )
    return LibraryError(message, advice=_advice(error) + goes_on)


def _advice(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "磁盘已满：请清理空间，或换一个磁盘。"
    return f"请检查磁盘空间和写入权限（{error.strerror}）。"
