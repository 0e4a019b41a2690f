"""What the set-up brings is enough: the wheel holds its data, and Qt's platform plugins load."""

import ctypes
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import PySide6
import pytest

ROOT = Path(__file__).parents[2]
PLUGINS = Path(PySide6.__file__).parent / "Qt" / "plugins" / "platforms"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as a packager does, with the build tools that are pinned."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    answer = run([sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(folder), str(ROOT)])
    assert answer.returncode == 0, answer.stdout + answer.stderr
    return next(folder.glob("andu-*.whl"))


def test_the_wheel_holds_every_module_and_every_piece_of_data(wheel: Path) -> None:
    product = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "viewer").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert not product - set(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_holds_nothing_but_the_product(wheel: Path) -> None:
    folders = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {name for name in folders if not name.endswith(".dist-info")} == {"viewer"}


def test_the_wheel_offers_the_command(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    entry_points = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
    assert "andu = viewer.__main__:main" in archive.read(entry_points).decode()


def test_the_program_reads_a_file_from_the_wheel_alone(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "unpacked")
    reply = next((ROOT / "corpus").glob("*.txt"))
    shutil.copy(reply, tmp_path)
    answer = run([sys.executable, "-m", "viewer", "inspect", "--json", reply.name], tmp_path, PYTHONPATH="unpacked")
    assert answer.returncode == 0, answer.stderr
    assert '"andu/1"' in answer.stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the plugins of X11 and Wayland are Linux's")
@pytest.mark.parametrize("plugin", ["libqxcb.so", "libqoffscreen.so", "libqwayland-generic.so"])
def test_the_system_has_all_that_a_platform_plugin_loads(plugin: str) -> None:
    assert ctypes.CDLL(str(PLUGINS / plugin))


def run(command: list[str], folder: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, with variables set besides those that are."""
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
