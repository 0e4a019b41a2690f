"""The reading of one file without a library."""

from pathlib import Path

from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.reading import Reading
from viewer.importing.worker import Worker
from viewer.services.file_walk import refuse_special_file
from viewer.services.read_file import read_file


class Inspector:
    """Reads files in a worker process of its own; close it when done."""

    def __init__(self) -> None:
        self._worker = Worker("reader")

    def inspect(self, path: Path, *, cancel: CancelToken) -> Reading:
        """Return everything the program reads from the file. Raises children of ``FileReadError``, ``Cancelled``."""
        refuse_special_file(path)
        return self._worker.run(read_file, cancel, path, progress=ignore_progress)

    def close(self) -> None:
        """End the process."""
        self._worker.close()
