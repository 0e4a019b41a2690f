"""The command line: the services of a library without a window; Qt is never loaded here."""

from viewer.cli.command_line import COMMANDS, main

__all__ = ["COMMANDS", "main"]
