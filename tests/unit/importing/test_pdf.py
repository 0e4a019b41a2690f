"""PDF files are read with their lines, pages and geometry; broken ones say what is wrong."""

import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from viewer.core.errors import FileDamagedError, FileEmptyError, FileEncryptedError, FileUnsupportedError
from viewer.core.raw import BlockKind, RawDocument
from viewer.importing.pdf import read_pdf

HEIGHT = 842
pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


Texts = Sequence[tuple[str, float, float]]


def draw(path: Path, pages: Sequence[Texts], *, rotate: int = 0, password: str = "") -> Path:
    """Write a PDF whose pages hold texts at (left, top) in 16 point."""
    encryption = StandardEncryption(password) if password else None
    canvas = Canvas(str(path), pagesize=(595, HEIGHT), encrypt=encryption)
    for lines in pages:
        canvas.setPageRotation(rotate)
        canvas.setFont("STSong-Light", 16)
        for text, left, top in lines:
            canvas.drawString(left, HEIGHT - top, text)
        canvas.showPage()
    canvas.save()
    return path


def lines(raw: RawDocument, kind: BlockKind = BlockKind.LINE) -> list[str]:
    return [block.span.of(raw.text) for block in raw.blocks if block.kind is kind]


def test_lines_come_with_page_and_indent(tmp_path: Path) -> None:
    body = [("您提出的建议收悉，现答复如下。", 112, 150), ("一、关于停车", 80, 180), ("二、关于绿化", 80, 210)]
    raw = read_pdf(draw(tmp_path / "a.pdf", [body]))
    assert lines(raw) == [text for text, _, _ in body]
    assert [(block.page, round(block.indent or 0)) for block in raw.blocks] == [(1, 2), (1, 0), (1, 0)]


def test_letters_scaled_by_the_page_are_as_large_as_they_look(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "a.pdf"), pagesize=(595, HEIGHT))
    canvas.scale(16, 16)
    canvas.setFont("STSong-Light", 1)
    canvas.drawString(7, 40, "您的建议收悉，现答复如下：")
    canvas.drawString(5, 38, "一、关于停车")
    canvas.save()
    raw = read_pdf(tmp_path / "a.pdf")
    assert lines(raw) == ["您的建议收悉，现答复如下：", "一、关于停车"]
    assert [(round(block.font_size or 0), round(block.indent or 0)) for block in raw.blocks] == [(16, 2), (16, 0)]


def test_page_numbers_are_furniture(tmp_path: Path) -> None:
    pages = [[("关于停车的答复" + "正文" * number, 80, 150), (f"— {number} —", 280, 800)] for number in (1, 2, 3)]
    raw = read_pdf(draw(tmp_path / "a.pdf", pages))
    assert len(lines(raw)) == 3
    assert len(lines(raw, BlockKind.FURNITURE)) == 3


def test_a_running_header_is_furniture(tmp_path: Path) -> None:
    pages = [[("某某区城市管理局文件", 200, 50), (f"正文之{number}", 80, 300)] for number in "一二三四"]
    assert lines(read_pdf(draw(tmp_path / "a.pdf", pages))) == ["正文之一", "正文之二", "正文之三", "正文之四"]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_every_line_of_a_turned_page_is_found(tmp_path: Path, rotate: int) -> None:
    raw = read_pdf(draw(tmp_path / "a.pdf", [[("第一行文字", 80, 300), ("第二行文字", 80, 330)]], rotate=rotate))
    assert "".join(sorted("".join(raw.text.split()))) == "".join(sorted("第一行文字第二行文字"))


def test_a_blank_page_is_nothing_to_tell(tmp_path: Path) -> None:
    raw = read_pdf(draw(tmp_path / "a.pdf", [[("正文", 80, 150)], []]))
    assert (raw.pages, raw.warnings) == (2, ())


def test_a_file_of_blank_pages_is_empty(tmp_path: Path) -> None:
    with pytest.raises(FileEmptyError, match="没有文字"):
        read_pdf(draw(tmp_path / "a.pdf", [[], []]))


def test_text_in_a_font_that_names_no_characters_is_refused_where_nothing_can_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(FileUnsupportedError, match="没有注明所画的字"):
        read_pdf(draw(tmp_path / "a.pdf", [[("\ue001\ue002\ue003\ue004" * 9, 80, 150)]]))


def test_a_password_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileEncryptedError, match="有密码"):
        read_pdf(draw(tmp_path / "a.pdf", [[("正文", 80, 150)]], password="geheim"))  # noqa: S106 - a test's own


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    whole = draw(tmp_path / "a.pdf", [[("正文", 80, 150)]]).read_bytes()
    (tmp_path / "b.pdf").write_bytes(whole[:100])
    with pytest.raises(FileDamagedError, match=r"b\.pdf"):
        read_pdf(tmp_path / "b.pdf")
