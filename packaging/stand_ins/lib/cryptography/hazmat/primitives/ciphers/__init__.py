"""Enciphering and deciphering in one go or piece by piece."""

import Crypto.Cipher.AES
import Crypto.Cipher.ARC4
import Crypto.Cipher.Blowfish

from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4, Blowfish
from cryptography.hazmat.primitives.ciphers import algorithms, modes
from cryptography.hazmat.primitives.ciphers.modes import CBC

__all__ = ["Cipher", "algorithms", "modes"]

_BLOWFISH_BLOCK = 8


class Cipher:
    """A cipher under its key; each ``encryptor`` and ``decryptor`` begins afresh."""

    def __init__(self, algorithm, mode, backend=None) -> None:  # noqa: ANN001, ARG002 - the real package's names
        self._algorithm = algorithm
        self._mode = mode

    def encryptor(self) -> "_Run":
        """Return what enciphers."""
        return _Run(self._begun().encrypt, self._filled)

    def decryptor(self) -> "_Run":
        """Return what deciphers."""
        return _Run(self._begun().decrypt, self._filled)

    @property
    def _filled(self) -> int:
        """How long the pieces are that a short end is filled up to."""
        return _BLOWFISH_BLOCK if isinstance(self._algorithm, Blowfish) else 1

    def _begun(self):  # noqa: ANN202 - of PyCryptodome
        key = self._algorithm.key
        if isinstance(self._algorithm, ARC4):
            return Crypto.Cipher.ARC4.new(key)
        if isinstance(self._algorithm, Blowfish):
            mode, vector = Crypto.Cipher.Blowfish.MODE_CFB, self._mode.initialization_vector
            segment = 8 * _BLOWFISH_BLOCK
            return Crypto.Cipher.Blowfish.new(key, mode, iv=vector, segment_size=segment)  # noqa: S304 - of old files
        if isinstance(self._mode, CBC):
            mode, vector = Crypto.Cipher.AES.MODE_CBC, self._mode.initialization_vector
            return Crypto.Cipher.AES.new(key, mode, iv=vector)
        return Crypto.Cipher.AES.new(key, Crypto.Cipher.AES.MODE_ECB)


class _Run:
    """One pass; ``ValueError`` for blocks that are not whole, and for anything behind a short end."""

    def __init__(self, work, filled: int) -> None:  # noqa: ANN001
        self._work = work
        self._filled = filled
        self._ended = False

    def update(self, data: bytes) -> bytes:
        """Return what these bytes become."""
        if self._ended and data:
            message = "there was a short end already"
            raise ValueError(message)
        lacking = -len(data) % self._filled
        self._ended = bool(lacking)
        return self._work(bytes(data) + bytes(lacking))[: len(data)]

    def finalize(self) -> bytes:
        """Return what is left: nothing."""
        return b""
