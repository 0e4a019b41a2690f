"""Makes the static interpreter of freeze-core run a script, as ``python script.py`` would; used while building only."""

import os
import sys


def run(_name: str) -> None:
    """Run the script that is named first."""
    sys.path.append(os.path.join(sys.prefix, "lib", "freeze_core", "lib"))
    import runpy

    del sys.argv[0]
    runpy.run_path(sys.argv[0], run_name="__main__")
