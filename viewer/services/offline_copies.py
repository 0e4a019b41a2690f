"""Copies of an office's library as a window makes them and brings them in step: one side is open already."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from viewer.core.entrance import Entrance
from viewer.core.errors import LibraryError
from viewer.core.in_step import Conflict, Keep, SyncReport
from viewer.core.progress import CancelToken, Progress
from viewer.services.offline_copy import choose_collections, origin_of, settle, synchronise
from viewer.store.library import Library
from viewer.store.store import Store


class OfflineCopies:
    """The copies of one open library, or the one it comes from; ``changed`` is called when it got new documents."""

    def __init__(self, library: Store, cache: Path, changed: Callable[[], None]) -> None:
        self._library = library
        self._cache = cache
        self._changed = changed

    def origin(self) -> str | None:
        """Return the address this library is a copy of, ``None`` where it is nobody's copy."""
        known = origin_of(self._library)
        return None if known is None else known.place

    def collections(self) -> list[str]:
        """Return the names of the collections a copy may be made of."""
        with self._library.reading():
            return [each.name for each in self._library.labels().collections()]

    def copy_to(self, folder: Path, names: Sequence[str], *, progress: Progress, cancel: CancelToken) -> SyncReport:
        """Copy these collections of the open library into a folder; one stopped early goes on when it is asked again.

        Raises ``LibraryError`` for a folder that holds another library, ``LibraryOfflineError``, ``Cancelled``.
        """
        copy = Library.open(folder)
        try:
            choose_collections(copy, self._library, names)
            return synchronise(copy, self._library, progress=progress, cancel=cancel)
        finally:
            copy.close()

    def synchronise(self, entrance: Entrance, *, progress: Progress, cancel: CancelToken) -> SyncReport:
        """Bring the open copy in step with the library it comes from.

        Raises ``LibraryPasswordError`` where a password is yet to be typed, ``LibraryOfflineError``, ``Cancelled``.
        """
        with self._entered(entrance) as origin:
            try:
                return synchronise(self._library, origin, progress=progress, cancel=cancel)
            finally:
                self._changed()

    def settle(self, entrance: Entrance, conflict: Conflict, keep: Keep) -> None:
        """Let what a person decided hold on both sides. Raises ``LibraryError`` where the other side moved on."""
        with self._entered(entrance) as origin:
            settle(self._library, origin, conflict, keep)

    @contextmanager
    def _entered(self, entrance: Entrance) -> Iterator[Store]:
        known = self.origin()
        if known is None:
            message = "这个文库不是离线副本。"
            raise LibraryError(message, advice="在办公室文库里用“取回离线副本”可以做一份。")
        # Here, since the system's keychain takes long to load, which a library in a folder has no use for.
        from viewer.services.entering import open_office  # noqa: PLC0415

        origin = open_office(entrance, self._cache)
        try:
            yield origin
        finally:
            origin.close()
