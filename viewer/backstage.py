"""What works behind the window, unseen: the runner of jobs, the reports of faults, and who brings in the rest.

It is loaded when the window has been seen.
"""

import gc
from contextlib import ExitStack
from functools import partial

from PySide6.QtWidgets import QApplication

from viewer.jobs.runner import JobRunner
from viewer.ui.faults import Faults
from viewer.ui.icons import lend_file_icons, program_icon
from viewer.ui.inside import Furnisher, Furnishing
from viewer.ui.loading import load_inside
from viewer.ui.window import MainWindow


def open_backstage(application: QApplication, ends: ExitStack) -> Furnisher:
    """Begin to hear of faults and to run jobs, until ``ends`` are closed; return who furnishes windows."""
    faults = Faults(application)
    faults.install()
    ends.callback(faults.remove)
    runner = JobRunner(report=faults.report, parent=application)
    ends.callback(runner.close)
    return partial(arrive, runner=runner)


def arrive(window: MainWindow, *, runner: JobRunner) -> Furnishing:
    """Load and build what is inside a window that is seen already; between two steps the window answers.

    This is the one place where the window's parts are loaded late: a module belongs either to what is seen first,
    which is all ``viewer.app`` imports, or to this module and ``viewer.furnishing``.
    """
    yield
    window.appearance.look_at_system()
    QApplication.setWindowIcon(program_icon())
    lend_file_icons()
    yield from load_inside()
    from viewer.furnishing import furnish  # noqa: PLC0415 - three quarters of the window

    yield
    inside = yield from furnish(window, runner)
    yield
    from viewer.ui.system_contrast import follow_contrast  # noqa: PLC0415 - QtDBus, wanted last of all

    yield
    follow_contrast(window.appearance)
    gc.freeze()  # what stands now stays: later collections need not look at it
    gc.enable()
    return inside
