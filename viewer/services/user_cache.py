"""Where this user keeps what can be made again, outside any library: a library may have come from somewhere else."""

import sys
from collections.abc import Mapping
from pathlib import Path


def user_cache_folder(environment: Mapping[str, str], *, home: Path, platform: str = sys.platform) -> Path:
    """Return the platform's place for caches."""
    if platform == "win32":
        local = environment.get("LOCALAPPDATA")
        return (Path(local) if local else home / "AppData" / "Local") / "Andu" / "cache"
    if platform == "darwin":
        return home / "Library" / "Caches" / "Andu"
    cache = Path(environment.get("XDG_CACHE_HOME", ""))
    return (cache if cache.is_absolute() else home / ".cache") / "andu"
