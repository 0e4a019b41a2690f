"""Keeping the index: adding, removing and rebuilding in batches, one writer at a time, each batch whole or not at all.

The index is derived: whatever is wrong with it, ``rebuild`` makes it right again, in a new folder beside the old one,
which answers searches until the new one is complete.
"""

import logging
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from whoosh.codec.base import Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from viewer.core.catalog import StoredDocument
from viewer.core.document import DocumentId
from viewer.core.errors import IndexUnavailableError
from viewer.core.progress import CancelToken, Progress, ProgressStep, ignore_progress
from viewer.search.analyzer import analyze
from viewer.search.compaction import crowded, merge_segments, mergeable
from viewer.search.damage import SegmentDamagedError
from viewer.search.lock import write_lock
from viewer.search.manifest import (
    FileMarks,
    Fingerprint,
    Manifest,
    ManifestDamagedError,
    check_files,
    mark_files,
    read_manifest,
    write_manifest,
)
from viewer.search.reader import FolderReader, IndexReader, open_reader, read_segments
from viewer.search.schema import new_schema
from viewer.search.writer import INDEX_NAME, SegmentBuilder
from viewer.text.segment import Segmenter

log = logging.getLogger(__name__)

_LOCK_TIMEOUT = 30.0
_REBUILD = "请重建索引。"


class IndexStatus(StrEnum):
    """What can be done with an index folder: everything but ``READY`` wants a rebuild."""

    READY = "ready"
    MISSING = "missing"
    DAMAGED = "damaged"
    FOREIGN = "foreign"  # made from another library
    STALE = "stale"  # made by a version of the program that folds, cuts or stores differently


@dataclass(frozen=True, slots=True)
class IndexFolderState:
    """The index as it lies on disk; ``documents`` counts what can be found in it."""

    status: IndexStatus
    documents: int


class IndexFolder:
    """The index of one library. Cheap to make, safe to pickle, and usable from any thread and process.

    Writers of all processes wait for each other; readers never wait.
    """

    def __init__(self, folder: Path, library_id: str, segmenter: Segmenter) -> None:
        self.folder = folder
        self.fingerprint = Fingerprint(library_id)
        self._segmenter = segmenter

    def state(self, *, thorough: bool = True) -> IndexFolderState:
        """Look at the folder without opening what is not vouched for; thorough: check the sum of every file."""
        try:
            manifest = read_manifest(self.folder)
            if manifest is None:
                return IndexFolderState(IndexStatus.MISSING, 0)
            if manifest.fingerprint != self.fingerprint:
                return IndexFolderState(self._difference(manifest.fingerprint), 0)
            known = None if thorough else manifest.files
            check_files(self.folder / manifest.folder, manifest.files, known=known)
        except ManifestDamagedError:
            return IndexFolderState(IndexStatus.DAMAGED, 0)
        return IndexFolderState(IndexStatus.READY, manifest.documents)

    def open_reader(self, *, known: FileMarks | None = None, before: IndexReader | None = None) -> FolderReader:
        """Open the committed generation for reading; close it when done.

        Files in ``known`` were checked before; ``before`` is an earlier reader, which may be closed.
        Raises ``IndexUnavailableError`` for anything but a ready index.
        """
        return open_reader(self.folder, self._ready_manifest(), known=known, before=before)

    def document_ids(self) -> frozenset[DocumentId]:
        """Return the documents that can be found.

        Raises ``IndexUnavailableError``.
        """
        with self.open_reader() as reader:
            return frozenset(reader.ids[number] for number in reader.alive.nonzero()[0].tolist())

    def add(
        self,
        documents: Iterable[StoredDocument],
        *,
        progress: Progress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> int:
        """Make documents findable, replacing earlier versions of them; return how many. A missing index is begun.

        Every committed batch stays when the work is cancelled later. Each is a segment more: ``compact`` afterwards.
        Raises ``IndexUnavailableError`` when the index wants a rebuild or cannot be written, ``Cancelled``.
        """
        token = cancel or CancelToken()
        with self._writing(token):
            generation = self._generation() or _Generation.empty(self.folder, self.fingerprint)
            return self._add_batches(generation, documents, progress, token, commit_each=True)

    def remove(self, ids: Sequence[DocumentId], *, cancel: CancelToken | None = None) -> int:
        """Make documents unfindable; return how many of them the index held.

        Raises ``IndexUnavailableError``.
        """
        with self._writing(cancel or CancelToken()):
            generation = self._generation()
            if generation is None:
                return 0
            removed = generation.delete(ids)
            if removed:
                generation.commit()
            return removed

    def rebuild(
        self,
        documents: Iterable[StoredDocument],
        *,
        total: int | None = None,
        progress: Progress = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> int:
        """Build the index anew from all documents of the library; return how many.

        The old index answers until the new one is complete; cancelled or failed, the old one stays as it is.
        Raises ``IndexUnavailableError``, ``Cancelled``.
        """
        token = cancel or CancelToken()
        with self._writing(token):
            generation = _Generation.empty(self.folder, self.fingerprint)
            try:
                count = self._add_batches(generation, documents, progress, token, commit_each=False, total=total)
                while generation.merge(token):
                    pass
                generation.commit()
            except BaseException:
                shutil.rmtree(generation.folder, ignore_errors=True)
                raise
            generation.remove_other_generations()
            return count

    def compact(self, *, only_crowded: bool = False, cancel: CancelToken | None = None) -> bool:
        """Merge small segments and drop removed documents; tell whether there was anything to do. For idle time.

        Only where segments crowd is for after every addition: it keeps them few, and costs little.
        Raises ``IndexUnavailableError``, ``Cancelled``.
        """
        token = cancel or CancelToken()
        with self._writing(token):
            generation = self._generation()
            if generation is None or not generation.merge(token, only_crowded=only_crowded):
                return False
            generation.commit()
            return True

    def _add_batches(  # noqa: PLR0913 - one loop for adding and rebuilding
        self,
        generation: "_Generation",
        documents: Iterable[StoredDocument],
        progress: Progress,
        cancel: CancelToken,
        *,
        commit_each: bool,
        total: int | None = None,
    ) -> int:
        done = 0
        for builder in self._batches(documents, progress, cancel, total):
            done += len(builder.ids)
            generation.append(builder)
            if commit_each:
                generation.commit()
        progress(ProgressStep(done, total, "索引完成"))
        return done

    def _batches(
        self, documents: Iterable[StoredDocument], progress: Progress, cancel: CancelToken, total: int | None
    ) -> Iterator[SegmentBuilder]:
        builder = SegmentBuilder()
        for done, document in enumerate(documents):
            cancel.checkpoint()
            progress(ProgressStep(done, total, "正在建立索引"))
            if builder.is_full or document.id in builder:
                yield builder
                builder = SegmentBuilder()
            builder.add(analyze(document, self._segmenter))
        if builder.ids:
            yield builder

    @contextmanager
    def _writing(self, cancel: CancelToken) -> Iterator[None]:
        with write_lock(self.folder, timeout=_LOCK_TIMEOUT, cancel=cancel):
            try:
                yield
            except SegmentDamagedError as error:
                raise _unavailable(IndexStatus.DAMAGED) from error
            except OSError as error:
                message = "索引没有写成"
                raise IndexUnavailableError(message, advice="请检查磁盘空间和文库文件夹的权限。") from error

    def _generation(self) -> "_Generation | None":
        if self.state(thorough=False).status is IndexStatus.MISSING:
            return None
        return _Generation.open(self.folder, self._ready_manifest())

    def _ready_manifest(self) -> Manifest:
        try:
            manifest = read_manifest(self.folder)
        except ManifestDamagedError as error:
            raise _unavailable(IndexStatus.DAMAGED) from error
        if manifest is None:
            raise _unavailable(IndexStatus.MISSING)
        if manifest.fingerprint != self.fingerprint:
            raise _unavailable(self._difference(manifest.fingerprint))
        return manifest

    def _difference(self, found: Fingerprint) -> IndexStatus:
        return IndexStatus.STALE if found.library == self.fingerprint.library else IndexStatus.FOREIGN


class _Generation:
    """The segments a writer works on; what it does counts from ``commit`` on. Only used under the write lock."""

    def __init__(self, index_folder: Path, manifest: Manifest, segments: list[Segment]) -> None:
        self._index_folder = index_folder
        self._manifest = manifest
        self._segments = segments
        self.folder = index_folder / manifest.folder
        self._storage = FileStorage(str(self.folder), supports_mmap=False)  # type: ignore[no-untyped-call]
        self._schema = new_schema()

    @classmethod
    def empty(cls, index_folder: Path, fingerprint: Fingerprint) -> "_Generation":
        """Begin a generation in a folder of its own."""
        numbers = [int(name) for path in index_folder.glob("g*") if (name := path.name[1:]).isdecimal()]
        folder = f"g{max(numbers, default=0) + 1:06}"
        (index_folder / folder).mkdir()
        return cls(index_folder, Manifest(fingerprint, folder, 0, 0, {}), [])

    @classmethod
    def open(cls, index_folder: Path, manifest: Manifest) -> "_Generation":
        """Go on from the committed generation.

        Only the table of contents is checked whole: it is the one file that could do harm, and who searches checks all.
        """
        return cls(index_folder, manifest, read_segments(index_folder / manifest.folder, manifest))

    def append(self, builder: SegmentBuilder) -> None:
        """Write a new segment, replacing earlier versions of its documents."""
        self.delete(builder.ids)
        self._segments.append(builder.write(self._storage, self._schema))

    def delete(self, ids: Sequence[DocumentId]) -> int:
        """Mark documents as deleted; return how many there were."""
        wanted, count = frozenset(ids), 0
        for segment in self._segments:
            known = segment.codec().ids(self._storage, segment)  # type: ignore[no-untyped-call]
            for number in [number for number, document_id in enumerate(known) if document_id in wanted]:
                if not segment.is_deleted(number):  # type: ignore[no-untyped-call]
                    segment.delete_document(number)  # type: ignore[no-untyped-call]
                    count += 1
        return count

    def merge(self, cancel: CancelToken, *, only_crowded: bool = False) -> bool:
        """Merge what is worth being one segment; tell whether there was anything."""
        chosen = crowded(self._segments) if only_crowded else mergeable(self._segments)
        if not chosen:
            return False
        merged = merge_segments(self._storage, self._schema, [self._segments[index] for index in chosen], cancel)
        rest = [segment for index, segment in enumerate(self._segments) if index not in chosen]
        self._segments = [*rest, *([merged] if merged else [])]
        return True

    def commit(self) -> None:
        """Make what was done visible to readers, whole and on disk."""
        generation = self._manifest.generation + 1
        names = set(self._segment_files())
        self._sweep(names | set(self._manifest.files))
        toc = TOC(self._schema, self._segments, generation)  # type: ignore[no-untyped-call]
        toc.write(self._storage, INDEX_NAME)  # type: ignore[no-untyped-call]
        names.add(TOC._filename(INDEX_NAME, generation))  # type: ignore[no-untyped-call] # noqa: SLF001 - nothing public names it
        files = {name: mark for name, mark in self._manifest.files.items() if name in names}
        files |= mark_files(self.folder, names - files.keys())
        documents = sum(segment.doc_count() for segment in self._segments)  # type: ignore[no-untyped-call]
        self._manifest = Manifest(self._manifest.fingerprint, self._manifest.folder, generation, documents, files)
        write_manifest(self._index_folder, self._manifest)
        self._sweep(set(files))

    def remove_other_generations(self) -> None:
        """Remove the folders no manifest speaks of any more; what a reader still holds goes next time."""
        for path in self._index_folder.glob("g*"):
            if path.name != self._manifest.folder:
                shutil.rmtree(path, ignore_errors=True)

    def _segment_files(self) -> Iterator[str]:
        for segment in self._segments:
            yield from segment.list_files(self._storage)  # type: ignore[no-untyped-call]

    def _sweep(self, keep: set[str]) -> None:
        for path in self.folder.iterdir():
            if path.name in keep:
                continue
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
                continue
            try:
                path.unlink()
            except OSError:
                log.info("an old index file is still in use")


def _unavailable(status: IndexStatus) -> IndexUnavailableError:
    sentences = {
        IndexStatus.MISSING: "还没有索引",
        IndexStatus.DAMAGED: "索引已损坏",
        IndexStatus.FOREIGN: "索引属于另一个文库",
        IndexStatus.STALE: "索引由另一版本的程序建立",
    }
    return IndexUnavailableError(sentences[status], advice=_REBUILD)
