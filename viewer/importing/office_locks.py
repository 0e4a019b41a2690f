"""Opens office files with a password (DOCX, DOC): decrypted into a private folder for as long as they are read."""

import importlib
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from viewer.core.errors import FileDamagedError
from viewer.importing.locked import locked

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_KNOWN_TO_ALL = "VelvetSweatshop"  # what Office itself uses for files that are only protected against changes
_LOOKED_AT = 1 << 20  # the list of streams of an encrypted package, at whatever end of the file
_UNUSABLE = (struct.error, ValueError, LookupError, TypeError, AttributeError, OSError, EOFError, AssertionError)


def is_locked_package(path: Path, head: bytes) -> bool:
    """Tell whether a file is an office package under a password: an OLE file that holds the encrypted one."""
    if not head.startswith(_OLE):
        return False
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
        file.seek(max(0, path.stat().st_size - _LOOKED_AT))
        return _PACKAGE in start or _PACKAGE in file.read()


@contextmanager
def unlocked(path: Path, password: str | None) -> Iterator[Path]:
    """Give the decrypted file for the time of the block.

    Raises ``FileEncryptedError`` without the right password, ``FileDamagedError`` where that cannot be told.
    """
    crypto: Any = importlib.import_module("msoffcrypto")
    faults: Any = importlib.import_module("msoffcrypto.exceptions")
    with tempfile.TemporaryDirectory(prefix=".andu-") as folder:
        target = Path(folder) / path.name
        try:
            with path.open("rb") as file, target.open("wb") as out:
                office = crypto.OfficeFile(file)
                office.load_key(password=_KNOWN_TO_ALL if password is None else password)
                office.decrypt(out)
        except (faults.InvalidKeyError, faults.DecryptionError) as error:
            raise locked(path, password) from error
        except (faults.FileFormatError, faults.ParseError, *_UNUSABLE) as error:
            message = f"“{path.name}”有密码，但它的加密部分已损坏或不常见，打不开"
            raise FileDamagedError(message, advice="请用原来的程序打开，去掉密码后另存，再导入。") from error
        yield target
