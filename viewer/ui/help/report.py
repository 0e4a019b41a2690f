"""What a technician needs to know of a problem: the program, the machine, the end of the log. No word of a document."""

import platform
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QFontInfo, QGuiApplication

from viewer import __version__
from viewer.ui.help.program_log import without_foreign_words


@dataclass(frozen=True, slots=True)
class LibraryFacts:
    """A library in figures."""

    documents: int
    indexed: int
    index_status: str


def problem_report(library: LibraryFacts | None, log_tail: str) -> str:
    """Return the report as plain text."""
    screens = [
        f"{screen.geometry().width()}x{screen.geometry().height()} @ {screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    ]
    facts = {
        "Andu": __version__,
        "Python": sys.version.split()[0],
        "Qt": qVersion(),
        "System": f"{platform.system()} {platform.release()} {platform.machine()}",
        "Platform plugin": QGuiApplication.platformName(),
        "Screens": ", ".join(screens),
        "Font": QFontInfo(QGuiApplication.font()).family(),
        "Frozen": str(bool(getattr(sys, "frozen", False))),
        "Library": "none" if library is None else _figures(library),
    }
    head = "\n".join(f"{name}: {value}" for name, value in facts.items())
    return f"{head}\n\nLog\n---\n{without_foreign_words(log_tail, home=Path.home())}\n"


def _figures(library: LibraryFacts) -> str:
    return f"{library.documents} documents, {library.indexed} indexed, index {library.index_status}"
