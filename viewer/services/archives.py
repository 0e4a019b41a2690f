"""Opens the archives among the files of an import, so that each of their members is imported like any other file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from viewer.core.catalog import ImportFailure
from viewer.core.errors import FileReadError
from viewer.core.progress import CancelToken, Progress
from viewer.importing.archive import is_archive, unpack
from viewer.importing.worker import RemoteBugError, Worker
from viewer.services.file_walk import document_suffixes, printable


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file to import and what the person is told it is called: for a member, the archive and its place in it."""

    path: Path
    shown: str


def named_files(
    found: Iterable[Path | ImportFailure], worker: Worker, folder: Path, progress: Progress, cancel: CancelToken
) -> Iterator[NamedFile | ImportFailure]:
    """Give every file and every member of every archive, unpacked by ``worker`` below ``folder``, in order."""
    for item in found:
        cancel.checkpoint()
        if isinstance(item, ImportFailure):
            yield item
        elif is_archive(item):
            yield from _members(item, worker, folder, progress, cancel)
        else:
            yield NamedFile(item, printable(item))


def _members(
    path: Path, worker: Worker, folder: Path, progress: Progress, cancel: CancelToken
) -> Iterator[NamedFile | ImportFailure]:
    shown = printable(path)
    try:
        place = Path(mkdtemp(dir=folder))
    except OSError as error:
        yield ImportFailure(
            shown, "没有地方解开这个压缩包。", f"请检查文库所在的磁盘（{error.strerror}），再重新导入。"
        )
        return
    try:
        members = worker.run(unpack, cancel, path, place, shown, document_suffixes(), progress=progress)
    except FileReadError as error:
        yield ImportFailure(shown, printable(error.message), error.advice)
        return
    except RemoteBugError:
        yield ImportFailure(shown, "打开这个压缩包时程序内部出错。", "请先解开压缩包，再导入里面的文件。")
        return
    if not members:
        yield ImportFailure(shown, "压缩包里没有可以导入的文件。", "请解开看看里面是什么。")
    for each in members:
        yield each if isinstance(each, ImportFailure) else NamedFile(each.path, each.shown)
