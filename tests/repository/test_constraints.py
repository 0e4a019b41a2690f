"""What is installed is pinned, hashed, and named once, and no registry's address is in it."""

import re
import tomllib
from pathlib import Path

from scripts.pin import APART

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "constraints").glob("*.txt"))
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)[^\n]*((?:\n +--hash=sha256:[0-9a-f]{64}(?: \\)?)*)$", re.MULTILINE)


def test_every_pin_has_hashes() -> None:
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        lines = [line for line in text.splitlines() if line and not line.startswith(("#", " "))]
        pins = PIN.findall(text)
        assert len(pins) == len(lines)
        assert all(hashes for _name, _version, hashes in pins)


def test_no_file_holds_an_address() -> None:
    assert not [path.name for path in FILES if "://" in path.read_text(encoding="utf-8")]


def test_a_package_is_pinned_in_one_file_only() -> None:
    names = [name for path in FILES for name in pinned(path) if path.stem not in APART]
    assert len(names) == len(set(names))


def test_a_package_has_one_version_on_one_python() -> None:
    versions: dict[str, set[str]] = {}
    for path in FILES:
        for line in path.read_text(encoding="utf-8").splitlines():
            name, is_pin, rest = line.partition("==")
            if is_pin and not line.startswith((" ", "#")):
                versions.setdefault(name, set()).add(rest.rstrip(" \\"))
    apart = {name for path in FILES if path.stem in APART for name in pinned(path)}
    assert apart
    assert not {name for name, found in versions.items() if normal(name) in apart and len(found) > 1}


def test_every_requirement_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"].values()
    wanted = [*project["project"]["dependencies"], *(line for group in groups for line in group)]
    names = {normal(re.split(r"[\s\[<>=!~;]", line)[0]) for line in wanted if isinstance(line, str)}
    assert not names - {name for path in FILES for name in pinned(path)}


def test_the_unit_tests_environment_holds_no_qt() -> None:
    held = {name for purpose in ("build", "core", "test") for name in pinned(ROOT / "constraints" / f"{purpose}.txt")}
    assert not {name for name in held if "qt" in name or "pyside" in name or "shiboken" in name}


def pinned(path: Path) -> set[str]:
    """Return the packages a file pins."""
    return {normal(name) for name, _version, _hashes in PIN.findall(path.read_text(encoding="utf-8"))}


def normal(name: str) -> str:
    """Return a package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
