"""What the window needs of a library that is shared or copied, as faces."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from viewer.core.company import Company
from viewer.core.entrance import Entrance
from viewer.core.in_step import Conflict, Keep, SyncReport
from viewer.core.progress import CancelToken, Progress


class OfflineCopies(Protocol):
    """Copies of an office's library, or the library a copy comes from."""

    def origin(self) -> str | None:
        """Return the address this library is a copy of."""

    def collections(self) -> list[str]:
        """Return the names of the collections a copy may be made of."""

    def copy_to(self, folder: Path, names: Sequence[str], *, progress: Progress, cancel: CancelToken) -> SyncReport:
        """Copy collections into a folder."""

    def synchronise(self, entrance: Entrance, *, progress: Progress, cancel: CancelToken) -> SyncReport:
        """Bring the copy in step with the library it comes from."""

    def settle(self, entrance: Entrance, conflict: Conflict, keep: Keep) -> object:
        """Let what a person decided hold on both sides."""


class OfficeServices(Protocol):
    """The services of one library that concern others."""

    @property
    def company(self) -> Company | None:
        """Return those who share the library, ``None`` where it is one person's."""

    @property
    def offline(self) -> OfflineCopies:
        """Return the copies."""
