"""Where the weights lie, and which are there; known without loading what reads them."""

from importlib import resources
from pathlib import Path

LSTM_ARCHIVE = "fool_ner.npz"
WORD_ARCHIVE = "lac_words.npz"
ARCHIVES = (LSTM_ARCHIVE, WORD_ARCHIVE)


def models_folder() -> Path:
    """Return where the program's own weights lie when they have been built."""
    return Path(str(resources.files("viewer.resources").joinpath("models")))


def missing_models(folder: Path | None = None) -> tuple[str, ...]:
    """Return the archives that are not there; with none of them names are found by rules alone."""
    source = models_folder() if folder is None else folder
    return tuple(name for name in ARCHIVES if not (source / name).is_file())
