"""``andu inspect``: the whole reading of one file, without a library."""

import argparse
from contextlib import closing
from pathlib import Path

from viewer.cli.exit_code import ExitCode
from viewer.cli.reading_page import print_reading
from viewer.cli.setting import Setting
from viewer.services import json_shapes
from viewer.services.inspect_file import Inspector


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("file", type=Path, metavar="文件", help="要读取的文件")


def run(setting: Setting) -> ExitCode:
    """Read the file and print what was read."""
    terminal = setting.terminal
    with closing(Inspector()) as inspector:
        reading = inspector.inspect(setting.options.file, cancel=setting.cancel)
    for warning in reading.warnings:
        terminal.say(f"注意：{warning}")
    terminal.print_json(json_shapes.reading(reading))
    print_reading(terminal, reading)
    return ExitCode.DONE
