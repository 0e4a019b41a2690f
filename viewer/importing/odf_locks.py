"""Opens OpenDocument packages with a password (ODT): decrypted into a private folder for as long as they are read.

By the package specification of OpenDocument 1.0 to 1.3: a key derived from the password by PBKDF2 for every member, AES
(before 2012 Blowfish), members packed before they were encrypted.
"""

import base64
import binascii
import hashlib
import importlib
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC
from lxml import etree

from viewer.core.errors import FileDamagedError, FileEncryptedError, FileTooLargeError
from viewer.importing.locked import locked
from viewer.importing.package import BROKEN_ZIP, damaged, parse_xml

Element = etree._Element  # noqa: SLF001 - lxml has no public name for its element type

_MANIFEST = "META-INF/manifest.xml"
_LARGEST_MANIFEST = 8 << 20
_LARGEST_MEMBER = 256 << 20
_MOST_TURNS = 2_000_000  # of the key derivation; LibreOffice writes 100,000
_READ = ("content.xml", "styles.xml")  # nothing else of a text document is looked at
_CHECKED = 1024
_AES_BLOCK = 16


@dataclass(frozen=True, slots=True)
class _Lock:
    """How one member was encrypted."""

    cipher: str
    start_vector: bytes
    start_key: str
    derivation: str
    turns: int
    salt: bytes
    key_size: int
    check: str
    checksum: bytes


def is_locked_odf(path: Path) -> bool:
    """Tell whether the text of an OpenDocument package is encrypted; ``False`` for what is no sound package."""
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            if _MANIFEST not in names or package.getinfo(_MANIFEST).file_size > _LARGEST_MANIFEST:
                return False
            manifest = package.read(_MANIFEST)
        locked_members = _locked_members(parse_xml(path, manifest)) if b"encryption-data" in manifest else frozenset()
    except (*BROKEN_ZIP, RuntimeError, FileDamagedError):
        return False
    return "content.xml" in locked_members or bool(locked_members and "content.xml" not in names)


def _locked_members(manifest: Element) -> frozenset[str]:
    entries = manifest.iter("{*}file-entry")
    return frozenset(_attribute(each, "full-path") for each in entries if each.find("{*}encryption-data") is not None)


@contextmanager
def unlocked_odf(path: Path, password: str | None) -> Iterator[Path]:
    """Give a package with the text decrypted for the time of the block.

    Raises ``FileEncryptedError`` without the right password or where the way of encrypting is not known,
    ``FileDamagedError`` for what is broken.
    """
    if password is None:
        raise locked(path, None)
    with tempfile.TemporaryDirectory(prefix=".andu-") as folder:
        target = Path(folder) / path.name
        try:
            with zipfile.ZipFile(path) as package, zipfile.ZipFile(target, "w") as out:
                locks = _locks(path, parse_xml(path, package.read(_MANIFEST)))
                for name in _READ:
                    if name in locks:
                        out.writestr(name, _opened(path, package.read(name), locks[name], password))
                out.writestr(_MANIFEST, b"")
        except (*BROKEN_ZIP, RuntimeError, KeyError, binascii.Error) as error:
            raise damaged(path) from error
        yield target


def _locks(path: Path, manifest: Element) -> dict[str, _Lock]:
    locks = {}
    for entry in manifest.iter("{*}file-entry"):
        data = entry.find("{*}encryption-data")
        if data is not None:
            locks[_attribute(entry, "full-path")] = _lock(path, data)
    if "content.xml" not in locks:  # later programs encrypt the package as a whole
        raise _unknown(path)
    return locks


def _lock(path: Path, data: Element) -> _Lock:
    cipher, derivation = data.find("{*}algorithm"), data.find("{*}key-derivation")
    start = data.find("{*}start-key-generation")
    if cipher is None or derivation is None:
        raise _unknown(path)
    turns = int(_attribute(derivation, "iteration-count") or 0)
    if not 0 < turns <= _MOST_TURNS:
        raise _unknown(path)
    return _Lock(
        cipher=_attribute(cipher, "algorithm-name"),
        start_vector=base64.b64decode(_attribute(cipher, "initialisation-vector")),
        start_key=_attribute(start, "start-key-generation-name") if start is not None else "SHA1",
        derivation=_attribute(derivation, "key-derivation-name"),
        turns=turns,
        salt=base64.b64decode(_attribute(derivation, "salt")),
        key_size=int(_attribute(derivation, "key-size") or 16),
        check=_attribute(data, "checksum-type"),
        checksum=base64.b64decode(_attribute(data, "checksum")),
    )


def _attribute(element: Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _opened(path: Path, stored: bytes, lock: _Lock, password: str) -> bytes:
    """Return the bytes of a member."""
    if not lock.derivation.endswith(("PBKDF2", "pbkdf2")) or lock.key_size not in (16, 24, 32):
        raise _unknown(path)
    start_hash = hashlib.sha256 if "256" in lock.start_key else hashlib.sha1
    start_key = start_hash(password.encode()).digest()
    key = hashlib.pbkdf2_hmac("sha1", start_key, lock.salt, lock.turns, lock.key_size)
    packed = _decrypted(path, stored, key, lock)
    check = hashlib.sha256 if "256" in lock.check else hashlib.sha1
    seen = packed[:_CHECKED] if lock.check.lower().endswith("1k") else packed
    if lock.checksum and check(seen).digest() != lock.checksum:
        raise locked(path, password)
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    content = unpacking.decompress(packed, _LARGEST_MEMBER)
    if unpacking.unconsumed_tail:
        message = f"“{path.name}”解开后过大"
        raise FileTooLargeError(message, advice="请检查文件来源；确是正常文件时，请拆成几份再导入。")
    return content


def _decrypted(path: Path, stored: bytes, key: bytes, lock: _Lock) -> bytes:
    if lock.cipher.lower().endswith("blowfish cfb"):
        return _decrypted_before_2012(path, stored, key, lock)
    if not lock.cipher.endswith(("aes128-cbc", "aes192-cbc", "aes256-cbc")):
        raise _unknown(path)
    if not stored or len(stored) % _AES_BLOCK:
        raise damaged(path)
    work = Cipher(AES(key), CBC(lock.start_vector)).decryptor()
    plain = work.update(stored) + work.finalize()
    return plain[: -plain[-1]] if 1 <= plain[-1] <= _AES_BLOCK else plain


def _decrypted_before_2012(path: Path, stored: bytes, key: bytes, lock: _Lock) -> bytes:
    """Decrypt Blowfish, which the bundles' small stand-in for the ciphers does not have."""
    try:
        algorithms: Any = importlib.import_module("cryptography.hazmat.decrepit.ciphers.algorithms")
        modes: Any = importlib.import_module("cryptography.hazmat.decrepit.ciphers.modes")
        work = Cipher(algorithms.Blowfish(key), modes.CFB(lock.start_vector)).decryptor()
    except (ImportError, AttributeError) as error:
        raise _unknown(path) from error
    plain: bytes = work.update(stored) + work.finalize()
    return plain


def _unknown(path: Path) -> FileEncryptedError:
    message = f"“{path.name}”有密码，加密的方式这个版本还打不开"
    return FileEncryptedError(message, advice="请用原来的程序打开，去掉密码后另存，再导入。", wants_password=False)
