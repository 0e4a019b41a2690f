"""What documents have in common: those with the same value in every facet are counted together, not facet by facet."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from viewer.search.reader import IndexReader, Numbers
from viewer.search.schema import FACET_FIELDS

_Codes = npt.NDArray[np.int32]
_MOST = 1 << 62


@dataclass(frozen=True, slots=True)
class Profiles:
    """``codes`` is the profile of each document; ``columns`` the value of each profile in a facet, -1 for none."""

    codes: _Codes
    columns: Mapping[str, _Codes]

    def counts(self, numbers: Numbers) -> Numbers:
        """Count documents per profile."""
        return np.bincount(self.codes[numbers], minlength=max(map(len, self.columns.values())))

    def per_value(self, field: str, counts: Numbers, size: int) -> list[int]:
        """Turn counts per profile into counts per value of a facet that has so many."""
        found: list[int] = np.bincount(self.columns[field] + 1, counts, size + 1)[1:].astype(np.int64).tolist()
        return found


def profiles_of(reader: IndexReader) -> Profiles:
    """Find the different profiles of an index."""
    columns = {field: reader.facet(field) for field in FACET_FIELDS}
    codes = np.zeros(reader.size, np.int64)
    room = 1
    for column in columns.values():
        width = len(column.values) + 1
        if room * width > _MOST:
            known, codes = np.unique(codes, return_inverse=True)
            room = len(known)
        codes = codes * width + column.codes + 1
        room *= width
    _, examples, codes = np.unique(codes, return_index=True, return_inverse=True)
    return Profiles(codes.astype(np.int32), {field: column.codes[examples] for field, column in columns.items()})
