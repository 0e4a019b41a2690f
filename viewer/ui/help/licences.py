"""What the program is made of, and under which licences: the packages beside it and the data inside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path

_NAME = re.compile(r"^[A-Za-z0-9._-]+")
_LICENCE_FILE = re.compile(r"(?i)^(licen[cs]e|copying|notice|lgpl|gpl)")
_NOTICES = ("folding/NOTICE", "search/NOTICE", "models/NOTICE.txt", "models/LICENSE-Apache-2.0.txt", "icons/README.md")

_QT = ("LGPL-3.0.txt", "GPL-3.0.txt")  # the first refers to the second
_KEPT_HERE = {"pyside6-essentials": _QT, "shiboken6": _QT, "jieba": ("jieba.txt",), "rjieba": ("rjieba.txt",)}


@dataclass(frozen=True, slots=True)
class Component:
    """One part: its name, version and licence in a word, and the texts that come with it."""

    name: str
    version: str
    licence: str
    text: str


def components() -> list[Component]:
    """Return the program itself, the packages it needs as far as they are installed, and its data."""
    packages = [_of_package(name) for name in _needed("andu")]
    known = sorted((each for each in packages if each is not None), key=lambda each: each.name.lower())
    return [_own(), *known, *_data()]


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
    licence = Path(str(resources.files("viewer"))).parent / "LICENSE"
    installed = _of_package("andu")
    text = licence.read_text("utf-8") if licence.is_file() else installed.text if installed is not None else "MIT"
    return Component("案牍 (Andu)", installed.version if installed is not None else "", "MIT", text)


def _data() -> Iterator[Component]:
    folder = resources.files("viewer.resources")
    for name in _NOTICES:
        file = folder.joinpath(*name.split("/"))
        if file.is_file():
            yield Component(f"resources/{name}", "", "", file.read_text("utf-8"))
