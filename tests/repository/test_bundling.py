"""The parts bundles are made of: what is taken, what a library asks for, what starts first."""

import importlib.util
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from scripts.bundling.elf import is_elf, read_elf
from scripts.bundling.fcitx import fitted
from scripts.bundling.icu import shared_library
from scripts.bundling.libraries import TABLE, System, complaints, read_packages, read_system
from scripts.bundling.native import emptied
from scripts.bundling.payload import matches, read_archived, read_choices, with_path
from scripts.bundling.pins import LINUX, WINDOWS, applies, wanted_pins
from scripts.bundling.release import sums
from scripts.bundling.version import notes, version
from scripts.bundling.weight import allowed, complaint
from scripts.bundling.wine import definition

ROOT = Path(__file__).parents[2]
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="about Linux libraries")


def startup() -> ModuleType:
    return loaded(ROOT / "packaging" / "linux" / "startup.py")


def loaded(path: Path) -> ModuleType:
    specification = importlib.util.spec_from_file_location(path.stem, path)
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def test_a_condition_is_that_of_the_target_not_of_this_machine() -> None:
    assert applies("sys_platform == 'win32'", WINDOWS)
    assert not applies("sys_platform == 'win32'", LINUX)


def test_every_wanted_package_has_hashes() -> None:
    for target in (LINUX, WINDOWS):
        assert all(pin.hashes for pin in wanted_pins(target, full=True))


def test_each_package_is_wanted_once() -> None:
    names = [pin.name for pin in wanted_pins(LINUX, full=True)]
    assert len(names) == len(set(names))


def test_the_table_names_only_packages_that_are_wanted() -> None:
    named = {*read_choices(full=True)} - {""}
    assert named <= {pin.name for target in (LINUX, WINDOWS) for pin in wanted_pins(target, full=True)}


def test_no_part_of_qt_that_speaks_to_a_network_is_taken() -> None:
    choice = read_choices()["pyside6-essentials"]
    for name in ("PySide6/QtNetwork.abi3.so", "PySide6/Qt/lib/libQt6Network.so.6", "PySide6/Qt/plugins/tls/x.so"):
        assert not choice.takes(name)
    assert choice.takes("PySide6/Qt/plugins/platforms/libqxcb.so")


def test_licences_are_known_in_either_spelling() -> None:
    choice = read_choices()[""]
    assert choice.is_licence("lxml-6.dist-info/licenses/LICENSES.txt")
    assert choice.is_licence("numpy-2.dist-info/LICENCE.txt")


def test_a_pattern_crosses_folders() -> None:
    assert matches("numpy/f2py/a/b.py", ["numpy/f2py/*"])


def test_keyboard_libraries_are_brought_together() -> None:
    brought = {package.library for package in read_packages()}
    assert {"libxkbcommon.so.0", "libxkbcommon-x11.so.0"} <= brought
    assert not brought & read_system().libraries


def test_every_library_is_named_by_its_content() -> None:
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["debian"]
    assert all(len(row["sha256"]) == 64 for row in [*rows["packages"], rows["font"]])


@linux_only
def test_what_a_library_asks_for_is_read(tmp_path: Path) -> None:
    path = Path(sys.executable).resolve()
    assert is_elf(path)
    assert "libc.so.6" in read_elf(path).needed
    assert read_elf(path).newest("GLIBC") >= (2,)
    (tmp_path / "text").write_text("no")
    with pytest.raises(ValueError, match="not a 64 bit ELF"):
        read_elf(tmp_path / "text")


@linux_only
def test_a_library_that_is_too_new_or_lacks_another_is_complained_of(tmp_path: Path) -> None:
    (tmp_path / "program").write_bytes(Path(sys.executable).resolve().read_bytes())
    lines = list(complaints(tmp_path, System(frozenset(), {"GLIBC": (2, 0)})))
    assert any("wants libc.so.6" in line for line in lines)
    assert any("wants GLIBC 2." in line for line in lines)


@linux_only
def test_a_library_made_of_data_alone_is_loaded_by_the_system(tmp_path: Path) -> None:
    import ctypes  # noqa: PLC0415 - Linux only

    path = tmp_path / "libdata.so.1"
    path.write_bytes(shared_library(b"andu data", "andu_data", path.name))
    held = (ctypes.c_char * 9).in_dll(ctypes.CDLL(str(path)), "andu_data")
    assert held.raw == b"andu data"
    assert read_elf(path).needed == ()


def test_an_old_system_is_told_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("os.confstr", lambda _name: "glibc 2.23", raising=False)
    with pytest.raises(SystemExit):
        startup().refuse_old_system()
    assert "2.23" in capsys.readouterr().err


@pytest.mark.parametrize(("program", "python"), [("andu-window.exe", "pythonw.exe"), ("andu.exe", "python.exe")])
def test_workers_of_the_window_open_no_console_even_where_it_has_one(
    program: str, python: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / program))
    start = loaded(ROOT / "packaging" / "windows" / "andu_start.py")
    assert start.worker_python() == str(tmp_path / "python" / python)


def test_python_of_the_tracker_is_recognised_and_nothing_else() -> None:
    call = ["andu", "-c", "from multiprocessing.resource_tracker import main;main(7)"]
    assert startup().tracker_pipe(call) == 7
    assert startup().tracker_pipe(["andu", "-c", "print(1)"]) is None


@pytest.mark.parametrize(("name", "value"), [("QT_IM_MODULE", "fcitx5"), ("XMODIFIERS", "@im=fcitx")])
def test_fcitx_is_reached_by_its_plugin_however_it_is_asked_for(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_IM_MODULE", "")
    monkeypatch.setenv(name, value)
    startup().choose_input_method()
    assert startup().os.environ["QT_IM_MODULE"] == "fcitx"


def test_other_input_methods_stay_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_IM_MODULE", "ibus")
    startup().choose_input_method()
    assert startup().os.environ["QT_IM_MODULE"] == "ibus"


def test_a_plugin_that_does_not_ask_for_what_is_exchanged_is_refused() -> None:
    with pytest.raises(ValueError, match="asks for"):
        fitted(Path(sys.executable).resolve().read_bytes())


def test_the_small_bundle_may_have_130_million_bytes() -> None:
    assert allowed(LINUX, full=False) == 130_000_000
    assert all(allowed(target, full=full) for target in (LINUX, WINDOWS) for full in (False, True))


def test_a_bundle_is_complained_of_when_it_is_too_heavy_by_one_byte(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "a").write_bytes(b"12345")
    assert complaint(tmp_path, 5) is None
    assert "1 more" in str(complaint(tmp_path, 4))


def test_code_goes_into_the_archive_and_what_must_be_a_file_does_not(tmp_path: Path) -> None:
    names = ("PIL/__init__.py", "PIL/Image.py", "PIL/_imaging.so", "whoosh/__init__.py", "docx/api.py", "lxml/x.py")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [name for name in names if read_archived().takes(tmp_path / name, tmp_path)] == [
        "PIL/Image.py",
        "whoosh/__init__.py",
    ]


def test_a_package_learns_of_the_archive_before_it_imports_anything() -> None:
    source = '"""What it is for."""\nfrom __future__ import annotations\nfrom . import part\n'
    assert with_path(source, "a/b").splitlines()[2:] == [
        '__path__.append(__path__[0][: -len("a/b")] + "packages.zip/a/b")',
        "from . import part",
    ]
    assert with_path('"""Empty."""\n', "a").endswith('"packages.zip/a")')


def test_a_function_that_tells_a_version_tells_no_words_and_all_others_give_nothing() -> None:
    assert 'return "";' in emptied("opj_version")
    assert "return 0;" in emptied("opj_read_header")


def test_mathematics_wine_lacks_comes_from_elsewhere() -> None:
    lines = definition(["sin", "creal", "creall", "crealf"]).splitlines()
    assert lines == ["EXPORTS", "creal = creal", "crealf = crealf", "creall = creal", "sin = ucrtbase.sin"]


def test_checksums_are_as_sha256sum_writes_them(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    assert sums(tmp_path) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a\n"


def test_the_version_stands_in_one_place() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" in project["project"]["dynamic"]
    assert version


def test_the_notes_of_a_release_are_the_changelog() -> None:
    assert "- " in notes()
