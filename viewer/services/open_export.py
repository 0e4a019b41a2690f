"""A whole library as a folder of open formats, for the day the program is no longer there."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from viewer.core.annotation import NoteFormat
from viewer.core.catalog import DocumentSummary
from viewer.core.errors import LibraryError
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.exporting.open_folder import (
    ENTITY_COLUMNS,
    METRIC_COLUMNS,
    README,
    Placed,
    bookmark_table,
    document_table,
    entity_rows,
    index_page,
    metric_rows,
)
from viewer.exporting.table import Cell, Table, to_csv
from viewer.importing.archive import clean_name
from viewer.services.exchanging_notes import NoteExchange
from viewer.store.filesystem import make_private_folder, sync_file
from viewer.store.scratch import scratch_folder
from viewer.store.store import Store

_UNTITLED = "文档"


@dataclass(frozen=True, slots=True)
class OpenExportReport:
    """Where the folder is, how many documents are in it, and the titles of those whose original is missing."""

    folder: Path
    documents: int
    without_original: tuple[str, ...]


def write_open_folder(library: Store, target: Path, *, progress: Progress, cancel: CancelToken) -> OpenExportReport:
    """Write the folder ``target``, which appears only when it is whole and must not be there before.

    Raises ``LibraryError`` when it is, or cannot be written.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        message = f"“{target}”已经存在，而且不是空文件夹。"
        raise LibraryError(message, advice="请换一个名字，或先移走原来的文件夹。")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with scratch_folder(target.parent, prefix=".andu-export-") as scratch:
            folder = scratch / "library"
            placed = _Writing(library, folder, cancel).write(progress)
            if target.exists():
                target.rmdir()
            folder.replace(target)
    except OSError as error:
        message = f"不能写入“{target}”。"
        raise LibraryError(message, advice=f"请检查磁盘空间和写入权限（{error.strerror}）。") from error
    missing = tuple(each.summary.title for each in placed if each.original is None)
    return OpenExportReport(target, len(placed), missing)


class _Writing:
    """One export under way."""

    def __init__(self, library: Store, folder: Path, cancel: CancelToken) -> None:
        self._library = library
        self._folder = folder
        self._cancel = cancel
        self._names: set[str] = set()
        self._entities: list[tuple[Cell, ...]] = []
        self._metrics: list[tuple[Cell, ...]] = []

    def write(self, progress: Progress) -> list[Placed]:
        """Write everything and return the documents with their places."""
        for each in (self._folder, self._folder / "originals", self._folder / "texts"):
            make_private_folder(each)
        with self._library.reading() as documents:
            summaries = documents.summaries()
        placed = []
        for number, summary in enumerate(summaries, start=1):
            self._cancel.checkpoint()
            placed.append(self._document(summary))
            progress(ProgressStep(number, len(summaries), summary.title))
        self._tables(placed)
        return placed

    def _document(self, summary: DocumentSummary) -> Placed:
        with self._library.reading() as documents:
            reading = documents.open(summary.id).reading
        stem, suffix = self._free_name(summary)
        text = f"texts/{stem}.txt"
        self._put(text, reading.document.text.encode("utf-8", "surrogatepass"))
        self._entities += entity_rows(text, reading)
        self._metrics += metric_rows(text, reading)
        kept = self._library.originals.path_of(summary.source.sha256)
        original = f"originals/{stem}{suffix}" if kept.exists() else None
        if original is not None:
            shutil.copyfile(kept, self._folder / original)
            sync_file(self._folder / original)
        return Placed(summary, original, text)

    def _free_name(self, summary: DocumentSummary) -> tuple[str, str]:
        """Return a name no other document has, made from the title, and the suffix the original came with."""
        suffix = Path(clean_name(summary.source.name)).suffix
        stem = clean_name(summary.title.replace(".", "_")) if summary.title.strip() else _UNTITLED
        number, free = 1, stem
        while free.casefold() in self._names:
            number += 1
            free = f"{stem} ({number})"
        self._names.add(free.casefold())
        return free, suffix

    def _tables(self, placed: list[Placed]) -> None:
        notes = NoteExchange(self._library)
        texts = {each.summary.id: each.text for each in placed}
        with self._library.reading():
            bookmarks = self._library.bookmarks().all()
        self._put("README.txt", README.encode("utf-8-sig"))
        self._put("index.html", index_page(placed).encode())
        self._put("documents.csv", to_csv(document_table(placed)))
        self._put("notes.csv", notes.export(NoteFormat.CSV))
        self._put("notes.jsonld", notes.export(NoteFormat.JSONLD))
        self._put("bookmarks.csv", to_csv(bookmark_table(bookmarks, texts)))
        self._put("entities.csv", _csv("名称", ENTITY_COLUMNS, self._entities))
        self._put("metrics.csv", _csv("数字", METRIC_COLUMNS, self._metrics))

    def _put(self, name: str, content: bytes) -> None:
        (self._folder / name).write_bytes(content)
        sync_file(self._folder / name)


def _csv(title: str, columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> bytes:
    return to_csv(Table(title, columns, tuple(rows)))
