"""Make the taggers' weights: fetch exact source archives, check them, convert them, try them, write them.

The archive is read, never run: pip wants a package's metadata before it hands over a source archive, and would run its
``setup.py`` for that; a build backend of our own in its place gives pip the metadata the archive itself carries.
"""

import argparse
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from viewer.extract.tagger.archives import LSTM_ARCHIVE, WORD_ARCHIVE  # noqa: E402 - the script runs from the tree
from viewer.extract.tagger.tagger import Network, NeuralTagger, TagLabel  # noqa: E402
from viewer.extract.tagger.weights import (  # noqa: E402
    load_voice,
    lstm_network,
    word_network,
)

MODELS = ROOT / "viewer" / "resources" / "models"
CELL = "char_bilstm/bidirectional_rnn/{}/basic_lstm_cell/{}"
FIXED_SENTENCES = {
    LSTM_ARCHIVE: {
        "平罗县水务局局长张伟在北京会见了华为公司总裁。": [
            "org:平罗县水务局",
            "person:张伟",
            "location:北京",
            "company:华为公司",
        ],
        "清华大学与浦东新区政府签订协议。": ["org:清华大学", "org:浦东新区政府"],
        "李小明赴广州市第一人民医院调研。": ["person:李小明", "org:广州市第一人民医院"],
    },
    WORD_ARCHIVE: {
        "平罗县水务局局长张伟在北京会见了华为公司总裁。": [
            "org:平罗县水务局",
            "person:张伟",
            "location:北京",
            "org:华为公司",
        ],
        "机动车全部退出环海西路。": ["location:环海西路"],
        "李小明赴广州市第一人民医院调研。": ["person:李小明", "org:广州市第一人民医院"],
    },
}

BACKEND = """
import email, pathlib, shutil, sys
__legacy__ = sys.modules[__name__]
def get_requires_for_build_wheel(config_settings=None):
    return []
def prepare_metadata_for_build_wheel(metadata_directory, config_settings=None):
    info = email.message_from_string(pathlib.Path("PKG-INFO").read_text(encoding="utf-8"))
    name = f"{info['Name'].replace('-', '_')}-{info['Version']}.dist-info"
    target = pathlib.Path(metadata_directory, name)
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy("PKG-INFO", target / "METADATA")
    return name
"""


@dataclass(frozen=True, slots=True)
class SourceArchive:
    """A source archive by exact version and content."""

    package: str
    version: str
    sha256: str


FOOL = SourceArchive("foolnltk", "0.1.7", "296dac1ca37b647d81ee8c37bb123f2b4cda4aec305893952b39e5686b7416f6")
LAC = SourceArchive("lac", "2.1.2", "22fcde0d5082d2044205ea6f6a7a9cd1f0d63e7b21b2dd5c9c73f27e7c0a3ef1")
LAC_LABELS = {"PER": "person", "LOC": "location", "ORG": "org"}
LAC_WIDTH = 128
LAC_LAYERS = 2


def fetch(archive: SourceArchive, folder: Path) -> bytes:
    """Return the archive's bytes; end the program when they are not the expected ones."""
    backend = folder / "backend" / "setuptools"
    backend.mkdir(parents=True)
    (backend / "__init__.py").touch()
    (backend / "build_meta.py").write_text(BACKEND, encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    command += ["--no-build-isolation", "--no-binary", ":all:", "--dest", str(folder)]
    if "--use-pep517" in _pip_help():
        command.append("--use-pep517")
    environment = {**os.environ, "PYTHONPATH": str(backend.parent)}
    subprocess.run([*command, f"{archive.package}=={archive.version}"], check=True, env=environment)
    content = next(folder.glob("*.tar.gz")).read_bytes()
    found = hashlib.sha256(content).hexdigest()
    if found != archive.sha256:
        sys.exit(f"{archive.package} {archive.version}: expected SHA-256 {archive.sha256}, got {found}")
    return content


def _pip_help() -> str:
    command = [sys.executable, "-m", "pip", "download", "--help"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def member(content: bytes, ending: str) -> bytes:
    """Return one file of a source archive."""
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        name = next(name for name in archive.getnames() if name.endswith(ending))
        file = archive.extractfile(name)
        return file.read() if file else b""


def members(content: bytes, folder: str) -> dict[str, bytes]:
    """Return the files of one folder of a source archive by their path below it."""
    found: dict[str, bytes] = {}
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for info in archive:
            _, below, path = info.name.partition(folder)
            file = archive.extractfile(info) if below and info.isfile() else None
            if file is not None:
                found[path] = file.read()
    return found


def fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Yield the fields of a protocol buffer message: numbers as they are, everything else as bytes."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        wire = key & 7
        if wire == 0:
            value, at = _varint(message, at)
            yield key >> 3, value
            continue
        if wire == 2:  # noqa: PLR2004 - the wire type of strings and messages
            size, at = _varint(message, at)
        else:
            size = {1: 8, 5: 4}[wire]
        yield key >> 3, message[at : at + size]
        at += size


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            return value, at


def _one(message: bytes, number: int) -> bytes:
    return next((value for field, value in fields(message) if field == number and isinstance(value, bytes)), b"")


def constants(graph: bytes) -> dict[str, NDArray[np.float32]]:
    """Return the constant arrays of a frozen TensorFlow graph by name (GraphDef.node, NodeDef.attr, TensorProto)."""
    found = {}
    for field, node in fields(graph):
        if field == 1 and isinstance(node, bytes) and _one(node, 2) == b"Const":
            for number, attribute in fields(node):
                if number == 5 and isinstance(attribute, bytes) and _one(attribute, 1) == b"value":  # noqa: PLR2004
                    array = _array(_one(_one(attribute, 2), 8))
                    if array is not None:
                        found[_one(node, 1).decode()] = array
    return found


def _array(tensor: bytes) -> NDArray[np.float32] | None:
    content = _one(tensor, 4)
    if not content or next((value for field, value in fields(tensor) if field == 1), 0) != 1:
        return None
    shape = [
        dict(fields(size)).get(1, 0)
        for field, size in fields(_one(tensor, 2))
        if field == 2 and isinstance(size, bytes)  # noqa: PLR2004 - TensorShapeProto.dim
    ]
    return np.frombuffer(content, dtype="<f4").reshape([int(size) for size in shape if not isinstance(size, bytes)])


def convert_fool(content: bytes) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of FoolNLTK's name tagger, in half precision."""
    weights = constants(member(content, "/data/ner.pb"))
    maps = json.loads(
        zipfile.ZipFile(io.BytesIO(member(content, "/data/map.zip"))).read("all_map.json").decode().split("\n")[0]
    )
    rows, tags = maps["char_map"], maps["ner_map"]
    characters = [""] * len(rows)
    for char, row in rows.items():
        characters[row] = char if len(char) == 1 else ""
    # Row 0 of the graph's lookup is padding, put before the stored embedding.
    embedding = np.vstack([np.zeros((1, 100), dtype=np.float32), weights["char_embeding"]])
    arrays: dict[str, NDArray[np.generic]] = {
        "characters": np.array(characters),
        "tags": np.array([tags[str(index)] for index in range(len(tags))]),
        "unknown": np.array(rows["<OOV>"]),
        "embedding": embedding[: len(characters)].astype(np.float16),
        "hidden_weights": weights["project/hidden/w_tanh"].astype(np.float16),
        "hidden_bias": weights["project/hidden/b_tanh"].astype(np.float16),
        "output_weights": weights["project/output/w_out"].astype(np.float16),
        "output_bias": weights["project/output/b_out"].astype(np.float16),
        "transitions": weights["crf_loss/transitions"].astype(np.float16),
    }
    for name, cell in (("forward", "fw"), ("backward", "bw")):
        kernel, bias = (weights[CELL.format(cell, part)] for part in ("kernel", "bias"))
        arrays[f"{name}_kernel"] = _reordered(kernel).astype(np.float16)
        arrays[f"{name}_bias"] = _reordered(bias + _forget_bias(bias.shape[0])).astype(np.float16)
    return arrays


def _reordered(gates: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return gates i, j, f, o as i, f, o, j."""
    i, j, f, o = np.split(gates, 4, axis=-1)
    return np.concatenate([i, f, o, j], axis=-1)


def _forget_bias(width: int) -> NDArray[np.float32]:
    """Return the 1 that TensorFlow's cell adds to its forget gate, third of i, j, f, o."""
    bias = np.zeros(width, dtype=np.float32)
    bias[width // 2 : width * 3 // 4] = 1
    return bias


def convert_lac(content: bytes) -> dict[str, NDArray[np.generic]]:
    """Return the arrays of LAC's lexical analyser: the embedding in bytes, everything else in half precision."""
    files = members(content, "/LAC/lac_model/")
    vocabulary = _numbered_lines(_lac(files, "conf/word.dic"))
    words, counts = zip(
        *(line.split(" ") for line in _lac(files, "conf/small_seg.dic").split("\n") if line), strict=True
    )
    plain = [line for line in _lac(files, "conf/q2b.dic").split("\n") if line.count("\t") == 1]
    tags = [_lac_tag(name) for name in _numbered_lines(_lac(files, "conf/tag.dic"))]
    embedding = _tensor(files, "word_emb", LAC_WIDTH)
    scale = np.abs(embedding).max(axis=1).clip(1e-8) / 127
    arrays: dict[str, NDArray[np.generic]] = {
        "vocabulary": _text("\n".join(vocabulary)),
        "unknown": np.array(vocabulary.index("OOV")),
        "plain": _text("\n".join(plain)),
        "words": _text("\n".join(words)),
        "counts": np.array([int(count) for count in counts], dtype=np.int32),
        "tags": np.array(tags),
        "layers": np.array(LAC_LAYERS),
        "embedding": np.rint(embedding / scale[:, None]).astype(np.int8),
        "scale": scale.astype(np.float32),
        "output_weights": _tensor(files, "fc_4.w_0", len(tags)).astype(np.float16),
        "output_bias": _tensor(files, "fc_4.b_0", len(tags))[0].astype(np.float16),
        "transitions": _tensor(files, "crfw", len(tags)).astype(np.float16),
    }
    for number in range(2 * LAC_LAYERS):
        name = f"{('forward', 'backward')[number % 2]}_{number // 2}"
        recurrent = _tensor(files, f"gru_{number}.w_0", 3 * LAC_WIDTH).reshape(-1)
        gates = 2 * LAC_WIDTH * LAC_WIDTH
        bias = _tensor(files, f"fc_{number}.b_0", 3 * LAC_WIDTH) + _tensor(files, f"gru_{number}.b_0", 3 * LAC_WIDTH)
        arrays[f"{name}_inputs"] = _tensor(files, f"fc_{number}.w_0", 3 * LAC_WIDTH).astype(np.float16)
        arrays[f"{name}_bias"] = bias[0].astype(np.float16)
        arrays[f"{name}_gates"] = recurrent[:gates].reshape(LAC_WIDTH, -1).astype(np.float16)
        arrays[f"{name}_candidate"] = recurrent[gates:].reshape(LAC_WIDTH, -1).astype(np.float16)
    return arrays


def _lac(files: Mapping[str, bytes], path: str) -> str:
    return files[path].decode("utf-8").replace("\r\n", "\n")


def _numbered_lines(table: str) -> list[str]:
    """Return the words of a table of numbers and words; of two words with one number the later holds."""
    rows = [line.split("\t") for line in table.split("\n")]
    numbered = {int(row[0]): row[1] for row in rows if len(row) == 2 and row[0].isdigit()}  # noqa: PLR2004
    return [numbered.get(number, "") for number in range(max(numbered) + 1)]


def _lac_tag(name: str) -> str:
    """Return ``B_person`` for ``PER-B``; words that are no names are all outside."""
    label, _, place = name.partition("-")
    return f"{place}_{LAC_LABELS[label]}" if label in LAC_LABELS else "O"


def _tensor(files: Mapping[str, bytes], name: str, width: int) -> NDArray[np.float32]:
    """Return the rows of a tensor as Paddle saves it: version, levels, version, a description by its size, floats."""
    raw = files[f"model/{name}"]
    levels = int.from_bytes(raw[4:12], "little")
    if levels:
        sys.exit(f"{name} has levels of detail: this is not the expected archive")
    described = int.from_bytes(raw[16:20], "little")
    return np.frombuffer(raw, dtype="<f4", offset=20 + described).reshape(-1, width)


def _text(words: str) -> NDArray[np.uint8]:
    return np.frombuffer(words.encode(), dtype=np.uint8)


def check(name: str, tagger: NeuralTagger) -> None:
    """End the program when the tagger does not say what it said when it was chosen."""
    for sentence, expected in FIXED_SENTENCES[name].items():
        found = [
            f"{one.label}:{sentence[one.start : one.end]}" for one in tagger.tag(sentence) if one.label in TagLabel
        ]
        if found != expected:
            sys.exit(f"the tagger in {name} reads {found}, expected {expected}")


def build(name: str, target: Path) -> None:
    """Write one archive of weights below ``target`` unless it is there already and reads well."""
    target.mkdir(parents=True, exist_ok=True)
    present = load_voice(target, name)
    if present is not None:
        check(name, present)
        print(f"{name} is there")
        return
    recipe = RECIPES[name]
    with tempfile.TemporaryDirectory() as folder:
        arrays = recipe.convert(fetch(recipe.source, Path(folder)))
    check(name, NeuralTagger(recipe.network(arrays)))
    with zipfile.ZipFile(target / name, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, array in arrays.items():
            with archive.open(f"{part}.npy", "w") as file:
                np.lib.format.write_array(file, array, allow_pickle=False)
    print(f"{name} written, {(target / name).stat().st_size} bytes")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one archive of weights is made."""

    source: SourceArchive
    convert: Callable[[bytes], dict[str, NDArray[np.generic]]]
    network: Callable[[dict[str, NDArray[np.generic]]], Network]


RECIPES = {
    LSTM_ARCHIVE: Recipe(FOOL, convert_fool, lstm_network),
    WORD_ARCHIVE: Recipe(LAC, convert_lac, word_network),
}


def main() -> None:
    """Build all models."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", type=Path, default=MODELS)
    target = parser.parse_args().target
    for name in RECIPES:
        build(name, target)


if __name__ == "__main__":
    main()
