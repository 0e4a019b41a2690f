"""Of a PDF that lost the list of its pages, the pages are read of which nothing is missing."""

import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from viewer.core.errors import FileDamagedError
from viewer.importing.pdf import read_pdf
from viewer.importing.pdf_salvage import salvage_pages

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
FONT = b"1 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
PAGE = b"<</Type/Page/MediaBox[0 0 300 300]/Resources<</Font<</F 1 0 R>>>>/Contents %d 0 R>>"


def drawn(path: Path, pages: int, password: str | None = None) -> bytes:
    canvas = Canvas(str(path), pagesize=(595, 842), encrypt=password)
    for number in range(pages):
        canvas.setFont("STSong-Light", 16)
        canvas.drawString(80, 700, f"第{number}页新增停车泊位812个。")
        canvas.showPage()
    canvas.save()
    return path.read_bytes()


def written(number: int, words: str) -> bytes:
    stream = b"BT /F 12 Tf 50 200 Td (%s) Tj ET" % words.encode()
    return b"%d 0 obj<</Length %d>>stream\n%s\nendstream endobj\n" % (number, len(stream), stream)


def text_of(path: Path, content: bytes) -> list[str]:
    path.write_bytes(content)
    raw = read_pdf(path)
    assert raw.partial
    return raw.text.split()


def test_the_pages_before_the_cut_are_read_in_their_order_and_the_file_says_so(tmp_path: Path) -> None:
    whole = drawn(tmp_path / "a.pdf", 6)
    cut = whole[: whole.index(b"endstream", whole.index(b"endstream", whole.index(b"endstream") + 1) + 1)]
    assert text_of(tmp_path / "b.pdf", cut) == [f"第{number}页新增停车泊位812个。" for number in range(2)]


def test_a_page_whose_font_is_missing_is_left_out(tmp_path: Path) -> None:
    head = b"%PDF-1.4\n3 0 obj" + PAGE % 4 + b"endobj\n" + written(4, "one")
    assert salvage_pages(head) is None
    assert text_of(tmp_path / "a.pdf", head + FONT) == ["one"]


def test_pages_that_stand_packed_in_a_stream_are_found(tmp_path: Path) -> None:
    page = PAGE % 4
    packed = zlib.compress(b"3 0 9 %d " % len(page) + page + b"<<>>")
    first = len(b"3 0 9 %d " % len(page))
    head = b"7 0 obj<</Type/ObjStm/N 2/First %d/Filter/FlateDecode/Length %d>>stream\n" % (first, len(packed))
    cut = b"%PDF-1.5\n" + FONT + written(4, "packed") + head + packed + b"\nendstream endobj\n8 0 obj"
    assert text_of(tmp_path / "a.pdf", cut) == ["packed"]


def test_what_is_left_of_the_list_of_pages_gives_their_order(tmp_path: Path) -> None:
    pages = b"".join(b"%d 0 obj" % number + PAGE % (number + 10) + b"endobj\n" for number in (3, 4))
    listed = b"2 0 obj<</Type/Pages/Count 2/Kids[4 0 R 3 0 R]>>endobj\n"
    cut = b"%PDF-1.4\n" + FONT + listed + pages + written(13, "second") + written(14, "first")
    assert text_of(tmp_path / "a.pdf", cut) == ["first", "second"]


def test_lists_of_pages_in_a_list_are_followed(tmp_path: Path) -> None:
    pages = b"".join(b"%d 0 obj" % number + PAGE % (number + 10) + b"endobj\n" for number in (3, 4))
    lists = b"5 0 obj<</Type/Pages/Kids[3 0 R]>>endobj\n6 0 obj<</Type/Pages/Kids[4 0 R]>>endobj\n"
    top = b"2 0 obj<</Type/Pages/Count 2/Kids[6 0 R 5 0 R]>>endobj\n"
    cut = b"%PDF-1.4\n" + FONT + lists + top + pages + written(13, "second") + written(14, "first")
    assert text_of(tmp_path / "a.pdf", cut) == ["first", "second"]


def test_of_a_file_with_a_password_nothing_is_taken(tmp_path: Path) -> None:
    whole = drawn(tmp_path / "a.pdf", 3, "geheim")
    assert salvage_pages(whole[: whole.rindex(b"xref")]) is None


def test_a_file_without_a_whole_page_stays_damage(tmp_path: Path) -> None:
    whole = drawn(tmp_path / "a.pdf", 3)
    (tmp_path / "b.pdf").write_bytes(whole[: whole.index(b"stream")])
    with pytest.raises(FileDamagedError, match=r"b\.pdf"):
        read_pdf(tmp_path / "b.pdf")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([FONT, written(4, "x"), b"3 0 obj", PAGE % 4, b"endobj", b"/Kids[3 0 R", b"stream\n\xff"]))
)
def test_rubbish_is_no_fault(parts: list[bytes]) -> None:
    rescued = salvage_pages(b"%PDF-1.4\n" + b" ".join(parts))
    assert rescued is None or rescued.endswith(b"%%EOF\n")
