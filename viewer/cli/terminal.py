"""The two streams of a command: results on standard output, everything else on standard error, both in UTF-8."""

import io
import json
import os
import re
import shutil
import time
from contextlib import suppress
from typing import Any, TextIO

from viewer.cli.columns import one_line, shortened
from viewer.cli.time_left import TimeLeft
from viewer.core.errors import ViewerError
from viewer.core.progress import ProgressStep

_REDRAW_SECONDS = 0.1
_SPARSE_SECONDS = 10.0
_SPAN_OVER_LINES = re.compile(r"\[\s+(\d+),\s+(\d+)\s+\]")
_BOLD, _PLAIN = "\x1b[1;33m", "\x1b[0m"


class Terminal:
    """Prints for one command; ``json`` decides whether standard output holds one JSON document or words."""

    def __init__(self, out: TextIO, messages: TextIO, *, json: bool = False) -> None:
        self._out = _in_utf8(out)
        self._messages = _in_utf8(messages)
        self.json = json
        self._is_drawn = False
        self._next_progress = 0.0
        self._pace: TimeLeft | None = None
        self._pace_total: int | None = None

    @property
    def width(self) -> int | None:
        """Return the width to keep to, ``None`` where the output goes to a file or another program."""
        return shutil.get_terminal_size().columns if self._out.isatty() else None

    def print(self, line: str = "") -> None:
        """Print one line of the result for people; nothing where JSON was asked for."""
        if not self.json:
            self._out.write(line + "\n")

    def print_json(self, document: dict[str, Any]) -> None:
        """Print the one JSON document of the command; nothing where it was not asked for.

        It is laid out where a person looks at it, and one line elsewhere: that is ten times as fast to write.
        """
        if self.json:
            laid_out = _laid_out if self._out.isatty() else _in_one_line
            self._out.write(laid_out(document) + "\n")

    def print_json_line(self, document: dict[str, Any]) -> None:
        """Print one line of JSON Lines, at once, for a program that reads along."""
        self._out.write(_in_one_line(document) + "\n")
        self._out.flush()

    def say(self, sentence: str) -> None:
        """Tell the person something that is not the result."""
        self.end_progress()
        self._messages.write(sentence + "\n")
        self._messages.flush()

    def say_error(self, error: ViewerError) -> None:
        """Tell the person what failed and what to do."""
        self.say(f"错误：{error.message}")
        if error.advice:
            self.say(f"建议：{error.advice}")

    def show_progress(self, step: ProgressStep) -> None:
        """Show how far the work has come: one line drawn over itself, or a line now and then where nobody watches."""
        moment = time.monotonic()
        is_last = step.total is not None and step.done >= step.total
        if moment < self._next_progress and not (is_last and self._messages.isatty()):
            return
        if self._messages.isatty():
            self._next_progress = moment + _REDRAW_SECONDS
            columns = shutil.get_terminal_size().columns
            self._messages.write("\r\x1b[K" + shortened(self._progress_line(step), columns - 1))
            self._is_drawn = True
        elif self._next_progress:
            self._next_progress = moment + _SPARSE_SECONDS
            self._messages.write(self._progress_line(step) + "\n")
        else:
            self._next_progress = moment + _SPARSE_SECONDS  # short work is not worth a line
        self._messages.flush()

    def _progress_line(self, step: ProgressStep) -> str:
        if step.total is None:
            return one_line(step.message)
        if self._pace is None or self._pace_total != step.total:
            self._pace, self._pace_total = TimeLeft(step.done), step.total
        left = self._pace.words(step.done, step.total)
        return f"{step.done}/{step.total} {left}{one_line(step.message)}"

    def end_progress(self) -> None:
        """Take the progress line away."""
        if self._is_drawn:
            self._messages.write("\r\x1b[K")
            self._messages.flush()
            self._is_drawn = False

    def highlighted(self, text: str) -> str:
        """Return the text so that it stands out: by colour on a screen, by brackets elsewhere."""
        return f"{_BOLD}{text}{_PLAIN}" if self._out.isatty() else f"【{text}】"

    def flush(self) -> None:
        """Bring what was printed to whoever reads it; raises ``BrokenPipeError`` when nobody does."""
        self._out.flush()

    def abandon_output(self) -> None:
        """Stop printing: whoever read standard output has gone, and the interpreter must not try again at exit."""
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._out.fileno())
            os.close(nowhere)


def _in_one_line(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, allow_nan=False)


def _laid_out(document: dict[str, Any]) -> str:
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, indent=2)
    return _SPAN_OVER_LINES.sub(r"[\1, \2]", text)


def _in_utf8(stream: TextIO) -> TextIO:
    """Make the stream write UTF-8 whatever the locale or code page; what cannot be encoded becomes ``?``."""
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8", errors="replace")
    return stream
