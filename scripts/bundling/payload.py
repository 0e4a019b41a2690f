"""Lays what the program is made of into the folder of a bundle: the same on every system, less what nothing uses."""

import ast
import fnmatch
import shutil
import subprocess
import tomllib
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.bundling.archives import Package
from scripts.bundling.pins import ROOT

TABLE = ROOT / "packaging" / "payload.toml"
COMPILER = ROOT / "packaging" / "compile_tree.py"
VIEWER = ROOT / "viewer"
STAND_INS = ROOT / "packaging" / "stand_ins"
_NOT_SHIPPED = ("__pycache__", "*.pyc", "README.md")
ARCHIVE = "packages.zip"
PARTS_LIST = "andu.cdx.json"
_CODE = (".py", ".pyc")
_EARLIEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which files of a package are taken."""

    keep: tuple[str, ...]
    drop: tuple[str, ...]
    licences: tuple[str, ...]

    @property
    def takes_nothing(self) -> bool:
        """Whether the package is left out as a whole, its licence too."""
        return not self.keep

    def takes(self, name: str) -> bool:
        """Tell whether a file goes into the bundle."""
        return matches(name, self.keep) and not matches(name, self.drop)

    def is_licence(self, name: str) -> bool:
        """Tell whether a file is the package's licence."""
        return matches(name.lower(), self.licences)


@dataclass(frozen=True, slots=True)
class Archived:
    """What stands in the archive: folders as a whole, and the code of other folders, but for some files."""

    folders: tuple[str, ...]
    code: tuple[str, ...]
    but: tuple[str, ...]

    def takes(self, path: Path, library: Path) -> bool:
        """Tell whether a file goes into the archive."""
        name = path.relative_to(library).as_posix()
        if name.startswith(self.but):
            return False
        if name.startswith(self.folders):
            return True
        is_start = path.stem == "__init__" and self.halves(path.parent, library)
        return name.startswith(self.code) and path.suffix in _CODE and not is_start

    def halves(self, folder: Path, library: Path) -> bool:
        """Tell whether a part of a folder of code stays beside the archive, so that its beginning must, too."""
        if not f"{folder.relative_to(library).as_posix()}/".startswith(self.code):
            return False
        files = (path for path in folder.rglob("*") if path.is_file())
        return any(
            path.suffix not in _CODE or path.relative_to(library).as_posix().startswith(self.but) for path in files
        )


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
        if choice.takes_nothing:
            continue
        for name, content in package.files():
            if choice.takes(name):
                write(library / name, content)
            elif choice.is_licence(name):
                write(licences / package.name / Path(name).name, content)


def lay_program(library: Path, licences: Path) -> None:
    """Copy the program itself, with its data."""
    write(licences / "andu" / "LICENSE", (ROOT / "LICENSE").read_bytes())
    shutil.copytree(VIEWER, library / "viewer", ignore=shutil.ignore_patterns(*_NOT_SHIPPED))


def lay_stand_ins(library: Path, *, full: bool = False) -> None:
    """Put what is written here in the place of what was left out."""
    for name in ("lib",) if full else ("lib", "small"):
        ignored = shutil.ignore_patterns(*_NOT_SHIPPED)
        shutil.copytree(STAND_INS / name, library, ignore=ignored, dirs_exist_ok=True)


def shorten_words(library: Path) -> None:
    """Take the third column out of jieba's word list: kinds of words, which nothing here asks for."""
    path = library / "jieba" / "dict.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("".join(f"{' '.join(line.split(' ')[:2])}\n" for line in lines), encoding="utf-8", newline="\n")


def read_archived(table: Path = TABLE) -> Archived:
    """Return what the table wants in the archive."""
    row = tomllib.loads(table.read_text(encoding="utf-8"))["archived"]
    return Archived(tuple(row["folders"]), tuple(row["code"]), tuple(row["but"]))


def open_packages(library: Path) -> None:
    """Let packages that stay beside the archive in part find their other part in it; done before they are compiled."""
    archived = read_archived()
    for start in sorted(library.rglob("__init__.py")):
        name = start.parent.relative_to(library).as_posix()
        if archived.halves(start.parent, library):
            start.write_text(with_path(start.read_text(encoding="utf-8"), name), encoding="utf-8", newline="\n")


def with_path(source: str, package: str) -> str:
    """Return the source of a package's beginning that looks for modules in the archive, too."""
    line = f'__path__.append(__path__[0][: -len("{package}")] + "{ARCHIVE}/{package}")'
    lines = source.split("\n")
    at = next((each.lineno - 1 for each in ast.parse(source).body if not _goes_first(each)), len(lines))
    return "\n".join([*lines[:at], line, *lines[at:]])


def _goes_first(statement: ast.stmt) -> bool:
    """Tell whether nothing may stand before a statement: a description, or what asks for the future."""
    is_text = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return is_text or (isinstance(statement, ast.ImportFrom) and statement.module == "__future__")


def archive_tree(library: Path) -> None:
    """Move what the table names into one archive beside it: fewer bytes, and one file to open instead of a thousand."""
    archived = read_archived()
    files = [path for path in sorted(library.rglob("*")) if path.is_file() and archived.takes(path, library)]
    with zipfile.ZipFile(library / ARCHIVE, "w") as packed:
        for path in files:
            information = zipfile.ZipInfo(path.relative_to(library).as_posix(), _EARLIEST)
            packed.writestr(information, path.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    for path in files:
        path.unlink()
    for folder in sorted((path for path in library.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def compile_tree(folder: Path, interpreter: Path, *, full: bool = False) -> None:
    """Put byte code of the bundle's own Python in the place of all sources below a folder; it is kept beside that."""
    row = tomllib.loads(TABLE.read_text(encoding="utf-8"))["described"]
    described = [*row["modules"], *(row["full"] if full else [])]
    cache = interpreter.parent.with_name("bytecode")
    subprocess.run([str(interpreter), str(COMPILER), str(folder), str(cache), *described], check=True)


def write(path: Path, content: bytes) -> None:
    """Write a file and the folders it stands in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def matches(name: str, patterns: Iterable[str]) -> bool:
    """Tell whether a path fits one of the patterns."""
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
