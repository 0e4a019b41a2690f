"""OFD files (GB/T 33190) are read by geometry."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from viewer.core.errors import FileDamagedError, FileEmptyError, FileEncryptedError
from viewer.core.raw import BlockKind, RawDocument
from viewer.importing.ofd import read_ofd

NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
Line = tuple[str, float, float]  # text, left, top in millimetres


def text_object(text: str, left: float, top: float, *, size: float = 5.6, more: str = "") -> str:
    delta = f'DeltaX="g {len(text) - 1} {size}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{left} {top} 160 8" Font="1" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="5" {delta}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def page(inside: str, template: str = "") -> str:
    area = "<ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>"
    return (
        f"<ofd:Page {NAMESPACE}>{area}{template}<ofd:Content><ofd:Layer>{inside}</ofd:Layer></ofd:Content></ofd:Page>"
    )


def write(path: Path, pages: Sequence[str], *, signed: bool = False, template: str = "") -> Path:
    signatures = "<ofd:Signatures>/Doc_0/Signs/Signatures.xml</ofd:Signatures>" if signed else ""
    entries = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    common = '<ofd:CommonData><ofd:TemplatePage ID="77" BaseLoc="Tpls/T.xml"/></ofd:CommonData>' if template else ""
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "OFD.xml",
            f"<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{signatures}"
            "</ofd:DocBody></ofd:OFD>",
        )
        package.writestr(
            "Doc_0/Document.xml",
            f"<ofd:Document {NAMESPACE}>{common}<ofd:Pages>{entries}</ofd:Pages></ofd:Document>",
        )
        if template:
            package.writestr("Doc_0/Tpls/T.xml", page(template))
        for number, content in enumerate(pages):
            package.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", content)
    return path


def lines(raw: RawDocument) -> list[str]:
    return [block.span.of(raw.text) for block in raw.blocks if block.kind is BlockKind.LINE]


def test_lines_stand_in_reading_order_whatever_the_order_of_objects(tmp_path: Path) -> None:
    drawn = text_object("现答复如下：", 28, 60) + text_object("关于增加停车泊位的答复", 60, 40)
    assert lines(read_ofd(write(tmp_path / "a.ofd", [page(drawn)]))) == ["关于增加停车泊位的答复", "现答复如下："]


def test_a_first_line_indent_is_measured_in_characters(tmp_path: Path) -> None:
    drawn = "".join(
        text_object(text, left, top) for text, left, top in [("一二", 39.2, 40), ("三四", 28, 50), ("五", 28, 60)]
    )
    raw = read_ofd(write(tmp_path / "a.ofd", [page(drawn)]))
    assert [round(block.indent or 0) for block in raw.blocks] == [2, 0, 0]


def test_a_scaled_text_object_is_placed_where_it_is_drawn(tmp_path: Path) -> None:
    drawn = text_object("放大", 28, 40, size=1, more='CTM="5.6 0 0 5.6 0 0"') + text_object("正常", 28, 80)
    raw = read_ofd(write(tmp_path / "a.ofd", [page(drawn)]))
    sizes = [round(block.font_size or 0) for block in raw.blocks]
    assert (lines(raw), sizes) == (["放大", "正常"], [16, 16])


def test_the_text_of_a_template_is_read(tmp_path: Path) -> None:
    using = page(text_object("正文", 28, 80), template='<ofd:Template TemplateID="77"/>')
    path = write(tmp_path / "a.ofd", [using], template=text_object("某某区城市管理局文件", 40, 40))
    assert lines(read_ofd(path)) == ["某某区城市管理局文件", "正文"]


def test_a_signature_is_told_and_not_vouched_for(tmp_path: Path) -> None:
    raw = read_ofd(write(tmp_path / "a.ofd", [page(text_object("正文", 28, 80))], signed=True))
    assert raw.warnings == ("文件带有电子签名或电子印章；本程序不验证签名。",)


def test_pages_follow_each_other(tmp_path: Path) -> None:
    raw = read_ofd(write(tmp_path / "a.ofd", [page(text_object(text, 28, 80)) for text in ("甲", "乙")]))
    assert ([block.page for block in raw.blocks], raw.pages) == ([1, 2], 2)


def test_a_file_of_blank_pages_is_empty(tmp_path: Path) -> None:
    with pytest.raises(FileEmptyError, match="没有文字"):
        read_ofd(write(tmp_path / "a.ofd", [page("")]))


def test_a_missing_document_part_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.ofd"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "OFD.xml", f"<ofd:OFD {NAMESPACE}><ofd:DocBody><ofd:DocRoot>x.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
        )
    with pytest.raises(FileDamagedError):
        read_ofd(path)


def test_an_encrypted_file_says_so_and_asks_for_no_password(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ofd", ["\x8f not XML any more"])
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("Encryptions.xml", f"<ofd:Encryptions {NAMESPACE}/>")
    with pytest.raises(FileEncryptedError, match="加密的 OFD") as refused:
        read_ofd(path)
    assert not refused.value.wants_password
