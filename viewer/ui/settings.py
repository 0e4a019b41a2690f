"""What the window remembers between two starts, in one file inside the library's folder."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

FILE_NAME = "window.ini"


class Settings:
    """Typed access to the file; a damaged or missing value reads as the default."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store = QSettings(str(folder / FILE_NAME), QSettings.Format.IniFormat)

    def bytes(self, key: str) -> QByteArray:
        """Return a saved state, empty when there is none."""
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def text(self, key: str) -> str:
        """Return a text, empty when there is none."""
        value = self._store.value(key)
        return value if isinstance(value, str) else ""

    def texts(self, key: str) -> list[str]:
        """Return a list of texts."""
        value = self._store.value(key)
        if isinstance(value, str):
            return [value] if value else []
        return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []

    def number(self, key: str, default: float) -> float:
        """Return a number."""
        try:
            return float(self.text(key))
        except ValueError:
            return default

    def flag(self, key: str, *, default: bool) -> bool:
        """Return a yes or no."""
        return {"true": True, "false": False}.get(self.text(key), default)

    def keep(self, key: str, value: str | float | bool | QByteArray | Sequence[str]) -> None:
        """Remember a value; a folder that cannot be written, or has gone away, is no reason to complain."""
        if not self._folder.is_dir():  # Qt would make it anew, and stand in the way of the one that comes back
            return
        if isinstance(value, QByteArray):
            self._store.setValue(key, value)
        elif isinstance(value, bool):
            self._store.setValue(key, "true" if value else "false")
        elif isinstance(value, (str, float, int)):
            self._store.setValue(key, str(value))
        else:
            self._store.setValue(key, list(value))

    def save(self) -> None:
        """Write what is remembered to the disk."""
        if self._folder.is_dir():
            self._store.sync()
