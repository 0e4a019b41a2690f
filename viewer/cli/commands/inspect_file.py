"""``andu inspect``: the whole reading of one file, without a library."""

import argparse
from contextlib import closing
from pathlib import Path

from viewer.cli import passwords
from viewer.cli.exit_code import ExitCode
from viewer.cli.reading_page import print_reading
from viewer.cli.setting import Setting
from viewer.core.errors import FileEncryptedError
from viewer.core.reading import Reading
from viewer.services import json_shapes
from viewer.services.inspect_file import Inspector
from viewer.services.model_notice import model_notices


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("file", type=Path, metavar="文件", help="要读取的文件")
    passwords.describe(parser)


def run(setting: Setting) -> ExitCode:
    """Read the file and print what was read."""
    terminal = setting.terminal
    with closing(Inspector()) as inspector:
        reading = _inspected(setting, inspector)
        terminal.end_progress()
    for warning in (*reading.warnings, *model_notices()):
        terminal.say(f"注意：{warning}")
    terminal.print_json(json_shapes.reading(reading))
    print_reading(terminal, reading)
    return ExitCode.DONE


def _inspected(setting: Setting, inspector: Inspector) -> Reading:
    path, options = setting.options.file, setting.options
    show, cancel = setting.terminal.show_progress, setting.cancel
    try:
        return inspector.inspect(path, cancel=cancel, passwords=passwords.stated(options), progress=show)
    except FileEncryptedError as error:
        typed = passwords.asked(options, error.message) if error.wants_password else ()
        if not typed:
            raise
        return inspector.inspect(path, cancel=cancel, passwords=typed, progress=show)
