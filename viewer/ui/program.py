"""The running program: its one window, made anew where the language changes, closed in order when the session ends."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QDialog

from viewer.core.entrance import Entrance
from viewer.core.errors import ViewerError
from viewer.ui.appearance import Appearance
from viewer.ui.inside import Furnisher, Inside
from viewer.ui.preferences.preferences import Preferences
from viewer.ui.preferences.table import DIALOG, ROWS, PreferenceId
from viewer.ui.slices import Slices, at_once
from viewer.ui.translation import Language
from viewer.ui.window import MainWindow

# In words any font can show.
_NO_FONT = "No Chinese font is installed: Chinese text shows as boxes. (mei you zhong wen zi ti)"
_NO_FONT_ADVICE = (
    "Debian, Ubuntu, UOS, Kylin:  apt install fonts-noto-cjk  (or fonts-wqy-microhei)\n"
    "Windows: Settings > Optional features > Chinese (Simplified) Supplemental Fonts\n"
    "Then start Andu again."
)
_LETTERS = "en"
_UNSEEN_MS = 500  # a window that starts minimised is not painted
_MARGIN = 80  # the frame of the window, and a look at what lies behind it


class Program(QObject):
    """Shows the window, has it furnished as soon as it is seen, and follows what concerns it as a whole."""

    def __init__(self, application: QApplication, furnisher: Furnisher, preferences: Preferences) -> None:
        super().__init__(application)
        self._furnisher = furnisher
        self._preferences = preferences
        self._language = Language(application)
        self._asked_language = os.environ.get("ANDU_LANG", "")
        self._read_log: Callable[[], str] = str
        self._library: Path | Entrance = Path()
        self._files: tuple[Path, ...] = ()
        self._language.speak(self.language)
        self._appearance = Appearance(application, preferences.theme())
        self._appearance.write_in(preferences.text_size())
        self.window = MainWindow(self._appearance, preferences)
        self.inside: Inside | None = None
        self._arrival = Slices(furnisher(self.window), self._move_in, self)
        preferences.changed.connect(self._note_preference)

    @property
    def language(self) -> str:
        """Return the language to speak: of this call, else the preferred one."""
        known = {choice.value for choice in ROWS[PreferenceId.LANGUAGE].choices}
        asked = self._asked_language
        return asked if asked in known else self._preferences.text(PreferenceId.LANGUAGE)

    def show_log_of(self, read: Callable[[], str]) -> None:
        """Take where the end of the program's log is read."""
        self._read_log = read

    def start(self, library: Path | Entrance, files: Sequence[Path]) -> None:
        """Show the window on a library, then import and open files."""
        self._library, self._files = library, tuple(files)
        self.window.seen.connect(self._arrival.begin)
        show_fitting(self.window)
        QTimer.singleShot(_UNSEEN_MS, self._arrival.begin)

    def take_files(self, files: list[Path]) -> None:
        """Come to the front with files another start was called with."""
        if self.inside is None:
            self._files = (*self._files, *files)
        else:
            self.inside.take_files(files)

    def close_library(self) -> None:
        """Close what is open, after the last job has ended."""
        self._arrival.stop()
        if self.inside is not None:
            self.inside.close_library()

    def _move_in(self, inside: Inside) -> None:
        self.inside = inside
        inside.show_log_of(self._read_log)
        inside.open_library(self._library, self._files)
        if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
            QTimer.singleShot(0, self._do_without_font)

    def _do_without_font(self) -> None:
        """Say that there is no Chinese font, and name everything in letters there is a font for."""
        self._asked_language = _LETTERS
        self._make_anew()
        if self.inside is not None:
            self.inside.show_error(ViewerError(_NO_FONT, advice=_NO_FONT_ADVICE))

    def _note_preference(self, preference: PreferenceId) -> None:
        if preference is PreferenceId.LANGUAGE:
            self._asked_language = ""
        if preference in (PreferenceId.LANGUAGE, PreferenceId.TEXT_SIZE):
            QTimer.singleShot(0, self._make_anew)  # the dialog this was chosen in is about to go with its window

    def _make_anew(self) -> None:
        """Make the window again in the language and size of text that hold now; it opens what was open."""
        if self.inside is None:
            return
        self._language.speak(self.language)
        self._appearance.write_in(self._preferences.text_size())
        former, left = self.window, self.inside
        geometry, is_maximized = former.saveGeometry(), former.isMaximized()
        self.window = MainWindow(self._appearance, self._preferences)
        self.inside = at_once(self._furnisher(self.window))
        self.inside.show_log_of(self._read_log)
        self.window.restoreGeometry(geometry)
        if is_maximized:
            self.window.showMaximized()
        else:
            self.window.show()
        was_asked = former.findChild(QDialog, DIALOG) is not None
        former.close()
        left.hand_library_to(self.inside)
        if was_asked:  # where this was chosen: there may be more to choose
            self.inside.show_preferences()
        former.deleteLater()


class SessionEnd(QObject):
    """Closes the windows in order when the system asks the program to end, so that nothing typed is lost."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        if sys.platform == "win32":  # there the system closes windows itself
            return
        reading, self._writing = os.pipe()
        os.set_blocking(self._writing, False)
        self._notifier = QSocketNotifier(reading, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._close)
        signal.set_wakeup_fd(self._writing)  # Qt's loop runs no Python: the byte in the pipe is what it hears
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, _hear)

    def _close(self) -> None:
        self._notifier.setEnabled(False)
        self._application.closeAllWindows()
        self._application.quit()


def _hear(_number: int, _frame: FrameType | None) -> None:
    """Let a signal do nothing but wake."""


def show_fitting(window: MainWindow) -> None:
    """Show the window, over the whole screen where it would hardly fit otherwise."""
    room = window.screen().availableSize()
    if room.width() < window.width() + _MARGIN or room.height() < window.height() + _MARGIN:
        window.showMaximized()
    else:
        window.show()
