"""How far the index of a library has come, as the window is told."""

from typing import Protocol


class IndexState(Protocol):
    """How far the index has come."""

    @property
    def indexed(self) -> int:
        """Return the number of documents that can be found."""

    @property
    def total(self) -> int:
        """Return the number of documents."""

    @property
    def status(self) -> str:
        """Return ``ready``, ``building``, ``damaged`` or ``missing``."""

    @property
    def notice(self) -> str:
        """Return a sentence about what happened to it, or nothing."""
