"""``andu backup``: the whole library as one verified archive."""

import argparse
from pathlib import Path

from viewer.cli.exit_code import ExitCode
from viewer.cli.setting import Setting
from viewer.services.json_shapes import SCHEMA


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("file", metavar="文件", help="写入的备份文件，例如 案牍备份.zip")


def run(setting: Setting) -> ExitCode:
    """Write the archive."""
    terminal = setting.terminal
    with setting.services() as services:
        report = services.backups.archive(
            Path(setting.options.file), progress=terminal.show_progress, cancel=setting.cancel
        )
    terminal.end_progress()
    terminal.print_json({"schema": SCHEMA, "file": str(report.path), "files": report.files, "bytes": report.size})
    terminal.print(f"已备份 {report.files} 个文件到“{report.path}”，并已核对。")
    return ExitCode.DONE
