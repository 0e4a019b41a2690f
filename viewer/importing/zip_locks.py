"""Reads members of archives under a password: the old cipher of ZIP by the standard library, AES by WinZip's notes.

Programs on Chinese systems turn a password into bytes by UTF-8 or by GBK and do not say which; both are tried.
"""

import hashlib
import hmac
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import ECB

_ENCRYPTED = 0x1
_AES_METHOD = 99
_AES_FIELD = 0x9901
_LOCAL = struct.Struct("<26xHH")
_SALTS = {1: 8, 2: 12, 3: 16}  # bytes of salt by strength; the key has twice as many
_VERIFIER = 2
_SEAL = 10
_TURNS = 1000
_BLOCK = 16
_CHUNK = 1 << 20


class WrongPasswordError(Exception):
    """The password does not open the member."""


@dataclass(frozen=True, slots=True)
class _AesEntry:
    """What a member says of its encryption: bytes of salt, and how it was packed before."""

    salt: int
    method: int


def is_locked(info: zipfile.ZipInfo) -> bool:
    """Tell whether a member is encrypted."""
    return bool(info.flag_bits & _ENCRYPTED)


def locked_chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, password: bytes) -> Iterator[bytes]:
    """Yield an encrypted member's unpacked bytes, a megabyte at a time or less.

    Raises ``WrongPasswordError``, and what ``zipfile`` raises over broken bytes. That a password is wrong may show only
    at the end of a member.
    """
    if info.compress_type == _AES_METHOD:
        yield from _aes_chunks(archive, info, password)
        return
    try:
        with archive.open(info, pwd=password) as member:
            while chunk := member.read(_CHUNK):
                yield chunk
    except (RuntimeError, zipfile.BadZipFile, zlib.error) as error:  # one wrong password in 256 passes the first check
        raise WrongPasswordError from error


def fitting(archive: zipfile.ZipFile, password: str) -> bytes | None:
    """Return the bytes of a password that open the smallest encrypted member, ``None`` where none do."""
    members = [info for info in archive.infolist() if is_locked(info) and info.file_size]
    if not members:
        return password.encode()
    smallest = min(members, key=lambda info: info.file_size)
    for encoding in ("utf-8", "gb18030"):
        stored = password.encode(encoding)
        try:
            for _ in locked_chunks(archive, smallest, stored):
                pass
        except WrongPasswordError:
            continue
        return stored
    return None


def _aes_chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, password: bytes) -> Iterator[bytes]:
    entry = _aes_entry(info)
    file: IO[bytes] | None = archive.fp
    if file is None:
        message = "the archive is closed"
        raise ValueError(message)
    file.seek(info.header_offset)
    name, extra = _LOCAL.unpack(file.read(_LOCAL.size))
    file.seek(name + extra, 1)
    salt, verifier = file.read(entry.salt), file.read(_VERIFIER)
    size = 2 * entry.salt
    keys = hashlib.pbkdf2_hmac("sha1", password, salt, _TURNS, 2 * size + _VERIFIER)
    if keys[2 * size :] != verifier:
        raise WrongPasswordError
    left = info.compress_size - entry.salt - _VERIFIER - _SEAL
    seal = hmac.new(keys[size : 2 * size], digestmod="sha1")
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS) if entry.method == zipfile.ZIP_DEFLATED else None
    work, block = Cipher(AES(keys[:size]), ECB()).encryptor(), 1  # noqa: S305 - WinZip counts from the other end than CTR
    while left > 0:
        stored = file.read(min(_CHUNK, left))
        if not stored:
            raise EOFError
        left -= len(stored)
        seal.update(stored)
        count = -(-len(stored) // _BLOCK)
        stream = work.update(b"".join(each.to_bytes(_BLOCK, "little") for each in range(block, block + count)))
        block += count
        plain = _xor(stored, stream[: len(stored)])
        if unpacking is None:
            yield plain
            continue
        while plain:
            yield unpacking.decompress(plain, _CHUNK)
            plain = unpacking.unconsumed_tail
    if seal.digest()[:_SEAL] != file.read(_SEAL):
        raise WrongPasswordError


def _aes_entry(info: zipfile.ZipInfo) -> _AesEntry:
    """Return what the extra field of AES says ([WinZip] AE-1 and AE-2)."""
    at = 0
    while at + 4 <= len(info.extra):
        kind, size = struct.unpack_from("<HH", info.extra, at)
        if kind == _AES_FIELD and at + 11 <= len(info.extra):
            _version, strength, method = struct.unpack_from("<H2xBH", info.extra, at + 4)
            if strength in _SALTS and method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                return _AesEntry(_SALTS[strength], method)
        at += 4 + size
    message = "an encryption nobody described"
    raise NotImplementedError(message)


def _xor(one: bytes, other: bytes) -> bytes:
    return (int.from_bytes(one, "little") ^ int.from_bytes(other, "little")).to_bytes(len(one), "little")
