"""Keeps what was recognised on each page of a scan, so that work that was stopped goes on where it was."""

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path

from viewer.importing.ocr.engine import Found

_VERSION = 1  # of the form of the files; others count as not there


@dataclass(frozen=True, slots=True)
class Seen:
    """What the engine found on the picture of one page, in pixels, and the picture's size."""

    found: tuple[Found, ...]
    width: int
    height: int
    dpi: float


def keep(folder: Path, number: int, seen: Seen) -> None:
    """Write a page down, whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    content = {
        "version": _VERSION,
        "size": [seen.width, seen.height, seen.dpi],
        "found": [[each.text, each.corners, each.confidence, each.doubtful] for each in seen.found],
    }
    unfinished = folder / f".{number:05d}.part"
    with unfinished.open("w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, separators=(",", ":"))
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(_path(folder, number))


def kept(folder: Path, number: int) -> Seen | None:
    """Return a page that was kept, ``None`` when it was not or cannot be read."""
    try:
        content = json.loads(_path(folder, number).read_text(encoding="utf-8"))
        if content["version"] != _VERSION:
            return None
        width, height, dpi = content["size"]
        found = tuple(
            Found(text, tuple((x, y) for x, y in corners), confidence, tuple(doubtful))
            for text, corners, confidence, doubtful in content["found"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return Seen(found, width, height, dpi)


def count_kept(folder: Path) -> int:
    """Return how many pages are kept."""
    with contextlib.suppress(OSError):
        return sum(path.suffix == ".json" for path in folder.iterdir())
    return 0


def _path(folder: Path, number: int) -> Path:
    return folder / f"{number:05d}.json"
