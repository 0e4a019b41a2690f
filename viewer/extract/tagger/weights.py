"""Weights from disk: the archive written when the program is built, read into a network."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from viewer.extract.tagger.archives import LSTM_ARCHIVE, WORD_ARCHIVE, models_folder
from viewer.extract.tagger.batches import Floats
from viewer.extract.tagger.gru import GruLayer
from viewer.extract.tagger.network import Crf, LstmLayer, LstmNetwork, Vocabulary
from viewer.extract.tagger.tagger import Network, NeuralTagger, Tagger
from viewer.extract.tagger.voices import TwoVoices
from viewer.extract.tagger.word_cut import word_cut
from viewer.extract.tagger.word_network import WordNetwork, WordVocabulary

log = logging.getLogger(__name__)

_Arrays = Mapping[str, NDArray[np.generic]]

_DIRECTIONS = "forward", "backward"


def load_tagger(folder: Path | None = None) -> Tagger | None:
    """Return the tagger whose weights lie in ``folder`` (default: the program's own): both voices, or the one there is.

    Returns ``None`` where there are none, or none that can be read: rules do without.
    """
    source = models_folder() if folder is None else folder
    first, second = load_voice(source, LSTM_ARCHIVE), load_voice(source, WORD_ARCHIVE)
    return TwoVoices(first, second) if first and second else first or second


def load_voice(folder: Path, name: str) -> NeuralTagger | None:
    """Return one voice by the name of its archive, ``None`` where it is missing or cannot be read."""
    archive = folder / name
    if not archive.is_file():
        return None
    try:
        with archive.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            return NeuralTagger(_NETWORKS[name](dict(arrays)))
    except (OSError, ValueError, KeyError, IndexError, BadZipFile):
        log.warning("the weights in %s cannot be read; names are found without them", archive.name)
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
        layer=_lstm_layer(arrays),
        hidden=(_floats(arrays["hidden_weights"]), _floats(arrays["hidden_bias"])),
        output=(_floats(arrays["output_weights"]), _floats(arrays["output_bias"])),
        crf=Crf(
            start=_floats(transitions[count, :count]),
            stop=np.zeros(count, dtype=np.float32),
            transitions=_floats(transitions[:count, :count]),
        ),
    )


def _lstm_layer(arrays: _Arrays) -> LstmLayer:
    """Return both directions' weights with the sigmoid gates halved, as ``lstm_states`` wants them."""
    kernels = [_floats(arrays[f"{name}_kernel"]) for name in _DIRECTIONS]
    biases = [_floats(arrays[f"{name}_bias"]) for name in _DIRECTIONS]
    size = len(biases[0]) // 4
    scale = np.ones(4 * size, dtype=np.float32)
    scale[: 3 * size] = 0.5
    return LstmLayer(
        inputs=np.concatenate([kernel[:-size] * scale for kernel in kernels], axis=1),
        bias=np.concatenate([bias * scale for bias in biases]),
        recurrent=np.stack([kernel[-size:] * scale for kernel in kernels]),
    )


def word_network(arrays: _Arrays) -> WordNetwork:
    """Return the second network whose weights the arrays hold."""
    transitions = _floats(arrays["transitions"])
    vocabulary = _lines(arrays["vocabulary"])
    ids = {word: row for row, word in enumerate(vocabulary) if word}
    unknown = int(arrays["unknown"])
    plain = dict(line.split("\t") for line in _lines(arrays["plain"]))
    made_plain = {char: ids.get(form, unknown) for char, form in plain.items() if char in ids}
    return WordNetwork(
        vocabulary=WordVocabulary(ids | made_plain, unknown, plain, tuple(map(str, arrays["tags"]))),
        words=word_cut(_lines(arrays["words"]), arrays["counts"].tolist()),
        embedding=arrays["embedding"].astype(np.int8, copy=False),
        scale=_floats(arrays["scale"]),
        layers=tuple(_gru_layer(arrays, number) for number in range(int(arrays["layers"]))),
        output=(_floats(arrays["output_weights"]), _floats(arrays["output_bias"])),
        crf=Crf(start=transitions[0], stop=transitions[1], transitions=transitions[2:]),
    )


def _gru_layer(arrays: _Arrays, number: int) -> GruLayer:
    """Return both directions' weights with update and reset halved, as ``gru_states`` wants them."""
    names = [f"{direction}_{number}" for direction in _DIRECTIONS]
    candidate = np.stack([_floats(arrays[f"{name}_candidate"]) for name in names])
    size = candidate.shape[1]
    scale = np.ones(3 * size, dtype=np.float32)
    scale[: 2 * size] = 0.5
    return GruLayer(
        inputs=np.concatenate([_floats(arrays[f"{name}_inputs"]) * scale for name in names], axis=1),
        bias=np.concatenate([_floats(arrays[f"{name}_bias"]) * scale for name in names]),
        gates=np.stack([_floats(arrays[f"{name}_gates"]) * np.float32(0.5) for name in names]),
        candidate=candidate,
    )


def _lines(array: NDArray[np.generic]) -> list[str]:
    """Return the lines of a text kept as bytes: a table of strings would take the width of the longest for all."""
    return array.tobytes().decode().split("\n")


def _floats(array: NDArray[np.generic]) -> Floats:
    return np.ascontiguousarray(array, dtype=np.float32)


_NETWORKS: Mapping[str, Callable[[_Arrays], Network]] = {LSTM_ARCHIVE: lstm_network, WORD_ARCHIVE: word_network}
