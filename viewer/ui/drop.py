"""What was dropped on the window: files and folders of this machine."""

from pathlib import Path

from PySide6.QtCore import QMimeData


def dropped_paths(data: QMimeData) -> list[Path]:
    """Return the local files and folders among what was dropped."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
