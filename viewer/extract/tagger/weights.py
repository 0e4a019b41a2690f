"""Weights from disk: the archive written when the program is built, read into a network."""

import logging
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from viewer.extract.tagger.batches import Floats
from viewer.extract.tagger.network import Crf, LstmDirection, LstmNetwork, Vocabulary
from viewer.extract.tagger.tagger import NeuralTagger, Tagger

LSTM_ARCHIVE = "fool_ner.npz"

log = logging.getLogger(__name__)

_Arrays = Mapping[str, NDArray[np.generic]]


def load_tagger(folder: Path | None = None) -> Tagger | None:
    """Return the tagger whose weights lie in ``folder`` (default: the program's own).

    Returns ``None`` where there are none, or none that can be read: rules do without.
    """
    source = folder if folder is not None else Path(str(resources.files("viewer.resources").joinpath("models")))
    archive = source / LSTM_ARCHIVE
    if not archive.is_file():
        return None
    try:
        with archive.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return NeuralTagger(lstm_network(dict(arrays)))
    except (OSError, ValueError, KeyError, BadZipFile):
        log.warning("the weights in %s cannot be read; names are found by rules alone", archive.name)
        return None


def lstm_network(arrays: _Arrays) -> LstmNetwork:
    """Return the network whose weights the arrays hold, half precision made single."""
    characters = [str(char) for char in arrays["characters"]]
    ids = {char: row for row, char in enumerate(characters) if char}
    tags = tuple(str(tag) for tag in arrays["tags"])
    transitions = _floats(arrays["transitions"])
    count = len(tags)
    return LstmNetwork(
        vocabulary=Vocabulary(ids, int(arrays["unknown"]), tags),
        embedding=_floats(arrays["embedding"]),
        forward=_direction(arrays, "forward"),
        backward=_direction(arrays, "backward"),
        hidden=(_floats(arrays["hidden_weights"]), _floats(arrays["hidden_bias"])),
        output=(_floats(arrays["output_weights"]), _floats(arrays["output_bias"])),
        crf=Crf(
            start=_floats(transitions[count, :count]),
            stop=np.zeros(count, dtype=np.float32),
            transitions=_floats(transitions[:count, :count]),
        ),
    )


def _direction(arrays: _Arrays, name: str) -> LstmDirection:
    """Return one direction's weights with the sigmoid gates halved, as ``lstm_layer`` wants them."""
    kernel, bias = _floats(arrays[f"{name}_kernel"]), _floats(arrays[f"{name}_bias"])
    size = bias.shape[0] // 4
    scale = np.ones(4 * size, dtype=np.float32)
    scale[: 3 * size] = 0.5
    inputs = kernel.shape[0] - size
    return LstmDirection(_floats(kernel[:inputs] * scale), _floats(bias * scale), _floats(kernel[inputs:] * scale))


def _floats(array: NDArray[np.generic]) -> Floats:
    return np.ascontiguousarray(array, dtype=np.float32)
