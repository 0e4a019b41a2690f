"""Decides which folder is the library when the user does not say, or says it in one of several ways."""

import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

LIBRARY_VARIABLE = "ANDU_LIBRARY"
SCHEMES = ("postgresql://", "postgres://")
PORTABLE_MARK = "portable"


def home_folder() -> Path:
    """Return this person's home; where the system knows none, a folder that lives as long as the session."""
    try:
        return Path.home()
    except RuntimeError:
        return Path(tempfile.gettempdir()) / f"andu-{os.getuid() if hasattr(os, 'getuid') else os.getpid()}"


def is_address(place: str) -> bool:
    """Tell whether these words name an office's library and not a folder."""
    return place.startswith(SCHEMES)


def library_place(named: str | None, environment: Mapping[str, str], *, executable: Path, home: Path) -> str:
    """Return where the library is: an address as named or from the environment, else the path of a folder."""
    stated = named or environment.get(LIBRARY_VARIABLE, "")
    return stated if is_address(stated) else str(library_folder(named, environment, executable=executable, home=home))


def library_folder(
    named: str | None, environment: Mapping[str, str], *, executable: Path, home: Path, platform: str = sys.platform
) -> Path:
    """Return the library's folder: as named, else from the environment, else beside a portable program, else the
    platform's place for data.
    """  # noqa: D205 - one sentence
    if named:
        return Path(named).expanduser().absolute()
    if environment.get(LIBRARY_VARIABLE):
        return Path(environment[LIBRARY_VARIABLE]).expanduser().absolute()
    if (executable.parent / PORTABLE_MARK).is_file():
        return executable.parent / "data"
    return _platform_folder(environment, home, platform)


def _platform_folder(environment: Mapping[str, str], home: Path, platform: str) -> Path:
    if platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return (Path(local) if local else home / "AppData" / "Local") / "Andu"
    if platform == "darwin":
        return home / "Library" / "Application Support" / "Andu"
    # A relative XDG_DATA_HOME is to be ignored, says its specification.
    data = environment.get("XDG_DATA_HOME", "")
    return (Path(data) if Path(data).is_absolute() else home / ".local" / "share") / "andu"
