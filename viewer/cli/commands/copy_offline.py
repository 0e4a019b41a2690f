"""``andu offline-copy``: chosen collections of an office's library in a folder, to work in without the server."""

import argparse
import os
from pathlib import Path

from viewer.cli.commands.synchronise_copy import round_shape, tell_round
from viewer.cli.exit_code import ExitCode
from viewer.cli.passwords import office_password
from viewer.cli.setting import Setting
from viewer.services.library_folder import home_folder
from viewer.services.library_place import open_store
from viewer.services.offline_copy import choose_collections, synchronise
from viewer.services.user_cache import user_cache_folder


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("folder", metavar="文件夹", help="副本放在哪里；须是新的文件夹，或原来的副本")
    parser.add_argument("--collection", metavar="专题", action="append", required=True, help="取回的专题，可给出多次")


def run(setting: Setting) -> ExitCode:
    """Make the copy, or let one have these collections from now on, and do a first round."""
    terminal = setting.terminal
    cache = user_cache_folder(os.environ, home=home_folder())
    origin = open_store(setting.place, cache=cache, ask_password=office_password)
    try:
        copy = open_store(str(Path(setting.options.folder).expanduser().absolute()), cache=cache)
        try:
            choose_collections(copy, origin, setting.options.collection)
            report = synchronise(copy, origin, progress=terminal.show_progress, cancel=setting.cancel)
        finally:
            copy.close()
    finally:
        origin.close()
    terminal.end_progress()
    terminal.print_json(round_shape(report))
    tell_round(terminal, report)
    return ExitCode.DONE
