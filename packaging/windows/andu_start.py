"""What the launchers run: the program, whose worker processes are started by the signed python.exe beside it."""

import multiprocessing
import os
import sys


def worker_python() -> str:
    """Return the Python for worker processes; the window's must not open a console, even where it was given one."""
    folder, program = os.path.split(sys.executable)
    is_window = sys.stdout is None or program.lower().startswith("andu-window")
    return os.path.join(folder, "python", "pythonw.exe" if is_window else "python.exe")


def main() -> int:
    """Run the program."""
    multiprocessing.set_executable(worker_python())
    from viewer.__main__ import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
