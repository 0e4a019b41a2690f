"""Moves a whole library: from a folder to an office's server or back, and sees that all of it has arrived."""

from dataclasses import dataclass, field
from itertools import islice

from viewer.core.errors import LibraryError
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.store.store import Store
from viewer.store.transfer import TABLES, TransferTable

_TOGETHER = 200
_UNFINISHED = "moving from"


@dataclass(frozen=True, slots=True)
class MovedLibrary:
    """How many rows of each table were read; ``missing`` counts those that are not in the other library as they were.

    ``originals`` counts the files sent, ``originals_missing`` names those the first library no longer had.
    """

    rows: dict[str, int] = field(default_factory=dict)
    missing: dict[str, int] = field(default_factory=dict)
    originals: int = 0
    originals_missing: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Tell whether everything has arrived as it was."""
        return not any(self.missing.values())


def move_library(source: Store, target: Store, *, progress: Progress, cancel: CancelToken) -> MovedLibrary:
    """Copy everything a person or a reading made into another library; what is there already stays as it is.

    The first library is not changed. Interrupted at any point, it is done again from the start and goes on: nothing
    comes twice. Until it has come to its end, the other library says that it is not whole (``unfinished_move``), and
    takes in no third library. Raises ``LibraryError``, ``Cancelled``.
    """
    _begin(source, target)
    originals, lost = _send_originals(source, target, progress, cancel)
    rows: dict[str, int] = {}
    with source.reading():
        for number, table in enumerate(TABLES, start=1):
            rows[table.name] = _send(source, target, table, cancel)
            progress(ProgressStep(number, len(TABLES), "正在搬移"))
        missing = {table.name: _missing(source, target, table) for table in TABLES}
    _send_synonyms(source, target)
    with target.transaction():
        target.facts().forget(_UNFINISHED)
    return MovedLibrary(rows, missing, originals, lost)


def unfinished_move(library: Store) -> str | None:
    """Return where a library comes from that has not all of it yet."""
    with library.reading():
        known = library.facts().find(_UNFINISHED)
    return None if known is None else known.partition(" ")[2]


def _begin(source: Store, target: Store) -> None:
    stated = f"{source.id} {source.place}"
    with target.transaction():
        known = target.facts().find(_UNFINISHED)
        if known is not None and known.partition(" ")[0] != source.id:
            message = f"目标文库里有一次没有做完的搬移，来自“{known.partition(' ')[2]}”。"
            raise LibraryError(message, advice="请先把那一次搬移再做一遍，让它做完；或另选一个空的目标。")
        if source.id == target.id:
            message = "这是同一个文库。"
            raise LibraryError(message, advice="请另选一个目标。")
        target.facts().put(_UNFINISHED, stated)


def _send_originals(
    source: Store, target: Store, progress: Progress, cancel: CancelToken
) -> tuple[int, tuple[str, ...]]:
    with source.reading() as documents:
        hashes = [each.source.sha256 for each in (*documents.summaries(), *documents.removed())]
        hashes += [each.sha256 for each in source.waiting_scans().all()]
    lost: list[str] = []
    for number, sha256 in enumerate(hashes, start=1):
        cancel.checkpoint()
        path = source.originals.path_of(sha256)
        if path.exists():
            target.originals.keep(path, sha256)
        else:
            lost.append(sha256)
        progress(ProgressStep(number, len(hashes), "正在搬移原件"))
    return len(hashes) - len(lost), tuple(lost)


def _send(source: Store, target: Store, table: TransferTable, cancel: CancelToken) -> int:
    sent = 0
    rows = source.transferred(table)
    while some := list(islice(rows, _TOGETHER)):
        cancel.checkpoint()
        with target.transaction():
            target.take_in(table, some)
        sent += len(some)
    return sent


def _send_synonyms(source: Store, target: Store) -> None:
    """Bring the own table of synonyms along, unless the other library has one."""
    own = source.own_synonyms()
    if own is not None and target.own_synonyms() is None:
        target.keep_synonyms(own)


def _missing(source: Store, target: Store, table: TransferTable) -> int:
    with target.reading():
        return len(source.fingerprints(table) - target.fingerprints(table))
