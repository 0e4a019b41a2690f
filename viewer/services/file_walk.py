"""Finds the files a person means by the files and folders they named."""

import os
import stat
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

from viewer.core.catalog import ImportFailure
from viewer.core.errors import FileUnsupportedError
from viewer.core.progress import CancelToken

_LITTER = frozenset({"thumbs.db", "desktop.ini"})


def files_under(paths: Iterable[Path], *, skip: Path, cancel: CancelToken) -> Iterator[Path | ImportFailure]:
    """Give every file once, folders recursively and in order of their names; what cannot be looked at is a failure.

    A file that is named is always given. In folders, hidden files, lock files of office programs, everything that
    is no document and the folder ``skip`` are left out.
    """
    seen: set[Path] = set()
    for path in paths:
        for found in _files_of(path, skip.resolve(), cancel):
            if isinstance(found, ImportFailure):
                yield found
            elif (real := found.resolve()) not in seen:
                seen.add(real)
                yield found


def printable(path: Path | str) -> str:
    """Return the path as text that any output can take; undecodable bytes become U+FFFD."""
    return os.fsencode(path).decode("utf-8", "replace")


def refuse_special_file(path: Path) -> None:
    """Raise ``FileUnsupportedError`` for a folder, a pipe or a device: opening one might wait for ever."""
    if path.exists() and not path.is_file():
        message = f"“{printable(path.name)}”不是普通文件，不能读取。"
        raise FileUnsupportedError(message, advice="请选择一个文档文件；整个文件夹请用 andu import 导入。")


def _files_of(path: Path, skip: Path, cancel: CancelToken) -> Iterator[Path | ImportFailure]:
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        yield ImportFailure(printable(path), "找不到这个文件或文件夹。", "请检查路径是否写对，移动盘是否已连接。")
        return
    if stat.S_ISDIR(mode):
        yield from _files_in_folder(path, skip, cancel)
    elif stat.S_ISREG(mode):
        yield path
    else:
        yield ImportFailure(printable(path), "这不是普通文件，不能导入。", "请选择文档文件或文件夹。")


def _files_in_folder(folder: Path, skip: Path, cancel: CancelToken) -> Iterator[Path | ImportFailure]:
    unreadable: list[ImportFailure] = []

    def note(error: OSError) -> None:
        unreadable.append(
            ImportFailure(printable(error.filename), "这个文件夹打不开。", "请检查是否有读取权限，再重新导入。")
        )

    wanted = document_suffixes()
    for base, folders, names in os.walk(folder, onerror=note):
        cancel.checkpoint()
        here = Path(base)
        folders[:] = sorted(name for name in folders if not _is_hidden(here / name) and (here / name).resolve() != skip)
        for name in sorted(names):
            path = here / name
            if path.suffix.lower() in wanted and not _is_litter(path) and path.is_file():
                yield path
        yield from unreadable
        unreadable.clear()
    yield from unreadable


def document_suffixes() -> frozenset[str]:
    """Return the kinds of office document: one in a folder that cannot be read yet is reported, not passed over."""
    # Here, since it loads the readers of all formats.
    from viewer.importing.registry import supported_suffixes  # noqa: PLC0415

    data = resources.files("viewer.resources").joinpath("document_suffixes.txt")
    return frozenset(data.read_text(encoding="ascii").split()) | supported_suffixes()


def _is_litter(path: Path) -> bool:
    name = path.name
    return name.startswith(("~$", ".~")) or name.lower() in _LITTER or _is_hidden(path)


def _is_hidden(path: Path) -> bool:
    if path.name.startswith("."):
        return True
    try:
        attributes = getattr(path.stat(), "st_file_attributes", 0)
    except OSError:
        return False
    return bool(attributes & stat.FILE_ATTRIBUTE_HIDDEN)
