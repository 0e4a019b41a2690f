"""Checks a library's database, originals, texts, notes and index against each other, and mends what can be mended."""

import hashlib
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from viewer.core.document import DocumentId
from viewer.core.errors import LibraryDamagedError, LibraryError
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.services.annotating import reanchor
from viewer.services.index_keeper import IndexKeeper
from viewer.store.filesystem import replacing
from viewer.store.library import DATABASE, Library
from viewer.store.snapshot import change_count, is_sound

_CHUNK = 1 << 20
_TEMPORARY = ".andu-"
_OLD_SECONDS = 24 * 3600


class FindingKind(StrEnum):
    """What may be wrong with a library."""

    DATABASE_DAMAGED = "database damaged"
    CONTENT_CHANGED = "content changed"
    ORIGINAL_MISSING = "original missing"
    ORIGINAL_CHANGED = "original changed"
    STRAY_FILE = "stray file"
    TEXT_CHANGED = "text changed"
    NOTE_MISPLACED = "note misplaced"
    INDEX_BEHIND = "index behind"
    INDEX_SET_ASIDE = "index set aside"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: what it concerns, a sentence for the user, and whether it was mended."""

    kind: FindingKind
    subject: str
    sentence: str
    mended: bool = False


def examine(
    library: Library, keeper: IndexKeeper, *, repair: bool, progress: Progress, cancel: CancelToken
) -> list[Finding]:
    """Check everything; with ``repair``, mend strays, misplaced notes and the index.

    Originals and texts are never touched: what is wrong with them is only told.
    """
    findings = [*_database(library)]
    if not findings:
        findings += _contents(library, progress, cancel)
    if not findings:
        findings += _documents(library, repair=repair, progress=progress, cancel=cancel)
        findings += _strays(library, repair=repair)
    findings += _index(keeper, repair=repair, progress=progress, cancel=cancel)
    return findings


def rescue_database(folder: Path) -> Finding:
    """Put the most complete sound backup in the place of a damaged database; the damaged one is kept beside it.

    Raises ``LibraryError`` when no backup is sound, or the place cannot be written; then nothing has changed.
    """
    sound = _best_backup(folder)
    if sound is None:
        message = "数据库已损坏，也没有可用的备份。"
        raise LibraryError(message, advice="请把整个文库文件夹复制一份，然后新建文库并重新导入 originals 中的原件。")
    missing = change_count(folder / DATABASE) - change_count(sound)
    try:
        _replace_database(folder, sound)
    except OSError as error:
        message = "数据库已损坏，备份完好，但不能写回文库。"
        raise LibraryError(message, advice=f"请检查磁盘空间和写入权限（{error.strerror}）。") from error
    since = f"备份之后的 {missing} 处更改不在其中；" if missing > 0 else ""
    sentence = f"数据库已损坏，已用备份 {sound.name} 恢复；{since}损坏的文件改名保留。"
    return Finding(FindingKind.DATABASE_DAMAGED, DATABASE, sentence, mended=True)


def _best_backup(folder: Path) -> Path | None:
    """Return the sound backup with the most changes in it: names and times may be of a clock that was wrong."""
    found = sorted((folder / "backups").glob("library-*.db"), key=lambda path: (change_count(path), path.name))
    return next((path for path in reversed(found) if is_sound(path)), None)


def _replace_database(folder: Path, sound: Path) -> None:
    """Keep what is damaged under another name; at no moment is there no database, for then a new one would be made."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    database = folder / DATABASE
    with database.open("rb") as damaged, replacing(folder / f"{DATABASE}.damaged-{stamp}") as kept:
        shutil.copyfileobj(damaged, kept)
    for suffix in ("-wal", "-shm"):
        if (log := folder / (DATABASE + suffix)).exists():
            log.replace(folder / f"{DATABASE}{suffix}.damaged-{stamp}")
    with sound.open("rb") as backup, replacing(database) as new:
        shutil.copyfileobj(backup, new)


def _database(library: Library) -> Iterator[Finding]:
    try:
        library.check()
    except LibraryDamagedError as error:
        yield Finding(FindingKind.DATABASE_DAMAGED, DATABASE, error.message)


def _contents(library: Library, progress: Progress, cancel: CancelToken) -> Iterator[Finding]:
    """Find documents and tables that changed without anybody changing them: a failing disk, or a foreign program."""
    rows, tables = library.broken_seals(progress=progress, cancel=cancel)
    for row in rows:
        sentence = f"第 {row} 号文档的内容自行改变了（磁盘出错，或被别的程序改动）。"
        yield Finding(FindingKind.CONTENT_CHANGED, str(row), sentence)
    for table in tables:
        sentence = f"数据表 {table} 的内容自行改变了（磁盘出错，或被别的程序改动）。"
        yield Finding(FindingKind.CONTENT_CHANGED, table, sentence)


def is_backup_complete(folder: Path) -> bool:
    """Tell whether the best backup lacks no change, so that putting it back loses nothing. The library is closed."""
    best = _best_backup(folder)
    return best is not None and change_count(best) >= change_count(folder / DATABASE)


def _documents(library: Library, *, repair: bool, progress: Progress, cancel: CancelToken) -> Iterator[Finding]:
    with library.reading() as documents:
        summaries = documents.summaries()
    for number, summary in enumerate(summaries, start=1):
        cancel.checkpoint()
        yield from _original(library, summary.source.sha256, summary.title)
        yield from _text_and_notes(library, summary.id, summary.title, repair=repair)
        progress(ProgressStep(number, len(summaries), "检查文档"))


def _original(library: Library, sha256: str, title: str) -> Iterator[Finding]:
    path = library.originals.path_of(sha256)
    if not path.exists():
        sentence = f"“{title}”的原件不见了；正文和批注不受影响，重新导入同一文件即可补回。"
        yield Finding(FindingKind.ORIGINAL_MISSING, sha256, sentence)
    elif _hash_of(path) != sha256:
        sentence = f"“{title}”的原件被改动或损坏；正文和批注不受影响。"
        yield Finding(FindingKind.ORIGINAL_CHANGED, sha256, sentence)


def _text_and_notes(library: Library, document_id: DocumentId, title: str, *, repair: bool) -> Iterator[Finding]:
    with library.reading() as documents:
        document = documents.document(document_id)
        expected = documents.text_sha256(document_id)
        notes = library.annotations().of_document(document_id)
    if hashlib.sha256(document.text.encode()).hexdigest() != expected:
        yield Finding(FindingKind.TEXT_CHANGED, document_id, f"“{title}”的正文与入库时不一致。")
    misplaced = [each for each in notes if each.span and each.span.of(document.text) != each.selector.quote.exact]
    if misplaced and repair:
        with library.transaction():
            reanchor(library.annotations(), document_id, document)
    for each in misplaced:
        sentence = f"“{title}”的一条批注不在原处：“{each.selector.quote.exact[:20]}”。"
        yield Finding(FindingKind.NOTE_MISPLACED, each.id, sentence, mended=repair)


def _strays(library: Library, *, repair: bool) -> Iterator[Finding]:
    """Find files nobody needs: temporary ones, and originals no document, trash included, belongs to.

    Only temporary files that have lain for long are deleted: an original may belong to an import under way.
    """
    with library.reading() as documents:
        known = {each.source.sha256 for each in [*documents.summaries(), *documents.removed()]}
        known |= {each.sha256 for each in library.waiting_scans().all()}
    originals = library.folder / "originals"
    for path in sorted(each for each in library.folder.rglob("*") if each.is_file()):
        name = str(path.relative_to(library.folder))
        if path.name.startswith(_TEMPORARY):
            if time.time() - path.stat().st_mtime > _OLD_SECONDS:
                if repair:
                    path.unlink(missing_ok=True)
                yield Finding(FindingKind.STRAY_FILE, name, f"残留的临时文件：{name}。", mended=repair)
        elif path.is_relative_to(originals) and path.name not in known:
            yield Finding(FindingKind.STRAY_FILE, name, f"不属于任何文档的原件：{name}（可以重新导入它）。")


def _index(keeper: IndexKeeper, *, repair: bool, progress: Progress, cancel: CancelToken) -> Iterator[Finding]:
    if not keeper.is_sound():
        if repair:
            keeper.rebuild(progress=progress, cancel=cancel)
        sentence = "索引缺失、不完整或已损坏；文档不受影响。"
        yield Finding(FindingKind.INDEX_BEHIND, "index", sentence, mended=repair)
    for document_id, reason in keeper.set_aside().items():
        sentence = f"文档 {document_id} 没有编入索引，查找时找不到它，阅读和批注不受影响：{reason}"
        yield Finding(FindingKind.INDEX_SET_ASIDE, document_id, sentence)


def _hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
