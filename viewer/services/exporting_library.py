"""Makes a folder another office can start from a USB stick: the program, chosen replies, their index, notes or none.

The replies are laid into a new library one by one, so that nothing else of this one goes along: no trash, no log of
changes, no word of a reply that was not chosen. Bookmarks, tags, stars, collections, what was read, kept searches and
corrections go along with the notes. How figures, names and promises hang together is worked out before the folder is
closed, for it may come to lie where nothing can be written.
"""

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from viewer.core.annotation import NoteFormat
from viewer.core.document import DocumentId
from viewer.core.errors import LibraryError
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.services.library_folder import PORTABLE_MARK
from viewer.services.opening import Services, Workers, assemble
from viewer.services.read_file import PIPELINE_VERSION
from viewer.services.taking_along import take_decisions
from viewer.store.library import Library
from viewer.text.segment import Segmenter

LIBRARY = "data"
_UNFINISHED = ".未完成"
_OWN = (PORTABLE_MARK, LIBRARY, "cache")
_READABLE, _OPEN_FOLDER = 0o644, 0o755
_GUIDE = """案牍 随带文库

这个文件夹里有程序和 {count} 份文档，可以放在 U 盘、光盘或共享文件夹里直接使用，不需要安装，也不需要网络。
启动：Windows 双击 andu-window.exe；Linux 运行 andu。
放在不能写入的地方（光盘、只读共享）也能阅读和检索，只是不能批注。
"""


@dataclass(frozen=True, slots=True)
class ExportedLibrary:
    """What was written: the folder, how many replies, notes and bookmarks are in it, and whether a program is."""

    folder: Path
    documents: int
    notes: int
    bookmarks: int
    has_program: bool


def export_library(  # noqa: PLR0913 - each is one choice of the person's
    services: Services,
    document_ids: Sequence[DocumentId],
    target: Path,
    *,
    program: Path | None,
    with_notes: bool,
    cache: Path,
    progress: Progress,
    cancel: CancelToken,
) -> ExportedLibrary:
    """Write the folder; it appears under its name only when whole.

    ``program`` is the folder of a bundle; without one the library goes alone. Raises ``LibraryError`` when the target
    exists and holds something, or cannot be written, and ``Cancelled``; then nothing is left.
    """
    _refuse_taken(target)
    unfinished = target.with_name(target.name + _UNFINISHED)
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        notes, bookmarks = _lay_library(
            services, document_ids, unfinished / LIBRARY, with_notes, cache, progress, cancel
        )
        if program is not None:
            progress(ProgressStep(len(document_ids), len(document_ids), "正在复制程序"))
            _lay_program(program, unfinished, len(document_ids))
        _make_readable(unfinished)
        if target.exists():
            target.rmdir()
        unfinished.rename(target)
    except OSError as error:
        raise _not_written(target, error) from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return ExportedLibrary(target, len(document_ids), notes, bookmarks, program is not None)


def _lay_library(  # noqa: PLR0913, PLR0917 - passed on
    services: Services,
    document_ids: Sequence[DocumentId],
    folder: Path,
    with_notes: bool,  # noqa: FBT001
    cache: Path,
    progress: Progress,
    cancel: CancelToken,
) -> tuple[int, int]:
    """Return how many notes and bookmarks went along."""
    library = Library.open(folder)
    copied = assemble(library, Workers.new(), cache, Segmenter(cache))
    try:
        taken: dict[DocumentId, DocumentId] = {}
        hashes: set[str] = set()
        for number, document_id in enumerate(document_ids):
            cancel.checkpoint()
            reading = services.documents.open(document_id).reading
            progress(ProgressStep(number, len(document_ids), reading.source.name))
            taken[document_id] = copied.adopt(services.documents.original(document_id), reading, PIPELINE_VERSION)
            hashes.add(reading.source.sha256)
        if with_notes:
            text = services.notes.export(NoteFormat.JSONLD, document_ids=document_ids).decode()
            copied.notes.import_notes(text)
            _lay_labels(services, library, taken)
            _lay_bookmarks(services, library, taken)
            is_all = {each.id for each in services.catalog.summaries()} <= set(document_ids)
            take_decisions(services.rows_of, library, taken, frozenset(hashes), is_all=is_all)
        copied.index.wait(progress=progress, cancel=cancel)
        copied.tables.bring_up_to_date(progress=progress, cancel=cancel)
        return len(copied.annotating.all()), len(copied.bookmarking.all())
    finally:
        copied.close()


def _lay_labels(services: Services, library: Library, taken: Mapping[DocumentId, DocumentId]) -> None:
    """Take tags, stars and the collections along that hold a chosen document; ``taken`` maps old ids to new."""
    chosen = [labels for labels in services.labelling.all() if labels.document_id in taken]
    used = {each for labels in chosen for each in labels.collections}
    with library.transaction():
        table = library.labels()
        for collection in services.labelling.collections():
            if collection.id in used:
                table.put_collection(collection)
        for labels in chosen:
            table.put(replace(labels, document_id=taken[labels.document_id]))


def _lay_bookmarks(services: Services, library: Library, taken: Mapping[DocumentId, DocumentId]) -> None:
    with library.transaction():
        for each in services.bookmarking.all():
            if each.bookmark.document_id in taken:
                library.bookmarks().put(replace(each.bookmark, document_id=taken[each.bookmark.document_id]))


def _lay_program(program: Path, target: Path, count: int) -> None:
    shutil.copytree(program, target, dirs_exist_ok=True, ignore=_own_of(program), symlinks=True)
    (target / PORTABLE_MARK).touch()
    (target / "使用说明.txt").write_text(_GUIDE.format(count=count), encoding="utf-8-sig", newline="\r\n")


def _own_of(program: Path):  # type: ignore[no-untyped-def] # noqa: ANN202 - as shutil.copytree wants it
    """Leave out what a portable program keeps beside itself."""
    return lambda folder, names: [name for name in names if Path(folder) == program and name in _OWN]


def _make_readable(folder: Path) -> None:
    """Let everybody read: who carries the folder away is another person than who made it."""
    for path in (folder, *folder.rglob("*")):
        if path.is_symlink():
            continue
        is_program = path.is_dir() or path.stat().st_mode & 0o100
        path.chmod(_OPEN_FOLDER if is_program else _READABLE)


def _refuse_taken(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        message = f"“{target}”已经存在，里面有内容。"
        raise LibraryError(message, advice="请换一个新的文件夹名。")


def _not_written(target: Path, error: OSError) -> LibraryError:
    message = f"无法写入“{target}”。"
    return LibraryError(message, advice=f"请检查磁盘空间和写入权限（{os.strerror(error.errno or 0)}）。")
