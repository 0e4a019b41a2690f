"""``andu import``: files and folders into the library."""

import argparse
from pathlib import Path

from viewer.cli import passwords
from viewer.cli.exit_code import ExitCode
from viewer.cli.setting import Setting
from viewer.core.catalog import ImportReport, after_another_try, files_wanting_password
from viewer.services import json_shapes
from viewer.services.opening import Services

_MOST_JOBS = 64


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="路径", help="文件或文件夹（包括其中的子文件夹）")
    parser.add_argument(
        "--jobs",
        type=_jobs,
        metavar="数",
        help="同时读取文件的进程数（1 到 64）；几台电脑可以同时向一个办公室文库导入，中断后重做即可接着导入",
    )
    passwords.describe(parser)


def run(setting: Setting) -> ExitCode:
    """Import, and report what became of every file."""
    terminal = setting.terminal
    with setting.services(readers=setting.options.jobs) as services:
        report = _imported(setting, services)
        state = services.index.state()
        terminal.print_json(json_shapes.import_report(report))
        _print_report(setting, report)
        if state.indexed < state.total:
            terminal.say(f"还有 {state.total - state.indexed} 份文档等待编入索引，下次打开时会自动继续。")
    done = len(report.imported) + len(report.duplicates)
    return ExitCode.of(done=done, failed=len(report.failed) + report.cancelled)


def _jobs(words: str) -> int:
    if not words.isdecimal() or not 1 <= int(words) <= _MOST_JOBS:
        message = f"应是 1 到 {_MOST_JOBS} 之间的整数"
        raise argparse.ArgumentTypeError(message)
    return int(words)


def _imported(setting: Setting, services: Services) -> ImportReport:
    """Import, and once more what wants a password where a person can be asked for one."""
    terminal, options = setting.terminal, setting.options
    report = services.importer.import_paths(
        options.paths, progress=terminal.show_progress, cancel=setting.cancel, passwords=passwords.stated(options)
    )
    terminal.end_progress()
    locked = files_wanting_password(report)
    typed = passwords.asked(options, f"{len(locked)} 个文件有密码。") if locked and not report.cancelled else ()
    if not typed:
        return report
    more = services.importer.import_paths(
        map(Path, locked), progress=terminal.show_progress, cancel=setting.cancel, passwords=typed
    )
    terminal.end_progress()
    return after_another_try(report, more, locked)


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
    for name in report.waiting:
        terminal.say(f"等待识别：{name}（已识别的页都已保存，再次导入或打开文库时继续）")
    if report.cancelled:
        terminal.say("已取消：取消前导入的文档都已保存。")
    elif not (report.imported or report.duplicates or report.failed):
        terminal.say("没有找到可以导入的文件。")
