"""What the program asks of the inside of its window, which is loaded only when the window has been seen."""

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Protocol, Self

from viewer.core.entrance import Entrance
from viewer.core.errors import ViewerError
from viewer.ui.window import MainWindow


class Inside(Protocol):
    """Opens libraries in one window."""

    def open_library(self, place: Path | Entrance, files: Sequence[Path] = ()) -> None:
        """Open the library of a folder or of an office, then import and show files."""

    def take_files(self, files: Sequence[Path]) -> None:
        """Come to the front, and import and show files another start was called with."""

    def hand_library_to(self, heir: Self) -> None:
        """Let another window's inside open this library, which is closed here first."""

    def show_preferences(self) -> None:
        """Open what the person may like otherwise."""

    def show_error(self, error: ViewerError) -> None:
        """Say what is wrong and what can be done."""

    def show_log_of(self, read: Callable[[], str]) -> None:
        """Take where the end of the program's log is read."""

    def close_library(self) -> None:
        """Make a backup of what was changed and close the library, after the last job has ended."""


Furnishing = Generator[None, None, Inside]
Furnisher = Callable[[MainWindow], Furnishing]
