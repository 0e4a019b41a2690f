"""Every line of a text file is one visual line; form feeds end pages."""

from pathlib import Path

import pytest

from viewer.importing.plain_text import raw_text, read_text
from viewer.text.reflow import reflow


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\u2028", "\x85"])
def test_any_line_end_ends_a_line(end: str) -> None:
    raw = raw_text(f"甲{end}{end}乙{end}")
    assert [block.span.of(raw.text) for block in raw.blocks] == ["甲", "乙"]


def test_pages_are_counted_only_where_the_file_marks_them() -> None:
    assert raw_text("甲\n乙").pages is None
    raw = raw_text("甲\n\f乙\f\f丙")
    assert ([block.page for block in raw.blocks], raw.pages) == ([1, 2, 4], 4)


def test_a_last_form_feed_begins_no_page() -> None:
    assert raw_text("甲\f\n").pages is None


def test_the_encoding_and_its_warnings_are_handed_on(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("第一行，来信收悉。".encode("gb18030") + b"\xff\n")
    raw = read_text(path)
    assert raw.encoding == "GB18030"
    assert len(raw.warnings) == 1
    assert "1 处" in raw.warnings[0]


def test_fifty_megabytes_on_one_line_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("经济社会发展，".encode() * (50 * 1024 * 1024 // 21))
    raw = read_text(path)
    assert "".join(block.span.of(raw.text) for block in raw.blocks) == raw.text
    assert len(raw.text) > 17_000_000


def test_a_line_longer_than_any_paragraph_is_cut_behind_sentences_and_that_is_said() -> None:
    raw = raw_text("新增公共停车泊位八百一十二个（含“共享”泊位）。" * 1000)
    texts = [block.span.of(raw.text) for block in raw.blocks]
    assert all(text.endswith("。") and len(text) < 450 for text in texts)
    assert "".join(texts) == raw.text
    assert "句末" in raw.warnings[0]
    assert len(reflow(raw).paragraphs) == len(texts)


def test_a_long_line_without_sentences_stays_one_paragraph() -> None:
    raw = raw_text("QUJDREVG" * 5000)
    assert (len(reflow(raw).paragraphs), raw.warnings) == (1, ())


def test_a_long_paragraph_is_not_cut() -> None:
    assert len(raw_text("新增公共停车泊位八百一十二个。" * 600).blocks) == 1
