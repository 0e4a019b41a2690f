"""Office files under a password are told from others, and opened with the right one."""

import io
from pathlib import Path

import pytest
from docx import Document
from msoffcrypto.format.ooxml import OOXMLFile

from viewer.core.errors import FileEncryptedError
from viewer.importing.manner import Manner
from viewer.importing.registry import read


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    plain = io.BytesIO()
    document = Document()
    document.add_paragraph("关于停车的答复")
    document.save(plain)
    path = tmp_path / "锁.docx"
    with path.open("wb") as out:
        OOXMLFile(plain).encrypt("geheim", out)
    return path


def test_without_a_password_the_file_asks_for_one(locked: Path) -> None:
    with pytest.raises(FileEncryptedError, match="有密码"):
        read(locked)


def test_the_wrong_password_is_said_to_be_wrong(locked: Path) -> None:
    with pytest.raises(FileEncryptedError, match="不对"):
        read(locked, Manner(password="nichts"))  # noqa: S106 - a test's own


def test_the_right_password_opens_it(locked: Path) -> None:
    raw = read(locked, Manner(password="geheim"))  # noqa: S106
    assert raw.text == "关于停车的答复"
