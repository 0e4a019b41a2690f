"""Passwords of offices' libraries in the system's own keychain, where it has one; nowhere else."""

import logging
from typing import Protocol

try:
    import keyring.backend
    import keyring.errors
except ImportError:  # an extra that who keeps libraries in folders need not have
    _HAS_KEYRING = False
else:
    _HAS_KEYRING = True

log = logging.getLogger(__name__)

_SERVICE = "andu"
_REAL = ("keyring.backends.SecretService", "keyring.backends.libsecret", "keyring.backends.kwallet",
         "keyring.backends.Windows", "keyring.backends.macOS")  # fmt: skip
"""Where a person's login opens the chest; files, plain or with a password of their own, are none of these."""


class Chest(Protocol):
    """What keeps passwords by service and name."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return a password."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a password."""

    def delete_password(self, service: str, username: str) -> None:
        """Keep it no more."""


class Keychain:
    """The chest of whoever is logged in; every method may take a while, since it may ask to be unlocked."""

    def __init__(self, chest: Chest | None = None) -> None:
        self._chest = chest if chest is not None else (_best() if _HAS_KEYRING else None)

    @property
    def is_there(self) -> bool:
        """Tell whether this system has one."""
        return self._chest is not None

    def password_for(self, address: str) -> str | None:
        """Return what was kept for an address; ``None`` also where the chest stays locked."""
        if self._chest is None:
            return None
        try:
            return self._chest.get_password(_SERVICE, address)
        except keyring.errors.KeyringError as error:
            log.info("the keychain gives nothing: %s", type(error).__name__)
            return None

    def keep(self, address: str, password: str) -> None:
        """Keep a password; where that is not possible it will be asked for again."""
        if self._chest is None:
            return
        try:
            self._chest.set_password(_SERVICE, address, password)
        except keyring.errors.KeyringError as error:
            log.warning("the keychain has not taken a password: %s", type(error).__name__)

    def forget(self, address: str) -> None:
        """Keep nothing for an address any more."""
        if self._chest is None:
            return
        try:
            self._chest.delete_password(_SERVICE, address)
        except keyring.errors.KeyringError as error:
            log.info("the keychain had nothing to forget: %s", type(error).__name__)


def _best() -> Chest | None:
    """Return the best chest of this system; what a file of settings names is not heeded, for it may name a file."""
    found = [each for each in keyring.backend.get_all_keyring() if type(each).__module__ in _REAL and each.priority > 0]
    return max(found, key=lambda each: each.priority, default=None)
