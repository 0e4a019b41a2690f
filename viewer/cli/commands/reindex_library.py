"""``andu reindex``: throw the index away and build it again from the library."""

import argparse

from viewer.cli.exit_code import ExitCode
from viewer.cli.setting import Setting
from viewer.services.json_shapes import SCHEMA


def describe(_parser: argparse.ArgumentParser) -> None:
    """Add no arguments."""


def run(setting: Setting) -> ExitCode:
    """Build the index again."""
    terminal = setting.terminal
    with setting.services() as services:
        services.index.rebuild(progress=terminal.show_progress, cancel=setting.cancel)
        state = services.index.state()
    terminal.end_progress()
    terminal.print_json({"schema": SCHEMA, "indexed": state.indexed, "total": state.total})
    terminal.print(f"索引已重建：{state.indexed} 份文档可以搜索。")
    return ExitCode.DONE
