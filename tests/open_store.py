"""What the tests that run on both kinds of library ask for."""

from typing import Protocol

from viewer.store.store import Store


class OpenStore(Protocol):
    """Opens the library of a name, or opens it once more, as another window or machine would."""

    def __call__(self, name: str = "library") -> Store:
        """Return the open library; it is closed after the test."""
