"""The reading of one file without a library."""

from collections.abc import Iterable
from pathlib import Path

from viewer.core.errors import FileEncryptedError
from viewer.core.progress import CancelToken, Progress, ignore_progress
from viewer.core.reading import Reading
from viewer.importing.locked import locked
from viewer.importing.manner import Manner
from viewer.importing.worker import Worker
from viewer.services.file_walk import refuse_special_file
from viewer.services.read_file import NOTHING_TAUGHT, read_file


class Inspector:
    """Reads files in a worker process of its own; close it when done."""

    def __init__(self) -> None:
        self._worker = Worker("reader")

    def inspect(
        self,
        path: Path,
        *,
        cancel: CancelToken,
        passwords: Iterable[str] = (),
        progress: Progress = ignore_progress,
    ) -> Reading:
        """Return everything the program reads from the file. Raises children of ``FileReadError``, ``Cancelled``.

        ``passwords`` are tried, one after the other, on a file that wants one.
        """
        refuse_special_file(path)
        refused: FileEncryptedError | None = None
        for password in (None, *passwords):
            try:
                return self._worker.run(
                    read_file, cancel, path, NOTHING_TAUGHT, Manner(password=password), progress=progress
                )
            except FileEncryptedError as error:
                refused = error
        raise refused or locked(path, None)

    def close(self) -> None:
        """End the process."""
        self._worker.close()
