"""OpenDocument files under a password, as LibreOffice writes them: told from others, opened with the right one."""

import base64
import hashlib
import os
import zipfile
import zlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from viewer.core.errors import FileEncryptedError
from viewer.importing.manner import Manner
from viewer.importing.registry import read

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
CONTENT = (
    f'<o:document-content xmlns:o="{_OFFICE}" xmlns:t="{_TEXT}"><o:body><o:text>'
    "<t:p>关于停车的答复</t:p></o:text></o:body></o:document-content>"
)
TURNS = 1000


def locked_odt(path: Path, password: str, cipher: str = "http://www.w3.org/2001/04/xmlenc#aes256-cbc") -> Path:
    """Encrypt a text by the specification: SHA-256 of the password, PBKDF2, AES-256-CBC over packed XML."""
    salt, vector = os.urandom(16), os.urandom(16)
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha256(password.encode()).digest(), salt, TURNS, 32)
    packing = zlib.compressobj(wbits=-15)
    packed = packing.compress(CONTENT.encode()) + packing.flush()
    filling = 16 - len(packed) % 16
    work = Cipher(AES(key), CBC(vector)).encryptor()
    stored = work.update(packed + bytes(filling - 1) + bytes([filling])) + work.finalize()
    check, salted, start = (
        base64.b64encode(each).decode() for each in (hashlib.sha256(packed[:1024]).digest(), salt, vector)
    )
    manifest = (
        f'<m:manifest xmlns:m="{_NAMESPACE}"><m:file-entry m:full-path="content.xml" m:size="{len(CONTENT.encode())}">'
        f'<m:encryption-data m:checksum-type="{_NAMESPACE}#sha256-1k" m:checksum="{check}">'
        f'<m:algorithm m:algorithm-name="{cipher}" m:initialisation-vector="{start}"/>'
        '<m:start-key-generation m:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256"/>'
        f'<m:key-derivation m:key-derivation-name="PBKDF2" m:key-size="32" m:iteration-count="{TURNS}" '
        f'm:salt="{salted}"/></m:encryption-data></m:file-entry></m:manifest>'
    )
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", stored)
        package.writestr("META-INF/manifest.xml", manifest)
    return path


@pytest.mark.parametrize(("password", "said"), [(None, "有密码"), ("nichts", "不对")])
def test_without_the_password_the_file_asks_for_it(tmp_path: Path, password: str | None, said: str) -> None:
    with pytest.raises(FileEncryptedError, match=said):
        read(locked_odt(tmp_path / "锁.odt", "密码"), Manner(password=password))


def test_the_right_password_opens_it(tmp_path: Path) -> None:
    raw = read(locked_odt(tmp_path / "锁.odt", "密码"), Manner(password="密码"))  # noqa: S106 - a test's own
    assert raw.text == "关于停车的答复"


def test_an_unknown_cipher_is_said_to_be_one(tmp_path: Path) -> None:
    path = locked_odt(tmp_path / "锁.odt", "密码", cipher="http://www.w3.org/2009/xmlenc11#aes256-gcm")
    with pytest.raises(FileEncryptedError, match="加密的方式") as refused:
        read(path, Manner(password="密码"))  # noqa: S106
    assert not refused.value.wants_password
