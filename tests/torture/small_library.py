"""Small libraries of real parts, without processes of their own, and what must hold for any library at any time."""

import hashlib
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.metadata import Metadata
from viewer.core.progress import CancelToken
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.importing.worker import Worker
from viewer.search.index import IndexStatus
from viewer.services.index_writing import IndexPlace, found_documents, index_state
from viewer.services.opening import Services, Workers, assemble
from viewer.store.library import Library
from viewer.text.segment import Segmenter


class Here(Worker):
    """Does its calls in this very process, so that a kill meets the work itself."""

    def run(self, function: Callable[..., Any], _cancel: CancelToken, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Call the function."""
        if "progress" in kwargs and "progress" not in function.__code__.co_varnames:
            del kwargs["progress"]
        return function(*args, **kwargs)


@cache
def cache_folder() -> Path:
    """Return where the dictionary is kept; loaded before any fork."""
    return Path(tempfile.mkdtemp(prefix="andu-torture-cache-"))


@cache
def segmenter() -> Segmenter:
    """Return the dictionary."""
    loaded = Segmenter(cache_folder())
    loaded.words("先读入词典")
    return loaded


@contextmanager
def services_of(folder: Path) -> Iterator[Services]:
    """Open a library's services without processes."""
    here = Here("here")
    services = assemble(Library.open(folder), Workers((here,), here, here), cache_folder(), segmenter())
    try:
        yield services
    finally:
        services.close()


def place_of(library: Library) -> IndexPlace:
    """Return where a library's index is."""
    return IndexPlace(library.folder, library.id, cache_folder())


def reply(number: int, chance: random.Random) -> str:
    """Return a reply of its own."""
    lines = [f"关于第{number:04}号建议的答复", "", "张三代表："]
    lines += [
        f"　　{year}年新增公共停车泊位{chance.randrange(9999)}个，第{number}批已启用。" for year in range(2015, 2023)
    ]
    return "\n".join(lines)


def add_reply(library: Library, number: int, chance: random.Random) -> DocumentId:
    """Store a reply with its original, as an import does, and return it."""
    text = reply(number, chance).replace("\n\n", "\n")
    content = text.encode()
    sha256 = hashlib.sha256(content).hexdigest()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reply.txt"
        path.write_bytes(content)
        library.originals.keep(path, sha256)
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    reading = Reading(
        Source(f"{number}.txt", "text/plain", sha256, len(content)), Document(text, tuple(paragraphs)), Metadata()
    )
    with library.transaction() as documents:
        return documents.add(reading, pipeline_version="1")


def new_library(folder: Path, replies: int, seed: int) -> set[DocumentId]:
    """Make a library with so many replies and return them."""
    chance = random.Random(seed)
    library = Library.open(folder)
    try:
        return {add_reply(library, number, chance) for number in range(replies)}
    finally:
        library.close()


def copy_of(folder: Path, target: Path) -> Path:
    """Return a fresh copy in the place of whatever is there."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target)
    return target


def faults_of(folder: Path, expected: set[str], *, with_originals: bool = True) -> list[str]:
    """Return what is wrong with a library: nothing may be, whatever happened to it.

    The database is sound, every document opens whole and is what was stored, its original is there, what was
    confirmed is shown, no document is shown twice, and the index finds every document that is marked as findable.
    """
    library = Library.open(folder)
    try:
        library.check()
        faults: list[str] = []
        with library.reading() as documents:
            summaries = documents.summaries()
            marked = documents.indexed_ids()
            for each in summaries:
                text = documents.open(each.id).reading.document.text
                if hashlib.sha256(text.encode()).hexdigest() != documents.text_sha256(each.id):
                    faults.append(f"{each.id}: another text")
                if (
                    with_originals
                    and hashlib.sha256(library.originals.read(each.source.sha256)).hexdigest() != each.source.sha256
                ):
                    faults.append(f"{each.id}: another original")
        shown = {str(each.id) for each in summaries}
        faults += [f"{each}: confirmed and gone" for each in sorted(expected - shown)]
        if len({each.source.sha256 for each in summaries}) != len(summaries):
            faults.append("a document twice")
        return faults + _index_faults(place_of(library), marked)
    finally:
        library.close()


def _index_faults(place: IndexPlace, marked: set[DocumentId]) -> list[str]:
    status = index_state(place).status
    if status is IndexStatus.MISSING:
        return ["documents marked as findable without an index"] if marked else []
    if status is not IndexStatus.READY:
        return [f"the index is {status}"]
    return [f"{each}: marked as findable and not found" for each in sorted(marked - found_documents(place))]
