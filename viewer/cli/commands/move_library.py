"""``andu move-library``: a whole library from a folder to an office's server, or back, and seen to be whole."""

import argparse
import os

from viewer.cli.exit_code import ExitCode
from viewer.cli.passwords import office_password
from viewer.cli.setting import Setting
from viewer.services.json_shapes import SCHEMA
from viewer.services.library_folder import home_folder
from viewer.services.library_place import open_store
from viewer.services.moving_library import MovedLibrary, move_library
from viewer.services.user_cache import user_cache_folder


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("target", metavar="目标", help="目标文库：文件夹，或 postgresql://用户@服务器/数据库")


def run(setting: Setting) -> ExitCode:
    """Copy everything, compare, and say what is missing; the library it came from is not changed."""
    terminal = setting.terminal
    cache = user_cache_folder(os.environ, home=home_folder())
    source = open_store(setting.place, cache=cache, ask_password=office_password)
    try:
        target = open_store(setting.options.target, cache=cache, ask_password=office_password)
        try:
            report = move_library(source, target, progress=terminal.show_progress, cancel=setting.cancel)
        finally:
            target.close()
    finally:
        source.close()
    terminal.end_progress()
    terminal.print_json(_shape(report))
    _tell(setting, report)
    return ExitCode.of(done=sum(report.rows.values()), failed=sum(report.missing.values()))


def _tell(setting: Setting, report: MovedLibrary) -> None:
    documents, notes = report.rows["documents"], report.rows["annotations"]
    setting.terminal.print(f"已搬移 {documents} 份文档、{report.originals} 个原件、{notes} 条批注。")
    if report.originals_missing:
        setting.terminal.print(f"{len(report.originals_missing)} 份文档的原件不在原文库里，只搬了正文。")
    if report.is_whole:
        setting.terminal.print("已逐条核对：两边一致。原文库没有改动。")
    for table, count in report.missing.items():
        if count:
            setting.terminal.print(f"有 {count} 条与目标文库里已有的不同，保留了目标文库的（{table}）。")


def _shape(report: MovedLibrary) -> dict[str, object]:
    return {
        "schema": SCHEMA,
        "rows": report.rows,
        "missing": report.missing,
        "originals": report.originals,
        "originals_missing": list(report.originals_missing),
    }
