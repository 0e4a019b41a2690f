"""What runs first in the Linux bundle: looks at the system, finds the program's parts, and takes every role.

The static interpreter of freeze-core imports this as ``__init__andu`` and calls ``run``. It may only use what is
frozen into that interpreter until the system was found new enough.
"""

import itertools
import os
import sys

_OLDEST = (2, 28)
# Where systems keep time zones; Python would ask how it was built, which nobody told the library in this bundle.
_TIME_ZONES = "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo"


def run(_name: str) -> None:
    """Be the program, or one of the helpers Python starts through the same door."""
    sys.frozen = True  # type: ignore[attr-defined]
    library = os.path.join(sys.prefix, "lib")
    sys.path += [os.path.join(library, "freeze_core", "lib"), os.path.join(library, "packages.zip")]
    refuse_old_system()
    choose_input_method()
    if not any(os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG")):
        os.environ["LC_CTYPE"] = "C.UTF-8"  # file names are UTF-8 even where nobody set a language
    os.environ.setdefault("PYTHONTZPATH", _TIME_ZONES)
    tracker = tracker_pipe(sys.argv)
    if tracker is not None:
        from multiprocessing.resource_tracker import main as track

        track(tracker)
        return
    if sys.argv[1:2] == ["--multiprocessing-fork"]:
        from multiprocessing.spawn import freeze_support  # the one in `multiprocessing` knows Windows only

        freeze_support()
    from viewer.__main__ import main

    sys.exit(main())


def refuse_old_system() -> None:
    """Say so where the C library is too old; the loader's own words help nobody."""
    try:
        words = os.confstr("CS_GNU_LIBC_VERSION").split()
        found = tuple(int(part) for part in words[1].split(".")[:2])
    except (ValueError, OSError, AttributeError, IndexError):
        return  # no glibc, or one that does not tell: try
    if found < _OLDEST:
        needed = ".".join(map(str, _OLDEST))
        sys.stderr.write(f"本机系统过旧：C 库 (glibc) 是 {words[1]}，案牍需要 {needed} 或更新的版本。\n")
        sys.stderr.write("可用的系统：统信 UOS 20、银河麒麟 V10、Debian 10、Ubuntu 20.04 及更新的版本。\n")
        sys.exit(1)


def choose_input_method() -> None:
    """Take fcitx's plugin wherever fcitx is asked for, of whichever number and under whichever of its names."""
    wished = os.environ.get("QT_IM_MODULE") or os.environ.get("XMODIFIERS", "").removeprefix("@im=")
    if wished.startswith("fcitx"):
        os.environ["QT_IM_MODULE"] = "fcitx"


def tracker_pipe(arguments: list[str]) -> int | None:
    """Return the pipe of multiprocessing's resource tracker where this call is one; it knows only ``-c``."""
    start, end = "from multiprocessing.resource_tracker import main;main(", ")"
    for option, code in itertools.pairwise(arguments):
        if option == "-c" and code.startswith(start) and code.endswith(end):
            return int(code[len(start) : -len(end)])
    return None
