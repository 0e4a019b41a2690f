"""The kept preferences: typed, told of when they change, in one plain file that can be carried elsewhere."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Signal

from viewer.ui.appearance import ThemeChoice
from viewer.ui.preferences.table import ROWS, PreferenceId, Value

log = logging.getLogger(__name__)

FILE_NAME = "preferences.ini"
_SHORTCUTS = "shortcuts"
_LIBRARIES = "libraries/recent"
_OFFICES = "libraries/offices"
_MOST_LIBRARIES = 10


class Preferences(QObject):
    """Reads and writes the file; without a file everything lasts as long as the program.

    A damaged value reads as the default. Of a damaged file what can be read holds, and the file is kept aside, so that
    nothing a person chose is gone for good. One that cannot be written is no reason to complain.
    """

    changed = Signal(PreferenceId)
    shortcuts_changed = Signal()

    def __init__(self, file: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = file
        self._values: dict[str, object] = {}
        self._kept_aside: Path | None = None
        if file is not None:
            self._values, is_whole = _read(file)
            self._kept_aside = None if is_whole else _keep_aside(file)

    @property
    def file(self) -> Path | None:
        """Return where they are kept."""
        return self._file

    @property
    def is_new(self) -> bool:
        """Tell whether nothing was ever kept: the program starts for the first time."""
        return not self._values and self._kept_aside is None

    @property
    def kept_aside(self) -> Path | None:
        """Return where the damaged file went, ``None`` where nothing was wrong."""
        return self._kept_aside

    def __getitem__(self, preference: PreferenceId) -> Value:
        return ROWS[preference].read(self._values.get(preference.value))

    def text(self, preference: PreferenceId) -> str:
        """Return a preference that is words."""
        return str(self[preference])

    def number(self, preference: PreferenceId) -> float:
        """Return a preference that is a number."""
        return float(self[preference])

    def flag(self, preference: PreferenceId) -> bool:
        """Return a preference that is a yes or no."""
        return bool(self[preference])

    def theme(self) -> ThemeChoice:
        """Return the theme asked for."""
        return ThemeChoice(self.text(PreferenceId.THEME))

    def text_size(self) -> float:
        """Return how large the window is written, as a factor of the usual."""
        return float(self.text(PreferenceId.TEXT_SIZE))

    def put(self, preference: PreferenceId, value: Value) -> None:
        """Keep a value; ``changed`` follows where it is another."""
        if self[preference] != value:
            self._values[preference.value] = _written(value)
            self._save()
            self.changed.emit(preference)

    def shortcuts(self) -> Mapping[str, tuple[str, ...]]:
        """Return the keys a person gave to actions, by the action's name; none of an empty tuple."""
        prefix = f"{_SHORTCUTS}/"
        return {
            key.removeprefix(prefix): tuple(part for part in str(value).split(" ; ") if part)
            for key, value in self._values.items()
            if key.startswith(prefix)
        }

    def put_shortcut(self, action: str, keys: Sequence[str] | None) -> None:
        """Give an action other keys, or with ``None`` its own again."""
        key = f"{_SHORTCUTS}/{action}"
        if keys is None:
            self._values.pop(key, None)
        else:
            self._values[key] = " ; ".join(keys)
        self._save()
        self.shortcuts_changed.emit()

    def libraries(self) -> tuple[Path, ...]:
        """Return the libraries opened before, the latest first."""
        return tuple(Path(line) for line in str(self._values.get(_LIBRARIES, "")).split("\n") if line)

    def remember_library(self, folder: Path) -> None:
        """Put a library at the head of those opened before."""
        known = [each for each in self.libraries() if each != folder]
        self._values[_LIBRARIES] = "\n".join(map(str, [folder, *known][:_MOST_LIBRARIES]))
        self._save()

    def offices(self) -> tuple[str, ...]:
        """Return the addresses of the offices' libraries opened before, the latest first; none holds a password."""
        return tuple(line for line in str(self._values.get(_OFFICES, "")).split("\n") if line)

    def remember_office(self, address: str) -> None:
        """Put the address of an office's library at the head of those opened before."""
        known = [each for each in self.offices() if each != address]
        self._values[_OFFICES] = "\n".join([address, *known][:_MOST_LIBRARIES])
        self._save()

    def reset(self) -> None:
        """Bring every preference and every key back to what it was at first; the libraries stay known."""
        for preference in PreferenceId:
            self.put(preference, ROWS[preference].default)
        for action in self.shortcuts():
            self._values.pop(f"{_SHORTCUTS}/{action}")
        self._save()
        self.shortcuts_changed.emit()

    def take_over(self, file: Path) -> bool:
        """Take the preferences and keys of another file, such as one from another PC.

        Tell whether it is such a file; with any other nothing is changed.
        """
        incoming, is_whole = _read(file)
        if not is_whole or (incoming and not any(map(_is_carried, incoming))):
            return False
        for preference in PreferenceId:
            self.put(preference, ROWS[preference].read(incoming.get(preference.value)))
        kept = {key: value for key, value in self._values.items() if not key.startswith(f"{_SHORTCUTS}/")}
        given = {key: value for key, value in incoming.items() if key.startswith(f"{_SHORTCUTS}/")}
        self._values = {**kept, **given}
        self._save()
        self.shortcuts_changed.emit()
        return True

    def write_to(self, file: Path) -> bool:
        """Write the preferences and keys to another file; tell whether that worked."""
        carried = {key: value for key, value in self._values.items() if key not in (_LIBRARIES, _OFFICES)}
        return _write(file, carried)

    def _save(self) -> None:
        if self._file is not None and not _write(self._file, self._values):
            log.warning("the preferences cannot be written")


def _read(file: Path) -> tuple[dict[str, object], bool]:
    """Return what can be read of a file, and whether that is all of it."""
    store = QSettings(str(file), QSettings.Format.IniFormat)
    values = {key: store.value(key) for key in store.allKeys() if key}
    if store.status() == QSettings.Status.NoError:  # known only now: Qt reads a section when it is asked for
        return values, True
    log.info("a file of preferences is damaged; what can be read of it holds")
    return values, False


def _is_carried(key: str) -> bool:
    """Tell whether a file from another PC may hold this key."""
    return key in set(PreferenceId) or key.startswith(f"{_SHORTCUTS}/")


def _keep_aside(file: Path) -> Path | None:
    aside = file.with_name(f"{file.name}.damaged")
    try:
        file.replace(aside)
    except OSError:
        return None
    return aside


def _write(file: Path, values: Mapping[str, object]) -> bool:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    store = QSettings(str(file), QSettings.Format.IniFormat)
    store.clear()
    for key, value in values.items():
        store.setValue(key, value)
    store.sync()
    return store.status() == QSettings.Status.NoError


def _written(value: Value) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)
