"""Where this user keeps what can be made again, outside any library: a library may have come from somewhere else."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from viewer.services.library_folder import PORTABLE_MARK


def user_cache_folder(
    environment: Mapping[str, str], *, home: Path, executable: Path | None = None, platform: str = sys.platform
) -> Path:
    """Return the folder beside a portable program where one can write there, else the platform's place for caches."""
    program = (executable or Path(sys.executable)).parent
    if (program / PORTABLE_MARK).is_file() and os.access(program, os.W_OK):
        return program / "cache"
    if platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return (Path(local) if local else home / "AppData" / "Local") / "Andu" / "cache"
    if platform == "darwin":
        return home / "Library" / "Caches" / "Andu"
    cache = Path(environment.get("XDG_CACHE_HOME", ""))
    return (cache if cache.is_absolute() else home / ".cache") / "andu"
