"""The system libraries a Linux bundle brings along, taken from an old Debian, and the check that no other is missing.

The packages are named by version and SHA-256, so the mirror they come from need not be trusted. Debian's own mirror is
asked as this system is set up to; ``ANDU_DEBIAN_PACKAGES`` may name a folder that holds them instead.
"""

import hashlib
import io
import os
import subprocess
import tarfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from scripts.bundling.elf import is_elf, read_elf
from scripts.bundling.payload import write
from scripts.bundling.pins import ROOT

TABLE = ROOT / "packaging" / "linux" / "libraries.toml"
FOLDER_VARIABLE = "ANDU_DEBIAN_PACKAGES"


@dataclass(frozen=True, slots=True)
class DebianPackage:
    """One package and what is wanted of it."""

    name: str
    version: str
    sha256: str
    library: str
    licence: str
    suite: str


@dataclass(frozen=True, slots=True)
class System:
    """What a bundle may expect of the system."""

    libraries: frozenset[str]
    newest: Mapping[str, tuple[int, ...]]


def read_system(table: Path = TABLE) -> System:
    """Return what the table leaves to the system."""
    rows = tomllib.loads(table.read_text(encoding="utf-8"))["system"]
    newest = {family: tuple(map(int, version.split("."))) for family, version in rows["newest"].items()}
    return System(frozenset(rows["libraries"]), newest)


def read_packages(table: Path = TABLE) -> list[DebianPackage]:
    """Return the packages of the table."""
    rows = tomllib.loads(table.read_text(encoding="utf-8"))["debian"]
    return [DebianPackage(suite=rows["suite"], **row) for row in rows["packages"]]


def read_font(table: Path = TABLE) -> DebianPackage:
    """Return the package of the font."""
    rows = tomllib.loads(table.read_text(encoding="utf-8"))["debian"]
    return DebianPackage(suite=rows["suite"], **rows["font"])


def read_input_method(table: Path = TABLE) -> DebianPackage:
    """Return the package of the plugin for Chinese input."""
    return DebianPackage(**tomllib.loads(table.read_text(encoding="utf-8"))["debian"]["input_method"])


def lay_libraries(target: Path, licences: Path, folder: Path) -> None:
    """Put libraries into ``target`` and their copyright files into ``licences``; packages are kept in ``folder``."""
    lay_files(read_packages(), target, licences, folder)


def lay_files(wanted: Sequence[DebianPackage], target: Path, licences: Path, folder: Path) -> None:
    """Put the one file wanted of each package into ``target``, and the package's copyright into ``licences``."""
    found = {package.name: content for package in wanted if (content := _kept(package, folder)) is not None}
    missing = [package for package in wanted if package.name not in found]
    for suite in sorted({package.suite for package in missing}):
        _download([package for package in missing if package.suite == suite], suite, folder)
    if missing:
        found |= {package.name: content for package in missing if (content := _kept(package, folder)) is not None}
    lacking = [package.name for package in wanted if package.name not in found]
    if lacking:
        message = f"no such package as the table names: {', '.join(lacking)}; put them into ${FOLDER_VARIABLE}"
        raise SystemExit(message)
    for package in wanted:
        files = unpacked(found[package.name])
        write(target / package.library, _library(files, package.library))
        write(licences / package.name / "copyright", files[f"usr/share/doc/{package.name}/copyright"])


def unpacked(package: bytes) -> dict[str, bytes]:
    """Return the files of a Debian package; a link stands for the file it names."""
    command = ["dpkg-deb", "--fsys-tarfile", "/dev/stdin"]
    answer = subprocess.run(command, input=package, capture_output=True, check=True)
    with tarfile.open(fileobj=io.BytesIO(answer.stdout)) as archive:
        found = {}
        for member in archive.getmembers():
            leads_away = member.issym() and member.linkname.startswith("/")
            file = archive.extractfile(member) if not leads_away and not member.isdir() else None
            if file is not None:
                found[str(PurePosixPath(member.name))] = file.read()
    return found


def complaints(folder: Path, system: System) -> Iterator[str]:
    """Give a line for everything in a bundle that a system of the promised age lacks."""
    libraries = [path for path in sorted(folder.rglob("*")) if path.is_file() and is_elf(path)]
    names = {path.name for path in libraries}
    for path in libraries:
        elf = read_elf(path)
        shown = path.relative_to(folder)
        for name in elf.needed:
            if name not in names and name not in system.libraries:
                yield f"{shown} wants {name}, which is neither in the bundle nor on every system"
        for family, newest in system.newest.items():
            if elf.newest(family) > newest:
                yield f"{shown} wants {family} {'.'.join(map(str, elf.newest(family)))}"


def _library(files: Mapping[str, bytes], name: str) -> bytes:
    return next(content for path, content in files.items() if PurePosixPath(path).name == name)


def _kept(package: DebianPackage, folder: Path) -> bytes | None:
    places = [folder, *(Path(place) for place in [os.environ.get(FOLDER_VARIABLE, "")] if place)]
    for place in places:
        for path in sorted(place.glob(f"{package.name}_*.deb")):
            content = path.read_bytes()
            if hashlib.sha256(content).hexdigest() == package.sha256:
                return content
    return None


def _download(packages: list[DebianPackage], suite: str, folder: Path) -> None:
    """Let apt fetch the packages with lists of its own, so that the system's stay as they are."""
    own = folder / f"apt-{suite}"
    for name in ("lists/partial", "archives/partial"):
        (own / name).mkdir(parents=True, exist_ok=True)
    (own / "status").touch()
    (own / "sources.list").write_text(f"deb [trusted=yes] {_mirror()} {suite} main\n", encoding="utf-8")
    settings = {
        "Dir::State": own,
        "Dir::State::lists": own / "lists",
        "Dir::State::status": own / "status",
        "Dir::Cache": own,
        "Dir::Etc::sourcelist": own / "sources.list",
        "Dir::Etc::sourceparts": "-",
        "APT::Architecture": "amd64",
        "APT::Sandbox::User": "root",
    }
    options = [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]
    subprocess.run(["apt-get", "-q", *options, "update"], check=True, stdout=subprocess.DEVNULL)
    names = [f"{package.name}={package.version}" for package in packages]
    subprocess.run(["apt-get", "-q", *options, "download", *names], check=True, cwd=folder, stdout=subprocess.DEVNULL)


def _mirror() -> str:
    """Return the first place this system gets Debian's packages from."""
    command = ["apt-get", "indextargets", "--format", "$(ORIGIN) $(SITE)"]
    answer = subprocess.run(command, check=False, capture_output=True, text=True)
    places = [line.partition(" ")[2] for line in answer.stdout.splitlines() if line.startswith("Debian ")]
    if not places:
        message = f"this system knows no Debian mirror: put the packages of {TABLE.name} into ${FOLDER_VARIABLE}"
        raise SystemExit(message)
    return places[0]
