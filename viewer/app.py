"""Builds the parts of the window and hands them on; nothing is global."""

import logging
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from viewer.core.errors import ViewerError
from viewer.jobs.runner import JobRunner
from viewer.ui.caret import CaretRest
from viewer.ui.faults import Faults
from viewer.ui.help.program_log import ProgramLog
from viewer.ui.icons import program_icon
from viewer.ui.one_window import OneWindow
from viewer.ui.portrait import draw_window
from viewer.ui.preferences.preferences import FILE_NAME, Preferences
from viewer.ui.program import Program, SessionEnd
from viewer.ui.services import Services
from viewer.ui.translation import SOURCE_LANGUAGE, Language
from viewer.ui.typography import load_own_font

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class UserPlaces:
    """Where this person's settings and the program's log are kept, whatever library is open."""

    settings: Path
    logs: Path


def main(files: Sequence[Path], library: Path, places: UserPlaces, one: OneWindow) -> int:
    """Show the window on a library, import and open ``files``, and return the exit code when it is closed."""
    application = build_application(sys.argv[:1])
    log_file = ProgramLog(places.logs)
    log_file.begin()
    faults = Faults(application)
    faults.install()
    runner = JobRunner(report=faults.report, parent=application)
    preferences = Preferences(places.settings / FILE_NAME, application)
    program = Program(application, runner, open_library, preferences)
    program.show_log_of(log_file.tail)
    program.start(library, files)
    one.files_handed.connect(program.take_files)
    one.listen()
    SessionEnd(application)
    CaretRest(application)
    code = application.exec()
    one.leave()
    runner.close()
    services = program.release_services()
    if services is not None:
        back_up(services)
        services.close()
    faults.remove()
    log_file.end()
    return code


def draw(library: Path, query: str, picture: Path | None) -> str:
    """Draw the window on a library, as ``viewer.ui.portrait`` does; nothing stays open."""
    return draw_window(build_application(["andu"]), open_library, library, query, picture)


def back_up(services: Services) -> None:
    """Make a backup of what was changed; the window is gone, so a failure only goes to the log."""
    try:
        if services.backups.is_behind():
            services.backups.rotate(datetime.now(UTC))
    except ViewerError as error:
        log.warning("no backup at exit: %s", type(error).__name__)


def build_application(arguments: Sequence[str]) -> QApplication:
    """Return the application with its names and Qt's own Chinese words."""
    application = QApplication(list(arguments))
    application.setApplicationName("andu")
    application.setApplicationDisplayName("案牍")
    application.setDesktopFileName("andu")
    application.setWindowIcon(program_icon())
    load_own_font()
    Language(application).speak(SOURCE_LANGUAGE)
    return application


def open_library(folder: Path) -> Services:
    """Open the services of a library; runs on a worker thread."""
    # Loads the search engine (half a second), which the window must not wait for.
    from viewer.services.opening import open_services  # noqa: PLC0415

    return open_services(folder)
