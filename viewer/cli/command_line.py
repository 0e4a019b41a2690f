"""Runs one command: parses it, does it, and turns every failure of the world into a sentence and an exit code."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from viewer.cli.arguments import parsed
from viewer.cli.exit_code import ExitCode
from viewer.cli.interrupt import cancel_on_interrupt
from viewer.cli.setting import Setting
from viewer.cli.terminal import Terminal
from viewer.core.errors import Cancelled, QueryError, ViewerError
from viewer.services import json_shapes
from viewer.services.library_folder import home_folder, library_place


def main(arguments: Sequence[str]) -> int:
    """Run the command and return the exit code."""
    terminal = Terminal(sys.stdout, sys.stderr)
    try:
        code = _run(arguments, terminal)
        terminal.flush()
    except BrokenPipeError:
        terminal.abandon_output()
        return ExitCode.DONE  # whoever read us has seen enough
    return code


def _run(arguments: Sequence[str], terminal: Terminal) -> ExitCode:
    try:
        options = parsed(arguments)
    except SystemExit as leaving:  # help, version, wrong usage: argparse has said it
        return ExitCode(int(leaving.code or 0))
    terminal.json = getattr(options, "json", False)
    try:
        with cancel_on_interrupt() as cancel:
            setting = Setting(options, terminal, cancel, _library(options))
            run = options.run
            return ExitCode(run(setting))
    except Cancelled as error:
        terminal.say(error.message + "。")
        return ExitCode.FAILED
    except ViewerError as error:
        terminal.say_error(error)
        terminal.print_json(json_shapes.error(error))
        return ExitCode.USAGE if isinstance(error, QueryError) else ExitCode.FAILED


def _library(options: argparse.Namespace) -> str:
    return library_place(
        getattr(options, "library", None), os.environ, executable=Path(sys.executable), home=home_folder()
    )
