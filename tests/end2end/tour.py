"""A tour of everything the program does with a library: every command, then the window. Run in a process of its own.

Run: ``python tests/end2end/tour.py FOLDER``. Ends with the first command that does not end well.
"""

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from viewer.__main__ import prepare, run  # noqa: E402 - the script runs from the source tree
from viewer.app import draw  # noqa: E402
from viewer.core.span import Span  # noqa: E402
from viewer.services.opening import open_services  # noqa: E402


def main(folder: Path) -> int:
    """Do it all."""
    prepare()
    library = folder / "library"
    todo = [
        ["import", str(ROOT / "corpus")],
        ["search", "人工智能"],
        ["entities"],
        ["metrics", "--format", "xlsx", "--output", str(folder / "metrics.xlsx")],
        ["annotations", "export", "--format", "docx", "--output", str(folder / "notes.docx")],
        ["annotations", "export", "--format", "jsonld", "--output", str(folder / "notes.jsonld")],
        ["annotations", "import", str(folder / "notes.jsonld")],
        ["backup", str(folder / "whole.zip")],
        ["reindex"],
        ["doctor"],
        ["list"],
    ]
    for number, command in enumerate(todo):
        if code := run([*command, "--library", str(library)]):
            return code
        if number == 0:
            _annotate(library)
    if code := run(["restore", str(folder / "whole.zip"), "--library", str(folder / "restored")]):
        return code
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    print(json.dumps(draw(library, "人工智能", folder / "window.png"), ensure_ascii=False))  # noqa: T201
    return 0


def _annotate(library: Path) -> None:
    services = open_services(library, keep_index=False)
    first = services.catalog.summaries()[0].id
    services.annotating.annotate(first, Span(0, 8))
    services.close()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
