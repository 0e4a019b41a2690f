"""Stands where numpy's masked arrays do, of which nothing here makes use; numpy asks whether it was given one."""

from typing import NoReturn


def is_masked(_array: object) -> bool:
    """Tell that it is not."""
    return False


def isMaskedArray(_array: object) -> bool:  # noqa: N802 - numpy's name
    """Tell that it is not."""
    return False


def __getattr__(name: str) -> NoReturn:
    if name.startswith("__"):
        raise AttributeError(name)
    message = f"numpy.ma is not part of this bundle ({name})"
    raise NotImplementedError(message)
