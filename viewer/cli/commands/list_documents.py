"""``andu list``: the documents of the library."""

import argparse

from viewer.cli.columns import table
from viewer.cli.exit_code import ExitCode
from viewer.cli.setting import Setting
from viewer.core.catalog import DocumentSummary
from viewer.services import json_shapes

_HEAD = ("编号", "日期", "类型", "案号", "承办单位", "标题")


def describe(_parser: argparse.ArgumentParser) -> None:
    """Add no arguments."""


def run(setting: Setting) -> ExitCode:
    """Print one line per document, newest import first."""
    terminal = setting.terminal
    with setting.services() as services:
        summaries = services.catalog.summaries()
        terminal.print_json(json_shapes.summaries(summaries))
    if summaries:
        for line in table(_HEAD, [_row(summary) for summary in summaries], width=terminal.width):
            terminal.print(line)
    elif not terminal.json:
        terminal.say(f"文库是空的（{setting.place}）。用 andu import 可以导入文件或文件夹。")
    return ExitCode.DONE


def _row(summary: DocumentSummary) -> tuple[str, ...]:
    metadata = summary.metadata
    return (
        summary.id,
        metadata.date or "—",
        metadata.kind.value,
        metadata.number or "—",
        metadata.issuing_unit or "—",
        summary.title,
    )
