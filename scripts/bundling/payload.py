"""Lays what the program is made of into the folder of a bundle: the same on every system, less what nothing uses."""

import fnmatch
import shutil
import subprocess
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.bundling.archives import Package
from scripts.bundling.pins import ROOT

TABLE = ROOT / "packaging" / "payload.toml"
COMPILER = ROOT / "packaging" / "compile_tree.py"
VIEWER = ROOT / "viewer"
_NOT_SHIPPED = ("__pycache__", "*.pyc", "README.md")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which files of a package are taken."""

    keep: tuple[str, ...]
    drop: tuple[str, ...]
    licences: tuple[str, ...]

    def takes(self, name: str) -> bool:
        """Tell whether a file goes into the bundle."""
        return matches(name, self.keep) and not matches(name, self.drop)

    def is_licence(self, name: str) -> bool:
        """Tell whether a file is the package's licence."""
        return matches(name.lower(), self.licences)


def read_choices(table: Path = TABLE, *, full: bool = False) -> dict[str, Choice]:
    """Return the choice for every package the table names; ``""`` is the choice for all others."""
    rows = tomllib.loads(table.read_text(encoding="utf-8"))
    everywhere = rows["everywhere"]
    packages = {"": {}, **rows["packages"], **(rows["full"]["packages"] if full else {})}
    return {
        name: Choice(
            tuple(row.get("keep", ["*"])),
            (*everywhere["drop"], *row.get("drop", [])),
            tuple(everywhere["licences"]),
        )
        for name, row in packages.items()
    }


def lay_packages(packages: Sequence[Package], library: Path, licences: Path, *, full: bool = False) -> None:
    """Unpack what is wanted of the packages into ``library`` and their licences into ``licences``."""
    choices = read_choices(full=full)
    for package in packages:
        choice = choices.get(package.name, choices[""])
        for name, content in package.files():
            if choice.takes(name):
                write(library / name, content)
            elif choice.is_licence(name):
                write(licences / package.name / Path(name).name, content)


def lay_program(library: Path) -> None:
    """Copy the program itself, with its data."""
    shutil.copytree(VIEWER, library / "viewer", ignore=shutil.ignore_patterns(*_NOT_SHIPPED))


def compile_tree(folder: Path, interpreter: Sequence[str]) -> None:
    """Put byte code of the bundle's own Python in the place of all sources below a folder."""
    subprocess.run([*interpreter, str(COMPILER), str(folder)], check=True)


def write(path: Path, content: bytes) -> None:
    """Write a file and the folders it stands in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def matches(name: str, patterns: Iterable[str]) -> bool:
    """Tell whether a path fits one of the patterns."""
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
