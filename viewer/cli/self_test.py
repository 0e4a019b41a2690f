"""``andu --self-test``: tries the program on this machine and says one line about each part."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from viewer.cli.exit_code import ExitCode
from viewer.cli.terminal import Terminal
from viewer.services.self_testing import Outcome, self_test, watch_sockets

WindowDrawer = Callable[[Path, str, Path | None], str]


def main(picture: Path | None, draw: WindowDrawer | None) -> int:
    """Run the test in a folder of its own; with ``picture``, keep what the window looks like there."""
    terminal = Terminal(sys.stdout, sys.stderr)
    watch_sockets()
    drawer = None if draw is None else lambda library, query: draw(library, query, picture)
    with tempfile.TemporaryDirectory(prefix="andu-自检 ", ignore_cleanup_errors=True) as folder:
        failed = sum(not _told(outcome, terminal) for outcome in self_test(Path(folder), drawer))
    terminal.print(f"自检未通过：{failed} 项失败。" if failed else "自检通过。")
    terminal.flush()
    return ExitCode.FAILED if failed else ExitCode.DONE


def _told(outcome: Outcome, terminal: Terminal) -> bool:
    terminal.print(f"{'通过' if outcome.passed else '失败'}  {outcome.name}：{outcome.words}")
    terminal.flush()
    return outcome.passed
