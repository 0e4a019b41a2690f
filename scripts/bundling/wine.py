"""Prepares a copy of a Windows bundle for a smoke test under Wine.

Wine 10 has no complex arithmetic in its C library, which numpy calls while it is imported. The copy gets a library that
has it, and its numpy is pointed there; nothing else differs from the bundle, and the bundle itself stays as it is.
"""

import argparse
import shutil
import subprocess
import tempfile
from pathlib import Path

_THEIRS = b"api-ms-win-crt-math-l1-1-0.dll"
_OURS = b"wine-math-for-tests-l1-1-0.dll"
_DUMP = "x86_64-w64-mingw32-objdump"
_COMPILER = "x86_64-w64-mingw32-gcc"


def imported(library: Path) -> list[str]:
    """Return what a library takes from Windows' mathematics."""
    lines = subprocess.run([_DUMP, "-p", str(library)], check=True, capture_output=True, text=True).stdout.splitlines()
    names, is_ours = [], False
    for line in lines:
        if "DLL Name:" in line:
            is_ours = _THEIRS.decode() in line
        elif is_ours and line.startswith("\t") and line.split()[-1].isidentifier():
            names.append(line.split()[-1])
    return names


def definition(names: list[str]) -> str:
    """Return a module definition: complex functions of mingw's library, all others as Wine has them.

    A ``long double`` is a ``double`` on Windows, but not for mingw.
    """
    lines = ["EXPORTS"]
    for name in sorted(set(names)):
        plain = name.removesuffix("l") if name.removesuffix("l") in names else name
        is_complex = plain.startswith("c") and plain.rstrip("f") in _COMPLEX
        lines.append(f"{name} = {plain}" if is_complex else f"{name} = ucrtbase.{plain}")
    return "\n".join(lines)


_COMPLEX = frozenset(
    {"cabs", "carg", "cexp", "ccos", "ccosh", "cimag", "conj", "cpow", "creal", "csin", "csinh", "ctan", "ctanh"}
)


def prepare(bundle: Path) -> None:
    """Change a copy of a bundle so that its numpy loads under Wine."""
    users = [path for path in sorted((bundle / "lib" / "numpy").rglob("*.pyd")) if _THEIRS in path.read_bytes()]
    names = [name for path in users for name in imported(path)]
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        (work / "math.def").write_text(definition(names), encoding="ascii")
        made = work / _OURS.decode()
        command = [_COMPILER, "-shared", "-o", str(made), str(work / "math.def"), "-static", "-lmingwex"]
        subprocess.run(command, check=True)
        for folder in {path.parent for path in users}:
            shutil.copy(made, folder)
    for path in users:
        path.write_bytes(path.read_bytes().replace(_THEIRS, _OURS))


def main() -> None:
    """Copy a bundle and prepare the copy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("copy", type=Path)
    chosen = parser.parse_args()
    shutil.rmtree(chosen.copy, ignore_errors=True)
    shutil.copytree(chosen.bundle, chosen.copy)
    prepare(chosen.copy)


if __name__ == "__main__":
    main()
