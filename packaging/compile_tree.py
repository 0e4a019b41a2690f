"""Compiles all sources below a folder in place: ``a.py`` becomes ``a.pyc``. Run by the Python of the bundle.

The byte code holds neither dates nor folders of the machine it was made on, so two builds give the same files. What
is written about functions stays out, but for the modules that are named.
"""

import ast
import hashlib
import importlib.util
import os
import sys
from importlib._bootstrap_external import _code_to_hash_pyc
from pathlib import Path

READ_AS_TEXT = ("cv2/config*.py",)  # settings the package opens itself
_MANNER = sys.version.encode() + Path(__file__).read_bytes()
_HOLDERS = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def without_descriptions(source: bytes) -> ast.Module:
    """Return the code without the texts that say what modules, classes and functions are for."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if isinstance(node, _HOLDERS) and ast.get_docstring(node, clean=False) is not None:
            text = node.body.pop(0)
            if not node.body and not isinstance(node, ast.Module):
                node.body.append(ast.copy_location(ast.Pass(), text))
    return tree


def compiled(source: bytes, shown: str, *, is_described: bool) -> bytes:
    """Return the byte code of one source as Python takes it."""
    tree = ast.parse(source) if is_described else without_descriptions(source)
    code = compile(tree, shown, "exec", dont_inherit=True)
    return bytes(_code_to_hash_pyc(code, importlib.util.source_hash(source), checked=False))


def compile_file(path: Path, shown: str, *, is_described: bool, cache: Path) -> None:
    """Replace one source by its byte code, which is kept in ``cache`` for the next build."""
    source = path.read_bytes()
    kept = cache / hashlib.sha256(b"\0".join((_MANNER, shown.encode(), b"%d" % is_described, source))).hexdigest()
    if not kept.exists():
        unfinished = kept.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(compiled(source, shown, is_described=is_described))
        unfinished.replace(kept)
    path.with_suffix(".pyc").write_bytes(kept.read_bytes())
    path.unlink()


def main(folder: Path, cache: Path, *described: str) -> None:
    """Compile the folder; modules whose paths begin as one of ``described`` keep their texts."""
    cache.mkdir(parents=True, exist_ok=True)
    for path in sorted(folder.rglob("*.py")):
        if not any(path.match(pattern) for pattern in READ_AS_TEXT):
            shown = path.relative_to(folder).as_posix()
            compile_file(path, shown, is_described=shown.startswith(described), cache=cache)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *sys.argv[3:])
