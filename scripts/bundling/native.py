"""Makes the small libraries that stand for large ones in the small bundle, from ``packaging/stand_ins``.

numpy's OpenBLAS (28 MB) gives way to a library with the functions numpy asks for, under the file name numpy asks for.
Libraries Pillow only needs for pictures it is not asked to read become empty: their functions are there and give 0.
"""

import subprocess
import tempfile
from pathlib import Path

from scripts.bundling.pins import LINUX, ROOT, Target

BLAS = ROOT / "packaging" / "stand_ins" / "blas"
UNREACHED = ("libopenjp2-*", "libxcb-*", "libzstd-*")
"""For JPEG 2000, pictures of the screen, and TIFF packed as no scanner packs it: such a file is then called damaged."""
_PLAIN = ("-std=gnu11", "-O3", "-Wall", "-Wextra", "-shared", "-s", "-static-libgcc", "-frandom-seed=andu")
_LINUX = ("gcc", "-fPIC", "-ffreestanding", "-nostdlib", "-Wl,--build-id=none")
_WITH = ("-lgcc",)  # tells what the processor can do
# Windows keeps the stack aligned to 16 bytes only, and the compiler forgets that where it spills.
_WINDOWS = ("x86_64-w64-mingw32-gcc", "-Wa,-muse-unaligned-vector-move", "-Wl,--no-insert-timestamp")


def lay_blas(library: Path, target: Target) -> None:
    """Replace OpenBLAS and what only it needs; ``SystemExit`` where numpy's library is not the one expected."""
    folder = library / "numpy.libs"
    found = sorted(folder.glob("libscipy_openblas*"))
    if len(found) != 1:
        message = f"numpy brings {len(found)} OpenBLAS, not one: packaging/stand_ins/blas no longer fits"
        raise SystemExit(message)
    for path in (*found, *folder.glob("libgfortran*"), *folder.glob("libquadmath*")):
        path.unlink()
    compile_library(BLAS / "blas.c", found[0], target)


def empty_unreached(library: Path) -> None:
    """Empty the libraries of Pillow (for Linux) that nothing reaches, and take away what only they need."""
    folder, picture_code = library / "pillow.libs", next((library / "PIL").glob("_imaging.*.so"))
    asked = {name for user in (picture_code, *folder.iterdir()) for name in _symbols(user, "--undefined-only")}
    for path in (path for pattern in UNREACHED for path in sorted(folder.glob(pattern))):
        names = sorted(asked & _symbols(path, "--defined-only"))
        with tempfile.TemporaryDirectory() as temporary:
            source = Path(temporary) / "empty.c"
            source.write_text("".join(emptied(name) for name in names), encoding="ascii")
            compile_library(source, path, LINUX)
    for path in folder.glob("libXau-*"):
        path.unlink()


def compile_library(source: Path, path: Path, target: Target) -> None:
    """Compile a library to a file, which it is named after; the same source and compiler give the same bytes."""
    command = (*_LINUX, f"-Wl,-soname,{path.name}") if target == LINUX else _WINDOWS
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / path.name
        subprocess.run([*command, *_PLAIN, "-o", str(made), source.name, *_WITH], check=True, cwd=source.parent)
        path.write_bytes(made.read_bytes())


def emptied(name: str) -> str:
    """Return a function that does nothing; who asks for a version, as Pillow does when it is loaded, gets no words."""
    nothing = '""' if name.endswith("_version") else "0"
    return f"const void *{name}(void) {{ return {nothing}; }}\n"


def _symbols(library: Path, which: str) -> set[str]:
    answer = subprocess.run(["nm", "-D", which, str(library)], check=True, capture_output=True, text=True)
    return {line.split()[-1].partition("@")[0] for line in answer.stdout.splitlines()}
