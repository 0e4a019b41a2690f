"""``andu restore``: a library back from its archive."""

import argparse
from pathlib import Path

from viewer.cli.exit_code import ExitCode
from viewer.cli.setting import Setting
from viewer.services.backing_up import restore
from viewer.services.json_shapes import SCHEMA


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("file", metavar="文件", help="由 andu backup 写成的备份文件")


def run(setting: Setting) -> ExitCode:
    """Restore into the library's folder; what stands there is moved aside."""
    terminal = setting.terminal
    report = restore(
        Path(setting.options.file), setting.library_folder, progress=terminal.show_progress, cancel=setting.cancel
    )
    with setting.services() as services:
        services.index.wait(progress=terminal.show_progress, cancel=setting.cancel)
    terminal.end_progress()
    former = str(report.former) if report.former else None
    shape = {"schema": SCHEMA, "library": str(report.folder), "files": report.files, "former": former}
    terminal.print_json(shape)
    terminal.print(f"已恢复 {report.files} 个文件到“{report.folder}”。")
    if former:
        terminal.print(f"原来的文库已移到“{former}”。")
    return ExitCode.DONE
