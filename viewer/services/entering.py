"""Opens an office's library for a window: with the password that was typed, or with the one the keychain has."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from viewer.core.entrance import Entrance
from viewer.core.errors import LibraryPasswordError
from viewer.services.keychain import Keychain
from viewer.services.library_place import AskPassword, open_store
from viewer.store.store import Store

T = TypeVar("T")


def open_office(entrance: Entrance, cache: Path) -> Store:
    """Return the library. Raises ``LibraryPasswordError`` where a password is yet to be typed."""
    return entered(entrance, lambda ask: open_store(entrance.address, cache=cache, ask_password=ask))


def entered(entrance: Entrance, open_with: Callable[[AskPassword], T], keychain: Keychain | None = None) -> T:
    """Open something at an entrance; raises ``LibraryPasswordError`` where a password is yet to be typed.

    A password that is to be kept is given to the keychain only when the server has accepted it; one the server does
    not accept any more is forgotten there.
    """
    chest = keychain or Keychain()
    was_kept = False

    def answer(_address: str, is_wrong: bool) -> str | None:  # noqa: FBT001 - as ``AskPassword`` hands it
        nonlocal was_kept
        if is_wrong:
            return None
        if entrance.password is not None:
            return entrance.password
        kept = chest.password_for(entrance.address)
        was_kept = kept is not None
        return kept

    try:
        opened = open_with(answer)
    except LibraryPasswordError:
        if was_kept:
            chest.forget(entrance.address)
        raise
    if entrance.keeps and entrance.password is not None:
        chest.keep(entrance.address, entrance.password)
    return opened


def has_keychain() -> bool:
    """Tell whether this system can keep a password."""
    return Keychain().is_there
