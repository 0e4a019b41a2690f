"""Where runs of characters stand in many texts at once, and a number for each: what lists of runs are made with."""

import numpy as np
import numpy.typing as npt

FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5)
"""What the characters of a run are multiplied with; the sum of that, in 64 bits, is its number."""

_NEWLINE = 10

Codes = npt.NDArray[np.uint32]
Hashes = npt.NDArray[np.uint64]
Places = npt.NDArray[np.int64]


def codes_of(text: str) -> Codes:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def places_inside(codes: Codes, length: int) -> Places:
    """Return where runs of a length begin that no newline cuts."""
    is_break = codes == _NEWLINE
    cut = np.zeros(max(0, len(codes) - length + 1), np.bool_)
    for at in range(length):
        cut |= is_break[at : at + len(cut)]
    return np.flatnonzero(~cut)


def hashes_at(codes: Codes, places: Places, length: int) -> Hashes:
    """Return the numbers of the runs of a length that begin at some places."""
    mixed = np.zeros(len(places), np.uint64)
    for at in range(length):
        mixed += codes[places + at].astype(np.uint64) * np.uint64(FACTORS[at])
    return mixed
