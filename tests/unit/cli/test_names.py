"""The words of the command line are those of its commands, and opening the window loads none of them."""

import subprocess
import sys

from viewer.cli.arguments import COMMANDS
from viewer.cli.names import COMMAND_NAMES


def test_every_command_has_its_name_and_every_name_its_command() -> None:
    assert {command.name for command in COMMANDS} == COMMAND_NAMES


def test_starting_the_program_loads_neither_the_search_engine_nor_the_readers() -> None:
    code = "import sys, viewer.__main__; print([m for m in ('whoosh', 'numpy', 'lxml', 'docx') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
