"""The way into an office's library, as it is handed about while the library is opened."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Entrance:
    """The address of an office's library and, where it was asked for, the password; it is never shown nor written.

    ``keeps`` says that the system's keychain shall have the password once it has been accepted.
    """

    address: str
    password: str | None = field(default=None, repr=False)
    keeps: bool = False
