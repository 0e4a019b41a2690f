"""``andu backup``: the whole library as one verified archive, or as a folder of open formats."""

import argparse
from pathlib import Path

from viewer.cli.exit_code import ExitCode
from viewer.cli.setting import Setting
from viewer.services.json_shapes import SCHEMA


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("file", metavar="文件", help="写入的备份文件，例如 案牍备份.zip")
    parser.add_argument(
        "--open", action="store_true", help="写成一个文件夹：原件、正文、批注和表格，不用案牍也能看（不能用于恢复）"
    )


def run(setting: Setting) -> ExitCode:
    """Write the archive or the folder."""
    return _write_folder(setting) if setting.options.open else _write_archive(setting)


def _write_folder(setting: Setting) -> ExitCode:
    terminal = setting.terminal
    with setting.services() as services:
        report = services.export_everything(
            Path(setting.options.file), progress=terminal.show_progress, cancel=setting.cancel
        )
    terminal.end_progress()
    missing = list(report.without_original)
    shape = {"schema": SCHEMA, "folder": str(report.folder), "documents": report.documents, "without_original": missing}
    terminal.print_json(shape)
    terminal.print(f"已把 {report.documents} 份文档写到“{report.folder}”。")
    for title in missing:
        terminal.print(f"“{title}”的原件不在文库里，只写了正文。")
    return ExitCode.of(done=report.documents - len(missing), failed=len(missing))


def _write_archive(setting: Setting) -> ExitCode:
    terminal = setting.terminal
    with setting.services() as services:
        report = services.backups.archive(
            Path(setting.options.file), progress=terminal.show_progress, cancel=setting.cancel
        )
    terminal.end_progress()
    terminal.print_json({"schema": SCHEMA, "file": str(report.path), "files": report.files, "bytes": report.size})
    terminal.print(f"已备份 {report.files} 个文件到“{report.path}”，并已核对。")
    return ExitCode.DONE
