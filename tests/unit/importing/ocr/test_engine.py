"""Pictures are recognised where the extra is installed, and refused with advice where it is not."""

import sys
from pathlib import Path

import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from viewer.core.errors import FileDamagedError, FileUnsupportedError
from viewer.core.raw import BlockKind, RawDocument
from viewer.importing.ocr import is_available
from viewer.importing.registry import read

SCAN = Path(__file__).parents[1] / "files" / "scan.png"
PRINTED = [
    "某某区城市管理局文件",
    "张三代表：",
    "您提出的关于增加停车泊位的建议收悉。经会同有关",
    "部门研究，现答复如下：",
    "2023年我区新增公共停车泊位812个，同比增长6%。",
    "某某区城市管理局",
    "2024年4月25日",
]
needs_engine = pytest.mark.skipif(not is_available(), reason="the extra andu[ocr] is not installed")


def scanned_pdf(path: Path) -> Path:
    canvas = Canvas(str(path), pagesize=(595, 403))
    canvas.drawImage(ImageReader(str(SCAN)), 0, 0, 595, 403)
    canvas.showPage()
    canvas.save()
    return path


def lines(raw: RawDocument) -> list[str]:
    return [block.span.of(raw.text) for block in raw.blocks if block.kind is BlockKind.LINE]


@needs_engine
def test_words_under_the_seal_and_the_red_letterhead_are_read() -> None:
    assert lines(read(SCAN)) == PRINTED


@needs_engine
def test_a_recognised_page_says_so_and_asks_to_be_checked() -> None:
    raw = read(SCAN)
    assert raw.ocr
    assert "可能有错字" in raw.warnings[0]


@needs_engine
def test_indents_are_measured_on_pictures_too() -> None:
    assert [round(block.indent or 0) for block in read(SCAN).blocks][1:4] == [0, 2, 0]


@needs_engine
def test_a_scanned_page_of_a_pdf_is_recognised(tmp_path: Path) -> None:
    raw = read(scanned_pdf(tmp_path / "a.pdf"))
    assert (lines(raw), raw.ocr, raw.pages) == (PRINTED, True, 1)


@needs_engine
def test_half_a_picture_is_damage(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(SCAN.read_bytes()[:9000])
    with pytest.raises(FileDamagedError, match="不是完好的图片"):
        read(tmp_path / "a.png")


def test_without_the_extra_a_picture_is_refused_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(FileUnsupportedError, match="需要文字识别") as refusal:
        read(SCAN)
    assert "andu[ocr]" in refusal.value.advice


def test_without_the_extra_a_scanned_pdf_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(FileUnsupportedError, match="是扫描件"):
        read(scanned_pdf(tmp_path / "a.pdf"))
