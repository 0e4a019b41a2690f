"""Keeps a copy of chosen collections in a folder, to read and annotate where the office's server cannot be reached.

The copy is a library like any other, which knows where it comes from. A round brings it in step: replies, tags and
collections, then notes (``note_sync``), what people taught and decided (``taught_sync``) and what is one's own
(``own_sync``). Cut off anywhere, a round is done again and goes on; nothing comes twice.
"""

import functools
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from viewer.core.document import DocumentId
from viewer.core.errors import CollectionNotFoundError, LibraryError, LibraryForbiddenError
from viewer.core.in_step import ORIGIN, Conflict, Keep, NoteConflict, SyncReport
from viewer.core.label import Collection, CollectionId, DocumentLabels
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.core.reading import Reading
from viewer.extract.tagger.tagger import Tagger
from viewer.services import marking
from viewer.services.annotating import reanchor
from viewer.services.note_sync import NoteSync
from viewer.services.own_sync import synchronise_own
from viewer.services.taught_sync import UNREAD, TaughtSync, concerned, mark_here
from viewer.store import rows
from viewer.store.store import Store

_DOCUMENT = "offline document:"
_UNMARKED = "offline own marks:"
_TOGETHER = 200
_UNSEEN = -1


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a copy comes from, the collections chosen, and how far the other library's log was seen."""

    library: str
    place: str
    collections: tuple[CollectionId, ...]
    seen: int = _UNSEEN


@dataclass(frozen=True, slots=True)
class _Base:
    """What both libraries last agreed on about one reply: its reading as a sum, its tags, its chosen collections.

    And whether this person starred and had read it.
    """

    reading: str
    tags: frozenset[str] = frozenset()
    collections: frozenset[str] = frozenset()
    starred: bool = False
    read: bool = False


@dataclass(slots=True)
class _Round:
    """What a round has done so far."""

    documents: set[DocumentId] = field(default_factory=set)
    labels: int = 0
    up: int = 0
    down: int = 0
    refused: int = 0
    without_original: list[DocumentId] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def origin_of(copy: Store) -> Origin | None:
    """Return where a copy comes from, ``None`` for a library that is nobody's copy."""
    with copy.reading():
        said = copy.facts().find(ORIGIN)
    if said is None:
        return None
    read = json.loads(said)
    return Origin(read["library"], read["place"], tuple(map(CollectionId, read["collections"])), read["seen"])


def choose_collections(copy: Store, origin: Store, names: Sequence[str]) -> tuple[Collection, ...]:
    """Make an empty library the copy of these collections of another, or let a copy have these collections from now on.

    Raises ``CollectionNotFoundError`` for a name the other library does not know, ``LibraryError`` where the library is
    somebody's own or the copy of another one.
    """
    _refuse_foreign(copy, origin)
    with origin.reading():
        known = {each.name: each for each in origin.labels().collections()}
    for name in names:
        if name not in known:
            message = f"办公室文库里没有专题“{name}”。"
            raise CollectionNotFoundError(message, advice=f"有这些专题：{'、'.join(known) or '（一个也没有）'}。")
    chosen = tuple(known[name] for name in dict.fromkeys(names))
    with copy.transaction():
        _put_origin(copy, Origin(origin.id, origin.place, tuple(each.id for each in chosen)))
    return chosen


def synchronise(
    copy: Store,
    origin: Store,
    *,
    progress: Progress,
    cancel: CancelToken,
    load_tagger: Callable[[], Tagger | None] = marking.load_tagger,
) -> SyncReport:
    """Bring a copy and the library it comes from in step.

    Nothing that was written on either side is lost: what both changed is told as a conflict and stays on both sides,
    and what this person's role does not let go up stays in the copy. Raises ``LibraryError`` where this is not its
    copy, ``LibraryOfflineError`` when the server goes away, and ``Cancelled``.
    """
    known = _own_origin(copy, origin)
    taught = TaughtSync(copy, origin)
    with origin.reading():
        seen = origin.change_count()
    done = _Round()
    own = concerned(copy, taught.own())
    look = _Look(done, progress, cancel, own, fresh=seen != known.seen)
    _bring_collections(copy, origin, known)
    chosen = _chosen(origin, known)
    _bring_documents(copy, origin, chosen, look)
    shared, gone = _shared(copy, origin)
    _merge_labels(copy, origin, known, shared, done)
    _bring_notes(copy, origin, shared, look)
    learnt = taught.run(shared, cancel=cancel)
    taught.mark_there(functools.cache(load_tagger), progress=progress, cancel=cancel)
    _bring_documents(copy, origin, chosen, replace(look, fresh=False))
    _mark_own(copy, taught, load_tagger)
    done.labels += synchronise_own(copy, origin, shared)
    with copy.transaction():
        _put_origin(copy, replace(known, seen=seen, place=origin.place))
    progress(ProgressStep(len(shared), len(shared), "正在同步批注"))
    return SyncReport(
        documents=len(done.documents),
        labels=done.labels,
        up=done.up,
        down=done.down,
        taught_up=learnt.up,
        taught_down=learnt.down,
        refused=done.refused + learnt.refused,
        gone=gone,
        without_original=tuple(done.without_original),
        conflicts=(*done.conflicts, *learnt.conflicts),
    )


def settle(copy: Store, origin: Store, conflict: Conflict, keep: Keep) -> None:
    """Decide a conflict; what is kept of one's own goes up with the next round.

    Of two corrections or decisions only one can hold. Raises ``LibraryError`` for both, and as ``NoteSync.settle``.
    """
    if isinstance(conflict, NoteConflict):
        NoteSync(copy, origin).settle(conflict, keep)
    elif keep is Keep.BOTH:
        message = "同一处的更正或判断只能保留一种。"
        raise LibraryError(message, advice="请选择保留我的（mine）或对方的（theirs）。")
    else:
        TaughtSync(copy, origin).settle(conflict, keep)


@dataclass(frozen=True, slots=True)
class _Look:
    """How replies are brought: what was done, whom to tell, and whether readings there are may have changed.

    ``own`` are replies whose marks words of the copy alone change.
    """

    done: _Round
    progress: Progress
    cancel: CancelToken
    own: frozenset[DocumentId]
    fresh: bool


def _bring_collections(copy: Store, origin: Store, known: Origin) -> None:
    with origin.reading():
        wanted = [each for each in origin.labels().collections() if each.id in known.collections]
    with copy.transaction():
        table = copy.labels()
        here = {each.id: each for each in table.collections()}
        for each in wanted:
            if here.get(each.id) != each:
                table.put_collection(each)


def _chosen(origin: Store, known: Origin) -> list[DocumentId]:
    with origin.reading():
        return [each.document_id for each in origin.labels().all() if set(each.collections) & set(known.collections)]


def _bring_documents(copy: Store, origin: Store, chosen: Sequence[DocumentId], look: _Look) -> None:
    with copy.reading():
        had = copy.facts().beginning_with(_DOCUMENT).keys()
        unread = copy.facts().beginning_with(UNREAD).keys()
    wanted = [each for each in chosen if look.fresh or each not in had or each in unread]
    for number, document_id in enumerate(wanted):
        look.cancel.checkpoint()
        look.progress(ProgressStep(number, len(wanted), "正在取回文档"))
        _bring_document(copy, origin, document_id, look)


def _bring_document(copy: Store, origin: Store, document_id: DocumentId, look: _Look) -> None:
    with origin.reading() as documents:
        if document_id not in documents.summaries_of([document_id]):
            return  # put into the trash this moment
        reading = documents.open(document_id).reading
        version = documents.pipeline_version(document_id)
    base, digest = _base(copy, document_id), _digest(reading)
    with copy.reading():
        is_unread = copy.facts().find(UNREAD + document_id) is not None
    if base is not None and base.reading == digest and not is_unread:
        return
    if not _keep_original(copy, origin, reading.source.sha256):
        look.done.without_original.append(document_id)
    with copy.transaction() as documents:
        here = documents.id_of(reading.source.sha256)
        if here is None:
            documents.add(reading, pipeline_version=version)
        elif documents.is_removed(here) and base is None:
            documents.restore(here)
        if here is not None and not documents.is_removed(here) and documents.open(here).reading != reading:
            documents.replace_reading(here, reading, pipeline_version=version)
            reanchor(copy.annotations(), here, reading.document)
        _put_base(copy, document_id, replace(base or _Base(digest), reading=digest))
        copy.facts().forget(UNREAD + document_id)
        if document_id in look.own:
            copy.facts().put(_UNMARKED + document_id, "")
    if base is None or base.reading != digest:
        look.done.documents.add(document_id)


def _mark_own(copy: Store, taught: TaughtSync, load_tagger: Callable[[], Tagger | None]) -> None:
    """Mark replies that came again with the words the copy alone still has."""
    with copy.reading():
        waiting = copy.facts().beginning_with(_UNMARKED)
    if not waiting:
        return
    mark_here(copy, concerned(copy, taught.own()) & set(map(DocumentId, waiting)), load_tagger)
    with copy.transaction():
        for each in waiting:
            copy.facts().forget(_UNMARKED + each)


def _keep_original(copy: Store, origin: Store, sha256: str) -> bool:
    """Tell whether the copy has the file now; it may be gone where the reply comes from."""
    path = origin.originals.path_of(sha256)
    if path.exists():
        copy.originals.keep(path, sha256)
        return True
    return copy.originals.path_of(sha256).exists()


def _shared(copy: Store, origin: Store) -> tuple[list[DocumentId], tuple[DocumentId, ...]]:
    """Return the replies of the copy that both libraries show, and those only the copy still does."""
    with copy.reading() as documents:
        brought = [DocumentId(each) for each in copy.facts().beginning_with(_DOCUMENT)]
        here = list(documents.summaries_of(brought))
    there: set[DocumentId] = set()
    for some in _batches(here):
        with origin.reading() as documents:
            there |= documents.summaries_of(some).keys()
    return [each for each in here if each in there], tuple(each for each in here if each not in there)


def _bring_notes(copy: Store, origin: Store, shared: Sequence[DocumentId], look: _Look) -> None:
    for number, some in enumerate(_batches(shared)):
        look.cancel.checkpoint()
        look.progress(ProgressStep(number * _TOGETHER, len(shared), "正在同步批注"))
        notes = NoteSync(copy, origin).run(some, cancel=look.cancel)
        look.done.up += notes.up
        look.done.down += notes.down
        look.done.refused += notes.refused
        look.done.conflicts += notes.conflicts


def _merge_labels(copy: Store, origin: Store, known: Origin, document_ids: Sequence[DocumentId], done: _Round) -> None:
    """Let both sides have the tags, stars and chosen collections either added, without those either took away."""
    with origin.reading():
        theirs = origin.labels().of_documents(document_ids)
    with copy.reading():
        mine = copy.labels().of_documents(document_ids)
    chosen = frozenset(known.collections)
    for here, there in zip(mine, theirs, strict=True):
        try:
            done.labels += _merge_one(copy, origin, here, there, chosen)
        except LibraryForbiddenError:
            done.refused += 1


def _merge_one(
    copy: Store, origin: Store, mine: DocumentLabels, theirs: DocumentLabels, chosen: frozenset[CollectionId]
) -> int:
    base = _base(copy, mine.document_id)
    assert base is not None  # noqa: S101 - only replies that were brought are asked for
    there = _with(theirs, base, mine, chosen)
    if there != theirs:
        with origin.transaction():
            (theirs_now,) = origin.labels().of_documents([theirs.document_id])
            there = _with(theirs_now, base, mine, chosen)
            origin.labels().put(there)
    here = _with(mine, base, there, chosen)
    agreed = _Base(
        base.reading,
        frozenset(there.tags),
        chosen.intersection(there.collections),
        starred=there.starred,
        read=there.read_at is not None,
    )
    if here != mine or agreed != base:
        with copy.transaction():
            if here != mine:
                copy.labels().put(here)
            _put_base(copy, mine.document_id, agreed)
    return int(there != theirs or here != mine)


def _with(
    labels: DocumentLabels, base: _Base, other: DocumentLabels, chosen: frozenset[CollectionId]
) -> DocumentLabels:
    """Return the labels with what the other side added or took away since both agreed."""
    tags = _merged(base.tags, frozenset(other.tags), frozenset(labels.tags))
    lies_in = _merged(base.collections, chosen.intersection(other.collections), chosen.intersection(labels.collections))
    others = set(labels.collections) - chosen
    return replace(
        labels,
        tags=labels.tags if tags == set(labels.tags) else tuple(sorted(tags)),
        starred=labels.starred if other.starred == base.starred else other.starred,
        read_at=labels.read_at if base.read == (other.read_at is not None) else other.read_at,
        collections=tuple(sorted(map(CollectionId, others | lies_in))),
    )


def _merged(base: frozenset[str], mine: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    return (theirs | (mine - base)) - (base - mine)


def _own_origin(copy: Store, origin: Store) -> Origin:
    known = origin_of(copy)
    if known is None:
        message = "这个文库不是离线副本。"
        raise LibraryError(message, advice="先用 andu offline-copy 从办公室文库取回选定的专题。")
    if known.library != origin.id:
        message = f"这份离线副本不是从“{origin.place}”取回的。"
        raise LibraryError(message, advice=f"它来自“{known.place}”。")
    return known


def _refuse_foreign(copy: Store, origin: Store) -> None:
    known = origin_of(copy)
    if known is not None:
        _own_origin(copy, origin)
        return
    with copy.reading() as documents:
        is_used = bool(documents.shown_ids() or documents.removed() or copy.annotations().all())
    if is_used or copy.id == origin.id:
        message = "这个文件夹里已有自己的文库，不能作离线副本。"
        raise LibraryError(message, advice="请另选一个新的文件夹。")


def _put_origin(copy: Store, origin: Origin) -> None:
    said = {
        "library": origin.library,
        "place": origin.place,
        "collections": list(origin.collections),
        "seen": origin.seen,
    }
    copy.facts().put(ORIGIN, json.dumps(said, ensure_ascii=False))


def _base(copy: Store, document_id: DocumentId) -> _Base | None:
    with copy.reading():
        said = copy.facts().find(_DOCUMENT + document_id)
    if said is None:
        return None
    read = json.loads(said)
    return _Base(
        read["reading"],
        frozenset(read["tags"]),
        frozenset(read["collections"]),
        starred=read.get("starred", False),  # copies made before stars went along
        read=read.get("read", False),
    )


def _put_base(copy: Store, document_id: DocumentId, base: _Base) -> None:
    said = {
        "reading": base.reading,
        "tags": sorted(base.tags),
        "collections": sorted(base.collections),
        "starred": base.starred,
        "read": base.read,
    }
    copy.facts().put(_DOCUMENT + document_id, json.dumps(said, ensure_ascii=False))


def _digest(reading: Reading) -> str:
    """Return a sum of all a library stores of a reading."""
    stored = [
        rows.document_values(reading),
        rows.reading_values(reading),
        list(rows.entity_values(reading.entities)),
        list(rows.metric_values(reading.metrics)),
    ]
    return hashlib.sha256(json.dumps(stored, default=bytes.hex, sort_keys=True).encode()).hexdigest()


def _batches(document_ids: Iterable[DocumentId]) -> Iterable[list[DocumentId]]:
    rest = iter(document_ids)
    while some := list(islice(rest, _TOGETHER)):
        yield some
