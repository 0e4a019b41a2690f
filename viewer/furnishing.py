"""Builds what is inside the window; loaded, a slice at a time, when the window has been seen."""

from collections.abc import Generator
from pathlib import Path

from viewer.core.entrance import Entrance
from viewer.jobs.runner import JobRunner
from viewer.ui.fittings import fit_out, move_in
from viewer.ui.interior.interior import Interior
from viewer.ui.services import Services
from viewer.ui.window import MainWindow


def furnish(window: MainWindow, runner: JobRunner) -> Generator[None, None, Interior]:
    """Build the inside of a window; between two steps the window answers."""
    fittings = yield from fit_out(window)
    yield
    move_in(window, fittings)
    return Interior(window, fittings, runner, open_library)


def open_library(place: Path | Entrance) -> Services:
    """Open the services of a library; runs on a worker thread."""
    # Loads the search engine (half a second), which the window must not wait for.
    from viewer.services.opening import open_at, open_services  # noqa: PLC0415

    return open_services(place) if isinstance(place, Path) else open_at(place)
