"""The program's own log: one short file that begins anew when it is full, with no word of any document in it."""

import logging
import re
from pathlib import Path

_FULL = 1_000_000
_TAIL = 60_000
_FORM = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_FOREIGN = re.compile("[^\x00-\x7f]+")


class ProgramLog:
    """The log in a folder; without one that can be written, nothing is logged to a file."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "andu.log"
        self._handler: logging.FileHandler | None = None

    def begin(self) -> None:
        """Write what is logged from now on; a full file is kept as the former one."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            if self.file.exists() and self.file.stat().st_size > _FULL:
                self.file.replace(self.file.with_suffix(".former.log"))
            handler = logging.FileHandler(self.file, encoding="utf-8", errors="backslashreplace", delay=True)
        except OSError:
            return
        handler.setFormatter(logging.Formatter(_FORM))
        handler.setLevel(logging.INFO)
        logging.getLogger().addHandler(handler)
        logging.getLogger().setLevel(logging.INFO)
        self._handler = handler

    def end(self) -> None:
        """Write nothing more."""
        if self._handler is not None:
            logging.getLogger().removeHandler(self._handler)
            self._handler.close()
            self._handler = None

    def tail(self) -> str:
        """Return the end of the log, empty where there is none."""
        try:
            with self.file.open("rb") as file:
                file.seek(max(0, self.file.stat().st_size - _TAIL))
                return file.read().decode("utf-8", "replace")
        except OSError:
            return ""


def without_foreign_words(text: str, *, home: Path) -> str:
    """Return a log without what may come from documents or name a person.

    The program logs in English: every run of other characters, such as a file name or a piece of text in an
    exception, becomes ``□``, and the home folder ``~``.
    """
    return _FOREIGN.sub("□", text.replace(str(home), "~"))
