"""A spelling of texts for keeping: what is frequent in a segment takes one byte, what is rarer two, the rest three.

Each segment exchanges its frequent characters for those that UTF-8 writes shortest. No letter's bytes end or begin
within another's, so runs are looked for in the bytes as they are, and there are a third fewer of them than in UTF-16.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

Units = npt.NDArray[np.uint16]

_ENCODING = "utf-16-le"
_UNIT = "<u2"
_UNITS = 1 << 16
_SHORT = 1 << 11
"""How many code points UTF-8 writes in two bytes or one."""
_SURROGATES = slice(0xD800, 0xE000)


class Alphabet:
    """Exchanges ``letters``, UTF-16 units the most frequent first and none twice; may be shared by threads."""

    def __init__(self, letters: Units) -> None:
        self.letters = letters
        self._exchanged = _exchanged(letters)

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        """Return the alphabet that suits texts like these."""
        counts = np.zeros(_UNITS, np.int64)
        for text in texts:
            counts += np.bincount(_units(text.encode(_ENCODING, "surrogatepass")), minlength=_UNITS)
        counts[_SURROGATES] = 0
        met = np.flatnonzero(counts)
        return cls(met[np.argsort(-counts[met], kind="stable")][:_SHORT].astype(np.uint16))

    def encode(self, text: str) -> bytes | None:
        """Return the bytes of a text, ``None`` where it has lone surrogates."""
        try:
            return _spelt(text.encode(_ENCODING), self._exchanged).decode(_ENCODING).encode()
        except UnicodeEncodeError:
            return None

    def decode(self, data: bytes) -> str:
        """Return the text of bytes. Raises ``UnicodeDecodeError`` for what ``encode`` never gives."""
        return _spelt(data.decode().encode(_ENCODING), self._restored).decode(_ENCODING)

    @cached_property
    def _restored(self) -> Units:
        restored = np.empty(_UNITS, np.uint16)
        restored[self._exchanged] = np.arange(_UNITS, dtype=np.uint16)
        return restored


def _exchanged(letters: Units) -> Units:
    """Return for each unit what it is exchanged for; what stood in the place of a letter takes a letter's place."""
    exchanged = np.arange(_UNITS, dtype=np.uint16)
    is_letter = np.zeros(_UNITS, np.bool_)
    is_letter[letters] = True
    driven_out = np.flatnonzero(~is_letter[: len(letters)])
    exchanged[driven_out] = np.flatnonzero(is_letter[len(letters) :]) + len(letters)
    exchanged[letters] = np.arange(len(letters), dtype=np.uint16)
    return exchanged


def _spelt(data: bytes, table: Units) -> bytes:
    return table[_units(data)].astype(_UNIT).tobytes()


def _units(data: bytes) -> Units:
    return np.frombuffer(data, _UNIT)
