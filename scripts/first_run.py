"""Shows the main job on the founding replies: in the window, or in the terminal and a picture where no display is.

Uses the command line a person has, so what is shown here is what is installed. Exits with the code of what failed.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUERY = "人工智能"


def has_display() -> bool:
    """Tell whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run(*arguments: str | Path, **environment: str) -> None:
    """Run Python with arguments from the project's folder; a failure ends this program with its exit code."""
    answer = subprocess.run([sys.executable, *arguments], cwd=ROOT, env={**os.environ, **environment}, check=False)
    if answer.returncode:
        sys.exit(answer.returncode)


def show_in_terminal(library: Path, picture: Path) -> None:
    """Search the library, print the hits, and draw the window into a picture."""
    print(f"\n没有显示器，在终端里检索“{QUERY}”：\n", flush=True)
    run("-m", "viewer", "search", QUERY, "--library", library)
    picture.parent.mkdir(parents=True, exist_ok=True)
    run(
        *("-m", "scripts.screenshots"),
        *("--library", library, "--query", QUERY, "--picture", picture),
        QT_QPA_PLATFORM="offscreen",
    )
    print(f"\n窗口的样子画在 {picture}", flush=True)


def main() -> None:
    """Import the founding replies into the library, then show them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--picture", type=Path, required=True)
    chosen = parser.parse_args()
    run("-m", "viewer", "import", "corpus", "--library", chosen.library)
    if has_display():
        run("-m", "viewer", "--library", chosen.library)
    else:
        show_in_terminal(chosen.library, chosen.picture)


if __name__ == "__main__":
    main()
