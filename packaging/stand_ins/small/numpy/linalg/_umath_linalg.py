"""Stands where numpy's equations and decompositions do, of which nothing here makes use: they need LAPACK (20 MB)."""

from typing import NoReturn

_ilp64 = True


def __getattr__(name: str) -> NoReturn:
    if name.startswith("__"):
        raise AttributeError(name)
    message = f"numpy.linalg is not part of this bundle ({name})"
    raise NotImplementedError(message)
