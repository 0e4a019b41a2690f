"""The disk that fails (``faulty.c``): compiled when it is wanted, preloaded, armed in forked children."""

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
from enum import IntEnum
from pathlib import Path

SOURCE = Path(__file__).with_name("faulty.c")
CUT_CODE = 99
_LIBRARY = "ANDU_FAULTY_DISK"


class Fault(IntEnum):
    """What happens at the n-th change to a file."""

    NONE = 0
    FULL = 1  # from there on the disk is full
    BROKEN = 2  # that one fails with an I/O error
    CUT = 3  # the power fails: what was not synced may be lost or torn


NEVER = 1 << 30


def can_be_made() -> bool:
    """Tell whether there is a compiler and a system that preloads."""
    return sys.platform == "linux" and shutil.which("cc") is not None


def run_preloaded() -> None:
    """Start this program again with the disk preloaded, unless it is; does not return then."""
    if os.environ.get(_LIBRARY):
        return
    library = Path(tempfile.mkdtemp(prefix="andu-faulty-")) / "faulty.so"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl", "-lpthread"], check=True)  # noqa: S607
    environment = {**os.environ, "LD_PRELOAD": str(library), _LIBRARY: str(library), "OPENBLAS_NUM_THREADS": "1"}
    os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)  # noqa: S606


def arm(fault: Fault, at: int, folder: Path, seed: int = 0) -> None:
    """Let the n-th change below the folder meet the fault; counting starts anew."""
    _disk().faulty_arm(int(fault), at, os.fsencode(folder), seed)


def count() -> int:
    """Return how many changes there were since the disk was armed."""
    return int(_disk().faulty_count())


def _disk() -> ctypes.CDLL:
    return ctypes.CDLL(os.environ[_LIBRARY])
