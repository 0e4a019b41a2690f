"""What the window offers when a library's database is damaged: its most complete sound backup in its place."""

from pathlib import Path

from viewer.core.progress import CancelToken, Progress


def rescue_library(folder: Path, _progress: Progress, _cancel: CancelToken) -> str:
    """Put the backup in the place of the database and return a sentence about it; runs on a worker thread.

    The library must not be open. Raises ``LibraryError`` where no backup is sound; then nothing was changed.
    """
    # Loads the search engine (half a second), which the window must not wait for.
    from viewer.services.doctor import rescue_database  # noqa: PLC0415

    return rescue_database(folder).sentence
