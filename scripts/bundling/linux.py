"""Makes the Linux bundle: one folder with its own Python, Qt and everything else, from glibc 2.28 on.

The interpreter is freeze-core's static CPython, built on manylinux2014, with the extension modules that come with it;
Python's own library is the byte code CPython publishes for embedding. Nothing is taken from the machine that builds.
"""

import argparse
import shutil
import sys
from pathlib import Path

from scripts.bundling.archives import Package, fetch_packages, opened_zip
from scripts.bundling.fcitx import fitted
from scripts.bundling.icu import cut_file
from scripts.bundling.libraries import complaints, lay_files, lay_libraries, read_font, read_input_method, read_system
from scripts.bundling.native import empty_unreached, lay_blas
from scripts.bundling.payload import (
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
from scripts.bundling.pins import LINUX, ROOT, RUNTIME, wanted_pins
from scripts.bundling.slim import slim_all
from scripts.bundling.standard_library import lay_standard_library
from scripts.bundling.weight import allowed, complaint, weight
from scripts.write_sbom import document_text

PARTS = ROOT / "packaging" / "linux"
_EXTENSIONS = "freeze_core/lib/"
# Never imported here.
_NO_EXTENSIONS = (
    "*/_hashlib.*", "*/_tkinter.*", "*/_curses*", "*/_dbm.*", "*/_gdbm.*", "*/readline.*", "*/nis.*",
    "*/_crypt.*", "*/*test*", "*/_xx*", "*/xx*", "*/ossaudiodev.*", "*/audioop.*", "*/_lsprof.*", "*/spwd.*",
    "*/_asyncio.*", "*/_uuid.*",
)  # fmt: skip
_LIBRARIES = ("libsqlite3-*", "libbz2-*", "liblzma-*", "libffi-*")
_ENCRYPTION = ("*/_ssl.*", "*/libssl-*", "*/libcrypto-*")
"""What psycopg begins with, in the full bundle; no part of the small one speaks to a network."""


def build(target: Path, work: Path, *, full: bool = False) -> None:
    """Make the bundle in ``target``, which is emptied first; what is fetched stays in ``work``.

    The full one also recognises scans, opens offices' libraries and brings a Chinese font.
    """
    packages = fetch_packages(wanted_pins(LINUX, full=full), LINUX, work / "packages")
    runtime = [package for package in packages if package.name in RUNTIME]
    interpreter = lay_interpreter(work / "interpreter", runtime, "python", PARTS / "interpreter.py")
    lay_interpreter(target, runtime, "andu", PARTS / "startup.py", full=full)
    library = target / "lib"
    lay_packages([each for each in packages if each not in runtime], library, target / "licences", full=full)
    for data in (library / "PySide6" / "Qt" / "lib").glob("libicudata.so.*"):
        cut_file(data)
    lay_program(library, target / "licences")
    lay_stand_ins(library, full=full)
    open_packages(library)
    shorten_words(library)
    if not full:
        lay_blas(library, LINUX)
        empty_unreached(library)
    lay_libraries(library / "PySide6" / "Qt" / "lib", target / "licences", work / "debian")
    lay_input_method(
        library / "PySide6" / "Qt" / "plugins" / "platforminputcontexts", target / "licences", work / "debian"
    )
    if full:
        lay_files([read_font()], library / "viewer" / "resources" / "fonts", target / "licences", work / "debian")
    compile_tree(library, interpreter, full=full)
    archive_tree(library)
    write(target / "licences" / PARTS_LIST, document_text(LINUX, full=full).encode())
    slim_all(target, but="plugins")


def lay_input_method(folder: Path, licences: Path, work: Path) -> None:
    """Put fcitx's plugin among Qt's, fitted to the systems the bundle is for."""
    package = read_input_method()
    lay_files([package], folder, licences, work)
    plugin = folder / package.library
    plugin.write_bytes(fitted(plugin.read_bytes()))


def lay_interpreter(folder: Path, runtime: list[Package], name: str, startup: Path, *, full: bool = True) -> Path:
    """Put a static Python that runs ``startup`` into an emptied folder and return its executable."""
    shutil.rmtree(folder, ignore_errors=True)
    executable = folder / name
    core, embedded = sorted(runtime, key=lambda package: package.name)
    for path, content in core.files():
        if path.startswith("freeze_core/bases/console-"):
            write(executable, content)
        elif _is_runtime(path, full=full):
            write(folder / "lib" / path, content)
        elif ".dist-info/licenses/" in path:
            write(folder / "licences" / core.name / Path(path).name, content)
    executable.chmod(0o755)
    write(folder / "lib" / f"__init__{name}.py", startup.read_bytes())
    with opened_zip(embedded.file("data.zip")) as embeddable:
        lay_standard_library(embeddable, folder / "lib" / "library.zip", full=full)
        write(folder / "licences" / "python" / "LICENSE.txt", embeddable.read("cp311/LICENSE.txt"))
    write(folder / "lib" / "library.dat", b"library.zip")
    return executable


def _is_runtime(path: str, *, full: bool) -> bool:
    if matches(path, _ENCRYPTION):
        return full
    if path.startswith(_EXTENSIONS):
        return not matches(path, _NO_EXTENSIONS)
    return path.startswith("freeze_core.libs/") and matches(Path(path).name, _LIBRARIES)


def check(folder: Path, *, full: bool) -> None:
    """End the program where a bundle asks for more than the promised systems have, or is too heavy."""
    lines = list(complaints(folder, read_system()))
    heavy = complaint(folder, allowed(LINUX, full=full))
    lines += [heavy] if heavy else []
    if lines:
        sys.exit("\n".join(lines))


def main() -> None:
    """Build and check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", type=Path, required=True)
    parser.add_argument(
        "--full",
        action="store_true",
        help="with what recognises scans and opens offices' libraries, and a Chinese font",
    )
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "bundle")
    chosen = parser.parse_args()
    build(chosen.target, chosen.work, full=chosen.full)
    check(chosen.target, full=chosen.full)
    files = sum(path.is_file() for path in chosen.target.rglob("*"))
    print(f"{chosen.target}: {weight(chosen.target) / 1e6:.2f} MB, {files} files")


if __name__ == "__main__":
    main()
