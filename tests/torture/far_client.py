"""Works at the other end of a line that is cut, and says on standard output what happens to it, a line of JSON each.

python -m tests.torture.far_client notes|window ADDRESS
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from tests.benchmarks.bench_office_window import Heart
from tests.torture.far_office import PASSWORD
from viewer.app import build_application
from viewer.core.annotation import NoteContent
from viewer.core.company import Link
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.entrance import Entrance
from viewer.core.errors import LibraryOfflineError
from viewer.core.metadata import Metadata
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.furnishing import furnish
from viewer.jobs.runner import JobRunner
from viewer.services.annotating import Annotating
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.ui.appearance import Appearance, ThemeChoice
from viewer.ui.interior.interior import Interior
from viewer.ui.slices import at_once
from viewer.ui.window import MainWindow

_TEXT = "停车答复全文"
_STEP = 0.5


def main() -> None:
    """Work until the end comes from outside."""
    work, address = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        if work == "notes":
            _write_notes(address, Path(folder))
        else:
            _read_in_a_window(address)


def _write_notes(address: str, folder: Path) -> None:
    library = OfficeLibrary.open(read_address(address), PASSWORD, folder)
    document_id, notes, number = _add(library), Annotating(library), 0
    while True:
        number += 1
        try:
            note = notes.annotate(document_id, Span(0, 2), NoteContent(note=f"第 {number} 条"))
        except LibraryOfflineError:
            _say(event="refused")
            time.sleep(_STEP)
        else:
            _say(event="confirmed", id=note.id)
            time.sleep(_STEP / 10)


def _add(library: OfficeLibrary) -> DocumentId:
    source = Source("甲", "text/plain", sha256(b"a").hexdigest(), 1)
    document = Document(_TEXT, (Paragraph(Span(0, len(_TEXT))),))
    with library.transaction() as documents:
        return documents.add(Reading(source, document, Metadata(title="甲")), pipeline_version="1")


def _read_in_a_window(address: str) -> None:
    application = build_application(["andu"])
    window = MainWindow(Appearance(application, ThemeChoice.LIGHT))
    interior = at_once(furnish(window, JobRunner(report=lambda error: _say(event="fault", error=repr(error)))))
    window.show()
    heart, number, link = Heart(), 0, None
    timer = heart.begin()
    interior.open_library(Entrance(address, PASSWORD))
    while timer.isActive():
        _process_for(_STEP, application.processEvents)
        seen = _link(interior)
        if seen is not link:
            link = seen
            _say(event="link", link=link)
            if link is Link.CONNECTED and number == 0:
                heart.anew()  # what came before was building the window
        if interior.workspace is not None and interior.workspace.summaries:
            number += 1
            _do_something(interior, number)
            _say(event="beat", pause=heart.longest)


def _do_something(interior: Interior, number: int) -> None:
    workspace = interior.workspace
    assert workspace is not None
    workspace.session.refresh()
    interior.panes.lists.table.document_chosen.emit(workspace.summaries[number % len(workspace.summaries)].id)
    workspace.conversation.ask(("停车", "养老", "")[number % 3])


def _link(interior: Interior) -> Link | None:
    library = interior.library
    return library.office.link if library is not None and library.office is not None else None


def _process_for(seconds: float, process: Callable[[], object]) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        process()
        time.sleep(0.001)


def _say(**fields: object) -> None:
    sys.stdout.write(json.dumps(fields | {"at": time.monotonic()}, ensure_ascii=False) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
