"""The arrows hold, and each contract is broken once on purpose to see that it is caught."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PRODUCT = ROOT / "viewer"

NETWORK = (
    "aiohttp",
    "ftplib",
    "http",
    "httpx",
    "imaplib",
    "poplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "urllib.error",
    "urllib.request",
    "urllib3",
    "websockets",
    "xmlrpc",
    "PySide6.QtHttpServer",
    "PySide6.QtNetwork",
    "PySide6.QtNetworkAuth",
    "PySide6.QtWebEngineCore",
    "PySide6.QtWebEngineWidgets",
    "PySide6.QtWebSockets",
)
GUARDED = {"viewer", "jieba", "rjieba", "whoosh", "sqlite3", "PySide6", *(name.split(".")[0] for name in NETWORK)}
NAMES_THAT_SAY_NOTHING = {"utils", "helpers", "common", "manager", "misc"}

BREACHES = [
    ("layers", "core", "import viewer.text"),
    ("layers", "text", "import viewer.importing"),
    ("layers", "importing", "import viewer.extract"),
    ("layers", "extract", "import viewer.search"),
    ("layers", "search", "import viewer.store"),
    ("layers", "store", "import viewer.search"),
    ("layers", "exporting", "import viewer.store"),
    ("layers", "services", "import viewer.jobs"),
    ("layers", "jobs", "import viewer.ui"),
    ("layers", "ui", "import viewer.app"),
    ("layers", "a_new_room", "import viewer.core"),
    ("jieba", "search", "import jieba"),
    ("jieba", "search", "import rjieba"),
    ("whoosh", "services", "from whoosh.index import open_dir"),
    ("sqlite", "services", "import sqlite3"),
    ("psycopg", "services", "import psycopg"),
    ("qt", "services", "from PySide6.QtCore import QObject"),
    ("terminal", "cli", "import viewer.ui"),
]


def test_all_contracts_are_kept() -> None:
    answer = lint_imports(ROOT)
    assert answer.returncode == 0, answer.stdout


@pytest.mark.parametrize(("contract", "room", "line"), BREACHES)
def test_a_forbidden_import_breaks_its_contract(tmp_path: Path, contract: str, room: str, line: str) -> None:
    copy_product(tmp_path)
    add_module(tmp_path / "viewer" / room, line)
    answer = lint_imports(tmp_path, "--contract", contract)
    assert answer.returncode == 1
    assert f"viewer.{room}" in answer.stdout.split("Broken contracts")[-1]


def test_core_stands_on_the_standard_library_alone() -> None:
    assert not list(strangers_in_core(PRODUCT))


def test_a_stranger_in_core_is_caught(tmp_path: Path) -> None:
    copy_product(tmp_path)
    add_module(tmp_path / "viewer" / "core", "import numpy as np")
    assert list(strangers_in_core(tmp_path / "viewer")) == ["core/breach.py: numpy"]


def test_nothing_but_the_store_of_an_office_can_reach_a_network() -> None:
    assert {line.partition(":")[0] for line in network_imports(PRODUCT)} <= {"store/postgres/connection.py"}


@pytest.mark.parametrize(
    "line",
    ["import socket", "from urllib import request", "import http.client", "from PySide6 import QtNetwork"],
)
def test_a_network_import_is_caught(tmp_path: Path, line: str) -> None:
    add_module(tmp_path / "services", line)
    assert len(list(network_imports(tmp_path))) == 1


def test_no_guarded_module_is_imported_by_a_name_in_a_string() -> None:
    names = [(path, name) for path in PRODUCT.rglob("*.py") for name in imports_by_string(path)]
    assert not [(path, name) for path, name in names if name is None or name.split(".")[0] in GUARDED]


def test_every_module_is_named_after_something() -> None:
    assert not [path for path in PRODUCT.rglob("*.py") if path.stem in NAMES_THAT_SAY_NOTHING]


def test_no_import_hides_from_run_time() -> None:
    assert not [path for path in PRODUCT.rglob("*.py") if "TYPE_CHECKING" in path.read_text(encoding="utf-8")]


def lint_imports(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the package in a folder."""
    command = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [command, "--no-logo", "--no-cache", *options], cwd=folder, capture_output=True, text=True, check=False
    )


def copy_product(folder: Path) -> None:
    """Copy what import-linter reads."""
    shutil.copytree(PRODUCT, folder / "viewer", ignore=shutil.ignore_patterns("__pycache__", "resources"))
    shutil.copy(ROOT / "pyproject.toml", folder)


def add_module(package: Path, line: str) -> None:
    """Put a module with one import into a package, which is made if it is not there."""
    package.mkdir(exist_ok=True)
    (package / "__init__.py").touch()
    (package / "breach.py").write_text(f"{line}\n", encoding="utf-8")


def imports(path: Path) -> Iterator[str]:
    """Yield the dotted names a module imports; for ``from a import b`` both ``a`` and ``a.b``."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imports_by_string(path: Path) -> Iterator[str | None]:
    """Yield the names a module hands to ``import_module``; ``None`` for one that is not written out."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in {"import_module", "__import__"}:
            name = node.args[0] if node.args else None
            yield name.value if isinstance(name, ast.Constant) and isinstance(name.value, str) else None


def strangers_in_core(product: Path) -> Iterator[str]:
    """Yield the imports of core that are neither its own nor the standard library's."""
    for path in sorted((product / "core").rglob("*.py")):
        names = {name.split(".")[0] for name in imports(path)} - {"viewer"} - sys.stdlib_module_names
        yield from (f"{path.relative_to(product)}: {name}" for name in sorted(names))


def network_imports(product: Path) -> Iterator[str]:
    """Yield the imports of modules that can reach a network, one line per module and name."""
    for path in sorted(product.rglob("*.py")):
        names = set(imports(path))
        yield from (
            f"{path.relative_to(product)}: {name}"
            for name in NETWORK
            if any(imported == name or imported.startswith(f"{name}.") for imported in names)
        )
