"""``andu reindex``: throw the index away and build it again; with ``--reread``, read outdated documents again first."""

import argparse

from viewer.cli.exit_code import ExitCode
from viewer.cli.setting import Setting
from viewer.core.catalog import RereadReport
from viewer.services.json_shapes import SCHEMA


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--reread", action="store_true", help="先用本版本重新读取由旧版本读入的文档")


def run(setting: Setting) -> ExitCode:
    """Build the index again."""
    terminal, options = setting.terminal, setting.options
    with setting.services() as services:
        report = None
        if options.reread:
            report = services.rereading.reread(progress=terminal.show_progress, cancel=setting.cancel)
        setting.cancel.checkpoint()
        services.spreading.spread(progress=terminal.show_progress, cancel=setting.cancel)
        services.index.rebuild(progress=terminal.show_progress, cancel=setting.cancel)
        state = services.index.state()
    terminal.end_progress()
    answer: dict[str, object] = {"schema": SCHEMA, "indexed": state.indexed, "total": state.total}
    terminal.print_json(answer if report is None else answer | {"reread": _json(report)})
    if report is not None:
        terminal.print(f"重新读取 {report.read} 份文档，其中 {report.changed} 份正文有变化。")
        terminal.print(f"批注待确认 {report.to_confirm} 条，孤立 {report.orphaned} 条。")
        for failure in report.failed:
            terminal.print(f"未能重新读取：{failure.path}　{failure.reason}")
    terminal.print(f"索引已重建：{state.indexed} 份文档可以查找。")
    return ExitCode.PARTLY if report is not None and report.failed else ExitCode.DONE


def _json(report: RereadReport) -> dict[str, object]:
    return {
        "read": report.read,
        "changed": report.changed,
        "to_confirm": report.to_confirm,
        "orphaned": report.orphaned,
        "bookmarks_lost": report.bookmarks_lost,
        "failed": [{"path": each.path, "reason": each.reason} for each in report.failed],
    }
