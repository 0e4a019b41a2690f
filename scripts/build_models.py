"""Make the tagger's weights: fetch an exact source archive, check it, convert it, try it, write it.

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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from viewer.extract.tagger.tagger import NeuralTagger, TagLabel  # noqa: E402 - the script runs from the source tree
from viewer.extract.tagger.weights import LSTM_ARCHIVE, load_tagger, lstm_network  # noqa: E402

MODELS = ROOT / "viewer" / "resources" / "models"
CELL = "char_bilstm/bidirectional_rnn/{}/basic_lstm_cell/{}"
FIXED_SENTENCES = {
    "平罗县水务局局长张伟在北京会见了华为公司总裁。": [
        "org:平罗县水务局",
        "person:张伟",
        "location:北京",
        "company:华为公司",
    ],
    "清华大学与浦东新区政府签订协议。": ["org:清华大学", "org:浦东新区政府"],
    "李小明赴广州市第一人民医院调研。": ["person:李小明", "org:广州市第一人民医院"],
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


def check(tagger: NeuralTagger) -> None:
    """End the program when the tagger does not say what it said when it was chosen."""
    for sentence, expected in FIXED_SENTENCES.items():
        found = [
            f"{one.label}:{sentence[one.start : one.end]}" for one in tagger.tag(sentence) if one.label in TagLabel
        ]
        if found != expected:
            sys.exit(f"the converted tagger reads {found}, expected {expected}")


def build(target: Path) -> None:
    """Write the weights below ``target`` unless they are there already and read well."""
    target.mkdir(parents=True, exist_ok=True)
    present = load_tagger(target)
    if isinstance(present, NeuralTagger):
        check(present)
        print(f"{LSTM_ARCHIVE} is there")
        return
    with tempfile.TemporaryDirectory() as folder:
        arrays = convert_fool(fetch(FOOL, Path(folder)))
    check(NeuralTagger(lstm_network(arrays)))
    with zipfile.ZipFile(target / LSTM_ARCHIVE, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w") as file:
                np.lib.format.write_array(file, array, allow_pickle=False)
    print(f"{LSTM_ARCHIVE} written, {(target / LSTM_ARCHIVE).stat().st_size} bytes")


def main() -> None:
    """Build all models."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", type=Path, default=MODELS)
    build(parser.parse_args().target)


if __name__ == "__main__":
    main()
