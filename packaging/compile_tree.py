"""Compiles all sources below a folder in place: ``a.py`` becomes ``a.pyc``. Run by the Python of the bundle.

The byte code holds neither dates nor folders of the machine it was made on, so two builds give the same files.
"""

import importlib.util
import sys
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

READ_AS_TEXT = ("cv2/config*.py",)  # settings the package opens itself


def compile_file(path: Path, shown: str) -> None:
    """Replace one source by its byte code, which Python takes as it is."""
    source = path.read_bytes()
    code = compile(source, shown, "exec", dont_inherit=True)
    path.with_suffix(".pyc").write_bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), checked=False))
    path.unlink()


def main(folder: Path) -> None:
    """Compile the folder."""
    for path in sorted(folder.rglob("*.py")):
        if not any(path.match(pattern) for pattern in READ_AS_TEXT):
            compile_file(path, path.relative_to(folder).as_posix())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
