"""Where this user keeps what they like about the program, whatever library is open."""

import sys
from collections.abc import Mapping
from pathlib import Path

from viewer.services.library_folder import PORTABLE_MARK


def user_settings_folder(
    environment: Mapping[str, str], *, executable: Path, home: Path, platform: str = sys.platform
) -> Path:
    """Return the folder beside a portable program, else the platform's place for settings."""
    if (executable.parent / PORTABLE_MARK).is_file():
        return executable.parent / "data"
    if platform == "win32":
        roaming = environment.get("APPDATA")
        return (Path(roaming) if roaming else home / "AppData" / "Roaming") / "Andu"
    if platform == "darwin":
        return home / "Library" / "Preferences" / "Andu"
    config = Path(environment.get("XDG_CONFIG_HOME", ""))
    return (config if config.is_absolute() else home / ".config") / "andu"
