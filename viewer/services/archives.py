"""Opens the archives among the files of an import, so that each of their members is imported like any other file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from viewer.core.catalog import ImportFailure
from viewer.core.errors import FileEncryptedError, FileReadError
from viewer.core.progress import CancelToken, Progress
from viewer.importing.archive import Unpacked, is_archive, unpack
from viewer.importing.locked import locked
from viewer.importing.worker import RemoteBugError, Worker
from viewer.services.file_walk import document_suffixes, printable
from viewer.services.passwords import Passwords


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file to import and what the person is told it is called: for a member, the archive and its place in it."""

    path: Path
    shown: str


def named_files(  # noqa: PLR0913, PLR0917 - what an import is made of
    found: Iterable[Path | ImportFailure],
    worker: Worker,
    folder: Path,
    passwords: Passwords,
    progress: Progress,
    cancel: CancelToken,
) -> Iterator[NamedFile | ImportFailure]:
    """Give every file and every member of every archive, unpacked by ``worker`` below ``folder``, in order."""
    for item in found:
        cancel.checkpoint()
        if isinstance(item, ImportFailure):
            yield item
        elif is_archive(item):
            yield from _members(item, _Unpacker(worker, passwords, progress, cancel), folder)
        else:
            yield NamedFile(item, printable(item))


@dataclass(frozen=True, slots=True)
class _Unpacker:
    """Who unpacks, the passwords that may be tried, and who hears of it."""

    worker: Worker
    passwords: Passwords
    progress: Progress
    cancel: CancelToken

    def unpacked(self, path: Path, place: Path, shown: str) -> tuple[Unpacked | ImportFailure, ...]:
        """Unpack an archive, with the passwords that are known where it wants one."""
        refused: FileEncryptedError | None = None
        for password in (None, *self.passwords.to_try("")):
            try:
                return self.worker.run(
                    unpack,
                    self.cancel,
                    path,
                    place,
                    shown,
                    document_suffixes(),
                    password=password,
                    progress=self.progress,
                )
            except FileEncryptedError as error:
                refused = error
        raise refused or locked(path, None)


def _members(path: Path, unpacker: _Unpacker, folder: Path) -> Iterator[NamedFile | ImportFailure]:
    shown = printable(path)
    try:
        place = Path(mkdtemp(dir=folder))
    except OSError as error:
        yield ImportFailure(
            shown, "没有地方解开这个压缩包。", f"请检查文库所在的磁盘（{error.strerror}），再重新导入。"
        )
        return
    try:
        members = unpacker.unpacked(path, place, shown)
    except FileReadError as error:
        yield ImportFailure(shown, printable(error.message), error.advice, error.wants_password)
        return
    except RemoteBugError:
        yield ImportFailure(shown, "打开这个压缩包时程序内部出错。", "请先解开压缩包，再导入里面的文件。")
        return
    if not members:
        yield ImportFailure(shown, "压缩包里没有可以导入的文件。", "请解开看看里面是什么。")
    for each in members:
        yield each if isinstance(each, ImportFailure) else NamedFile(each.path, each.shown)
