"""Gives memory nobody uses any more back to the system."""

import ctypes
import sys


def give_back() -> None:
    """Have the C library let go of what is free: after work that needed much for a moment it keeps all of it.

    Takes some ten milliseconds, on the thread that asks; elsewhere than on Linux the system does it by itself.
    """
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc alone has it
        if trim is not None:
            trim(0)
