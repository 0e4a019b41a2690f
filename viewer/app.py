"""Builds the parts of the window and hands them on; nothing is global."""

import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from viewer.core.entrance import Entrance
from viewer.ui.caret import CaretRest
from viewer.ui.help.program_log import ProgramLog
from viewer.ui.inside import Furnisher, Furnishing
from viewer.ui.one_window import OneWindow
from viewer.ui.preferences.preferences import FILE_NAME, Preferences
from viewer.ui.program import Program, SessionEnd
from viewer.ui.translation import SOURCE_LANGUAGE, Language
from viewer.ui.typography import load_own_font
from viewer.ui.window import MainWindow


@dataclass(frozen=True, slots=True)
class UserPlaces:
    """Where this person's settings and the program's log are kept, whatever library is open."""

    settings: Path
    logs: Path


def main(files: Sequence[Path], library: Path | Entrance, places: UserPlaces, one: OneWindow) -> int:
    """Show the window on a library, import and open ``files``, and return the exit code when it is closed."""
    application = build_application(sys.argv[:1])
    with ExitStack() as ends:
        log_file = ProgramLog(places.logs)
        log_file.begin()
        ends.callback(log_file.end)
        preferences = Preferences(places.settings / FILE_NAME, application)
        program = Program(application, Arrival(application, ends), preferences)
        ends.callback(program.close_library)  # when the jobs have ended
        program.show_log_of(log_file.tail)
        program.start(library, files)
        one.files_handed.connect(program.take_files)

        def settle() -> None:
            one.listen()
            SessionEnd(application)
            CaretRest(application)

        QTimer.singleShot(0, settle)  # when the first picture is on its way
        code = application.exec()
        one.leave()
    return code


class Arrival:
    """Brings what is inside a window that is seen, and before the first of them what works behind it."""

    def __init__(self, application: QApplication, ends: ExitStack) -> None:
        self._application = application
        self._ends = ends
        self._furnisher: Furnisher | None = None

    def __call__(self, window: MainWindow) -> Furnishing:
        """Load and build the inside of a window."""
        yield
        if self._furnisher is None:
            from viewer.backstage import open_backstage  # noqa: PLC0415 - nothing of it is seen

            yield
            self._furnisher = open_backstage(self._application, self._ends)
            yield
        return (yield from self._furnisher(window))


def draw(library: Path, query: str, picture: Path | None) -> str:
    """Draw the window on a library, as ``viewer.ui.portrait`` does; nothing stays open."""
    from viewer.furnishing import furnish  # noqa: PLC0415 - as above
    from viewer.ui.portrait import draw_window  # noqa: PLC0415 - only the self test draws

    return draw_window(build_application(["andu"]), furnish, library, query, picture)


def build_application(arguments: Sequence[str]) -> QApplication:
    """Return the application with its names and Qt's own Chinese words."""
    application = QApplication([*arguments, "-style", "Fusion"])  # setStyle would hand the style back: 6 ms of names
    application.setApplicationName("andu")
    application.setApplicationDisplayName("案牍")
    application.setDesktopFileName("andu")
    load_own_font()
    Language(application).speak(SOURCE_LANGUAGE)
    return application
