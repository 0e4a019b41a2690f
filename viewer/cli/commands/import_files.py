"""``andu import``: files and folders into the library."""

import argparse
from pathlib import Path

from viewer.cli.exit_code import ExitCode
from viewer.cli.setting import Setting
from viewer.core.catalog import ImportReport
from viewer.services import json_shapes


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="路径", help="文件或文件夹（包括其中的子文件夹）")


def run(setting: Setting) -> ExitCode:
    """Import, and report what became of every file."""
    terminal = setting.terminal
    with setting.services() as services:
        report = services.importer.import_paths(
            setting.options.paths, progress=terminal.show_progress, cancel=setting.cancel
        )
        terminal.end_progress()
        state = services.index.state()
        terminal.print_json(json_shapes.import_report(report))
        _print_report(setting, report)
        if state.indexed < state.total:
            terminal.say(f"还有 {state.total - state.indexed} 份文档等待编入索引，下次打开时会自动继续。")
    done = len(report.imported) + len(report.duplicates)
    return ExitCode.of(done=done, failed=len(report.failed) + report.cancelled)


def _print_report(setting: Setting, report: ImportReport) -> None:
    terminal = setting.terminal
    for failure in report.failed:
        terminal.say(f"未导入：{failure.path}\n  原因：{failure.reason}")
        if failure.advice:
            terminal.say(f"  建议：{failure.advice}")
    counts = [f"新导入 {len(report.imported)} 份"]
    if report.duplicates:
        counts.append(f"已在文库中 {len(report.duplicates)} 份")
    if report.failed:
        counts.append(f"失败 {len(report.failed)} 份")
    terminal.print("，".join(counts) + "。")
    if report.cancelled:
        terminal.say("已取消：取消前导入的文档都已保存。")
    elif not (report.imported or report.duplicates or report.failed):
        terminal.say("没有找到可以导入的文件。")
