"""The whole reading of one file, from its bytes to its figures; runs in a worker process."""

import hashlib
from functools import cache
from pathlib import Path

from viewer.core.errors import FileVanishedError
from viewer.core.knowledge import Lessons
from viewer.core.progress import Progress, ignore_progress
from viewer.core.reading import Reading, Source
from viewer.extract.entities import load_tagger
from viewer.extract.metadata import read_metadata
from viewer.extract.tagger.tagger import Tagger
from viewer.importing import registry
from viewer.importing.manner import Manner
from viewer.services.file_walk import printable
from viewer.services.marking import read_marks
from viewer.text.reflow import REFLOW_VERSION, reflow

PIPELINE_VERSION = f"reflow {REFLOW_VERSION}"
NOTHING_TAUGHT = Lessons()
_CHUNK = 1 << 20


def read_file(path: Path, lessons: Lessons = NOTHING_TAUGHT, *, progress: Progress = ignore_progress) -> Reading:
    """Read a file into everything the program knows of it. Raises children of ``FileReadError``.

    ``progress`` hears of every page of the formats that have pages.
    """
    sha256, size = fingerprint(path)
    raw = registry.read(path, Manner(progress))
    document = reflow(raw)
    metadata = read_metadata(document)
    entities, metrics = read_marks(document, metadata, lessons, _tagger())
    return Reading(
        Source(
            name=printable(path.name),
            media_type=raw.media_type,
            sha256=sha256,
            size=size,
            pages=raw.pages,
            ocr=raw.ocr,
        ),
        document,
        metadata,
        entities,
        metrics,
        raw.warnings,
    )


@cache
def _tagger() -> Tagger | None:
    """Load the weights once in each worker process."""
    return load_tagger()


def fingerprint(path: Path) -> tuple[str, int]:
    """Return the SHA-256 and the size of a file. Raises ``FileVanishedError`` when it cannot be read."""
    digest = hashlib.sha256()
    size = 0
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except OSError as error:
        message = f"“{path.name}”打不开。"
        raise FileVanishedError(message, advice="请确认文件还在原处、没有被别的程序占用，再重新导入。") from error
    return digest.hexdigest(), size
