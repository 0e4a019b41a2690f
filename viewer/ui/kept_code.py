"""Keeps compiled what PySide compiles anew at every start: 14 ms of a window's 170.

PySide carries a part of itself as text inside its library and compiles it whenever it is loaded, in a module it calls
``signature_bootstrap``. A ``compile`` that stands there already is the one it calls. Should a later PySide do
otherwise, nothing is kept and nothing is lost.
"""

from __future__ import annotations  # what is compiled here inherits it, as it does from PySide's own module

import marshal
import sys
from importlib.util import MAGIC_NUMBER, source_hash
from pathlib import Path
from types import CodeType, ModuleType

_MODULE = "signature_bootstrap"
_PAIR = 2
FILE_NAME = "pyside.code"


class KeptCode:
    """Code by the name of its file, good for one text of it and one version of Python; kept in a file of the user's."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._codes = _read(file)
        self._is_whole = True

    def offer(self) -> None:
        """Let PySide find what is kept; call before PySide is loaded."""
        module = ModuleType(_MODULE)
        vars(module)["compile"] = self.compile
        sys.modules.setdefault(_MODULE, module)

    def compile(self, source: bytes, name: str, mode: str) -> CodeType:
        """Return the code of a text, compiled only where it is not known."""
        key = source_hash(source)
        known = self._codes.get(name)
        if known is not None and known[0] == key:
            return known[1]
        code: CodeType = compile(source, name, mode)
        self._codes[name] = (key, code)
        self._is_whole = False
        return code

    def keep(self) -> None:
        """Write what had to be compiled, where Python may write compiled code at all."""
        if self._is_whole or sys.dont_write_bytecode:
            return
        unfinished = self._file.with_suffix(".part")
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            unfinished.write_bytes(MAGIC_NUMBER + marshal.dumps(self._codes))
            unfinished.replace(self._file)
        except OSError:
            return
        self._is_whole = True


def _read(file: Path) -> dict[str, tuple[bytes, CodeType]]:
    """Return what a file keeps, nothing where it is of another Python or cannot be read."""
    try:
        kept = file.read_bytes()
        if not kept.startswith(MAGIC_NUMBER):
            return {}
        codes = marshal.loads(kept[len(MAGIC_NUMBER) :])  # noqa: S302 - this person's own, as Python's own caches are
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    is_ours = isinstance(codes, dict) and all(isinstance(pair, tuple) and len(pair) == _PAIR for pair in codes.values())
    return codes if is_ours else {}
