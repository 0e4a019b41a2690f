"""One library folder in the place of another, in steps of which each can be the last before the power fails.

The new folder first gets a name that says where it belongs (``.andu-restored-NAME``). From then on a place found empty
is filled from it, so no moment exists in which a library seems to be lost and a new, empty one would be made.
"""

import logging
from pathlib import Path

from viewer.store.filesystem import sync_folder

log = logging.getLogger(__name__)

_WAITING = ".andu-restored-"


def swap_in(new: Path, folder: Path, *, stamp: str) -> Path | None:
    """Put ``new`` in the place of ``folder``; return where what stood there is now. Raises ``OSError``."""
    waiting = _waiting(folder)
    if waiting.exists():  # a former swap was stopped before it took anything away
        waiting.replace(_free(folder, stamp + "-restored"))
    new.replace(waiting)
    former = _move_aside(folder, stamp)
    waiting.replace(folder)
    sync_folder(folder.parent)
    return former


def finish_swap(folder: Path) -> None:
    """Fill a place that was emptied by a swap which did not come to its end."""
    waiting = _waiting(folder)
    if waiting.exists() and not folder.exists():
        log.info("finishing an interrupted restore")
        waiting.replace(folder)
        sync_folder(folder.parent)


def _waiting(folder: Path) -> Path:
    return folder.with_name(_WAITING + folder.name)


def _move_aside(folder: Path, stamp: str) -> Path | None:
    if not folder.exists():
        return None
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        return None
    former = _free(folder, stamp)
    folder.replace(former)
    return former


def _free(folder: Path, stamp: str) -> Path:
    """Return a name beside the folder that nothing has."""
    number = 0
    while (free := folder.with_name(f"{folder.name}-{stamp}" + (f"-{number}" if number else ""))).exists():
        number += 1
    return free
