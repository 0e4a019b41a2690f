"""One window per library: a second start hands its files to the first and ends.

No socket is opened, not even a local one: a lock file says who is there, and requests are files in a folder only
this person can read, which the first window watches.
"""

import logging
import os
import time
from collections.abc import Sequence
from pathlib import Path

# Qt's own hash and JSON: those of the standard library take longer to load than this takes to say whether to start.
from PySide6.QtCore import QByteArray, QCryptographicHash, QFileSystemWatcher, QJsonDocument, QLockFile, QObject, Signal

log = logging.getLogger(__name__)

_PATIENCE_SECONDS = 5.0
_LOOK_SECONDS = 0.02
_LOCK = "window.lock"
_SUFFIX = ".json"
_MOST_BYTES = 4_000_000


class OneWindow(QObject):
    """Holds the place of the one window of a library; ``files_handed`` says what a later start was called with."""

    files_handed = Signal(list)

    def __init__(self, place: Path) -> None:
        super().__init__()
        self._place = place
        self._lock: QLockFile | None = None
        self._watcher: QFileSystemWatcher | None = None

    def claim(self) -> bool:
        """Become the one window; tell whether no other has that place. Without a place to write everybody may."""
        try:
            self._place.mkdir(parents=True, exist_ok=True)
            self._place.chmod(0o700)
        except OSError as error:
            log.warning("no place for the one window: %s", type(error).__name__)
            return True
        lock = QLockFile(str(self._place / _LOCK))
        lock.setStaleLockTime(0)  # a lock is stale when its process is gone, not when it is old
        if lock.tryLock(0):
            self._lock = lock
            self._forget_requests()
            return True
        return lock.error() != QLockFile.LockError.LockFailedError

    def hand_over(self, files: Sequence[Path], *, patience: float = _PATIENCE_SECONDS) -> bool:
        """Ask the first window to come to the front and open files; tell whether it took the request in time."""
        request = self._place / f"{os.urandom(16).hex()}{_SUFFIX}"
        unfinished = request.with_suffix(".part")
        try:
            unfinished.write_bytes(_written(files))
            unfinished.replace(request)
        except OSError:
            return False
        end = time.monotonic() + patience
        while request.exists():
            if time.monotonic() > end:
                request.unlink(missing_ok=True)
                return False
            time.sleep(_LOOK_SECONDS)
        return True

    def listen(self) -> None:
        """Take requests from now on, and those that came meanwhile."""
        if self._lock is not None:
            self._watcher = QFileSystemWatcher(
                [str(self._place)], self
            )  # needs the application, which claiming does not
            self._watcher.directoryChanged.connect(self._take_requests)
            self._take_requests()

    def leave(self) -> None:
        """Give up the place."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    def _take_requests(self) -> None:
        for request in sorted(self._place.glob(f"*{_SUFFIX}")):
            files = _read(request)
            request.unlink(missing_ok=True)
            if files is not None:
                self.files_handed.emit(files)

    def _forget_requests(self) -> None:
        for left in [*self._place.glob(f"*{_SUFFIX}"), *self._place.glob("*.part")]:
            left.unlink(missing_ok=True)


def place_of(cache: Path, library: Path | str) -> Path:
    """Return the folder where the one window of a library, in a folder or at an address, is found."""
    stated = str(library.resolve()) if isinstance(library, Path) else library
    name = stated.encode("utf-8", "surrogatepass")
    key = QCryptographicHash.hash(name, QCryptographicHash.Algorithm.Sha256).toHex()
    return cache / "windows" / bytes(key.data()).decode("ascii")[:16]


def _written(files: Sequence[Path]) -> bytes:
    """Return a request for files; their names go as bytes, which need not be text."""
    names = [os.fsencode(file.absolute()).decode("latin-1") for file in files]
    return bytes(QJsonDocument.fromVariant(names).toJson().data())


def _read(request: Path) -> list[Path] | None:
    """Return the files a request names, ``None`` for what is no request."""
    try:
        with request.open("rb") as file:
            document = QJsonDocument.fromJson(QByteArray(file.read(_MOST_BYTES)))
    except OSError as error:
        log.warning("a request from another start cannot be read: %s", type(error).__name__)
        return None
    if document.isNull():
        log.warning("a request from another start cannot be read: it is no JSON")
        return None
    names = document.toVariant()
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return None
    files = [Path(os.fsdecode(name.encode("latin-1", "replace"))) for name in names]
    return [file for file in files if file.is_absolute()]
