"""``andu``: opens the window, or runs a command without ever loading Qt."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from viewer.cli.display import reason_for_no_window, words_for_missing_library
from viewer.cli.exit_code import ExitCode
from viewer.cli.window_call import WindowCall, window_call
from viewer.core.entrance import Entrance
from viewer.services.library_folder import home_folder, is_address, library_place
from viewer.services.user_cache import user_cache_folder
from viewer.services.user_settings import user_settings_folder

SELF_TEST = "--self-test"
_WORKER = "--multiprocessing-fork"


def main() -> int:
    """Run the program and return its exit code."""
    prepare()
    return run(sys.argv[1:])


def prepare() -> None:
    """Do what must come before anything else in a process of the program."""
    os.umask(0o077)  # what is kept of documents is for this person alone, wherever it is written
    if _WORKER in sys.argv:  # a frozen program starts its worker processes through this same door
        import multiprocessing  # noqa: PLC0415 - the window needs it later

        multiprocessing.freeze_support()


def run(arguments: Sequence[str]) -> int:
    """Open the window where no command is named."""
    if arguments[:1] == [SELF_TEST]:
        return _test_self(arguments[1:])
    call = window_call(arguments)
    return _run_command(arguments) if call is None else _open_window(call)


def _run_command(arguments: Sequence[str]) -> int:
    from viewer.cli.command_line import main as run_command  # noqa: PLC0415 - loads the services: the window must not

    return run_command(arguments)


def _open_window(call: WindowCall) -> int:
    """Open the window, or say why none can be."""
    reason = reason_for_no_window(os.environ, sys.platform)
    if reason is None:
        try:
            return _show_window(call)
        except ImportError as error:
            reason = words_for_missing_library(error)
            if reason is None:
                raise
    sys.stderr.write(f"错误：{reason}\n")
    return ExitCode.FAILED


def _show_window(call: WindowCall) -> int:
    gc.disable()  # until the window is furnished: nothing loaded by then is ever garbage
    from viewer.ui.kept_code import FILE_NAME, KeptCode  # noqa: PLC0415 - before Qt, which commands must not load

    home = home_folder()
    cache = user_cache_folder(os.environ, home=home)
    code = KeptCode(cache / FILE_NAME)
    code.offer()
    from viewer.ui.one_window import OneWindow, place_of  # noqa: PLC0415 - commands must not load Qt

    code.keep()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the tagger is ten times slower on several threads
    if call.language:
        os.environ["ANDU_LANG"] = call.language
    executable = Path(sys.executable)
    place = library_place(call.library, os.environ, executable=executable, home=home)
    library: Path | Entrance = Entrance(place) if is_address(place) else Path(place)
    settings = user_settings_folder(os.environ, executable=executable, home=home)
    one = OneWindow(place_of(cache, place if isinstance(library, Entrance) else library))
    if not one.claim() and one.hand_over(call.files):
        return 0
    from viewer.app import UserPlaces  # noqa: PLC0415 - half a second a second start need not wait for
    from viewer.app import main as show_window  # noqa: PLC0415

    return show_window(call.files, library, UserPlaces(settings, cache / "logs"), one)


def _test_self(arguments: Sequence[str]) -> int:
    """Try everything; the one argument there may be is where the picture of the window goes."""
    from viewer.cli.self_test import main as test_self  # noqa: PLC0415 - loads the services: the window must not

    picture = Path(arguments[0]).absolute() if arguments else None
    return test_self(picture, _draw_window)


def _draw_window(library: Path, query: str, picture: Path | None) -> str:
    if sys.platform != "win32":  # where a window can always be shown, and where offscreen drawing finds no fonts
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from viewer.app import draw  # noqa: PLC0415 - all other parts are tried even where Qt does not load

    return draw(library, query, picture)


if __name__ == "__main__":
    sys.exit(main())
