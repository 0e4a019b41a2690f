"""What the launchers run: the program, whose worker processes are started by the signed python.exe beside it."""

import multiprocessing
import os
import sys


def worker_python() -> str:
    """Return the Python for worker processes; the window's must not open a console."""
    folder = os.path.join(os.path.dirname(sys.executable), "python")
    name = "pythonw.exe" if sys.stdout is None else "python.exe"
    return os.path.join(folder, name)


def main() -> int:
    """Run the program."""
    multiprocessing.set_executable(worker_python())
    from viewer.__main__ import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
