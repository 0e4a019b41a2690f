"""The commands that later versions bring: they say so instead of pretending."""

import argparse

from viewer.cli.exit_code import ExitCode
from viewer.cli.setting import Setting


def describe(_parser: argparse.ArgumentParser) -> None:
    """Add no arguments: whatever is typed, the answer is the same."""


def run(setting: Setting) -> ExitCode:
    """Say that this is not built yet."""
    setting.terminal.say(f"“andu {setting.options.command}”尚未完成，将在以后的版本提供。")
    return ExitCode.USAGE
