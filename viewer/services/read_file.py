"""The whole reading of one file, from its bytes to its figures; runs in a worker process.

Who only sends it there loads nothing of it: what reads a file is a third of the program.
"""

import hashlib
from pathlib import Path

from viewer.core.errors import FileVanishedError
from viewer.core.knowledge import Lessons
from viewer.core.progress import Progress, ignore_progress
from viewer.core.reading import Reading
from viewer.importing.manner import PLAIN, Manner
from viewer.services.marking import EXTRACTION_VERSION
from viewer.text.reflow_version import REFLOW_VERSION

PIPELINE_VERSION = f"reflow {REFLOW_VERSION}, extraction {EXTRACTION_VERSION}"
NOTHING_TAUGHT = Lessons()
_CHUNK = 1 << 20


def read_file(
    path: Path,
    lessons: Lessons = NOTHING_TAUGHT,
    manner: Manner = PLAIN,
    name: str | None = None,
    *,
    progress: Progress = ignore_progress,
) -> Reading:
    """Read a file into everything the program knows of it. Raises children of ``FileReadError``.

    ``progress`` hears of every page of the formats that have pages, whatever the manner says; ``name`` is what the
    file is called where it lies under another name.
    """
    from viewer.services.whole_reading import read_whole  # noqa: PLC0415 - see above

    return read_whole(path, lessons, manner, name, progress=progress)


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
