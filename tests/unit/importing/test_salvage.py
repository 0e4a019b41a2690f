"""Of a damaged package the members are taken out that can still be unpacked."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.core.errors import FileDamagedError
from viewer.importing.registry import read
from viewer.importing.salvage import salvage

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def packed(members: dict[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return whole.getvalue()


def document(paragraphs: int) -> str:
    body = "".join(f"<w:p><w:r><w:t>第{n}段：新增停车泊位{n * 7}个。</w:t></w:r></w:p>" for n in range(paragraphs))
    return f"<w:document {WORD}><w:body>{body}</w:body></w:document>"


def rescued(tmp_path: Path, content: bytes) -> dict[str, bytes]:
    path, target = tmp_path / "a.zip", tmp_path / "rest.zip"
    path.write_bytes(content)
    salvage(path, target)
    with zipfile.ZipFile(target) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_whole_members_before_the_cut_are_whole(tmp_path: Path) -> None:
    content = packed({"a": "甲" * 500, "b": "乙" * 500})
    assert rescued(tmp_path, content[:-60])["a"].decode() == "甲" * 500


def test_stored_members_are_found_too(tmp_path: Path) -> None:
    content = packed({"a": "甲" * 50, "b": "乙" * 50}, zipfile.ZIP_STORED)
    assert rescued(tmp_path, content[:260])["a"].decode() == "甲" * 50


def test_a_cut_off_document_is_read_as_far_as_it_goes_and_says_so(tmp_path: Path) -> None:
    whole = packed({"[Content_Types].xml": "<x/>", "word/document.xml": document(400)})
    path = tmp_path / "a.docx"
    path.write_bytes(whole[: len(whole) * 2 // 3])
    raw = read(path)
    assert raw.partial
    assert "已损坏" in raw.warnings[0]
    assert raw.text.startswith("第0段：新增停车泊位0个。")
    assert 50 < len(raw.blocks) < 400


def test_broken_tag_names_are_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    broken = document(9).replace("</w:body>", "<w:p<x><\x00:y>")
    path.write_bytes(packed({"[Content_Types].xml": "<x/>", "word/document.xml": broken}))
    assert read(path).partial


def test_a_package_in_which_no_word_is_left_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(packed({"[Content_Types].xml": "<x/>", "word/document.xml": document(0)[:-9]}))
    with pytest.raises(FileDamagedError):
        read(path)


def test_a_sound_document_is_not_partial(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(packed({"[Content_Types].xml": "<x/>", "word/document.xml": document(3)}))
    assert not read(path).partial


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 200))
def test_rubbish_behind_a_header_is_no_fault(
    tmp_path_factory: pytest.TempPathFactory, rubbish: bytes, cut: int
) -> None:
    folder = tmp_path_factory.mktemp("rubbish")
    (folder / "a.zip").write_bytes(packed({"a": "甲" * 50})[:cut] + b"PK\x03\x04" + rubbish)
    assert salvage(folder / "a.zip", folder / "b.zip") >= 0
