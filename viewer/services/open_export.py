"""A whole library as a folder of open formats, for the day the program is no longer there."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from viewer.core.annotation import NoteFormat
from viewer.core.catalog import DocumentSummary
from viewer.core.errors import LibraryError
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.core.reading import Source
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
from viewer.store.store import OWN_SYNONYMS, Store

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
        for each in ("originals", "texts", "tables"):
            make_private_folder(self._folder / each)
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
        for number, source in enumerate(self._second_originals(summary), start=2):
            self._original(source, f"{stem} (原件{number}){Path(clean_name(source.name)).suffix}")
        return Placed(summary, self._original(summary.source, stem + suffix), text)

    def _original(self, source: Source, name: str) -> str | None:
        """Copy an original and return where it is now, ``None`` when it is missing."""
        kept = self._library.originals.path_of(source.sha256)
        if not kept.exists():
            return None
        shutil.copyfile(kept, self._folder / "originals" / name)
        sync_file(self._folder / "originals" / name)
        return f"originals/{name}"

    def _second_originals(self, summary: DocumentSummary) -> list[Source]:
        with self._library.reading():
            table = self._library.joined()
            found = [table.source(each) for each in table.joined_to(summary.id)]
        return [each for each in found if each is not None]

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
        for each in self._library.plain_tables():
            self._put(f"tables/{each.name}.csv", _csv(each.name, each.columns, each.rows))
        if (own := self._library.own_synonyms()) is not None:
            self._put(OWN_SYNONYMS, own.encode())

    def _put(self, name: str, content: bytes) -> None:
        (self._folder / name).write_bytes(content)
        sync_file(self._folder / name)


def _csv(title: str, columns: tuple[str, ...], rows: Iterable[tuple[Cell, ...]]) -> bytes:
    return to_csv(Table(title, columns, tuple(rows)))
